"""The walk-through at a keyboard."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.policies.guide import Guide, View
from assistant.policies.terminal import Terminal, read_answer
from knowledge.errors import DataError
from knowledge.policies.profile import Value
from tests.assistant.policies.talks import DAY


def run(guide: Guide, lines: Iterable[str]) -> tuple[View, str]:
    typed, said = iter([*lines, "q"]), list[str]()
    view = Terminal(guide, lambda: next(typed), said.append).run(DAY)
    return view, "\n".join(said)


def test_a_talk(guide: Guide) -> None:
    view, said = run(guide, ["htx em trong ca phe", "1, 6", "", "b"])
    assert "Loại hình: Hợp tác xã (bà con viết “htx”)" in said
    assert "Bà con đang cần việc gì nhất?" in said
    assert view.found.profile.needs == frozenset({"credit", "technology"})
    assert (said.count("Câu 1/5"), said.count("Câu 2/5")) == (1, 2)
    assert view.walk.stopped


def test_an_assumption_is_corrected(guide: Guide) -> None:
    view, said = run(guide, ["htx em trồng cà phê muốn vay", "sửa registered", "sửa gì đó", "sua nothing"])
    assert "chưa đúng thì gõ “sửa registered”" in said
    assert view.found.profile.registered is None
    assert "Tôi không thấy mục “nothing”" in said


def test_what_is_not_understood_is_asked_again(guide: Guide) -> None:
    view, said = run(guide, ["htx muốn vay", "lung tung"])
    assert "Tôi chưa hiểu “lung tung”" in said
    assert view.walk.counted == 0


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("kind", "1", "cooperative"),
        ("kind", "to hop tac", "group"),
        ("rural", "2", False),
        ("rural", "có", True),
        ("members", "25", 25),
        ("own_capital_share", "12,5", 12.5),
        ("practices", "0", frozenset()),
        ("practices", "1, 2", frozenset({"organic", "circular"})),
    ],
)
def test_answers(guide: Guide, fact: str, typed: str, value: Value) -> None:
    assert read_answer(guide.sources.book.facts[fact], typed) == value


@pytest.mark.parametrize(("fact", "typed"), [("kind", "9"), ("members", "nhiều"), ("practices", "1, 99")])
def test_answers_that_are_none(guide: Guide, fact: str, typed: str) -> None:
    with pytest.raises(DataError):
        read_answer(guide.sources.book.facts[fact], typed)
