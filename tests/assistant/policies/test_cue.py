"""Which questions the walk-through answers better than a text."""

from __future__ import annotations

import pytest

from assistant.policies.cue import asks_for_support


@pytest.mark.parametrize(
    "question",
    [
        "htx em được hưởng gì",
        "làm cà phê muốn vay mua máy thì được gì",
        "HTX em duoc ho tro gi ve dat dai?",
        "nông dân bị hạn hán có được hỗ trợ không",
        "Hợp tác xã muốn vay vốn thì có những chương trình nào?",
        "tổ hợp tác có đủ điều kiện vay quỹ không",
    ],
)
def test_questions_for_support(question: str) -> None:
    assert asks_for_support(question)


@pytest.mark.parametrize(
    "question",
    [
        "Cục Thuế tỉnh phải làm gì?",
        "Ai chủ trì nhiệm vụ hỗ trợ vay vốn?",
        "Đến năm 2030 có bao nhiêu hợp tác xã?",
        "Nghị định 45/2021 còn hiệu lực không?",
        "Liên minh Hợp tác xã tỉnh chủ trì những việc gì?",
        "",
    ],
)
def test_other_questions(question: str) -> None:
    assert not asks_for_support(question)
