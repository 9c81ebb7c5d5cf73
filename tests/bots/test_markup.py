from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bots.html import html_of
from bots.markup import from_markdown, length, split
from bots.render import fitted, label, page_of
from bots.shapes import Button, Edit, Run, Screen, Send
from tests.bots.standin import well_formed

STYLES = st.sampled_from(["plain", "bold", "italic", "quote"])
RUNS = st.lists(st.builds(Run, st.text(max_size=200), STYLES), max_size=6).map(tuple)


def bare(text: str) -> str:
    return "".join(text.split())


@given(RUNS, st.integers(2, 80))
def test_parts_are_short_enough_and_lose_nothing(runs: tuple[Run, ...], limit: int) -> None:
    parts = split(runs, limit)
    assert all(0 < length("".join(run.text for run in part)) <= limit for part in parts)
    assert bare("".join(run.text for part in parts for run in part)) == bare(
        "".join(run.text for run in runs)
    )


@given(RUNS)
def test_html_is_well_formed_whatever_the_text(runs: tuple[Run, ...]) -> None:
    assert well_formed(html_of(runs))


def test_cut_at_the_end_of_a_sentence() -> None:
    text = "Câu thứ nhất dài. Câu thứ hai. Câu thứ ba."
    parts = split((Run(text),), 32)
    assert [part[0].text for part in parts] == ["Câu thứ nhất dài. Câu thứ hai.", "Câu thứ ba."]


def test_cut_after_a_clause_only_where_a_sentence_is_too_long() -> None:
    listed = (Run("Việc một; việc hai; việc ba là việc dài."),)
    assert [part[0].text for part in split((Run("Câu đầu. "), *listed), 42)] == ["Câu đầu.", listed[0].text]
    assert [part[0].text for part in split(listed, 24)] == ["Việc một; việc hai;", "việc ba là việc dài."]


def test_emoji_count_as_two_and_are_not_cut() -> None:
    assert length("👍") == 2
    assert ["".join(run.text for run in part) for part in split((Run("👍👍👍"),), 3)] == ["👍", "👍", "👍"]


def test_markdown_of_an_answer() -> None:
    assert from_markdown("**A** và b\n- c\n  - **d**") == (
        Run("A", "bold"),
        Run(" và b\n• c\n  • "),
        Run("d", "bold"),
    )


def test_a_screen_too_long_goes_out_in_parts_with_its_buttons_last() -> None:
    button = ((Button("x", "x"),),)
    replies = fitted((Edit(Screen((Run("Một câu. " * 1000),), button)),))
    assert [type(reply) for reply in replies] == [Edit, Send, Send]
    assert [bool(reply.screen.buttons) for reply in replies if not hasattr(reply, "name")] == [
        False,
        False,
        True,
    ]


def test_pages_and_labels() -> None:
    assert page_of("abcdefg", 9, 3) == ("g", 2, 3)
    assert page_of("", 4, 3) == ("", 0, 1)
    assert label("a  b\nc") == "a b c"
    assert len(label("dài " * 50)) == 60
    assert label("giai đoạn hai", 12) == "giai đoạn…"
    assert label("x" * 20, 12) == "x" * 11 + "…"
