"""When a duty is to be done, read from the words that a document prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.text import Folded


class Rhythm(StrEnum):
    """How a printed time runs: all the time, every year, several times a year, until the end of a year."""

    CONTINUOUS = "continuous"
    YEARLY = "yearly"
    PERIODIC = "periodic"
    UNTIL = "until"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Period:
    """A printed time. `first` and `last` are years of `UNTIL`; `day` is the (month, day) that is printed."""

    rhythm: Rhythm
    printed: str = ""
    first: int = 0
    last: int = 0
    day: tuple[int, int] | None = None

    @property
    def code(self) -> str:
        """The period as it stands in an address: `yearly`, `until-2025`."""
        return f"until-{self.last}" if self.rhythm is Rhythm.UNTIL else str(self.rhythm)

    def next(self, today: date) -> date | None:
        """The next day that the words name, today included; for years the end of the last one, also past.

        Nothing where no day and no year is printed.
        """
        if self.rhythm is Rhythm.UNTIL:
            return date(self.last, 12, 31)
        if self.day is None:
            return None
        this = date(today.year, *self.day)
        return this if this >= today else date(today.year + 1, *self.day)


NONE = Period(Rhythm.UNSTATED)
_YEARS = re.compile(r"\b(20\d\d)\b")
_DAY = re.compile(r"\bngay\s+(\d{1,2})\s*[/-]\s*(\d{1,2})\b(?!\s*[/-]\s*\d)")
_PERIODIC = re.compile(r"\bhang (?:thang|quy|tuan)\b|\bmoi (?:thang|quy)\b|\bdinh ky\b(?!.*\bnam\b)")
_YEARLY = re.compile(r"\b(?:hang|moi) nam\b")
_ALWAYS = re.compile(r"\bthuong xuyen\b|\blien tuc\b")


def read_period(printed: str) -> Period:
    """What "Hàng năm", "Năm 2023-2030" or "Định kỳ hàng năm (trước ngày 15/12)" say of time.

    Words that say nothing known are `UNSTATED`, with the words kept.
    """
    plain = Folded.of(printed).text
    if _PERIODIC.search(plain):
        return Period(Rhythm.PERIODIC, printed)
    if _YEARLY.search(plain):
        return Period(Rhythm.YEARLY, printed, day=_day(plain))
    if years := [int(year) for year in _YEARS.findall(plain)]:
        return Period(Rhythm.UNTIL, printed, min(years), max(years))
    return Period(Rhythm.CONTINUOUS if _ALWAYS.search(plain) else Rhythm.UNSTATED, printed)


def _day(plain: str) -> tuple[int, int] | None:
    """The day of every year; 29/2, which most years lack, is none."""
    found = _DAY.search(plain)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    try:
        date(2023, month, day)
    except ValueError:
        return None
    return month, day
