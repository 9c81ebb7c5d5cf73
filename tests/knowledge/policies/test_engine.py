from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.policies.engine import assess, ranked, verdict_of
from knowledge.policies.model import Basis, Condition, Doubt, End, Policy, Remark, Start
from knowledge.policies.predicates import AtLeast, IsOneOf
from knowledge.policies.profile import Profile
from tests.knowledge.policies.profiles import BOOK, DAY, DAYS, PARTS, PROFILES, examples

CLAUSE = Basis("1/2099/NĐ-CP", "dieu_1")
LAST = Basis("1/2099/NĐ-CP", "dieu_9")
KIND = Condition(IsOneOf("kind", frozenset({"cooperative"})), "Là hợp tác xã", CLAUSE)
MEMBERS = Condition(AtLeast("members", 5), "Từ 5 thành viên", Basis("1/2099/NĐ-CP", "dieu_2"))
POLICY = Policy(
    id="thu",
    name="Thử",
    needs=("credit",),
    gets=(Remark("Một khoản.", CLAUSE),),
    conditions=(KIND, MEMBERS),
    depends=(),
    start=Start(date(2020, 1, 1), CLAUSE),
    end=End(date(2030, 12, 31), LAST, "Không còn.", ()),
    doubt=Doubt(date(2025, 1, 1), "Chưa rõ.", LAST),
    strength="decided",
    offices=(),
    asks="ngân hàng",
    papers=(),
    steps=(),
    confidence="secondary",
    checked=DAY,
)


def test_all_conditions_hold() -> None:
    found = verdict_of(POLICY, Profile(kind="cooperative", members=5), DAY)
    assert (found.outcome, found.failed, found.open, found.missing) == ("qualifies", (), (), ())
    assert found.basis == (KIND.basis, MEMBERS.basis)


def test_one_condition_fails_even_where_others_are_unknown() -> None:
    found = verdict_of(POLICY, Profile(members=4), DAY)
    assert (found.outcome, found.failed, found.missing) == ("not", (MEMBERS,), ())
    assert found.basis == (MEMBERS.basis,)


def test_what_is_missing_is_named_with_its_condition() -> None:
    found = verdict_of(POLICY, Profile(kind="cooperative"), DAY)
    assert (found.outcome, found.open, found.missing) == ("cannot_tell", (MEMBERS,), ("members",))
    assert found.basis == (MEMBERS.basis,)


@pytest.mark.parametrize(
    ("day", "outcome", "basis"),
    [
        (date(2019, 12, 31), "not_yet", (CLAUSE,)),
        (date(2020, 1, 1), "qualifies", (KIND.basis, MEMBERS.basis)),
        (date(2030, 12, 31), "qualifies", (KIND.basis, MEMBERS.basis)),
        (date(2031, 1, 1), "ended", (LAST,)),
    ],
)
def test_first_and_last_day_belong_to_the_policy(day: date, outcome: str, basis: tuple[Basis, ...]) -> None:
    found = verdict_of(POLICY, Profile(kind="cooperative", members=5), day)
    assert (found.outcome, found.basis) == (outcome, basis)


def test_notes_say_how_sure_it_is_and_who_decides() -> None:
    full = Profile(kind="cooperative", members=5)
    assert verdict_of(POLICY, full, date(2024, 12, 31)).notes == ("secondary", "decided")
    assert verdict_of(POLICY, full, date(2025, 1, 1)).notes == ("secondary", "decided", "doubt")
    assert verdict_of(POLICY, Profile(kind="group"), DAY).notes == ("secondary",)
    sure = replace(POLICY, confidence="seen", strength="entitled", doubt=None)
    assert verdict_of(sure, full, DAY).notes == ()


def test_ranking_puts_the_need_first_then_what_helps() -> None:
    other = replace(POLICY, id="khac", needs=("land",))
    bare = replace(POLICY, id="thieu", conditions=(KIND,))
    unsure = replace(bare, id="ngo", confidence="unverified")
    sure = replace(bare, id="chac", doubt=None)
    given_order = (other, POLICY, unsure, sure)
    found = ranked(assess(Profile(kind="cooperative"), given_order, DAY), ("credit",))
    assert [item.policy.id for item in found] == ["chac", "ngo", "thu", "khac"]


@examples(60)
@given(parts=PARTS, day=DAYS, data=st.data())
def test_more_facts_never_unsettle_a_verdict(
    parts: dict[str, object], day: date, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(parts)))) if parts else set()
    fewer = Profile(**{name: value for name, value in parts.items() if name in kept})  # type: ignore[arg-type]
    before = assess(fewer, BOOK.policies, day)
    after = assess(Profile(**parts), BOOK.policies, day)  # type: ignore[arg-type]
    for first, second in zip(before, after, strict=True):
        if first.outcome != "cannot_tell":
            assert second.outcome == first.outcome


@examples(60)
@given(profile=PROFILES, day=DAYS)
def test_every_verdict_has_its_basis_and_only_what_belongs_to_it(profile: Profile, day: date) -> None:
    for found in assess(profile, BOOK.policies, day):
        assert found.basis
        assert bool(found.failed) == (found.outcome == "not")
        assert bool(found.missing) == bool(found.open) == (found.outcome == "cannot_tell")


@examples(60)
@given(profile=PROFILES, day=DAYS)
def test_days_alone_decide_what_has_ended_or_not_begun(profile: Profile, day: date) -> None:
    for found in assess(profile, BOOK.policies, day):
        start, end = found.policy.start, found.policy.end
        assert (found.outcome == "not_yet") == (day < start.day)
        assert (found.outcome == "ended") == (end is not None and start.day <= day and day > end.day)


@examples(30)
@given(profile=PROFILES, day=DAYS, need=st.sampled_from(["credit", "tax", "land"]))
def test_the_same_is_found_in_the_same_order(profile: Profile, day: date, need: str) -> None:
    once, again = (ranked(assess(profile, BOOK.policies, day), (need,)) for _ in range(2))
    assert once == again
    assert [item.policy for item in assess(profile, BOOK.policies, day)] == list(BOOK.policies)


@pytest.mark.parametrize("policy", BOOK.policies, ids=lambda policy: policy.id)
def test_every_condition_shipped_can_hold_and_can_fail(policy: Policy) -> None:
    """A condition that nothing satisfies, or that everything does, decides nothing."""
    day = policy.start.day + timedelta(days=1)
    for condition in policy.conditions:
        found = {condition.test.truth(profile, day) for profile in variants(condition)}
        assert {True, False} <= found, condition.text


def variants(condition: Condition) -> list[Profile]:
    """Profiles that combine the possible values of the facts a condition reads."""
    profiles = [Profile()]
    for fact in condition.test.facts():
        profiles = [replace(item, **{fact: value}) for item in profiles for value in samples(fact)]
    return profiles


def samples(name: str) -> list[object]:
    fact = BOOK.facts[name]
    match fact.answer:
        case "yes_no":
            return [True, False]
        case "number":
            return [0, 40, 100_000]
        case "choice":
            return [choice.value for choice in fact.choices]
    return [frozenset(), *(frozenset({str(choice.value)}) for choice in fact.choices)]
