"""A least that a question calls a most is denied; what it asks or says of something else is not."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        (
            "Nghe nói đến năm 2030 chỉ được tối đa 60% tổ chức kinh tế tập thể đạt loại tốt, khá phải không?",
            "ii.2.den_nam_2030.gach_2",
        ),
        ("Sao kế hoạch lại giới hạn nữ giám đốc hợp tác xã không quá 30%?", "ii.2.den_nam_2045.gach_3"),
    ],
)
def test_a_least_is_no_most(plan_assistant: Assistant, question: str, cited: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert cited in anchors(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Đến năm 2030 ít nhất 60% tổ chức kinh tế tập thể đạt loại tốt, khá phải không?",
        "Đến năm 2030 có tối đa bao nhiêu phần trăm tổ chức kinh tế tập thể đạt loại tốt, khá?",
    ],
)
def test_what_is_right_or_asked_is_not_denied(plan_assistant: Assistant, question: str) -> None:
    assert talk(plan_assistant, question).status is not Status.FALSE_PREMISE
