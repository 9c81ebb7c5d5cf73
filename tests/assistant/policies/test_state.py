"""A walk as JSON, and what comes in from outside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policies.guide import Guide
from assistant.policies.state import ActionData, acted, read_state, state_json
from assistant.policies.walk import Step, Walk
from knowledge.errors import DataError
from tests.assistant.policies.talks import DAY
from tests.knowledge.policies.profiles import BOOK, examples, values_of

STEPS = st.sampled_from(list(BOOK.facts.values())).flatmap(
    lambda fact: st.builds(Step, st.just(fact.id), st.none() | values_of(fact), st.booleans())
)
WALKS = st.builds(
    Walk, st.text(max_size=40), st.lists(STEPS, max_size=6).map(tuple), st.integers(1, 5), st.booleans()
)


@examples(60)
@given(walk=WALKS)
def test_a_walk_survives_json(walk: Walk) -> None:
    assert read_state(json.loads(json.dumps(state_json(walk))), BOOK.facts) == walk


@examples(25)
@given(walk=WALKS)
def test_any_walk_can_be_viewed(walk: Walk, guide: Guide) -> None:
    view = guide.view(walk, DAY)
    assert len(view.found.verdicts) == len(guide.sources.book.policies)
    if view.ask:
        assert getattr(view.found.profile, view.ask.fact.id) is None


@pytest.mark.parametrize(
    "written",
    [
        None,
        [],
        {"text": 1},
        {"steps": [{"fact": "kind", "value": {"a": 1}}]},
        {"rounds": 0},
        {"rounds": 10**9},
        {"extra": 1},
        {"text": "a" * 2000},
        {"steps": [{"fact": "nothing"}]},
        {"steps": [{"fact": "kind", "value": "bank"}]},
        {"steps": [{"fact": "members", "value": -1}]},
        {"steps": [{"fact": "rural"}] * 500},
    ],
)
def test_what_is_no_state_is_one_line(written: Any) -> None:
    with pytest.raises(DataError) as fault:
        read_state(written, BOOK.facts)
    assert "\n" not in str(fault.value)


def act(guide: Guide, *actions: dict[str, Any]) -> Walk:
    walk = Walk()
    for action in actions:
        walk = acted(walk, ActionData.model_validate(action), guide)
    return walk


def test_every_action(guide: Guide) -> None:
    walk = act(
        guide,
        {"do": "tell", "text": "htx"},
        {"do": "answer", "fact": "needs", "value": ["Vay vốn"]},
        {"do": "skip", "fact": "rural"},
        {"do": "correct", "fact": "members", "value": 20},
        {"do": "forget", "fact": "registered"},
        {"do": "stop"},
    )
    assert walk == Walk(
        "htx",
        (
            Step("needs", frozenset({"credit"}), asked=True),
            Step("rural", None, asked=True),
            Step("members", 20, asked=False),
            Step("registered", None, asked=False),
        ),
        stopped=True,
    )
    resumed = acted(walk, ActionData(do="resume"), guide)
    assert not resumed.stopped
    assert acted(resumed, ActionData(do="back"), guide).steps == walk.steps[:-1]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"do": "answer", "fact": "kind"}, "Thiếu giá trị"),
        ({"do": "skip", "fact": "tuổi"}, "Không có mục “tuổi”"),
        ({"do": "correct", "fact": "members", "value": "nhiều"}, "một số không âm"),
    ],
)
def test_an_action_that_does_not_fit_says_what_to_do(guide: Guide, action: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        act(guide, action)
