"""What in a profile cannot be so, or not together, told in Vietnamese with the clause where one decides.

The verdicts stand beside it all the same: whoever asks may have mistyped one fact of many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from knowledge.policies import words
from knowledge.policies.facts import Facts
from knowledge.policies.profile import Profile, Value, known, read_fact

_WHOLE = 100
_OLDEST = 120
_OLDEST_MONTHS = 12 * 80  # the first cooperatives of the country were founded in the 1940s
_COUNTS = ("members", "member_cooperatives", "supervisors")


class _Least(NamedTuple):
    kind: str
    fact: str
    number: int
    sentence: str


# Law 17/2023/QH15, article 4, clauses 7, 8 and 21.
_LEAST = (
    _Least("cooperative", "members", 5, words.LEAST_COOPERATIVE),
    _Least("union", "member_cooperatives", 3, words.LEAST_UNION),
    _Least("group", "members", 2, words.LEAST_GROUP),
)


def misfits(profile: Profile, facts: Facts, day: date) -> tuple[str, ...]:
    """One sentence for each thing that does not fit; none for a profile that may well be so."""
    return (*_each(profile, facts), *_together(profile, day))


def _each(profile: Profile, facts: Facts) -> Iterator[str]:
    for name, value in known(profile):
        fact, limit = facts[name], _most(name, facts[name].unit)
        if limit is not None and _number(value) > limit:
            yield words.TOO_MUCH.format(
                label=fact.label, value=words.value_of(fact, value), most=words.value_of(fact, limit)
            )
        if name in _COUNTS and not _number(value).is_integer():
            yield words.NOT_WHOLE.format(label=fact.label, value=words.value_of(fact, value))


def _together(profile: Profile, day: date) -> Iterator[str]:
    founded = profile.founded_on
    if founded and founded > day:
        yield words.FOUNDED_LATER.format(founded=words.day_of(founded), day=words.day_of(day))
    stated = profile.months_running
    if founded and founded <= day and stated is not None:
        counted = _number(read_fact(profile, "months_running", day))
        if abs(counted - stated) > 12:
            yield words.MONTHS_DIFFER.format(founded=words.day_of(founded), stated=words.number_of(stated))
    for kind, fact, least, sentence in _LEAST:
        number = getattr(profile, fact)
        if profile.kind == kind and number is not None and number < least and not profile.wants_to_found:
            yield sentence.format(number=words.number_of(number))


def _most(name: str, unit: str) -> int | None:
    if unit == "%":
        return _WHOLE
    return {"age": _OLDEST, "months_running": _OLDEST_MONTHS}.get(name)


def _number(value: Value | None) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
