"""Figures of a legal text in one form, with units: "05 ngày làm việc", "300 triệu đồng", "01/7/2024"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from knowledge.text import fold

_DIGITS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORD = "|".join((*_DIGITS, "mười", "mươi", "mốt", "trăm"))
_UNITS = (
    "%|ngày làm việc|ngày|tháng|năm|giờ|ha|km|tỷ đồng|tỉ đồng|triệu đồng|nghìn đồng|ngàn đồng|đồng"
    "|tỷ|tỉ|triệu|nghìn|ngàn"
)
_STRICT = frozenset({"%", "đồng", "ngày làm việc", "ngày", "tháng", "năm", "giờ", "ha", "km"})
"""Units that must be the same; what else is counted (thành viên, người, lần) may be called differently."""

_PERCENT = re.compile(r"phần trăm")
_SPELLED = re.compile(rf"(?<=\d)\s*\((?:{_WORD}|nghìn|ngàn|triệu|tỷ|\s)+\)")
_NUMBER = re.compile(r"\d+/\d{4}/[a-zđ]\w*(?:-\w+)*|\d+/[a-zđ]+-\w+|\d+-[a-z]+/[a-z]{2}\b")
_DATE = re.compile(r"\b(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:/| tháng )(\d{1,2})\b(?!/)")
_SPAN = re.compile(rf"([\d.,]*\d)\s*(?:-|đến|và|hoặc)\s*(?=[\d.,]*\d\s*({_UNITS})(?!\w))")
_FIGURE = re.compile(
    rf"(?<![\w.,/])(\d{{1,3}}(?:\.\d{{3}})+|\d+)(?:,(\d+))?(?![\w/]|[.,]\d)(?:\s*({_UNITS})(?!\w))?"
)
_SHARE = re.compile(rf"\b({'|'.join(_DIGITS)}) phần ({'|'.join(_DIGITS)})\b")
_SAID = re.compile(rf"\b((?:(?:{_WORD}) )+)({_UNITS})(?!\w)")


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """A value in one form ("5", "1.5", "1/3", "1/7/2024", "45/2021/nđ-cp") and its unit; money is in đồng."""

    value: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()


def figures_of(text: str) -> frozenset[Figure]:
    """All figures of `text`, those written in words before a unit included."""
    return frozenset(_figures(_SPELLED.sub("", _PERCENT.sub("%", fold(text)))))


def is_among(figure: Figure, figures: Collection[Figure]) -> bool:
    """Whether `figure` is one of `figures`; a unit that is only counted in may differ."""
    if figure.unit:
        return figure in figures
    return any(figure.value == other.value for other in figures)


def _figures(text: str) -> Iterator[Figure]:
    yield from (Figure(match[0], "số hiệu") for match in _NUMBER.finditer(text))
    text = _NUMBER.sub(" ; ", text)
    yield from _dates(text)
    text = _DAY.sub(" ; ", _DATE.sub(" ; ", text))
    yield from (Figure(f"{_DIGITS[match[1]]}/{_DIGITS[match[2]]}") for match in _SHARE.finditer(text))
    text = _SPAN.sub(r"\1 \2 ; ", text)
    for match in _FIGURE.finditer(text):
        whole = match[1].replace(".", "")
        yield _scaled(Fraction(f"{whole}.{match[2] or 0}"), match[3] or "")
    for match in _SAID.finditer(text):
        yield _scaled(Fraction(_said(match[1].split())), match[2])


def _dates(text: str) -> Iterator[Figure]:
    for day, month, year in _DATE.findall(text):
        yield Figure(f"{int(day)}/{int(month)}/{year}", "ngày")
        yield Figure(f"{int(day)}/{int(month)}", "ngày hằng năm")
    for day, month in _DAY.findall(_DATE.sub(" ; ", text)):
        yield Figure(f"{int(day)}/{int(month)}", "ngày hằng năm")


def _scaled(value: Fraction, unit: str) -> Figure:
    scale = _SCALES.get(unit.split(" ")[0], 1) if unit else 1
    unit = "đồng" if scale > 1 or unit == "đồng" else unit
    return Figure(_written(value * scale), unit if unit in _STRICT else "")


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _said(words: list[str]) -> int:
    """The number that words say: "ba mươi lăm" is 35, "một trăm" 100."""
    total = 0
    for word in words:
        if word == "trăm":
            total = (total or 1) * 100
        elif word in ("mười", "mươi"):
            total = total - total % 10 + (total % 10 or 1) * 10
        else:
            total += 1 if word == "mốt" else _DIGITS[word]
    return total
