"""Numbers in words are read as figures, and only where they are numbers."""

from __future__ import annotations

import pytest

from assistant.proof.numerals import figures_for_words
from assistant.proof.reading import read


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("ba trăm sáu mươi hợp tác xã", "360 hợp tác xã"),
        ("mười bảy nghìn thành viên", "17000 thành viên"),
        ("hai mươi lăm hợp tác xã", "25 hợp tác xã"),
        ("một trăm linh năm người", "105 người"),
        ("trong năm ngày làm việc", "trong 5 ngày làm việc"),
        ("ít nhất một mô hình", "ít nhất 1 mô hình"),
        # no numbers
        ("trong năm 2030", "trong năm 2030"),
        ("một cách thường xuyên", "một cách thường xuyên"),
        ("họp lần hai", "họp lần hai"),
        ("hàng năm", "hàng năm"),
    ],
)
def test_words_become_figures(text: str, figures: str) -> None:
    assert figures_for_words(text) == figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ngày mười lăm tháng mười hai", "15/12"),
        ("ngày 07 tháng 3 năm 2023", "7/3/2023"),
        ("sáu mươi phần trăm", "60%"),
        ("một nửa", "50%"),
        ("ba phần tư", "75%"),
        ("25-30 hợp tác xã", "từ 25 đến 30 HTX"),
        ("giai đoạn 2021 - 2025", "giai đoạn 2021-2025"),
        ("20%/năm", "20% một năm"),
        ("Ủy ban nhân dân tỉnh", "UBND tỉnh"),
    ],
)
def test_the_same_said_otherwise_reads_the_same(one: str, other: str) -> None:
    assert read(one).tokens == read(other).tokens


@pytest.mark.parametrize(("one", "other"), [("20%/năm", "20%/tháng"), ("5 ngày", "5 tháng")])
def test_another_thing_reads_otherwise(one: str, other: str) -> None:
    assert read(one).tokens != read(other).tokens
