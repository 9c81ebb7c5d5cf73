"""The verdicts of one profile as one value, as JSON-ready data and as Vietnamese text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.policies import words
from knowledge.policies.ask import next_question
from knowledge.policies.engine import assess, ranked
from knowledge.policies.load import PolicyBook
from knowledge.policies.model import Ask, Basis, Condition, Fact, Outcome, Policy, Remark, Verdict
from knowledge.policies.profile import Profile, known

_SHOWN: tuple[Outcome, ...] = ("qualifies", "cannot_tell", "not_yet", "not", "ended")


@dataclass(frozen=True, slots=True)
class Check:
    """All verdicts for a profile on a day, those of its needs first, and the question to ask next."""

    profile: Profile
    day: date
    verdicts: tuple[Verdict, ...]
    ask: Ask | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What names instruments and offices: the policies' own facts, the catalogue, the agencies."""

    book: PolicyBook
    catalogue: Catalogue
    agencies: Agencies


def check(
    book: PolicyBook,
    profile: Profile,
    day: date,
    need: str | None = None,
    skipped: Collection[str] = (),
) -> Check:
    """The verdicts and the next question; `need` and `skipped` as in `next_question`."""
    needs = (need,) if need else tuple(sorted(profile.needs or ()))
    verdicts = ranked(assess(profile, book.policies, day), needs)
    ask = next_question(profile, book.policies, tuple(book.facts.values()), day, need, skipped)
    return Check(profile, day, verdicts, ask)


def as_json(found: Check, sources: Sources) -> dict[str, Any]:
    """The check as JSON-ready data: `day`, `profile`, `no_promise`, `counts`, `policies`, `ask`."""
    facts = sources.book.facts
    return {
        "day": found.day.isoformat(),
        "no_promise": words.NO_PROMISE,
        "profile": [
            {
                "fact": fact,
                "label": facts[fact].label,
                "value": _plain(value),
                "text": words.value_of(facts[fact], value),
            }
            for fact, value in known(found.profile)
        ],
        "counts": {
            outcome: sum(verdict.outcome == outcome for verdict in found.verdicts) for outcome in _SHOWN
        },
        "policies": [_policy_json(verdict, found.day, sources) for verdict in found.verdicts],
        "ask": ask_json(found.ask) if found.ask else None,
    }


def ask_json(ask: Ask) -> dict[str, Any]:
    """A question as JSON-ready data."""
    return {
        "fact": ask.fact.id,
        "label": ask.fact.label,
        "question": ask.fact.question,
        "answer": ask.fact.answer,
        "unit": ask.fact.unit,
        "choices": [{"value": choice.value, "label": choice.label} for choice in ask.fact.choices],
        "settles": len(ask.policies),
    }


def as_text(found: Check, sources: Sources) -> str:
    """The check for a person to read, in Markdown."""
    lines = [f"# {words.TITLE.format(day=words.day_of(found.day))}", "", *_profile_lines(found, sources)]
    for outcome in _SHOWN:
        verdicts = [verdict for verdict in found.verdicts if verdict.outcome == outcome]
        if verdicts:
            lines += ["", f"## {words.HEADINGS[outcome]} ({len(verdicts)})"]
        for verdict in verdicts:
            lines += ["", *_verdict_lines(verdict, sources)]
    if found.ask:
        choices = " / ".join(choice.label for choice in found.ask.fact.choices)
        lines += ["", f"**{words.NEXT}:** {found.ask.fact.question}" + (f" ({choices})" if choices else "")]
    return "\n".join([*lines, "", words.NO_PROMISE, ""])


def office_names(ids: tuple[str, ...], agencies: Agencies) -> tuple[str, ...]:
    """The offices to ask, with their names of today where these changed."""
    return tuple(_office(id, agencies) for id in ids)


def label_of(basis: Basis, catalogue: Catalogue) -> str:
    """A basis for people: "khoản 5 Điều 22 Nghị định 45/2021/NĐ-CP"."""
    instrument = catalogue.get(basis.instrument)
    name = instrument.label if instrument else basis.instrument
    return f"{words.unit_of(basis)} {name}".strip()


def _office(id: str, agencies: Agencies) -> str:
    agency = agencies.get(id)
    if agency is None:
        return id
    if not agency.successors:
        return agency.name
    successor = agency.successors[0]
    sure = successor.confidence == "verified"
    sentence = words.OFFICE_TODAY if sure else words.OFFICE_TODAY_UNVERIFIED
    return sentence.format(name=agency.name, today=successor.name)


def _policy_json(verdict: Verdict, day: date, sources: Sources) -> dict[str, Any]:
    policy, catalogue = verdict.policy, sources.catalogue
    return {
        "id": policy.id,
        "name": policy.name,
        "needs": list(policy.needs),
        "outcome": verdict.outcome,
        "outcome_text": words.HEADINGS[verdict.outcome],
        "notes": [{"kind": note, "text": words.NOTES[note]} for note in verdict.notes],
        "gets": [_remark_json(item, day, catalogue) for item in policy.gets],
        "depends": [_remark_json(item, day, catalogue) for item in policy.depends],
        "failed": [_condition_json(item, day, catalogue) for item in verdict.failed],
        "open": [_condition_json(item, day, catalogue) for item in verdict.open],
        "missing": [
            {
                "fact": fact,
                "label": sources.book.facts[fact].label,
                "question": sources.book.facts[fact].question,
            }
            for fact in verdict.missing
        ],
        "conditions": [_condition_json(item, day, catalogue) for item in policy.conditions],
        "basis": [_basis_json(item, day, catalogue) for item in verdict.basis],
        "starts": policy.start.day.isoformat(),
        "ends": policy.end.day.isoformat() if policy.end else None,
        "after": policy.end.after if policy.end else "",
        "doubt": policy.doubt.text if policy.doubt and "doubt" in verdict.notes else "",
        "replaced_by": [
            {"id": id, "name": _name(id, sources.book)}
            for id in (policy.end.replaced_by if policy.end else ())
        ],
        "offices": list(office_names(policy.offices, sources.agencies))
        + ([policy.asks] if policy.asks else []),
        "papers": list(policy.papers),
        "steps": list(policy.steps),
        "confidence": policy.confidence,
        "checked": policy.checked.isoformat(),
    }


def _basis_json(basis: Basis, day: date, catalogue: Catalogue) -> dict[str, Any]:
    anchor = "" if basis.anchor in words.UNNAMED_UNIT else basis.anchor
    standing = catalogue.standing(basis.instrument, day, anchor)
    return {
        "instrument": basis.instrument,
        "anchor": basis.anchor,
        "label": label_of(basis, catalogue),
        "standing": {"status": standing.status, "note": standing.note, "verified": standing.verified},
    }


def _condition_json(item: Condition, day: date, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "text": item.text,
        "facts": list(item.test.facts()),
        "basis": _basis_json(item.basis, day, catalogue),
    }


def _remark_json(item: Remark, day: date, catalogue: Catalogue) -> dict[str, Any]:
    return {"text": item.text, "basis": _basis_json(item.basis, day, catalogue)}


def _profile_lines(found: Check, sources: Sources) -> Iterator[str]:
    facts = sources.book.facts
    pairs = [
        f"{facts[fact].label}: {words.value_of(facts[fact], value)}" for fact, value in known(found.profile)
    ]
    yield f"{words.KNOWN}: {'; '.join(pairs)}." if pairs else words.NOTHING_KNOWN


def _verdict_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
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
    bases = "; ".join(label_of(basis, sources.catalogue) for basis in verdict.basis)
    yield f"- {words.BASIS}: {bases}. {words.CHECKED.format(day=words.day_of(policy.checked))}"


def _period_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
    policy = verdict.policy
    if verdict.outcome == "not_yet":
        yield f"- {words.STARTED_ON.format(day=words.day_of(policy.start.day))}"
    if verdict.outcome == "ended" and policy.end:
        yield f"- {words.ENDED_ON.format(day=words.day_of(policy.end.day))} {policy.end.after}"
        instead = "; ".join(_name(id, sources.book) for id in _successors(policy))
        if instead:
            yield f"- {words.INSTEAD}: {instead}"
    if policy.doubt and "doubt" in verdict.notes:
        yield f"- {policy.doubt.text}"


def _how_lines(verdict: Verdict, sources: Sources) -> Iterator[str]:
    policy = verdict.policy
    yield from (f"- {words.DEPENDS}: {item.text}" for item in policy.depends)
    yield f"- {words.OFFICES}: {'; '.join(_whom(policy, sources))}"
    if verdict.outcome == "qualifies":
        if policy.papers:
            yield f"- {words.PAPERS}: {'; '.join(policy.papers)}"
        if policy.steps:
            yield f"- {words.STEPS}: {' → '.join(policy.steps)}"


def _whom(policy: Policy, sources: Sources) -> tuple[str, ...]:
    named = office_names(policy.offices, sources.agencies)
    return (*named, policy.asks) if policy.asks else named


def _successors(policy: Policy) -> tuple[str, ...]:
    return policy.end.replaced_by if policy.end else ()


def _fact_json(fact: Fact) -> dict[str, str]:
    return {"fact": fact.id, "label": fact.label, "question": fact.question}


def _name(id: str, book: PolicyBook) -> str:
    policy = book.get(id)
    return policy.name if policy else id


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
