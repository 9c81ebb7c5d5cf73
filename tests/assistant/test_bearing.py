"""What else the model that declines looks at, where a plan drafts an answer."""

from __future__ import annotations

import pytest

from assistant.abstain import load_weights
from assistant.answer import Message
from assistant.bearing import NAMES
from assistant.wiring import Assistant

LABELS = "Hỗ trợ hợp tác xã xây dựng nhãn hiệu là việc của sở nào?"


def judged(assistant: Assistant, question: str, shelf: str = "plan") -> dict[str, float]:
    return assistant.examine(Message(question)).offers[shelf].judgement.features


def test_a_question_in_the_units_own_words_is_borne_out(plan_assistant: Assistant) -> None:
    own = judged(plan_assistant, LABELS)
    other = judged(plan_assistant, "Hỗ trợ hợp tác xã xây nhà máy phân bón là việc của sở nào?")
    assert own["matched"] > other["matched"]
    assert own["alike"] > other["alike"]


def test_a_place_and_a_language_are_told(plan_assistant: Assistant) -> None:
    assert judged(plan_assistant, "Phụ lục phần II mục 9 nói về đất đai thế nào?")["placed"] == 1.0
    assert judged(plan_assistant, "Which department helps cooperatives with labels?")["english"] == 1.0
    assert judged(plan_assistant, LABELS)["placed"] == judged(plan_assistant, LABELS)["english"] == 0.0


def test_the_law_has_others(plan_assistant: Assistant) -> None:
    features = judged(plan_assistant, LABELS, "law")
    assert all(features[name] == 0.0 for name in NAMES)
    assert not any(load_weights("law").weights.get(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_has_a_weight_for_the_plan(name: str) -> None:
    assert load_weights("plan").weights[name] != 0.0
