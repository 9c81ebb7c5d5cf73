"""Finding citations: the table, the spans, and what holds for every text."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.citations import TableCase, read_table, score_table, told
from knowledge.citation import Citation, Refers
from knowledge.find import find
from knowledge.law_names import LawNames

TABLE = Path(__file__).parent / "citations" / "cases.tsv"
CASES = read_table(TABLE)
PIECES = (
    *(
        "Điều 9",
        "khoản 2",
        "điểm a, b",
        "đ9",
        "k2",
        "Chương III",
        "Mục 2",
        "Phụ lục",
        "mẫu số 1",
        "Điều 27.5.LQ.2",
    ),
    *("này", "tiểu mục này", "của", "từ", "đến", "và", ",", ";", ".", "\n", "(", ")", "–", "5 tỷ"),
    *("Nghị định", "số", "45/2021/NĐ-CP", "nđ 45", "20-NQ/TW", "năm 2012", "ngày 09/6/2015"),
    *("Luật", "Luật Hợp tác xã", "sửa đổi, bổ sung một số điều của"),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_the_table(case: TableCase) -> None:
    assert tuple(map(told, find(case.text))) == case.cites


def test_the_table_is_large_and_well_read() -> None:
    score = score_table(CASES)
    assert score.cases >= 150
    assert min(score.precision, score.recall) >= 0.98


@given(TEXTS)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for citation in find(text):
        assert end <= citation.span.start < citation.span.end <= len(text)
        end = citation.span.end
        inner = [pointer.span for pointer in citation.pointers] + [citation.instrument or citation.span]
        assert all(span in citation.span and span.of(text).strip() for span in inner)
        assert citation.pointers or citation.instrument


@given(TEXTS)
def test_decomposed_text_cites_the_same(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", text)
    assert [told(one) for one in find(apart)] == [told(one) for one in find(composed)]
    for one, other in zip(find(apart), find(composed), strict=True):
        assert unicodedata.normalize("NFC", one.span.of(apart)) == other.span.of(composed)


@pytest.mark.parametrize(
    "text",
    [
        "khoản  2 \u00a0Điều 9 Nghị  định số  45/2021/NĐ-CP",
        "khoản 2 Điều\u00ad 9 Nghị định số 45/2021/NĐ\u200b-CP",
    ],
)
def test_blanks_and_unseen_letters_do_not_matter(text: str) -> None:
    assert told(only(text)) == "khoản 2 Điều 9 của Nghị định 45/2021/NĐ-CP"
    assert only(text).span.of(text) == text


def only(text: str) -> Citation:
    (citation,) = find(text)
    return citation


def test_spans_of_a_list_part_its_places() -> None:
    text = "theo điểm a, b khoản 1 Điều 3 Nghị định số 45/2021/NĐ-CP ngày 31/3/2021 của Chính phủ"
    citation = only(text)
    assert [pointer.span.of(text) for pointer in citation.pointers] == [
        "điểm a",
        "b khoản 1 Điều 3 Nghị định số 45/2021/NĐ-CP ngày 31/3/2021",
    ]
    assert citation.instrument is not None
    assert citation.instrument.of(text) == "Nghị định số 45/2021/NĐ-CP ngày 31/3/2021"
    assert citation.issued == "2021-03-31"


def test_what_a_citation_refers_to() -> None:
    told_by = {
        "Điều 9": Refers.UNSTATED,
        "khoản 2 Điều này": Refers.THIS_ARTICLE,
        "điểm đ khoản này": Refers.THIS_CLAUSE,
        "Chương này": Refers.THIS_CHAPTER,
        "Điều 9 Nghị định này": Refers.THIS_DOCUMENT,
        "Điều 4 Luật Hợp tác xã": Refers.NAMED,
        "Điều 9 Nghị định 45/2021/NĐ-CP": Refers.NUMBERED,
        "Điều 27.5.LQ.2. Giải thích": Refers.CODIFIED,
    }
    for text, refers in told_by.items():
        assert only(f"theo {text}").refers is refers


def test_a_heading_cites_nothing() -> None:
    assert find("Chương II\nQUY ĐỊNH CHUNG\nĐiều 5. Phạm vi\nMục 2 HỖ TRỢ VỐN") == ()
    assert find("Phụ lục 28") == ()
    assert only("phụ lục 28").targets == only("xem Phụ lục 28").targets
    assert only("Mục III.2").targets


def test_a_line_ends_a_citation() -> None:
    first, second = find("nêu tại khoản 2\nĐiều 9 của Luật này")
    assert (told(first), told(second)) == ("khoản 2", "Điều 9 của Luật này")


def test_names_of_laws_may_be_handed_in() -> None:
    names = LawNames([("Cây xanh", "Luật Cây xanh")])
    (citation,) = find("theo Luật Cây xanh, không theo Luật Hợp tác xã", names)
    assert citation.name == "Luật Cây xanh"


def test_a_megabyte_takes_about_a_second() -> None:
    line = "Hợp tác xã nộp hồ sơ theo khoản 2 Điều 9 Nghị định số 45/2021/NĐ-CP trong 05 ngày làm việc.\n"
    text = line * 2_000
    started = time.process_time()
    assert len(find(text)) == 2_000
    spent = time.process_time() - started
    assert len(text.encode()) / spent > 250_000  # bytes a second; four times slower than measured is a fault
