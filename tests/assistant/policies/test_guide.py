"""The walk-through over the shipped policies."""

from __future__ import annotations

import pytest

from assistant.policies.guide import Guide, Known, View
from assistant.policies.walk import (
    MOST_QUESTIONS,
    OPENING,
    Walk,
    answered,
    corrected,
    passed_over,
    resumed,
    stopped,
)
from knowledge.policies.profile import Value
from tests.assistant.policies.talks import DAY, SENTENCES, answers_of, outcomes, talk
from tests.knowledge.policies.profiles import TYPICAL

COFFEE = "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?"


def view(guide: Guide, text: str) -> View:
    return guide.view(guide.tell(Walk(), text), DAY)


def known(found: View) -> dict[str, Known]:
    return {item.fact.id: item for item in found.known}


def assert_useful(found: View, settled: float) -> None:
    """Something to go for, and such a share of what serves the need settled."""
    counts = outcomes(found)
    assert counts["qualifies"] >= 1, counts
    assert counts["qualifies"] + counts["not"] >= sum(counts.values()) * settled, counts


@pytest.mark.parametrize("name", TYPICAL)
def test_from_a_sentence_five_questions_lead_to_a_useful_result(guide: Guide, name: str) -> None:
    done = talk(guide, SENTENCES[name], answers_of(name))
    assert len(done.asked) <= MOST_QUESTIONS, done.asked
    assert_useful(done.view, 2 / 3)


@pytest.mark.parametrize("name", TYPICAL)
def test_from_nothing_five_questions_in_all_do(guide: Guide, name: str) -> None:
    done = talk(guide, "", answers_of(name))
    assert done.asked[:2] == OPENING
    assert len(done.asked) <= MOST_QUESTIONS == 5, done.asked
    assert_useful(done.view, 1 / 2)


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentences_tell_who_asks_or_for_what(guide: Guide, name: str) -> None:
    first, _ = TYPICAL[name]
    found = view(guide, SENTENCES[name]).found.profile
    assert found.needs is None or found.needs >= (first.needs or frozenset())
    assert found.kind in (None, first.kind)
    assert found.needs or found.kind


def test_what_was_said_and_what_was_assumed_are_told_apart(guide: Guide) -> None:
    found = known(view(guide, COFFEE))
    assert (found["kind"].origin, found["kind"].words) == ("said", "htx")
    assert (found["members"].value, found["members"].words) == (20, "20 thành viên")
    assert (found["fields"].origin, found["fields"].value) == ("assumed", frozenset({"crops"}))
    assert found["fields"].words == "đó là cây trồng"
    assert found["registered"].origin == "assumed"


def test_choices_said_stay_beside_one_assumed(guide: Guide) -> None:
    found = known(view(guide, "chế biến hồ tiêu"))["fields"]
    assert found.value == frozenset({"processing", "crops"})


def test_an_assumption_falls_with_what_it_rests_on(guide: Guide) -> None:
    walk = corrected(guide.tell(Walk(), COFFEE), "kind", "group")
    found = known(guide.view(walk, DAY))
    assert (found["kind"].value, found["kind"].origin) == ("group", "answered")
    assert "registered" not in found


def test_an_assumption_taken_back_is_unknown_and_may_be_asked(guide: Guide) -> None:
    walk = corrected(guide.tell(Walk(), COFFEE), "registered", None)
    found = guide.view(walk, DAY)
    assert "registered" not in known(found)
    assert found.found.profile.registered is None
    assert any("registered" in item.missing for item in found.found.verdicts)


def test_answers_make_assumptions_too(guide: Guide) -> None:
    walk = answered(Walk(), "products", frozenset({"cattle"}))
    assert known(guide.view(walk, DAY))["fields"].value == frozenset({"livestock"})


def test_the_opening_asks_only_what_the_sentence_leaves_open(guide: Guide) -> None:
    first = view(guide, "htx em được hưởng gì")
    assert first.ask and (first.ask.fact.id, first.number) == ("needs", 1)
    second = view(guide, COFFEE)
    assert second.ask and second.ask.fact.id not in OPENING
    assert second.number == 1


def test_what_is_passed_over_is_not_asked_again(guide: Guide) -> None:
    walk, asked = Walk(), []
    while ask := guide.view(walk, DAY).ask:
        asked.append(ask.fact.id)
        walk = passed_over(walk, ask.fact.id)
    assert len(asked) == len(set(asked)) == MOST_QUESTIONS


def test_stop_and_resume(guide: Guide) -> None:
    walk = guide.tell(Walk(), COFFEE)
    asked = guide.view(walk, DAY).ask
    halted = guide.view(stopped(walk), DAY)
    assert halted.ask is None
    assert halted.more
    assert guide.view(resumed(stopped(walk)), DAY).ask == asked


def test_after_a_round_another_goes_on_with_other_questions(guide: Guide) -> None:
    walk, asked = guide.tell(Walk(), COFFEE), []
    while ask := guide.view(walk, DAY).ask:
        asked.append(ask.fact.id)
        walk = passed_over(walk, ask.fact.id)
    done = guide.view(walk, DAY)
    assert done.more
    further = guide.view(resumed(walk), DAY)
    assert further.ask and further.ask.fact.id not in asked
    assert further.number == MOST_QUESTIONS + 1


@pytest.mark.parametrize(
    ("fact", "value"), [("members", 350), ("needs", frozenset({"tax"})), ("kind", "person")]
)
def test_a_correction_wins_over_the_sentence(guide: Guide, fact: str, value: Value) -> None:
    found = guide.view(corrected(guide.tell(Walk(), COFFEE), fact, value), DAY)
    assert known(found)[fact].value == value
    assert getattr(found.found.profile, fact) == value
