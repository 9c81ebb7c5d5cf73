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
    findings = guide().findings(walk.given)
    assert findings
    assert all("Căn cứ" in finding.text for finding in findings)
    assert policies.results_screen(walk, guide(), 99).text


def test_the_kind_and_the_need_come_first_and_choose_the_policies() -> None:
    first = guide().question(())
    assert first and first.fact == "kind"
    kind = Given("kind", ("cooperative",))
    second = guide().question((kind,))
    assert second and (second.fact, second.several) == ("needs", True)
    credit = guide().findings((kind, Given("needs", ("credit",))))
    assert 0 < len(credit) < len(guide().findings((kind,)))


def test_not_sure_is_not_asked_again_and_is_no_answer() -> None:
    unsure = (Given("kind", (), known=False), Given("needs", (), known=False))
    question = guide().question(unsure)
    assert question and question.fact not in {"kind", "needs"}
    assert guide().findings(unsure) == guide().findings(())


def test_a_typed_number_is_taken_and_other_text_is_a_question() -> None:
    asked = [item for item in Sources.load().book.facts.values() if item.answer == "number"]
    assert asked, "some fact is a number"
    walk = Walk(given=(Given("kind", ("cooperative",)), Given("needs", (), known=False)))
    assert policies.typed(walk, guide(), "hỏi gì đó") is None
