from __future__ import annotations

import pytest

from bots import messages
from bots.nods import answer_to


@pytest.mark.parametrize(
    "text", ["ok", "ok bạn", "Dạ vâng ạ", "uh", "ờ được rồi", "hihi", "👍", "❤️🙏", "biết rồi nhé"]
)
def test_a_nod_is_no_question(text: str) -> None:
    assert answer_to(text) == messages.NODDED


@pytest.mark.parametrize("text", ["alo", "A lô", "cho tui hỏi tí", "xin hỏi", "test"])
def test_a_knock_is_answered(text: str) -> None:
    assert answer_to(text) == messages.LISTENING


@pytest.mark.parametrize(
    "text",
    [
        "được không",
        "ok?",
        "rồi sao nữa",
        "vậy",
        "...",
        "?",
        "",
        "biết hỏi ai",
        "xin hỏi vay vốn ở đâu",
        "có",
    ],
)
def test_what_may_be_a_question_goes_on(text: str) -> None:
    assert answer_to(text) == ""
