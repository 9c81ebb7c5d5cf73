"""Tests of `knowledge.restore`."""

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agencies import DATA, Agencies
from knowledge.lexicon import Lexicon
from knowledge.restore import Restorer
from knowledge.text import strip_accents, syllables

PLAN = (DATA.parent / "documents" / "127-KH-UBND.md").read_text("utf-8")
OWN_WORDS = [*Lexicon.load().phrases(), *Agencies.load().phrases()]
RESTORER = Restorer.from_texts([PLAN, *OWN_WORDS])
SMALL = Restorer.from_texts(["thuê đất ở đâu", "cục thuế tỉnh", "cục thuế", "Hội Nông dân", "hỏi ai"])


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("thue dat", "thuê đất"),
        ("cuc thue", "cục thuế"),
        ("Cuc Thue TINH", "Cục Thuế TỈNH"),
        ("hoi nong dan; hoi ai", "hội nông dân; hỏi ai"),
        ("thuế dat", "thuế dat"),
        ("xyz  thue 17.000", "xyz  thuế 17.000"),
        ("", ""),
    ],
)
def test_neighbours_decide(typed: str, restored: str) -> None:
    assert SMALL.restore(typed) == restored


@pytest.mark.parametrize(
    "question",
    [
        "liên minh hợp tác xã tỉnh chủ trì những việc gì",
        "mục tiêu đến năm 2030 có bao nhiêu hợp tác xã",
        "trước ngày nào phải nộp báo cáo",
        "tỷ lệ nữ giám đốc hợp tác xã đạt ít nhất bao nhiêu",
        "kinh tế tập thể là gì",
        "cho tôi hỏi chính sách hỗ trợ",
        "sở nông nghiệp phối hợp với ai",
        "huyện phải làm gì",
        "thuê đất ở đâu",
    ],
)
def test_questions_get_their_diacritics_back(question: str) -> None:
    assert RESTORER.restore(strip_accents(question)) == question


def test_what_carries_a_diacritic_stays() -> None:
    assert (
        RESTORER.restore("Sở nông nghiep và Phat trien nong thon") == "Sở nông nghiệp và Phát triển nông thôn"
    )
    assert RESTORER.restore("cho vay") == "cho vay"


def test_two_syllables_before_decide_where_one_does_not() -> None:
    texts = [
        "em muốn vay vốn",
        "ai lo vậy",
        "ai làm vậy",
        "ông đó nói vậy",
        "bà kia nói vay",
        "bà kia nói vay",
    ]
    restorer = Restorer.from_texts(texts)
    assert restorer.restore("ong do noi vay") == "ông đó nói vậy"
    assert restorer.restore("ba kia noi vay") == "bà kia nói vay"


def test_half_of_the_plan_restores_the_other_half() -> None:
    lines = [line for line in PLAN.splitlines() if len(line) > 40]
    restorer = Restorer.from_texts([*lines[::2], *OWN_WORDS])
    pairs = [
        (true, guess)
        for line in lines[1::2]
        for true, guess in zip(syllables(line), syllables(restorer.restore(strip_accents(line))), strict=True)
    ]
    assert sum(true == guess for true, guess in pairs) / len(pairs) > 0.96


@given(st.text(max_size=60))
def test_only_diacritics_change(text: str) -> None:
    assert strip_accents(RESTORER.restore(text)) == strip_accents(text)


def test_a_question_takes_under_two_milliseconds() -> None:
    question = strip_accents(PLAN[9000:9300])
    assert min(timeit.repeat(lambda: RESTORER.restore(question), number=5, repeat=5)) / 5 < 0.002
