"""A check for a person to read, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.policies import words
from knowledge.policies.model import Outcome, Verdict
from knowledge.policies.profile import known
from knowledge.policies.result import (
    Check,
    Sources,
    label_of,
    standing_notes,
    successors,
    whom_to_ask,
)

_SHOWN: tuple[Outcome, ...] = ("qualifies", "cannot_tell", "not_yet", "not", "ended")


def as_text(found: Check, sources: Sources) -> str:
    """The check as Markdown: what is known, the policies by outcome with their basis, the next question."""
    lines = [f"# {words.TITLE.format(day=words.day_of(found.day))}", "", _profile_line(found, sources)]
    lines += ["", *(f"- **{words.CHECK_AGAIN}:** {one}" for one in found.misfits)] if found.misfits else []
    for outcome in _SHOWN:
        verdicts = [verdict for verdict in found.verdicts if verdict.outcome == outcome]
        if verdicts:
            lines += ["", f"## {words.HEADINGS[outcome]} ({len(verdicts)})"]
        for verdict in verdicts:
            lines += ["", *_verdict_lines(verdict, found, sources)]
    if found.ask:
        choices = " / ".join(choice.label for choice in found.ask.fact.choices)
        lines += ["", f"**{words.NEXT}:** {found.ask.fact.question}" + (f" ({choices})" if choices else "")]
    return "\n".join([*lines, "", words.NO_PROMISE, ""])


def _profile_line(found: Check, sources: Sources) -> str:
    facts = sources.book.facts
    pairs = [
        f"{facts[fact].label}: {words.value_of(facts[fact], value)}" for fact, value in known(found.profile)
    ]
    return f"{words.KNOWN}: {'; '.join(pairs)}." if pairs else words.NOTHING_KNOWN


def _verdict_lines(verdict: Verdict, found: Check, sources: Sources) -> Iterator[str]:
    policy, facts = verdict.policy, sources.book.facts
    yield f"### {policy.name}"
    for item in policy.gets:
        yield f"- {words.GETS}: {item.text} ({label_of(item.basis, sources.catalogue)})"
    for condition in verdict.failed:
        yield f"- {words.FAILED}: {condition.text} ({label_of(condition.basis, sources.catalogue)})"
    for fact in verdict.missing:
        yield f"- {words.MISSING}: {facts[fact].question}"
    yield from _period_lines(verdict, sources)
    if verdict.outcome in ("qualifies", "cannot_tell"):
        yield from _how_lines(verdict, sources)
    yield from (f"- {words.NOTES[note]}" for note in verdict.notes)
    yield from (f"- {note}" for note in standing_notes(verdict, found.day, sources.catalogue))
    bases = "; ".join(label_of(basis, sources.catalogue) for basis in verdict.basis)
    yield f"- {words.BASIS}: {bases}. {words.CHECKED.format(day=words.day_of(policy.checked))}"


def _period_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
    policy = verdict.policy
    if verdict.outcome == "not_yet":
        yield f"- {words.STARTED_ON.format(day=words.day_of(policy.start.day))}"
    if verdict.outcome == "ended" and policy.end:
        yield f"- {words.ENDED_ON.format(day=words.day_of(policy.end.day))} {policy.end.after}"
        instead = "; ".join(item.name for item in successors(policy, sources.book))
        if instead:
            yield f"- {words.INSTEAD}: {instead}"
    if policy.doubt and "doubt" in verdict.notes:
        yield f"- {policy.doubt.text}"


def _how_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
    policy = verdict.policy
    yield from (f"- {words.DEPENDS}: {item.text}" for item in policy.depends)
    yield f"- {words.OFFICES}: {'; '.join(whom_to_ask(policy, sources.agencies))}"
    if verdict.outcome == "qualifies" and policy.papers:
        yield f"- {words.PAPERS}: {'; '.join(policy.papers)}"
    if verdict.outcome == "qualifies" and policy.steps:
        yield f"- {words.STEPS}: {' → '.join(policy.steps)}"
