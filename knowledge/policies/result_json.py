"""A check as JSON-ready data: what an API answers and a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.policies import words
from knowledge.policies.model import OUTCOMES, Ask, Basis, Condition, Fact, Policy, Remark, Verdict
from knowledge.policies.profile import Value, known
from knowledge.policies.result import (
    Check,
    Sources,
    label_of,
    standing_notes,
    successors,
    whom_to_ask,
)


def as_json(found: Check, sources: Sources) -> dict[str, Any]:
    """The check as JSON-ready data.

    `policies` name what they rest on by keys ("45/2021/NĐ-CP#dieu_22.khoan_5") of `bases`, where each has
    its label and how it stands on the day. `ask` is the next question or nothing.
    """
    bases = {_key(basis): basis for verdict in found.verdicts for basis in _bases(verdict.policy)}
    return {
        "day": found.day.isoformat(),
        "no_promise": words.NO_PROMISE,
        "misfits": list(found.misfits),
        "profile": [_known_json(fact, value, sources) for fact, value in known(found.profile)],
        "counts": {
            outcome: sum(verdict.outcome == outcome for verdict in found.verdicts) for outcome in OUTCOMES
        },
        "policies": [_policy_json(verdict, found.day, sources) for verdict in found.verdicts],
        "bases": {key: _basis_json(basis, found.day, sources.catalogue) for key, basis in bases.items()},
        "ask": ask_json(found.ask) if found.ask else None,
    }


def ask_json(ask: Ask) -> dict[str, Any]:
    """A question as JSON-ready data; `settles` is how many open policies its answer bears on."""
    return {
        **_fact_json(ask.fact),
        "answer": ask.fact.answer,
        "unit": ask.fact.unit,
        "choices": [{"value": choice.value, "label": choice.label} for choice in ask.fact.choices],
        "settles": len(ask.policies),
    }


def _policy_json(verdict: Verdict, day: date, sources: Sources) -> dict[str, Any]:
    policy, facts = verdict.policy, sources.book.facts
    return {
        "id": policy.id,
        "name": policy.name,
        "needs": list(policy.needs),
        "outcome": verdict.outcome,
        "outcome_text": words.HEADINGS[verdict.outcome],
        "basis": [_key(basis) for basis in verdict.basis],
        "notes": [{"kind": note, "text": words.NOTES[note]} for note in verdict.notes],
        "standing_notes": list(standing_notes(verdict, day, sources.catalogue)),
        "failed": _conditions_json(verdict.failed),
        "open": _conditions_json(verdict.open),
        "missing": [_fact_json(facts[fact]) for fact in verdict.missing],
        "conditions": _conditions_json(verdict.conditions),
        "gets": _remarks_json(policy.gets),
        "depends": _remarks_json(policy.depends),
        **_period_json(verdict, sources),
        "offices": list(whom_to_ask(policy, sources.agencies)),
        "papers": list(policy.papers),
        "steps": list(policy.steps),
        "confidence": policy.confidence,
        "checked": policy.checked.isoformat(),
    }


def _period_json(verdict: Verdict, sources: Sources) -> dict[str, Any]:
    policy = verdict.policy
    instead = successors(policy, sources.book)
    return {
        "starts": policy.start.day.isoformat(),
        "ends": policy.end.day.isoformat() if policy.end else None,
        "after": policy.end.after if policy.end else "",
        "replaced_by": [{"id": item.id, "name": item.name} for item in instead],
        "doubt": policy.doubt.text if policy.doubt and "doubt" in verdict.notes else "",
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


def _bases(policy: Policy) -> Iterable[Basis]:
    yield policy.start.basis
    if policy.end:
        yield policy.end.basis
    yield from (item.basis for item in policy.conditions)
    yield from (item.basis for item in (*policy.gets, *policy.depends))


def _conditions_json(items: Iterable[Condition]) -> list[dict[str, Any]]:
    return [
        {"text": item.text, "facts": list(item.test.facts()), "basis": _key(item.basis)} for item in items
    ]


def _remarks_json(items: Iterable[Remark]) -> list[dict[str, str]]:
    return [{"text": item.text, "basis": _key(item.basis)} for item in items]


def _known_json(name: str, value: Value, sources: Sources) -> dict[str, Any]:
    fact = sources.book.facts[name]
    return {
        "fact": name,
        "label": fact.label,
        "value": _plain(value),
        "text": words.value_of(fact, value),
    }


def _fact_json(fact: Fact) -> dict[str, str]:
    return {"fact": fact.id, "label": fact.label, "question": fact.question}


def _key(basis: Basis) -> str:
    return f"{basis.instrument}#{basis.anchor}"


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
