"""Patterns of legal Vietnamese, as tables of examples."""

from __future__ import annotations

import re

import pytest

from knowledge.patterns import DATE, DAY_MONTH, FIGURE, INSTRUMENT_NUMBER, UPPER, YEAR, same_figure


@pytest.mark.parametrize(
    "number",
    [
        "127/KH-UBND",
        "09/NQ-CP",
        "54-CTr/TU",
        "20-NQ/TW",
        "340/QĐ-TTg",
        "1626/QĐ-UBND",
        "45/2021/NĐ-CP",
        "68/2013/QĐ-CP",
        "03/2022/TT-NHNN",
        "01/2020/TT-BKHĐT",
        "17/2023/QH15",
        "202/2025/QH15",
        "01/2014/TTLT-BNNPTNT-BTC",
        "230-KL/TW",
    ],
)
def test_numbers_of_instruments(number: str) -> None:
    found = INSTRUMENT_NUMBER.findall(f"theo Quyết định số {number} ngày 1/1/2022, và (số {number}).")
    assert found == [number, number]


@pytest.mark.parametrize(
    "text", ["15/12", "12/3/2021", "25-30", "TT-BKHĐT", "1/2 số", "A167/QĐ-TTg", "2021-2025"]
)
def test_what_is_no_number_of_an_instrument(text: str) -> None:
    assert INSTRUMENT_NUMBER.findall(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ngày 07/3/2023", ("07", "3", "2023")),
        ("ngày 07 tháng 3 năm 2023", ("07", "3", "2023")),
        ("ngày  5/12/2024", ("5", "12", "2024")),
        ("trước ngày 15/12", None),
    ],
)
def test_dates(text: str, date: tuple[str, str, str] | None) -> None:
    match = DATE.search(text)
    assert (match.group("day", "month", "year") if match else None) == date


def test_a_day_of_every_year_is_no_date() -> None:
    match = DAY_MONTH.search("trước ngày 15/12)")
    assert match is not None
    assert match.group("day", "month") == ("15", "12")
    assert DAY_MONTH.search("ngày 15/12/2023 theo 45/2021/NĐ-CP") is None


def test_years() -> None:
    assert YEAR.findall("đến năm 2030, giai đoạn 2021-2025, 17.000 người, số 45/2021/NĐ-CP, 2.030") == [
        "2030",
        "2021",
        "2025",
    ]


def test_figures() -> None:
    text = "360 hợp tác xã, 17.000 thành viên, 05 liên hiệp, 60%, 7,5 ha, 45/2021/NĐ-CP, 16/6/2022"
    assert FIGURE.findall(text) == ["360", "17.000", "05", "60", "7,5"]


@pytest.mark.parametrize(
    ("one", "two"), [("17.000", "17000"), ("05", "5"), ("1.234.567", "1234567"), ("0", "00"), ("7,5", "7,5")]
)
def test_one_figure_in_two_spellings(one: str, two: str) -> None:
    assert same_figure(one) == same_figure(two)


def test_different_figures_stay_different() -> None:
    assert same_figure("1.7") != same_figure("17")
    assert same_figure("170") != same_figure("17")


def test_capitals_hold_no_small_letter() -> None:
    alphabet = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    capital = re.compile(f"[{UPPER}]")
    assert all(capital.fullmatch(letter.upper()) for letter in alphabet)
    assert not any(capital.fullmatch(letter) for letter in alphabet)
