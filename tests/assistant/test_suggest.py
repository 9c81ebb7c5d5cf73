"""What is suggested next: nothing that was just asked, whatever its marks, nor what was told."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from knowledge.text import Folded
from tests.assistant.talk import talk

ASKED = {
    "Ai ký kế hoạch?": ("Ai ký kế hoạch?",),
    "ai ky ke hoach": ("Ai ký kế hoạch?",),
    "ai là người ký kế hoạch này": ("Ai ký kế hoạch?",),
    "ke hoach vien dan nhung van ban nao": ("Kế hoạch viện dẫn những văn bản nào?",),
    "So sánh mục tiêu năm 2030 và 2045": ("Thế năm 2030?", "Thế năm 2045?"),
}


@pytest.mark.parametrize("question", ASKED)
def test_what_was_asked_is_not_suggested_again(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert answer.suggestions
    assert set(ASKED[question]).isdisjoint(answer.suggestions)


def test_what_was_asked_before_is_not_suggested_again(plan_assistant: Assistant) -> None:
    first = talk(plan_assistant, "Sở Nội vụ phải làm gì?")
    bare = Folded.of(first.suggestions[-1]).text
    assert first.suggestions[-1] not in talk(plan_assistant, bare, "Sở Nội vụ phải làm gì?").suggestions


def test_an_office_that_the_plan_does_not_name_is_said_to_be_so(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Sở Y tế được giao nhiệm vụ gì?")
    assert answer.status is Status.NOT_IN_SOURCES
    assert "không nhắc đến Sở Y tế" in answer.answer
