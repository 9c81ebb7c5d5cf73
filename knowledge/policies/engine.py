"""Profile, policies and a day in; one verdict a policy out. Pure: nothing is read, nothing is remembered.

Order of judgement: not yet, ended, a condition fails, a fact is missing, all conditions hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from knowledge.policies.model import Basis, Condition, Note, Outcome, Policy, Verdict
from knowledge.policies.profile import Profile

_ORDER: tuple[Outcome, ...] = ("qualifies", "cannot_tell", "not_yet", "not", "ended")
_UNSURE: frozenset[Note] = frozenset({"unverified", "doubt"})


def assess(profile: Profile, policies: Sequence[Policy], day: date) -> tuple[Verdict, ...]:
    """One verdict for each policy, in the order of the policies."""
    return tuple(verdict_of(policy, profile, day) for policy in policies)


def verdict_of(policy: Policy, profile: Profile, day: date) -> Verdict:
    """The verdict on one policy."""
    concerning = tuple(item for item in policy.conditions if _concerns(item, profile, day))
    if day < policy.start.day:
        return _verdict(policy, "not_yet", concerning, basis=(policy.start.basis,), day=day)
    if policy.end and day > policy.end.day:
        return _verdict(policy, "ended", concerning, basis=(policy.end.basis,), day=day)
    found = [(item, item.test.truth(profile, day)) for item in concerning]
    failed = tuple(item for item, truth in found if truth is False)
    if failed:
        return _verdict(policy, "not", concerning, failed=failed, basis=_bases(failed), day=day)
    unsettled = tuple(item for item, truth in found if truth is None)
    if unsettled:
        missing = tuple(dict.fromkeys(fact for item in unsettled for fact in item.test.missing(profile, day)))
        return _verdict(
            policy,
            "cannot_tell",
            concerning,
            unsettled=unsettled,
            missing=missing,
            basis=_bases(unsettled),
            day=day,
        )
    return _verdict(policy, "qualifies", concerning, basis=_bases(concerning), day=day)


def ranked(verdicts: Iterable[Verdict], needs: Iterable[str] = ()) -> tuple[Verdict, ...]:
    """The verdicts with those of the needs named first, then by outcome, what nobody verified last in it."""
    wanted = frozenset(needs)

    def place(item: Verdict) -> tuple[bool, int, bool]:
        unsure = not _UNSURE.isdisjoint(item.notes)
        return wanted.isdisjoint(item.policy.needs), _ORDER.index(item.outcome), unsure

    return tuple(sorted(verdicts, key=place))


def _concerns(condition: Condition, profile: Profile, day: date) -> bool:
    return condition.when is None or condition.when.truth(profile, day) is not False


def _verdict(
    policy: Policy,
    outcome: Outcome,
    concerning: tuple[Condition, ...],
    *,
    basis: tuple[Basis, ...],
    day: date,
    failed: tuple[Condition, ...] = (),
    unsettled: tuple[Condition, ...] = (),
    missing: tuple[str, ...] = (),
) -> Verdict:
    notes = tuple(_notes(policy, outcome, day))
    return Verdict(policy, outcome, concerning, failed, unsettled, missing, basis, notes)


def _notes(policy: Policy, outcome: Outcome, day: date) -> Iterator[Note]:
    if policy.confidence != "seen":
        yield policy.confidence
    if outcome in ("qualifies", "cannot_tell"):
        if policy.strength != "entitled":
            yield policy.strength
        if policy.doubt and day >= policy.doubt.day:
            yield "doubt"


def _bases(conditions: Iterable[Condition]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys(item.basis for item in conditions))
