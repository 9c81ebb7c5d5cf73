"""One duty as a row of the register: every field in the words of its document, agencies as ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.register.periods import NONE, Period, read_period
from knowledge.document import Document, Span, below
from knowledge.facts import Erratum, Facts, Report, Task


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a duty's text and the unit it stands in."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Timing:
    """A time that the document prints for a duty or for a report in it.

    `sentence` says what is to be done by then; it begins at `asked` with the words after the time.
    """

    anchor: str
    place: str
    period: Period
    sentence: str
    asked: str
    senders: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `lead`, `partner`, `product`, `deadline` are as printed, empty where nothing is.

    `leads` and `partners` are ids of `knowledge.agencies`; partners of single actions are among them.
    `twin` is the anchor of the same duty in the other part of the document, `remarks` known misprints.
    """

    document: str
    anchor: str
    place: str
    origin: Literal["body", "annex"]
    section: str
    heading: str
    actions: tuple[Passage, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    lead: str
    partner: str
    product: str
    deadline: str
    asked: bool
    twin: str
    timings: tuple[Timing, ...] = ()
    remarks: tuple[str, ...] = ()
    issued: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What no other duty has: document and anchor."""
        return self.document, self.anchor

    @property
    def text(self) -> str:
        """All actions, one a line."""
        return "\n".join(action.text for action in self.actions)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every time printed; one that says "nothing printed" where there is none."""
        return tuple(timing.period for timing in self.timings) or (NONE,)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who leads and who co-operates."""
        return tuple(dict.fromkeys((*self.leads, *self.partners)))


def duties_of(document: Document, facts: Facts) -> tuple[Duty, ...]:
    """The duties of a document in reading order."""
    if not facts.tasks:
        return ()
    heads = {node.anchor: node.head.of(document.text) for node in document.root.walk()}
    return tuple(_duty(document, task, facts, heads.get(task.section, "")) for task in facts.tasks)


def _duty(document: Document, task: Task, facts: Facts, heading: str) -> Duty:
    inner = (name for action in task.actions for name in action.partners)
    return Duty(
        document=task.document,
        anchor=task.anchor,
        place=task.place,
        origin=task.origin,
        section=task.section,
        heading=_plain(heading),
        actions=tuple(Passage(action.anchor, _words(document, action.span)) for action in task.actions),
        leads=task.leads,
        partners=tuple(dict.fromkeys((*task.partners, *inner))),
        lead=_words(document, task.lead),
        partner=_words(document, task.partner),
        product=_words(document, task.product),
        deadline=_words(document, task.deadline),
        asked=task.asked,
        twin=task.twin,
        timings=tuple(_timings(document, task, facts.reports)),
        remarks=tuple(_remarks(task, facts.errata)),
        issued=_day(document.meta.issued),
    )


def _timings(document: Document, task: Task, reports: Sequence[Report]) -> Iterator[Timing]:
    if task.deadline:
        text = "; ".join(_words(document, action.span) for action in task.actions)
        yield Timing(task.anchor, task.place, read_period(_words(document, task.deadline)), text, text)
    for report in reports:
        if report.when and below(report.anchor, task.anchor):
            yield _report(document, report, report.when)


def _report(document: Document, report: Report, when: Span) -> Timing:
    after = _words(document, Span(when.end, report.span.end)).lstrip(" ,;:)")
    return Timing(
        report.anchor,
        report.place,
        read_period(_words(document, when)),
        _words(document, report.span),
        after[:1].upper() + after[1:],
        report.senders,
        report.receivers,
    )


def _remarks(task: Task, errata: Iterable[Erratum]) -> Iterator[str]:
    return (erratum.note for erratum in errata if below(erratum.anchor, task.anchor))


def _words(document: Document, span: Span | None) -> str:
    return _plain(span.of(document.text)) if span else ""


def _plain(words: str) -> str:
    return " ".join(words.split())


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
