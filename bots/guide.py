"""The guide through the policies of `knowledge.policies`: what to ask next, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from assistant.policies.guide import Guide, View
from assistant.policies.walk import Step
from assistant.policies.walk import Walk as Steps
from bots import messages
from bots.basis import Texts
from bots.policies import Choice, Finding, Given, Question, Understood, Walk
from knowledge.document import Document
from knowledge.policies import words
from knowledge.policies.model import Basis, Fact, Outcome, Verdict
from knowledge.policies.profile import Value
from knowledge.policies.result import (
    Check,
    Sources,
    label_of,
    of_needs,
    standing_notes,
    successors,
    whom_to_ask,
)
from knowledge.policies.result_text import basis_line, reason_lines

SHOWN: tuple[Outcome, ...] = ("qualifies", "cannot_tell", "not_yet", "not", "ended")


class PolicyGuide:
    """Asks for what settles most, and tells each policy with its basis.

    `today` is the day it is told for; `documents` are the texts and cards in which a basis can be opened.
    """

    def __init__(
        self, sources: Sources, today: Callable[[], date], documents: Sequence[Document] = ()
    ) -> None:
        self._sources = sources
        self._texts = Texts(documents, sources.catalogue)
        self._guide = Guide.load(sources)
        self._today = today

    def question(self, walk: Walk) -> Question | None:
        """What to ask next, nothing when no answer would settle anything more."""
        ask = self._view(walk).ask
        return _question(ask.fact) if ask else None

    def findings(self, walk: Walk) -> Sequence[Finding]:
        """The policies for the needs named, the best first."""
        found = self._view(walk).found
        if found.profile.needs:
            found = of_needs(found, found.profile.needs)
        in_order = sorted(found.verdicts, key=lambda verdict: SHOWN.index(verdict.outcome))
        return tuple(self._finding(verdict, found) for verdict in in_order)

    def understood(self, walk: Walk) -> Sequence[Understood]:
        """What is known of the person by now, in the order of the profile."""
        return tuple(
            Understood(
                item.fact.id,
                words.TOLD.format(label=item.fact.label, value=item.text),
                item.words if item.origin == "assumed" else "",
            )
            for item in self._view(walk).known
        )

    def misfits(self, walk: Walk) -> Sequence[str]:
        """What in it cannot be so."""
        return self._view(walk).found.misfits

    def _view(self, walk: Walk) -> View:
        facts = self._sources.book.facts
        steps = tuple(Step(item.fact, _known(facts[item.fact], item), item.asked) for item in walk.given)
        return self._guide.view(Steps(walk.text, steps, walk.rounds, walk.ended), self._today())

    def _finding(self, verdict: Verdict, found: Check) -> Finding:
        text = "\n".join(f"- {line}" for line in self._lines(verdict, found))
        name, outcome = verdict.policy.name, messages.OUTCOMES[verdict.outcome]
        return Finding(name, outcome, text, self._texts.citations(list(_bases(verdict)), found.day))

    def _lines(self, verdict: Verdict, found: Check) -> Iterator[str]:
        policy, catalogue = verdict.policy, self._sources.catalogue
        gets = words.GOT if verdict.outcome == "ended" else words.GETS
        for item in policy.gets:
            yield f"{gets}: {item.text} ({label_of(item.basis, catalogue)})"
        yield from reason_lines(verdict, self._sources)
        yield from self._period(verdict)
        if verdict.outcome in ("qualifies", "cannot_tell"):
            yield from self._way(verdict)
        yield from (words.NOTES[note] for note in verdict.notes)
        yield from standing_notes(verdict, found.day, catalogue)
        yield basis_line(verdict, self._sources)

    def _period(self, verdict: Verdict) -> Iterator[str]:
        policy = verdict.policy
        if verdict.outcome == "not_yet":
            yield words.STARTED_ON.format(day=words.day_of(policy.start.day))
        if verdict.outcome == "ended" and policy.end:
            yield f"{words.ENDED_ON.format(day=words.day_of(policy.end.day))} {policy.end.after}"
            if instead := "; ".join(item.name for item in successors(policy, self._sources.book)):
                yield f"{words.INSTEAD}: {instead}"
        if policy.doubt and "doubt" in verdict.notes:
            yield policy.doubt.text

    def _way(self, verdict: Verdict) -> Iterator[str]:
        policy = verdict.policy
        yield from (f"{words.DEPENDS}: {item.text}" for item in policy.depends)
        yield f"**{words.OFFICES}**: {'; '.join(whom_to_ask(policy, self._sources.agencies))}"
        if verdict.outcome == "qualifies" and policy.papers:
            yield f"{words.PAPERS}: {'; '.join(policy.papers)}"
        if verdict.outcome == "qualifies" and policy.steps:
            yield f"{words.STEPS}: {' → '.join(policy.steps)}"


def _bases(verdict: Verdict) -> Iterator[Basis]:
    """The bases a finding names, in the order it names them."""
    yield from (item.basis for item in verdict.policy.gets)
    yield from verdict.basis


def _question(fact: Fact) -> Question:
    return Question(
        fact=fact.id,
        text=fact.question,
        choices=tuple(Choice(_coded(choice.value), choice.label) for choice in fact.choices),
        several=fact.answer == "choices",
        number=fact.answer == "number",
        unit=fact.unit,
    )


def _coded(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def _known(fact: Fact, item: Given) -> Value | None:
    return _value(fact, item.values) if item.known else None


def _value(fact: Fact, values: tuple[str, ...]) -> Value:
    """What a profile holds for what was picked or typed."""
    match fact.answer:
        case "choices":
            return frozenset(values)
        case "yes_no":
            return values == ("yes",)
        case "number":
            return float(values[0])
        case _:
            return values[0]
