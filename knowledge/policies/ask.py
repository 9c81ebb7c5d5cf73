"""The question whose answer settles most of what is still open.

Every possible answer is tried. A policy that is settled counts 1, one that misses fewer facts than before
the share of facts it no longer misses; the figure of a question is the mean over its answers. Ties go to the
fact that stands first in the profile, so that the same profile is always asked the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.policies.engine import verdict_of
from knowledge.policies.model import Ask, Fact, Policy
from knowledge.policies.predicates import thresholds
from knowledge.policies.profile import FACTS, Profile, Value


def next_question(
    profile: Profile,
    policies: Sequence[Policy],
    facts: Collection[Fact],
    day: date,
    need: str | None = None,
    skipped: Collection[str] = (),
) -> Ask | None:
    """The question that settles most open policies, or nothing when no answer would settle any.

    Where `need` or else the profile's own needs are known, only policies that serve them count. `skipped`
    are facts not to be asked for, because a person passed over them.
    """
    wanted = frozenset({need}) if need else profile.needs or frozenset()
    serving = [policy for policy in policies if not wanted or not wanted.isdisjoint(policy.needs)]
    still_open = _open(profile, serving, day)
    by_id = {fact.id: fact for fact in facts}
    best, best_score = None, 0.0
    for name in FACTS:
        concerned = [(policy, missing) for policy, missing in still_open if name in missing]
        if name in skipped or name not in by_id or not concerned:
            continue
        score = _score(profile, by_id[name], concerned, day)
        if score > best_score + 1e-9:
            best, best_score = Ask(by_id[name], tuple(policy.id for policy, _ in concerned)), score
    return best


_Open = tuple[Policy, tuple[str, ...]]


def _open(profile: Profile, policies: Sequence[Policy], day: date) -> list[_Open]:
    verdicts = (verdict_of(policy, profile, day) for policy in policies)
    return [(item.policy, item.missing) for item in verdicts if item.outcome == "cannot_tell"]


def _score(profile: Profile, fact: Fact, concerned: Sequence[_Open], day: date) -> float:
    answers = list(_answers(fact, [policy for policy, _ in concerned]))
    total = 0.0
    for answer in answers:
        answered = replace(profile, **{fact.id: answer})  # type: ignore[arg-type]
        for policy, missing in concerned:
            after = len(verdict_of(policy, answered, day).missing)
            total += max(0.0, 1 - after / len(missing))
    return total / len(answers) if answers else 0.0


def _answers(fact: Fact, policies: Sequence[Policy]) -> Iterator[Value]:
    """Answers that make a difference to some policy."""
    match fact.answer:
        case "yes_no":
            yield from (True, False)
        case "choice":
            yield from (str(choice.value) for choice in fact.choices)
        case "choices":
            yield frozenset()
            yield from (frozenset({str(choice.value)}) for choice in fact.choices)
        case "number":
            tests = (item.test for policy in policies for item in policy.conditions)
            for number in sorted({number for test in tests for number in thresholds(test, fact.id)}):
                yield from (number - 1, number, number + 1)
