"""One case and its answer: what passes, what does not, and the reason told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evals.answers import AnswerRow
from evals.cases import Case
from evals.facts import mentions, normal
from evals.grade import grade, grade_all
from evals.sources import Documents, check_cases

MakeCase = Callable[..., Case]
MakeAnswer = Callable[..., AnswerRow]
REFUSED: dict[str, Any] = {
    "status": "not_in_sources",
    "answer": "Nguồn không nói.",
    "claims": [],
    "citations": [],
}


def test_a_right_answer_passes_with_full_marks(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents
) -> None:
    (result,) = grade_all([make_case()], {"c1": make_answer()}, sources)
    assert result.passed
    assert result.reason == "Đạt mọi yêu cầu của câu này."
    assert set(result.scores.values()) == {1.0}
    assert {"evidence_all", "fact_recall", "citation_precision", "citation_recall", "mrr@10"} <= set(
        result.scores
    )
    assert "false_answer" not in result.scores


@pytest.mark.parametrize(
    ("case", "answer", "told"),
    [
        ({"must_include": [["đất", "rừng"]]}, {}, "Thiếu ý: «đất» hoặc «rừng»."),
        ({"must_not_include": ["Cục Thuế"]}, {}, "Nói điều không được nói: «Cục Thuế»."),
        ({}, REFUSED, "Không trả lời («nguồn không nói») dù nguồn có nói"),
        ({}, {"status": "error"}, "Kết thúc «lỗi», cần «trả lời»"),
        ({"kind": "out_of_scope"}, {}, "Trả lời điều lẽ ra không được trả lời: cần «ngoài phạm vi»"),
        ({"gold": [{"document": "127/KH-UBND", "anchor": "iii.2.13"}]}, {}, "Không dẫn 127/KH-UBND#iii.2.13"),
        (
            {"gold": [], "gold_quotes": ["tổ chức tín dụng cho hợp tác xã"]},
            {},
            "Không trích: «tổ chức tín dụng",
        ),
    ],
)
def test_why_a_case_failed(
    make_case: MakeCase,
    make_answer: MakeAnswer,
    sources: Documents,
    case: dict[str, Any],
    answer: dict[str, Any],
    told: str,
) -> None:
    result = grade(make_case(**case), make_answer(**answer), sources)
    assert not result.passed
    assert told in result.reason


def test_a_case_without_an_answer_has_failed(make_case: MakeCase, sources: Documents) -> None:
    (result,) = grade_all([make_case()], {}, sources)
    assert (result.passed, result.status) == (False, "missing")
    assert result.scores["status_accuracy"] == result.scores["evidence_any"] == result.scores["mrr@10"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "Cục Thuế tỉnh triển khai mọi chính sách thuế."},
        {"quote": ""},
        {"anchor": "iii.2.13"},  # the words are another unit's
    ],
)
def test_the_answers_own_word_does_not_make_a_quote_verbatim(
    make_case: MakeCase,
    make_answer: MakeAnswer,
    sources: Documents,
    citation: Callable[..., dict[str, Any]],
    changes: dict[str, Any],
) -> None:
    result = grade(make_case(), make_answer(citations=[citation(**changes)]), sources)
    assert result.scores["citation_verbatim"] == result.scores["citation_precision"] == 0
    assert "Trích dẫn không nguyên văn: [1]." in result.reason


def test_of_a_document_that_is_not_at_hand_the_answers_word_is_taken(
    make_case: MakeCase, make_answer: MakeAnswer, citation: Callable[..., dict[str, Any]]
) -> None:
    answer = make_answer(citations=[citation(quote="khác")])
    assert grade(make_case(gold_quotes=[]), answer, Documents()).scores["citation_verbatim"] == 1


@pytest.mark.parametrize(
    ("claim", "citations", "supported"),
    [
        ("Cục Thuế lo chính sách thuế.", ["1"], 1),
        ("Cục Thuế lo chính sách thuế.", [], 0),
        ("Cục Thuế lo chính sách thuế.", ["1", "9"], 0),
        ("Cục Thuế giảm 50 % thuế.", ["1"], 0),
        ("Theo Mục III.2.12 của 127/KH-UBND [1].", ["1"], 1),
    ],
)
def test_a_claim_needs_citations_that_hold_its_numbers(
    make_case: MakeCase,
    make_answer: MakeAnswer,
    sources: Documents,
    claim: str,
    citations: list[str],
    supported: int,
) -> None:
    answer = make_answer(claims=[{"text": claim, "citations": citations}])
    assert grade(make_case(), answer, sources).scores["citation_recall"] == supported


def test_an_answer_without_claims_supports_nothing(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents
) -> None:
    assert grade(make_case(), make_answer(claims=[]), sources).scores["citation_recall"] == 0


@pytest.mark.parametrize(
    ("case", "answer", "scores"),
    [
        ({}, {}, {}),
        ({}, REFUSED, {"abstention_precision": 0}),
        (
            {"answerable": False},
            REFUSED,
            {"abstention_precision": 1, "abstention_recall": 1, "false_answer": 0},
        ),
        ({"answerable": False}, {}, {"abstention_recall": 0, "false_answer": 1}),
        ({"answerable": False}, {"status": "error"}, {"abstention_recall": 0, "false_answer": 0}),
        (
            {"answerable": False, "expected_status": ["answered"]},
            {},
            {"abstention_recall": 0, "false_answer": 0},
        ),
        ({"expected_status": ["answered", "not_in_sources"]}, REFUSED, {"abstention_precision": 1}),
    ],
)
def test_abstention(
    make_case: MakeCase,
    make_answer: MakeAnswer,
    sources: Documents,
    case: dict[str, Any],
    answer: dict[str, Any],
    scores: dict[str, float],
) -> None:
    names = {"abstention_precision", "abstention_recall", "false_answer"}
    found = grade(make_case(**case), make_answer(**answer), sources).scores
    assert {name: value for name, value in found.items() if name in names} == scores


@pytest.mark.parametrize(
    ("text", "variant", "said"),
    [
        ("**Sở Tài chính**[1] chủ trì", "sở tài chính chủ trì", True),
        ("Hoà Bình", "Hòa Bình", True),
        ("giai đoạn 2023–2025", "2023-2025", True),
        ("là “mô hình”", 'là "mô hình"', True),
        ("có 15 xã", "5", False),
        ("có 5,2 tỷ", "5", False),
        ("có 17.000 thành viên", "17", False),
        ("năm 2023.", "2023", True),
        ("ngày 30/6/2023", "30/6", True),
        ("các xã viên", "xã", True),
        ("thuế", "thu", False),
        ("gì cũng được", "", False),
    ],
)
def test_mentions_whole_words_and_numbers(text: str, variant: str, said: bool) -> None:
    assert mentions(normal(text), variant) is said


def test_notes_count_as_said(make_case: MakeCase, make_answer: MakeAnswer, sources: Documents) -> None:
    answer = make_answer(notes=[{"kind": "succession", "text": "Nay là Thuế tỉnh."}])
    assert grade(make_case(must_include=[["nay là Thuế tỉnh"]]), answer, sources).passed


def test_hits_of_the_trace_rank_before_citations(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents
) -> None:
    hits = [{"document": "X", "anchor": "a"}, {"document": "127/KH-UBND", "anchor": "iii.2.12.gach_1"}]
    (result,) = grade_all([make_case()], {"c1": make_answer(trace={"hits": hits})}, sources)
    assert result.scores["mrr@10"] == 0.5
    assert result.scores["hit@1"] == 0
    assert result.scores["recall@5"] == 1


def test_gold_that_is_not_in_the_source_is_told(make_case: MakeCase, sources: Documents) -> None:
    lost = make_case(
        gold=[
            {"document": "127/KH-UBND", "anchor": "iii.9"},
            {"document": "127/KH-UBND", "anchor": "iii.2.12"},
        ],
        gold_quotes=["**hiệu quả**\tcác chính sách thuế", "chính sách đất đai"],
    )
    assert [str(problem) for problem in check_cases([lost], sources)] == [
        "cases.jsonl:1: gold: không có mục «iii.9» trong 127/KH-UBND",
        "cases.jsonl:1: gold_quotes: không thấy trong nguồn: «chính sách đất đai»",
    ]


def test_a_quote_of_a_document_that_is_not_at_hand_cannot_be_checked(
    make_case: MakeCase, sources: Documents
) -> None:
    elsewhere = make_case(gold=[{"document": "45/2021/NĐ-CP", "anchor": "dieu_1"}], gold_quotes=["gì đó"])
    assert check_cases([elsewhere], sources) == []
