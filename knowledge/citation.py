"""What a legal text points at: a place inside an instrument, and a whole citation.

Values with `parse` and `str` (the number of an instrument has a module of its own), and nothing that judges:
`knowledge.find` makes them, `knowledge.resolve` says what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.document import Span
from knowledge.instrument_number import InstrumentNumber


class Unit(StrEnum):
    """A unit of a legal text; its value is the word that anchors use."""

    PART = "phan"
    ANNEX = "pl"
    CHAPTER = "chuong"
    SECTION = "muc"
    SUBSECTION = "tieu_muc"
    FORM = "mau"
    ARTICLE = "dieu"
    CLAUSE = "khoan"
    POINT = "diem"
    SUBPOINT = "tiet"

    @property
    def rank(self) -> int:
        """How deep such units stand; a unit lies inside units of a smaller rank."""
        return _RANKS[self]


_RANKS = {
    Unit.PART: 1,
    Unit.ANNEX: 0,
    Unit.CHAPTER: 2,
    Unit.SECTION: 3,
    Unit.SUBSECTION: 4,
    Unit.FORM: 2,
    Unit.ARTICLE: 5,
    Unit.CLAUSE: 6,
    Unit.POINT: 7,
    Unit.SUBPOINT: 8,
}
_SPOKEN = {
    Unit.PART: "Phần",
    Unit.ANNEX: "Phụ lục",
    Unit.CHAPTER: "Chương",
    Unit.SECTION: "Mục",
    Unit.SUBSECTION: "Tiểu mục",
    Unit.FORM: "Mẫu số",
    Unit.ARTICLE: "Điều",
    Unit.CLAUSE: "khoản",
    Unit.POINT: "điểm",
    Unit.SUBPOINT: "tiết",
}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOST = 200  # units of one range; a wider one is a slip of the pen


THIS = "này"
"""The label of the unit that the words stand in."""


@dataclass(frozen=True, slots=True)
class Step:
    """A unit by its printed label: `Step(Unit.ARTICLE, "9")`.

    `THIS` is the label of the unit one stands in ("Điều này"); an annex that is the only one has none.
    """

    unit: Unit
    label: str

    def __str__(self) -> str:
        return f"{_SPOKEN[self.unit]} {self.label}".rstrip()


_STEP = re.compile(
    r"(tiểu mục|phụ lục|phần|chương|mục|mẫu số|điều|khoản|điểm|tiết)(?:\s+([\w.]+)(?:-([\w.]+))?|$)",
    re.IGNORECASE,
)
_BY_NAME = {spoken.lower(): unit for unit, spoken in _SPOKEN.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """A place in an instrument: its units from the largest to the smallest, or a range over the smallest.

    "từ Điều 5 đến Điều 9" has the step Điều 5 and `until` "9".
    """

    steps: tuple[Step, ...]
    until: str = ""

    @classmethod
    def parse(cls, text: str) -> Target | None:
        """The place in its legal form ("điểm a khoản 2 Điều 9", "khoản 1-3 Điều 6"), or nothing."""
        found = _STEP.findall(text)
        if not found:
            return None
        steps = [Step(_BY_NAME[word.lower()], label) for word, label, _ in found]
        return cls(tuple(sorted(steps, key=lambda step: step.unit.rank)), found[0][2])

    def __str__(self) -> str:
        inner, *outer = reversed(self.steps)
        first = f"{inner}-{self.until}" if self.until else str(inner)
        return " ".join([first, *map(str, outer)])

    def label(self, unit: Unit) -> str:
        """The label of the unit of this kind on the way; empty where there is none."""
        return next((step.label for step in self.steps if step.unit is unit), "")

    @property
    def article(self) -> str:
        """The label of its Điều: "9", "5a"."""
        return self.label(Unit.ARTICLE)

    @property
    def clause(self) -> str:
        """The label of its khoản."""
        return self.label(Unit.CLAUSE)

    @property
    def point(self) -> str:
        """The label of its điểm."""
        return self.label(Unit.POINT)

    def expanded(self) -> tuple[Target, ...]:
        """The places of a range one by one, ends included; itself where it is none or cannot be counted."""
        if not self.until:
            return (self,)
        last = self.steps[-1]
        labels = tuple(_between(last.label, self.until)) or (last.label, self.until)
        return tuple(Target((*self.steps[:-1], Step(last.unit, label))) for label in labels)


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit() and int(last) - int(first) < _MOST:
        yield from map(str, range(int(first), int(last) + 1))
    elif len(first) == len(last) == 1 and first in _LETTERS and last in _LETTERS:
        yield from _LETTERS[_LETTERS.index(first) : _LETTERS.index(last) + 1]


class Refers(StrEnum):
    """By what words a citation tells which text it means."""

    NUMBERED = "numbered"
    NAMED = "named"
    THIS_DOCUMENT = "this_document"
    THIS_PART = "this_phan"
    THIS_ANNEX = "this_pl"
    THIS_CHAPTER = "this_chuong"
    THIS_SECTION = "this_muc"
    THIS_SUBSECTION = "this_tieu_muc"
    THIS_FORM = "this_mau"
    THIS_ARTICLE = "this_dieu"
    THIS_CLAUSE = "this_khoan"
    THIS_POINT = "this_diem"
    THIS_SUBPOINT = "this_tiet"
    CODIFIED = "codified"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One place of a citation and where the text names it."""

    target: Target
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of text that points at an instrument, at places in one, or at places near by.

    `refers` says by what words. `instrument` is the stretch that names the instrument, `kind` its kind as far
    as the words tell ("Nghị định"), `number` and `name` what is printed ("45/2021", "Luật Hợp tác xã"),
    `issued` the printed day ("2015-06-09") or year ("2012"). No `pointers` means the whole instrument. Steps
    of "khoản 2 Điều này" begin with a step labelled `THIS`.
    """

    span: Span
    refers: Refers
    pointers: tuple[Pointer, ...] = ()
    instrument: Span | None = None
    kind: str = ""
    number: InstrumentNumber | None = None
    name: str = ""
    issued: str = ""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The places it points at, in reading order."""
        return tuple(pointer.target for pointer in self.pointers)
