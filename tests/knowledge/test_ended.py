"""Which instruments hold on a day, and whether a question asks for those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.catalogue import Catalogue
from knowledge.ended import Ended, asks_whatever_holds

OLD, NEW = "23/2012/QH13", "17/2023/QH15"
TODAY, BEFORE = date(2026, 11, 23), date(2022, 1, 1)
PLAIN = "Hợp tác xã phải có bao nhiêu thành viên?"


@pytest.fixture(scope="module")
def ended() -> Ended:
    return Ended(Catalogue.load(), [OLD, NEW, "193/2013/NĐ-CP", "1/2030/QH15"])


def test_what_was_replaced_has_ended_and_what_came_has_not(ended: Ended) -> None:
    assert {OLD, NEW} & ended.unasked(PLAIN, TODAY) == {OLD}


def test_what_is_not_held_or_in_no_list_is_left_alone() -> None:
    assert Ended(Catalogue.load(), [NEW, "1/2030/QH15"]).unasked(PLAIN, TODAY) == frozenset()


def test_a_slug_is_understood() -> None:
    ended = Ended(Catalogue.load(), ["23-2012-QH13"])
    assert ended.unasked(PLAIN, TODAY) == {"23-2012-QH13"}
    assert ended.unasked("Luật 23/2012/QH13 quy định gì?", TODAY) == frozenset()


def test_without_a_day_that_of_the_catalogue_counts(ended: Ended) -> None:
    assert ended.unasked(PLAIN) == ended.unasked(PLAIN, Catalogue.load().as_of)


def test_on_an_earlier_day_the_new_one_does_not_hold_yet(ended: Ended) -> None:
    assert {OLD, NEW} & ended.unasked(PLAIN, BEFORE) == {NEW}


@pytest.mark.parametrize(
    "question",
    [
        "Luật số 23/2012/QH13 quy định bao nhiêu thành viên?",
        "luat 23/2012/QH13 can may thanh vien",
        "Luật Hợp tác xã 2012 quy định bao nhiêu thành viên?",
        "Theo khoản 1 Điều 3 Luật Hợp tác xã năm 2012 thì sao?",
    ],
)
def test_an_instrument_that_is_named_is_asked_for_and_no_other(ended: Ended, question: str) -> None:
    assert ended.unasked(PLAIN, TODAY) - ended.unasked(question, TODAY) == {OLD}


def test_a_name_means_the_one_that_holds(ended: Ended) -> None:
    assert OLD in ended.unasked("Luật Hợp tác xã quy định bao nhiêu thành viên?", TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "Luật cũ quy định thế nào?",
        "luat hop tac xa cu quy dinh the nao",
        "Trước đây hợp tác xã cần mấy thành viên?",
        "truoc kia hop tac xa can may thanh vien",
        "Trước năm 2024 thì cần mấy thành viên?",
        "Văn bản nào đã hết hiệu lực?",
        "Quy định về hỗ trợ lãi suất còn hiệu lực không?",
        "Nghị định nào đã bị thay thế?",
        "Luật nào thay thế luật này?",
    ],
)
def test_words_of_the_past_ask_for_all(ended: Ended, question: str) -> None:
    assert asks_whatever_holds(question)
    assert ended.unasked(question, TODAY) == frozenset()


@pytest.mark.parametrize(
    "question",
    [
        PLAIN,
        "",
        "Quy định cụ thể về góp vốn?",
        "quy dinh cu the ve gop von",
        "luat cu tru quy dinh gi",
        "Nộp báo cáo trước ngày 15/12 có được không?",
        "Làm gì trước khi thành lập hợp tác xã?",
        "Ai thay thế giám đốc khi đi vắng?",
    ],
)
def test_other_questions_do_not(question: str) -> None:
    assert not asks_whatever_holds(question)
