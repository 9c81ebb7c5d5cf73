"""Sentences and clauses as spans: where they end, and that nothing else is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Span
from knowledge.sentences import clauses, sentences, trimmed, unmarked


def of(text: str, *, by_clause: bool = False) -> list[str]:
    split = clauses if by_clause else sentences
    return [span.of(text) for span in split(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một. Hai", ["Một.", "Hai"]),
        ("còn vướng mắc. Định kỳ hàng năm", ["còn vướng mắc.", "Định kỳ hàng năm"]),
        ("Xong. Ủy ban họp. Ở xã. Ưu tiên", ["Xong.", "Ủy ban họp.", "Ở xã.", "Ưu tiên"]),
        ("trước ngày 15/12. báo cáo", ["trước ngày 15/12. báo cáo"]),
        ("có 17.000 thành viên", ["có 17.000 thành viên"]),
        ("thị trường,... Rà soát", ["thị trường,...", "Rà soát"]),
        ("Ông nói: “Được.” “Đi thôi”", ["Ông nói: “Được.”", "“Đi thôi”"]),
        ("ở TP. Gia Nghĩa", ["ở TP. Gia Nghĩa"]),
        ("Sao? Vì thế! Thôi", ["Sao?", "Vì thế!", "Thôi"]),
        ("dòng một\ndòng hai", ["dòng một", "dòng hai"]),
        ("13\tTổ chức\t\tHàng năm", ["13", "Tổ chức", "Hàng năm"]),
        ("2.12. Cục Thuế tỉnh chủ trì: Làm. Xong", ["Cục Thuế tỉnh chủ trì: Làm.", "Xong"]),
        ("- Đất đai. Nước", ["Đất đai.", "Nước"]),
        ("a) có vốn; b) có đất", ["có vốn; b) có đất"]),
        ("một; hai", ["một; hai"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert of(text) == found


def test_a_semicolon_ends_a_clause() -> None:
    text = "300 tổ, với 4.200 người; 360 hợp tác xã. Trong đó, một nửa;"
    assert of(text, by_clause=True) == ["300 tổ, với 4.200 người", "360 hợp tác xã.", "Trong đó, một nửa;"]


def test_only_the_range_is_split() -> None:
    text = "Một. Hai. Ba. Bốn."
    assert [span.of(text) for span in sentences(text, Span(5, 13))] == ["Hai.", "Ba."]


def test_marks_of_a_unit_are_left_out() -> None:
    text = "x 2.1. Các Sở"
    assert unmarked(text, Span(2, len(text))) == Span(7, len(text))
    assert unmarked("2023 là năm", Span(0, 11)) == Span(0, 11)


def test_trimmed() -> None:
    assert trimmed("  ab ", Span(0, 5)) == Span(2, 4)
    assert trimmed("    ", Span(1, 3)) == Span(3, 3)


@given(st.text(alphabet="aĐđ.!?…;:\"”“'()-–1 \n\t", max_size=60))
def test_spans_are_ordered_trimmed_and_lose_only_marks(text: str) -> None:
    for split in (sentences, clauses):
        spans = list(split(text, Span(0, len(text))))
        assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))
        kept = "".join(span.of(text) for span in spans)
        assert kept.count("Đ") == text.count("Đ")
        assert kept.count("a") >= text.count("a") - 1, "one point letter may begin a unit"
