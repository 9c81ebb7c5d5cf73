from __future__ import annotations

from datetime import date

import pytest

from knowledge.policies.predicates import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    HasAny,
    IsOneOf,
    Not,
    Predicate,
    Says,
    thresholds,
)
from knowledge.policies.profile import Profile, read_fact

DAY = date(2026, 11, 23)
GROUP = IsOneOf("kind", frozenset({"group"}))
FIVE = AtLeast("members", 5)


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        (Says("registered", True), Profile(registered=True), Profile(registered=False)),
        (Says("bad_debt", False), Profile(bad_debt=False), Profile(bad_debt=True)),
        (GROUP, Profile(kind="group"), Profile(kind="union")),
        (
            HasAny("fields", frozenset({"crops", "salt"})),
            Profile(fields=frozenset({"crops", "trade"})),
            Profile(fields=frozenset()),
        ),
        (FIVE, Profile(members=5), Profile(members=4)),
        (AtMost("revenue", 1000), Profile(revenue=1000), Profile(revenue=1000.5)),
        (AnyOf((GROUP, FIVE)), Profile(members=7), Profile(kind="union", members=1)),
        (AllOf((GROUP, FIVE)), Profile(kind="group", members=5), Profile(members=1)),
        (Not(GROUP), Profile(kind="person"), Profile(kind="group")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_predicate_both_ways_and_unknown(test: Predicate, yes: Profile, no: Profile) -> None:
    assert test.truth(yes, DAY) is True
    assert test.truth(no, DAY) is False
    assert test.truth(Profile(), DAY) is None
    assert test.missing(yes, DAY) == test.missing(no, DAY) == ()
    assert set(test.missing(Profile(), DAY)) == set(test.facts())


def test_one_true_settles_any_and_one_false_settles_all() -> None:
    assert AnyOf((GROUP, FIVE)).truth(Profile(kind="group"), DAY) is True
    assert AnyOf((GROUP, FIVE)).truth(Profile(kind="union"), DAY) is None
    assert AnyOf((GROUP, FIVE)).missing(Profile(kind="union"), DAY) == ("members",)
    assert AllOf((GROUP, FIVE)).truth(Profile(kind="union"), DAY) is False
    assert AllOf((GROUP, FIVE)).truth(Profile(kind="group"), DAY) is None
    assert AllOf((GROUP, FIVE)).missing(Profile(kind="group"), DAY) == ("members",)


def test_thresholds_of_nested_tests() -> None:
    test = AllOf((Not(AtMost("members", 3)), AnyOf((FIVE, AtLeast("age", 18)))))
    assert thresholds(test, "members") == (3, 5)
    assert thresholds(test, "age") == (18,)
    assert thresholds(GROUP, "kind") == ()


@pytest.mark.parametrize(
    ("founded", "day", "months"),
    [
        (date(2025, 1, 15), date(2026, 1, 14), 11),
        (date(2025, 1, 15), date(2026, 1, 15), 12),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2027, 1, 1), DAY, 0),
    ],
)
def test_months_are_whole_months_since_the_founding_day(founded: date, day: date, months: int) -> None:
    assert read_fact(Profile(founded_on=founded), "months_running", day) == months


def test_a_founding_day_is_surer_than_a_stated_time() -> None:
    profile = Profile(founded_on=date(2026, 10, 1), months_running=36)
    assert read_fact(profile, "months_running", DAY) == 1
    assert read_fact(Profile(months_running=36), "months_running", DAY) == 36


@pytest.mark.parametrize(
    ("members", "revenue", "capital", "size"),
    [
        (300, 50_000, None, "large"),
        (300, 49_999, 10_000, "large"),
        (300, 49_999, 9_999, "medium"),
        (299, 50_000, 10_000, "medium"),
        (200, 1_000, 5_000, "medium"),
        (50, 2_000, None, "small"),
        (50, 1_999, 999, "micro"),
        (49, None, None, "micro"),
        (50, None, None, None),
        (50, 1_999, None, None),
        (None, 50_000, 10_000, None),
    ],
)
def test_the_size_of_a_cooperative_in_agriculture_follows_the_decree(
    members: int | None, revenue: int | None, capital: int | None, size: str | None
) -> None:
    profile = Profile(
        kind="cooperative",
        fields=frozenset({"crops"}),
        members=members,
        revenue=revenue,
        capital=capital,
    )
    assert read_fact(profile, "size", DAY) == size


def test_size_is_derived_for_agriculture_only_and_never_against_what_is_stated() -> None:
    assert read_fact(Profile(kind="cooperative", fields=frozenset({"trade"}), members=9), "size", DAY) is None
    assert read_fact(Profile(kind="union", fields=frozenset({"crops"}), members=9), "size", DAY) is None
    stated = Profile(kind="cooperative", fields=frozenset({"crops"}), members=9, size="large")
    assert read_fact(stated, "size", DAY) == "large"
