"""What is shown of the verdicts first, JSON-ready; everything there is of single policies on demand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from assistant.policies.guide import Known, View
from assistant.policies.state import plain, state_json
from assistant.policies.walk import MOST_QUESTIONS
from knowledge.policies import words
from knowledge.policies.model import Basis, Fact, Remark, Verdict
from knowledge.policies.profile import Profile
from knowledge.policies.result import Check, Sources, label_of, successors, whom_to_ask
from knowledge.policies.result_json import as_json, ask_json

Address: TypeAlias = Callable[[Basis], str]
"""Where a basis is read: "documents/45-2021-ND-CP#dieu_22.khoan_5"."""


def serving(found: Check) -> tuple[Verdict, ...]:
    """The verdicts on policies that serve the needs; all where no need is known, none where nothing is."""
    if found.profile == Profile():
        return ()
    needs = found.profile.needs
    return tuple(item for item in found.verdicts if not needs or not needs.isdisjoint(item.policy.needs))


def view_json(view: View, sources: Sources, address: Address) -> dict[str, Any]:
    """A walk for a page or a program: the state to send back, what is known, the question, the result."""
    return {
        "state": state_json(view.walk),
        "known": [_known_json(item) for item in view.known],
        "question": _question_json(view),
        "more": view.more and view.ask is None,
        "result": brief_json(view.found, sources, address),
    }


def brief_json(found: Check, sources: Sources, address: Address) -> dict[str, Any]:
    """The verdicts that serve the needs, each with what decides it; the others by name and outcome only."""
    shown = serving(found)
    others = [item for item in found.verdicts if item not in shown]
    bases = dict.fromkeys(basis for item in shown for basis in _shown_bases(item))
    return {
        "day": found.day.isoformat(),
        "no_promise": words.NO_PROMISE,
        "misfits": list(found.misfits),
        "policies": [_verdict_json(item, sources) for item in shown],
        "others": [
            {"id": item.policy.id, "name": item.policy.name, "outcome": item.outcome} for item in others
        ],
        "bases": {key(basis): _basis_json(basis, sources, address) for basis in bases},
    }


def full_json(found: Check, sources: Sources, address: Address, only: Collection[str] = ()) -> dict[str, Any]:
    """All there is of every policy, or of those named, as `result_json.as_json` with addresses added."""
    kept = tuple(item for item in found.verdicts if not only or item.policy.id in only)
    told = as_json(replace(found, verdicts=kept), sources)
    for basis in told["bases"].values():
        basis["url"] = address(Basis(basis["instrument"], basis["anchor"]))
    return told


def deciding(item: Verdict) -> Iterator[Remark]:
    """The conditions behind an outcome, with their basis: those failed, those open, or all that hold."""
    by_outcome = {"not": item.failed, "cannot_tell": item.open, "qualifies": item.conditions}
    yield from (Remark(one.text, one.basis) for one in by_outcome.get(item.outcome, ()))


def key(basis: Basis) -> str:
    """The name of a basis among those of an answer: "45/2021/NĐ-CP#dieu_22.khoan_5"."""
    return f"{basis.instrument}#{basis.anchor}"


def _verdict_json(item: Verdict, sources: Sources) -> dict[str, Any]:
    policy, facts = item.policy, sources.book.facts
    living = item.outcome in ("qualifies", "cannot_tell")
    return {
        "id": policy.id,
        "name": policy.name,
        "needs": list(policy.needs),
        "outcome": item.outcome,
        "outcome_text": words.HEADINGS[item.outcome],
        "gets": [_remark_json(one) for one in policy.gets] if living else [],
        "deciding": [_remark_json(one) for one in deciding(item)],
        "missing": [{"fact": name, "label": facts[name].label} for name in item.missing],
        "basis": [key(basis) for basis in item.basis],
        "notes": [{"kind": note, "text": words.NOTES[note]} for note in item.notes],
        "offices": list(whom_to_ask(policy, sources.agencies)) if living else [],
        "starts": policy.start.day.isoformat(),
        "ends": policy.end.day.isoformat() if policy.end else None,
        "after": policy.end.after if policy.end else "",
        "replaced_by": [{"id": one.id, "name": one.name} for one in successors(policy, sources.book)],
        "checked": policy.checked.isoformat(),
    }


def _shown_bases(item: Verdict) -> Iterator[Basis]:
    yield from item.basis
    if item.outcome in ("qualifies", "cannot_tell"):
        yield from (one.basis for one in item.policy.gets)


def _basis_json(basis: Basis, sources: Sources, address: Address) -> dict[str, str]:
    return {"label": label_of(basis, sources.catalogue), "url": address(basis)}


def _remark_json(one: Remark) -> dict[str, str]:
    return {"text": one.text, "basis": key(one.basis)}


def _known_json(item: Known) -> dict[str, Any]:
    return {
        "fact": item.fact.id,
        "label": item.fact.label,
        "value": plain(item.value),
        "text": item.text,
        "origin": item.origin,
        "words": item.words,
    }


def _question_json(view: View) -> dict[str, Any] | None:
    if view.ask is None:
        return None
    return {**ask_json(view.ask), "number": view.number, "of": MOST_QUESTIONS * view.walk.rounds}


def index_json(sources: Sources) -> dict[str, Any]:
    """What may be told of an organisation, what it may need, and the policies there are."""
    facts = sources.book.facts
    needs = facts["needs"].choices
    return {
        "facts": [fact_json(fact) for fact in facts.values()],
        "needs": [{"value": choice.value, "label": choice.label} for choice in needs],
        "policies": [
            {
                "id": policy.id,
                "name": policy.name,
                "needs": list(policy.needs),
                "starts": policy.start.day.isoformat(),
                "ends": policy.end.day.isoformat() if policy.end else None,
                "confidence": policy.confidence,
                "checked": policy.checked.isoformat(),
            }
            for policy in sources.book.policies
        ],
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact: how it is called, asked for and answered."""
    return {
        "fact": fact.id,
        "label": fact.label,
        "question": fact.question,
        "answer": fact.answer,
        "unit": fact.unit,
        "choices": [{"value": choice.value, "label": choice.label} for choice in fact.choices],
    }
