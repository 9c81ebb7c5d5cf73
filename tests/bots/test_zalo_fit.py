from __future__ import annotations

import pytest

from bots.markup import plain
from bots.policies import Choice, Question, Walk, walk_screen
from bots.shapes import Attach, Button, Edit, Screen, Send
from bots.zalo_fit import MESSAGE, MOST_EXPORT, fitted, menu_text, shared_out
from tests.bots.fakes import FakeGuide


def sources(first: int, last: int) -> list[Button]:
    return [Button(f"📖 {n}", f"c:abc:{n}") for n in range(first, last + 1)]


FEEDBACK = [Button("👍 Đúng rồi", "f:abc:1"), Button("👎 Chưa đúng", "f:abc:0")]


def test_five_buttons_stay_buttons() -> None:
    shown, typed = shared_out([*sources(1, 3), *FEEDBACK])
    assert (len(shown), typed) == (5, ())


def test_the_largest_group_is_typed_by_its_own_numbers() -> None:
    shown, typed = shared_out([*sources(13, 18), *FEEDBACK])
    assert [button.label for button in shown] == ["👍 Đúng rồi", "👎 Chưa đúng"]
    assert [choice.key for choice in typed] == ["13", "14", "15", "16", "17", "18"]
    assert menu_text(typed).split("\n")[1] == "📖 13   📖 14   📖 15   📖 16   📖 17   📖 18"


def test_what_bears_no_number_is_typed_by_letter() -> None:
    offices = [Button(f"Sở số {n} (3)", f"t:s{n}:0") for n in range(30)]
    _, typed = shared_out([*offices, Button("Sau ›", "o:1")])
    assert [choice.key for choice in typed][:3] == ["A", "B", "C"]
    assert [choice.key for choice in typed][25:28] == ["Z", "AA", "AB"]
    assert "B. Sở số 1 (3)" in menu_text(typed)


def test_several_groups_are_typed_where_one_is_not_enough() -> None:
    others = [Button(str(n), f"{letter}:0") for n, letter in enumerate("uvwxyz")]
    shown, typed = shared_out([*sources(1, 6), *others])
    assert len(shown) == 5
    keys = [choice.key for choice in typed]
    assert len(set(keys)) == 7 and keys == ["1", "2", "3", "4", "5", "6", "A"]


class _Members(FakeGuide):
    def question(self, given: object) -> Question:
        choices = tuple(Choice(str(n), str(n)) for n in (5, 7, 10, 50, 100, 200))
        return Question("members", "Có bao nhiêu thành viên?", choices, number=True, unit="người")


def test_a_number_that_answers_a_question_is_never_a_choice() -> None:
    menu = fitted((Edit(walk_screen(Walk(), _Members())),)).menu
    assert menu and set(menu) == set("ABCDEF")


def test_a_long_text_becomes_messages_and_buttons_hang_on_the_last() -> None:
    screen = Screen(plain("Một câu khá dài của điều luật này. " * 200), ((FEEDBACK[0],),))
    replies = fitted((Send(screen),)).replies
    assert len(replies) == 4
    screens = [reply.screen for reply in replies if isinstance(reply, Send)]
    assert all(len(part.text) <= MESSAGE for part in screens)
    assert [bool(part.buttons) for part in screens] == [False, False, False, True]
    assert " ".join(part.text for part in screens).count("điều luật") == 200


@pytest.mark.parametrize(("size", "count", "cut"), [(100, 1, False), (100_000, MOST_EXPORT + 1, True)])
def test_a_file_becomes_text_and_says_where_it_is_cut(size: int, count: int, cut: bool) -> None:
    replies = fitted((Attach("a.json", "chữ " * (size // 4), "Đây là tất cả."),)).replies
    texts = [reply.screen.text for reply in replies if isinstance(reply, Send)]
    assert len(texts) == count
    assert texts[0].startswith("Đây là tất cả.")
    assert ("ký tự chưa gửi" in texts[-1]) is cut


def test_a_reply_without_buttons_leaves_the_menu_alone() -> None:
    assert fitted((Send(Screen(plain("Chào."))),)).menu is None
    with_a_button = Screen(plain("Chào."), ((FEEDBACK[0],),))
    assert fitted((Send(with_a_button),)).menu == {}
