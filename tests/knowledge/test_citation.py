"""Numbers of instruments, places and ranges as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citation import Step, Target, Unit
from knowledge.citation_anchors import anchors_of, cut, scope_of
from knowledge.instrument_number import InstrumentNumber


@pytest.mark.parametrize(
    ("written", "printed", "kind"),
    [
        ("45/2021/NĐ-CP", "45/2021/NĐ-CP", "Nghị định"),
        ("45/2021/nd-cp", "45/2021/NĐ-CP", "Nghị định"),
        ("45 / 2021 / NĐ-CP", "45/2021/NĐ-CP", "Nghị định"),
        ("167/qd-ttg", "167/QĐ-TTg", "Quyết định"),
        ("20-NQ/TW", "20-NQ/TW", "Nghị quyết"),
        ("54-ctr/tu", "54-CTr/TU", "Chương trình"),
        ("17/2023/qh15", "17/2023/QH15", "Luật"),
        ("09/VBHN-NHNN", "09/VBHN-NHNN", "Văn bản hợp nhất"),
        ("01/2020/tt-bkhdt", "01/2020/TT-BKHĐT", "Thông tư"),
        ("01/2014/TTLT-BNNPTNT-BTC", "01/2014/TTLT-BNNPTNT-BTC", "Thông tư liên tịch"),
        ("30a/2008/NQ-CP", "30a/2008/NQ-CP", "Nghị quyết"),
        ("28/CP", "28/CP", ""),
        ("45/2021", "45/2021", ""),
        ("45", "45", ""),
    ],
)
def test_numbers(written: str, printed: str, kind: str) -> None:
    number = InstrumentNumber.parse(written)
    assert number is not None
    assert (str(number), number.kind) == (printed, kind)
    assert InstrumentNumber.parse(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "Nghị định", "15/12", "7,5", "45/2021/", "/2021/NĐ-CP", "45/2021/NĐ--CP"]
)
def test_what_is_no_number(text: str) -> None:
    assert InstrumentNumber.parse(text) is None


@pytest.mark.parametrize(
    ("short", "whole", "fits"),
    [
        ("45", "45/2021/NĐ-CP", True),
        ("45/2021", "45/2021/NĐ-CP", True),
        ("1/2020", "01/2020/TT-BKHĐT", True),
        ("45/2021/ND-CP", "45/2021/NĐ-CP", True),
        ("45/2020", "45/2021/NĐ-CP", False),
        ("4", "45/2021/NĐ-CP", False),
        ("45/2021/TT-BTC", "45/2021/NĐ-CP", False),
    ],
)
def test_a_shortened_number_stands_for_whole_ones(short: str, whole: str, fits: bool) -> None:
    one, other = InstrumentNumber.parse(short), InstrumentNumber.parse(whole)
    assert one is not None
    assert other is not None
    assert one.shortens(other) is fits


@pytest.mark.parametrize(
    "text",
    [
        "Điều 9",
        "khoản 2 Điều 9",
        "điểm đ khoản 2 Điều 9",
        "Mục 2 Chương IV",
        "khoản 1-3 Điều 6",
        "khoản 2 Điều này",
    ],
)
def test_places_are_written_as_they_are_read(text: str) -> None:
    assert str(Target.parse(text)) == text


def test_a_text_without_a_place_is_none() -> None:
    assert Target.parse("theo quy định") is None


def test_labels_of_a_place() -> None:
    target = Target.parse("điểm a khoản 2 Điều 9")
    assert target is not None
    assert (target.article, target.clause, target.point) == ("9", "2", "a")
    assert target.label(Unit.CHAPTER) == ""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Điều 5-9", ["5", "6", "7", "8", "9"]),
        ("điểm c-e khoản 1 Điều 2", ["c", "d", "đ", "e"]),
        ("Điều 15a-15c", ["15a", "15c"]),
        ("Điều 1-9999", ["1", "9999"]),
        ("Điều 9-5", ["9", "5"]),
        ("khoản 2 Điều 9", ["2"]),
    ],
)
def test_ranges_expand(text: str, labels: list[str]) -> None:
    target = Target.parse(text)
    assert target is not None
    assert [one.steps[-1].label for one in target.expanded()] == labels
    assert not any(one.until for one in target.expanded())


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Điều 9", "dieu_9"),
        ("Điều 5a", "dieu_5a"),
        ("điểm a khoản 2 Điều 9", "dieu_9.khoan_2.diem_a"),
        ("điểm đ khoản 2 Điều 9", "dieu_9.khoan_2.diem_d_2"),
        ("Điều 20 Mục 2 Chương IV", "dieu_20"),
        ("Mục 2 Chương IV", "chuong_iv.muc_2"),
        ("Phụ lục I", "pl_i"),
        ("Phụ lục I", "pl_1"),
        ("Mẫu số 02 Phụ lục II", "pl_ii.mau_02"),
        ("Điều 3 Phụ lục I", "pl_i.dieu_3"),
        ("Mục III.2.12", "iii.2.12"),
        ("Mục 13 Phần II Phụ lục", "pl.ii.13"),
    ],
)
def test_anchors(text: str, anchor: str) -> None:
    target = Target.parse(text)
    assert target is not None
    assert anchor in anchors_of(target)


def test_units_around_an_anchor() -> None:
    assert cut("dieu_9.khoan_2.diem_a", Unit.ARTICLE) == "dieu_9"
    assert cut("pl_i.dieu_3.khoan_1", Unit.CLAUSE) == "pl_i.dieu_3.khoan_1"
    assert cut("iii.2", Unit.ARTICLE) is None
    assert scope_of("pl_i.dieu_3") == "pl_i"
    assert scope_of("dieu_3") == ""


@given(st.text(max_size=30))
def test_parsing_never_raises(text: str) -> None:
    number, target = InstrumentNumber.parse(text), Target.parse(text)
    assert number is None or InstrumentNumber.parse(str(number)) is not None
    assert target is None or target.steps


def test_a_step_is_told_by_its_word() -> None:
    assert str(Step(Unit.ANNEX, "")) == "Phụ lục"
