"""A check for a person to read, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.policies import words
from knowledge.policies.model import Condition, Outcome, Verdict
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


def as_text(found: Check, sources: Sources, known_line: str = "") -> str:
    """The check as Markdown: what is known, the policies by outcome with their basis, the next question.

    `known_line` tells what is known where that is more than the profile tells.
    """
    first = known_line or _profile_line(found, sources)
    lines = [f"# {words.TITLE.format(day=words.day_of(found.day))}", "", first]
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


def reason_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
    """What decides a verdict, condition by condition, each with its clause: met, failed or still open.

    An open condition names what has to be known for it.
    """
    if verdict.outcome == "qualifies":
        yield from (_reason(words.MET, one, sources) for one in verdict.conditions)
    yield from (_reason(words.FAILED, one, sources) for one in verdict.failed)
    asked: set[str] = set()
    for one in verdict.open:
        facts = [name for name in one.test.facts() if name in verdict.missing and name not in asked]
        asked.update(facts)
        questions = " ".join(words.question_of(sources.book.facts[name]) for name in facts)
        to_know = f" {words.TO_KNOW}: {questions}" if questions else ""
        yield f"{_reason(words.OPEN, one, sources)}{to_know}"


def basis_line(verdict: Verdict, sources: Sources) -> str:
    """What the verdict rests on, where no condition has told it, and when that was checked."""
    checked = words.CHECKED.format(day=words.day_of(verdict.policy.checked))
    if verdict.outcome not in ("ended", "not_yet"):
        return checked
    bases = "; ".join(label_of(basis, sources.catalogue) for basis in verdict.basis)
    return f"{words.BASIS}: {bases}. {checked}"


def _reason(heading: str, one: Condition, sources: Sources) -> str:
    return f"{heading}: {one.text} ({label_of(one.basis, sources.catalogue)})."


def _profile_line(found: Check, sources: Sources) -> str:
    facts = sources.book.facts
    pairs = [
        f"{facts[fact].label}: {words.value_of(facts[fact], value)}" for fact, value in known(found.profile)
    ]
    return f"{words.KNOWN}: {'; '.join(pairs)}." if pairs else words.NOTHING_KNOWN


def _verdict_lines(verdict: Verdict, found: Check, sources: Sources) -> Iterator[str]:
    policy = verdict.policy
    yield f"### {policy.name}"
    gets = words.GOT if verdict.outcome == "ended" else words.GETS
    for item in policy.gets:
        yield f"- {gets}: {item.text} ({label_of(item.basis, sources.catalogue)})"
    yield from (f"- {line}" for line in reason_lines(verdict, sources))
    yield from _period_lines(verdict, sources)
    if verdict.outcome in ("qualifies", "cannot_tell"):
        yield from _how_lines(verdict, sources)
    yield from (f"- {words.NOTES[note]}" for note in verdict.notes)
    yield from (f"- {note}" for note in standing_notes(verdict, found.day, sources.catalogue))
    yield f"- {basis_line(verdict, sources)}"


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
