"""The walk-through over the shipped policies: it ends, and every finding has its basis."""

from __future__ import annotations

import random
from functools import cache

import pytest

from bots import policies
from bots.guide import PolicyGuide
from bots.policies import Given, Guide, Walk
from knowledge.policies.result import Sources
from tests.bots.houses import TODAY


@cache
def guide() -> Guide:
    return PolicyGuide(Sources.load(), lambda: TODAY)


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_ends_with_findings_that_have_their_basis(seed: int) -> None:
    chance = random.Random(seed)
    walk = Walk()
    while question := policies.open_question(walk, guide()):
        screen = policies.walk_screen(walk, guide())
        payloads = [button.payload for row in screen.buttons for button in row]
        assert question.text in screen.text
        assert all(len(payload.encode()) <= 64 for payload in payloads)
        steps = [payload for payload in payloads if payload.startswith("p:") and not payload.endswith(":end")]
        after = policies.pressed(walk, guide(), chance.choice(steps).removeprefix("p:"))
        assert after is not None
        walk = policies.read_walk(policies.dumped(after))
    findings = guide().findings(walk)
    assert findings
    assert all("Căn cứ" in finding.text for finding in findings)
    assert policies.results_screen(walk, guide(), 99).text


def test_the_kind_and_the_need_come_first_and_choose_the_policies() -> None:
    first = guide().question(Walk())
    assert first and first.fact == "kind"
    kind = Given("kind", ("cooperative",))
    second = guide().question(Walk((kind,)))
    assert second and (second.fact, second.several) == ("needs", True)
    credit = guide().findings(Walk((kind, Given("needs", ("credit",)))))
    assert 0 < len(credit) < len(guide().findings(Walk((kind,))))


def test_not_sure_is_not_asked_again_and_is_no_answer() -> None:
    unsure = Walk((Given("kind", (), known=False), Given("needs", (), known=False)))
    question = guide().question(unsure)
    assert question and question.fact not in {"kind", "needs"}
    assert guide().findings(unsure) == guide().findings(Walk())


def test_a_typed_number_is_taken_and_other_text_is_a_question() -> None:
    asked = [item for item in Sources.load().book.facts.values() if item.answer == "number"]
    assert asked, "some fact is a number"
    walk = Walk(given=(Given("kind", ("cooperative",)), Given("needs", (), known=False)))
    assert policies.typed(walk, guide(), "hỏi gì đó") is None


COFFEE = "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?"


def test_a_sentence_fills_what_it_can_and_says_what_is_only_assumed() -> None:
    known = {item.fact: item for item in guide().understood(Walk(text=COFFEE))}
    assert known["members"].text == "Số thành viên: 20 thành viên"
    assert not known["members"].why
    assert known["registered"].why
    question = guide().question(Walk(text=COFFEE))
    assert question and question.fact not in known


def test_at_most_five_questions_are_asked_until_somebody_wants_more() -> None:
    walk = Walk(text=COFFEE)
    while question := policies.open_question(walk, guide()):
        walk = Walk((*walk.given, Given(question.fact, (), known=False)), text=COFFEE)
    assert walk.asked == 5
    assert policies.open_question(policies.asked_more(walk), guide())


def test_what_was_assumed_is_taken_back_and_may_be_asked() -> None:
    walk = Walk(text=COFFEE)
    assert policies.taken_back(walk, guide(), "members") is None, "said, not assumed"
    after = policies.taken_back(walk, guide(), "registered")
    assert after and after.asked == 0
    assert "registered" not in {item.fact for item in guide().understood(after)}


def test_what_cannot_be_so_is_told() -> None:
    walk = Walk((Given("kind", ("cooperative",)), Given("members", ("3",))))
    assert "ít nhất 05 thành viên" in policies.walk_screen(walk, guide()).text
