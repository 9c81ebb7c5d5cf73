"""Cases made from the rules themselves: for each condition a profile that fails it and nothing else.

They judge nothing; kept in a file, they make every later change of a rule show as a loss. After a change that
is meant, `python -m evals.policies --derive --store` makes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from knowledge.policies.load import PolicyBook
from knowledge.policies.model import Condition, Policy
from knowledge.policies.predicates import thresholds
from knowledge.policies.profile import Profile, Value


def derived_rows(book: PolicyBook, day: date) -> str:
    """The cases as JSONL, each judged on `day`, or on the last day of a policy that has ended by then."""
    rows = (row for policy in book.policies for row in _rows(policy, book, day))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(policy: Policy, book: PolicyBook, day: date) -> Iterator[dict[str, Any]]:
    day = min(day, policy.end.day) if policy.end else day
    for number, condition in enumerate(policy.conditions, 1):
        profile = _failing(condition, policy, book, day)
        if profile is not None:
            yield {
                "id": f"{policy.id}-{number}",
                "profile": profile,
                "day": day.isoformat(),
                "policy": policy.id,
                "outcome": "not",
                "clause": f"{condition.basis.instrument}#{condition.basis.anchor}",
            }


def _failing(condition: Condition, policy: Policy, book: PolicyBook, day: date) -> dict[str, Any] | None:
    """The facts of a profile that fails one condition only; nothing where no profile does."""
    facts = tuple(dict.fromkeys(fact for item in policy.conditions for fact in item.test.facts()))
    for values in product(*(_samples(fact, policy, book) for fact in facts)):
        profile = Profile(**dict(zip(facts, values, strict=True)))  # type: ignore[arg-type]
        if _fails_only(condition, policy, profile, day):
            return _told(_smaller(profile, facts, condition, policy, day), facts)
    return None


def _fails_only(condition: Condition, policy: Policy, profile: Profile, day: date) -> bool:
    return all(item.test.truth(profile, day) is (item is not condition) for item in policy.conditions)


def _smaller(
    profile: Profile, facts: tuple[str, ...], condition: Condition, policy: Policy, day: date
) -> Profile:
    """The profile without the facts that make no difference."""
    for fact in facts:
        fewer = replace(profile, **{fact: None})
        if _fails_only(condition, policy, fewer, day):
            profile = fewer
    return profile


def _samples(name: str, policy: Policy, book: PolicyBook) -> list[Value]:
    fact = book.facts[name]
    match fact.answer:
        case "yes_no":
            return [True, False]
        case "choice":
            return [str(choice.value) for choice in fact.choices]
        case "number":
            tests = (item.test for item in policy.conditions)
            numbers = sorted({number for test in tests for number in thresholds(test, name)})
            return [value for number in numbers for value in (number, number - 1, number + 1)]
    return [*(frozenset({str(choice.value)}) for choice in fact.choices), frozenset()]


def _told(profile: Profile, facts: tuple[str, ...]) -> dict[str, Any]:
    known = {fact: getattr(profile, fact) for fact in facts if getattr(profile, fact) is not None}
    return {fact: sorted(value) if isinstance(value, frozenset) else value for fact, value in known.items()}
