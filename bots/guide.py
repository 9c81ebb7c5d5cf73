"""The guide through the policies of `knowledge.policies`: what to ask next, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bots import messages
from bots.policies import Choice, Finding, Given, Question
from knowledge.policies import words
from knowledge.policies.model import Fact, Outcome, Verdict
from knowledge.policies.profile import Profile, Value
from knowledge.policies.result import (
    Check,
    Sources,
    check,
    label_of,
    of_needs,
    standing_notes,
    successors,
    whom_to_ask,
)

FIRST = ("kind", "needs")
"""Asked before anything else: they decide which other questions are worth asking."""

SHOWN: tuple[Outcome, ...] = ("qualifies", "cannot_tell", "not_yet", "not", "ended")


class PolicyGuide:
    """Asks for what settles most, and tells each policy with its basis. `today` is the day it is told for."""

    def __init__(self, sources: Sources, today: Callable[[], date]) -> None:
        self._sources = sources
        self._today = today

    def question(self, given: Sequence[Given]) -> Question | None:
        """What to ask next, nothing when no answer would settle anything more."""
        facts = self._sources.book.facts
        said = {item.fact for item in given}
        for name in FIRST:
            if name not in said:
                return _question(facts[name])
        ask = self._check(given).ask
        return _question(ask.fact) if ask else None

    def findings(self, given: Sequence[Given]) -> Sequence[Finding]:
        """The policies for the needs named, the best first."""
        found = self._check(given)
        if found.profile.needs:
            found = of_needs(found, found.profile.needs)
        in_order = sorted(found.verdicts, key=lambda verdict: SHOWN.index(verdict.outcome))
        return tuple(self._finding(verdict, found) for verdict in in_order)

    def _check(self, given: Sequence[Given]) -> Check:
        facts = self._sources.book.facts
        values: dict[str, Any] = {
            item.fact: _value(facts[item.fact], item.values) for item in given if item.known
        }
        skipped = [item.fact for item in given if not item.known]
        return check(self._sources.book, replace(Profile(), **values), self._today(), None, skipped)

    def _finding(self, verdict: Verdict, found: Check) -> Finding:
        text = "\n".join(f"- {line}" for line in self._lines(verdict, found))
        return Finding(verdict.policy.name, messages.OUTCOMES[verdict.outcome], text)

    def _lines(self, verdict: Verdict, found: Check) -> Iterator[str]:
        policy, catalogue = verdict.policy, self._sources.catalogue
        for item in policy.gets:
            yield f"{words.GETS}: {item.text} ({label_of(item.basis, catalogue)})"
        for condition in verdict.failed:
            yield f"{words.FAILED}: {condition.text} ({label_of(condition.basis, catalogue)})"
        for fact in verdict.missing:
            yield f"{words.MISSING}: {self._sources.book.facts[fact].question}"
        yield from self._period(verdict)
        if verdict.outcome in ("qualifies", "cannot_tell"):
            yield from self._way(verdict)
        yield from (words.NOTES[note] for note in verdict.notes)
        yield from standing_notes(verdict, found.day, catalogue)
        bases = "; ".join(label_of(basis, catalogue) for basis in verdict.basis)
        yield f"**{words.BASIS}**: {bases}. {words.CHECKED.format(day=words.day_of(policy.checked))}"

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
