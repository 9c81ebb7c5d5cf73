"""What a question names, in many spellings; and the mask that the classifier sees."""

from __future__ import annotations

import pytest

from assistant.understanding.entities import Entities, EntityFinder
from assistant.understanding.understand import mask
from knowledge.agencies import Agencies
from knowledge.document import Document
from knowledge.units import Units

KNOWN = (
    "127/KH-UBND",
    "54-CTr/TU",
    "20-NQ/TW",
    "09/NQ-CP",
    "45/2021/NĐ-CP",
    "116/2018/NĐ-CP",
    "55/2015/NĐ-CP",
    "340/QĐ-TTg",
    "1804/QĐ-TTg",
    "677/QĐ-UBND",
    "01/2020/TT-BKHĐT",
    "17/2023/QH15",
)


@pytest.fixture(scope="module")
def finder(plan: Document) -> EntityFinder:
    return EntityFinder(KNOWN, [Units(plan)])


INSTRUMENTS: list[tuple[str, list[tuple[str, ...]]]] = [
    ("Nghị định 45/2021/NĐ-CP quy định gì?", [("45/2021/NĐ-CP",)]),
    ("nghi dinh 45/2021/ND-CP", [("45/2021/NĐ-CP",)]),
    ("nghị định số 45 năm 2021", [("45/2021/NĐ-CP",)]),
    ("NĐ 45", [("45/2021/NĐ-CP",)]),
    ("nđ45/2021", [("45/2021/NĐ-CP",)]),
    ("nghi dinh so 116", [("116/2018/NĐ-CP",)]),
    ("45/2021/NĐ-CP", [("45/2021/NĐ-CP",)]),
    ("QĐ số 340 nói gì", [("340/QĐ-TTg",)]),
    ("Quyết định 340/QĐ-TTg", [("340/QĐ-TTg",)]),
    ("qd 340/qd-ttg", [("340/QĐ-TTg",)]),
    ("quyết định 1804 và quyết định 677", [("1804/QĐ-TTg",), ("677/QĐ-UBND",)]),
    ("nghị quyết 20", [("20-NQ/TW",)]),
    ("NQ 20-NQ/TW", [("20-NQ/TW",)]),
    ("nghị quyết số 9", [("09/NQ-CP",)]),
    ("nghị quyết 09/NQ-CP", [("09/NQ-CP",)]),
    ("chương trình hành động số 54", [("54-CTr/TU",)]),
    ("54-CTr/TU", [("54-CTr/TU",)]),
    ("thông tư 01/2020", [("01/2020/TT-BKHĐT",)]),
    ("Thông tư 1", [("01/2020/TT-BKHĐT",)]),
    ("kế hoạch 127", [("127/KH-UBND",)]),
    ("decision no. 1804", [("1804/QĐ-TTg",)]),
    # named, not known: a kind, a year or a number that agrees with none
    ("Nghị định 999/2020/NĐ-CP", [()]),
    ("nghị định 340", [()]),
    ("quyết định 45", [()]),
    ("Nghị định 45/2022/NĐ-CP", [()]),
    ("Quyết định 340/QĐ-UBND", [()]),
    ("chương trình 1804", [("1804/QĐ-TTg",)]),
    # no instrument
    ("lợi nhuận kế hoạch 25 tỷ đồng", []),
    ("Luật Hợp tác xã 2023", []),
    ("luật 2023", []),
    ("kế hoạch 2023", []),
    ("360 hợp tác xã", []),
    ("ngày 07/3/2023", []),
    ("25-30 hợp tác xã", []),
]


@pytest.mark.parametrize(("text", "numbers"), INSTRUMENTS)
def test_instruments(finder: EntityFinder, text: str, numbers: list[tuple[str, ...]]) -> None:
    assert [item.numbers for item in finder.find(text).instruments] == numbers


PLACES: list[tuple[str, list[tuple[str, ...]]]] = [
    ("Mục III.2.12 nói gì?", [("iii.2.12",)]),
    ("muc iii.2.12", [("iii.2.12",)]),
    ("muc iii 2.12", [("iii.2.12",)]),
    ("mục III, mục 2.12", [("iii.2.12",)]),
    ("mục 2.12", [("iii.2.12",)]),
    ("III.2.12", [("iii.2.12",)]),
    ("khoản 4.7", [("iii.4.7",)]),
    ("phần IV", [("iv",)]),
    ("phần IV phụ lục", [("pl.iv",)]),
    ("Phụ lục, phần II, mục 13", [("pl.ii.13",)]),
    ("phu luc phan ii muc 13", [("pl.ii.13",)]),
    ("phụ lục II.13", [("pl.ii.13",)]),
    ("phụ lục II/13", [("pl.ii.13",)]),
    ("mục 13 phần II phụ lục", [("pl.ii.13",)]),
    ("dòng số 13 nhóm II của bảng", [("pl.ii.13",)]),
    ("nhiệm vụ số 3 của phần II trong phụ lục", [("pl.ii.3",)]),
    ("stt 3 phần ii phụ lục", [("pl.ii.3",)]),
    ("mục III.1.2 và mục III.1.3", [("iii.1.2",), ("iii.1.3",)]),
    ("mục VII", [()]),
    ("mục III.2.99", [()]),
    ("Phụ lục phần II mục 99", [()]),
    ("Điều 9 khoản 2", [()]),
    ("vi sao", []),
    ("mục tiêu", []),
    ("phần việc", []),
]


@pytest.mark.parametrize(("text", "anchors"), PLACES)
def test_places(finder: EntityFinder, text: str, anchors: list[tuple[str, ...]]) -> None:
    assert [place.anchors for place in finder.find(text).places] == anchors


def written(text: str, found: Entities) -> tuple[list[str], list[str], list[str]]:
    return (
        [span.of(text) for span in found.dates],
        [span.of(text) for span in found.years],
        [span.of(text) for span in found.figures],
    )


NUMBERS: list[tuple[str, list[str], list[str], list[str]]] = [
    ("đến năm 2030 và 2045", [], ["2030", "2045"], []),
    ("giai đoạn 2021-2025", [], ["2021", "2025"], []),
    ("360 HTX với 17.000 thành viên", [], [], ["360", "17.000"]),
    ("17000 thành viên", [], [], ["17000"]),
    ("có 05 liên hiệp", [], [], ["05"]),
    ("trên 60% tổ chức", [], [], ["60"]),
    ("25-30 hợp tác xã", [], [], ["25", "30"]),
    ("0,5 tỷ hay 10.000.000.000 đồng", [], [], ["0,5", "10.000.000.000"]),
    ("trước ngày 15/12", ["15/12"], [], []),
    ("ngày 15-12", ["15-12"], [], []),
    ("07/3/2023", ["07/3/2023"], [], []),
    ("07-3-2023", ["07-3-2023"], [], []),
    ("ngày 07 tháng 3 năm 2023", ["ngày 07 tháng 3 năm 2023"], [], []),
    ("ngay 7 thang 3", ["ngay 7 thang 3"], [], []),
    ("năm 1804 và năm 2100", [], [], ["1804", "2100"]),
    ("covid-19", [], [], []),
    ("H5N1 và A4", [], [], []),
    ("hai mươi liên hiệp", [], [], []),
]


@pytest.mark.parametrize(("text", "dates", "years", "figures"), NUMBERS)
def test_dates_years_and_figures(
    finder: EntityFinder, text: str, dates: list[str], years: list[str], figures: list[str]
) -> None:
    assert written(text, finder.find(text)) == (dates, years, figures)


def test_a_number_is_one_thing_only(finder: EntityFinder) -> None:
    text = "Quyết định 340/QĐ-TTg ngày 12/3/2021, mục III.2.2, năm 2030: 360 hợp tác xã"
    found = finder.find(text)
    assert [item.numbers for item in found.instruments] == [("340/QĐ-TTg",)]
    assert [place.anchors for place in found.places] == [("iii.2.2",)]
    assert written(text, found) == (["12/3/2021"], ["2030"], ["360"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Cục Thuế tỉnh làm gì?", "ORG làm gì?"),
        ("cuc thue va so tai chinh lam gi", "ORG va ORG lam gi"),
        ("Quyết định 340 nói gì năm 2030", "DOC nói gì năm YEAR"),
        ("mục III.2.12 do ai", "PLACE do ai"),
        ("có phải 360 hợp tác xã trước 15/12", "có phải NUM hợp tác xã trước NUM"),
        ("ai ký", "ai ký"),
        ("", ""),
    ],
)
def test_the_mask_hides_what_is_named(finder: EntityFinder, text: str, masked: str) -> None:
    found = mask(text, Agencies.load().find(text), finder.find(text))
    assert " ".join(found.split()) == masked
