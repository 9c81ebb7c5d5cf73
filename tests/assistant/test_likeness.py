"""How much of a question a text says in the same words or in like ones."""

from __future__ import annotations

import pytest

from assistant.likeness import likeness

TASK = "Hỗ trợ các tổ chức kinh tế tập thể xây dựng thương hiệu, nhãn hiệu, truy xuất nguồn gốc sản phẩm"


def test_words_that_all_stand_there_are_as_like_as_can_be() -> None:
    assert likeness("xây dựng nhãn hiệu", TASK) == pytest.approx(1.0, abs=1e-3)


def test_a_like_word_counts_more_than_a_strange_one() -> None:
    assert likeness("làm thương hiệu", TASK) > likeness("làm giao thông", TASK)


@pytest.mark.parametrize(("question", "text"), [("", TASK), ("nhãn hiệu", ""), ("qqzzx", TASK)])
def test_where_nothing_is_known_nothing_is_said(question: str, text: str) -> None:
    assert likeness(question, text) == 1.0
