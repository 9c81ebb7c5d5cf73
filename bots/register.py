"""Who was given which task: the facts of all documents, by office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.agencies import Agencies, Successor
from knowledge.document import Document, Span
from knowledge.facts import Facts, Task


@dataclass(frozen=True, slots=True)
class Duty:
    """One task as an office has it. `fields` are the printed lead, partner, product and deadline, if any.

    `words` are the document's own, cells of a row divided by " | ".
    """

    title: str
    words: str
    document: str
    place: str
    leads: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office with tasks: those it leads first. `code` is short enough for a button."""

    code: str
    name: str
    duties: tuple[Duty, ...]
    today: tuple[Successor, ...]


class Register:
    """The offices that documents give tasks to, those that lead most first."""

    def __init__(self, content: Sequence[tuple[Document, Facts]], agencies: Agencies) -> None:
        self._agencies = agencies
        duties: dict[str, list[Duty]] = {}
        for document, facts in content:
            for office, duty in _duties(document, facts.tasks):
                duties.setdefault(office, []).append(duty)
        order = sorted(duties, key=lambda id: -sum(duty.leads for duty in duties[id]))
        self._ids = {id: str(place) for place, id in enumerate(sorted(duties))}
        found = (self._office(id, duties[id]) for id in order if agencies.get(id))
        self.offices = tuple(found)
        self._by_code = {office.code: office for office in self.offices}

    def office(self, code: str) -> Office | None:
        """The office with this code, or nothing."""
        return self._by_code.get(code)

    def named(self, text: str) -> Office | None:
        """The first office with tasks that the text mentions, by whatever name, or nothing."""
        for mention in self._agencies.find(text):
            for id in mention.agency_ids:
                if id in self._ids:
                    return self._by_code.get(self._ids[id])
        return None

    def _office(self, id: str, duties: list[Duty]) -> Office:
        agency = self._agencies.get(id)
        assert agency is not None, "offices without an entry were left out"
        in_order = sorted(duties, key=lambda duty: not duty.leads)
        return Office(self._ids[id], agency.name, tuple(in_order), agency.successors)


def _duties(document: Document, tasks: Iterable[Task]) -> Iterator[tuple[str, Duty]]:
    """Each office with each of its tasks; of an item and the row that says the same, the row."""
    listed = tuple(tasks)
    rows = {(office, task.twin) for task in listed if task.origin == "annex" for office in _offices(task)}
    for task in listed:
        for office in _offices(task):
            if task.origin == "annex" or (office, task.anchor) not in rows:
                yield office, _duty(document, task, office in task.leads)


def _offices(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*task.leads, *task.partners)))


def _duty(document: Document, task: Task, leads: bool) -> Duty:
    spans = (
        ("lead", task.lead),
        ("partner", task.partner),
        ("product", task.product),
        ("deadline", task.deadline),
    )
    fields = ((name, _words(document, span)) for name, span in spans if span)
    first = task.actions[0].span if task.actions else task.whole
    words = _words(document, task.whole)
    return Duty(_words(document, first), words, task.document, task.place, leads, tuple(fields))


def _words(document: Document, span: Span) -> str:
    cells = (" ".join(cell.split(" ")) for cell in span.of(document.text).split("\t"))
    return " | ".join(cell.strip() for cell in cells if cell.strip())
