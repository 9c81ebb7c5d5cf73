"""A question that asks for several things is taken apart; one that asks for one thing is not."""

from __future__ import annotations

import pytest

from assistant.understanding.asked import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Chợ nổi cần mấy ghe? Hồ sơ gồm những gì?",
            ("Chợ nổi cần mấy ghe", "Hồ sơ gồm những gì"),
        ),
        (
            "Tui mới mua ghe bầu, neo ở đâu thì được, đóng phí bao nhiêu?",
            ("Tui mới mua ghe bầu, neo ở đâu thì được", "Tui mới mua ghe bầu, đóng phí bao nhiêu"),
        ),
        (
            "Thương hồ báo trưởng bến trong mấy ngày và nộp những giấy gì?",
            ("Thương hồ báo trưởng bến trong mấy ngày", "nộp những giấy gì"),
        ),
        (
            "Chợ nhỏ đóng phí bao nhiêu, còn chợ lớn thì bao nhiêu?",
            ("Chợ nhỏ đóng phí bao nhiêu", "chợ lớn thì bao nhiêu"),
        ),
    ],
)
def test_each_thing_asked_with_what_was_told_before(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Chợ nổi là gì?",
        "Sở Kế hoạch và Đầu tư làm gì?",
        "Ghe bầu rời chợ, trưởng bến vắng, báo cho ai?",
        "Tài sản còn lại có còn được chia không?",
    ],
)
def test_one_thing_is_no_part(question: str) -> None:
    assert parts_of(question) == ()


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Phân biệt giúp chợ nổi với chợ phiên: bên nào thu phí?",
            ("chợ nổi bên nào thu phí", "chợ phiên bên nào thu phí"),
        ),
        ("Ghe bầu với ghe chài khác nhau chỗ nào?", ("Ghe bầu là gì", "ghe chài là gì")),
        ("cho noi khac cho phien o cho nao", ("cho noi là gì", "cho phien là gì")),
    ],
)
def test_both_sides_of_a_comparison(question: str, sides: tuple[str, ...]) -> None:
    assert parts_of(question) == sides
