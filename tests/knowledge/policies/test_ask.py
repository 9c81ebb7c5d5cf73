from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from knowledge.policies.ask import next_question
from knowledge.policies.engine import assess
from knowledge.policies.profile import Profile, known
from tests.knowledge.policies.profiles import BOOK, DAY, DAYS, PROFILES, TYPICAL, examples

FACTS = tuple(BOOK.facts.values())
MOST = 5


def talk(first: Profile, answers: Profile) -> tuple[Profile, list[str]]:
    """What is known after at most five questions; what a person cannot answer is passed over."""
    profile, asked, skipped = first, [], set()
    told = dict(known(answers))
    while len(asked) < MOST and (ask := next_question(profile, BOOK.policies, FACTS, DAY, None, skipped)):
        fact = ask.fact.id
        asked.append(fact)
        if fact in told:
            profile = replace(profile, **{fact: told[fact]})  # type: ignore[arg-type]
        else:
            skipped.add(fact)
    return profile, asked


def outcomes(profile: Profile) -> Counter[str]:
    """Of the policies in force that serve the person's needs."""
    found = assess(profile, BOOK.policies, DAY)
    return Counter(
        item.outcome
        for item in found
        if item.policy.end is None and (profile.needs or frozenset()) & frozenset(item.policy.needs)
    )


@pytest.mark.parametrize("name", TYPICAL)
def test_five_questions_lead_to_a_useful_result(name: str) -> None:
    """Useful: something to go for, and two thirds of what serves the need settled."""
    first, answers = TYPICAL[name]
    profile, asked = talk(first, answers)
    found = outcomes(profile)
    assert len(asked) <= MOST
    assert len(asked) == len(set(asked)), asked
    assert found["qualifies"] >= 1, (asked, found)
    assert found["cannot_tell"] <= found.total() / 3, (asked, found)


def test_ten_typical_profiles_are_served() -> None:
    assert len(TYPICAL) == 10
    assert {need for first, _ in TYPICAL.values() for need in first.needs or ()} >= {
        "credit",
        "tax",
        "market",
    }


def test_of_somebody_unknown_the_kind_is_asked_first() -> None:
    ask = next_question(Profile(), BOOK.policies, FACTS, DAY)
    assert ask
    assert ask.fact.id == "kind"
    assert len(ask.policies) > len(BOOK.policies) / 2
    assert ask.fact.choices[0].label == "Hợp tác xã"


def test_the_need_turns_the_question() -> None:
    profile = Profile(kind="cooperative", fields=frozenset({"crops"}))
    asked = {
        need: ask.fact.id
        for need in ("tax", "founding", "market")
        if (ask := next_question(profile, BOOK.policies, FACTS, DAY, need))
    }
    assert len(set(asked.values())) > 1, asked


def test_a_fact_passed_over_is_not_asked_for_again() -> None:
    skipped: set[str] = set()
    while ask := next_question(Profile(), BOOK.policies, FACTS, DAY, "credit", skipped):
        assert ask.fact.id not in skipped
        skipped.add(ask.fact.id)
    assert len(skipped) > 10


@examples(15)
@given(profile=PROFILES, day=DAYS)
def test_a_question_asks_for_what_is_unknown_and_bears_on_open_policies(profile: Profile, day: date) -> None:
    needs = profile.needs or frozenset()
    still_open = {
        item.policy.id: item
        for item in assess(profile, BOOK.policies, day)
        if item.missing and (not needs or needs & frozenset(item.policy.needs))
    }
    ask = next_question(profile, BOOK.policies, FACTS, day)
    if ask is None:
        assert not still_open
    else:
        assert all(ask.fact.id in still_open[id].missing for id in ask.policies)
        assert ask == next_question(profile, BOOK.policies, FACTS, day)
