"""Targets with their figures, and those of two years that measure nearly the same side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.document import Document
from knowledge.facts import Facts, Target
from knowledge.text import syllables

NEAR = 0.6
"""Share of the shorter indicator's words from which two of different years are set side by side."""

Bound = Literal["least", "about", "most", "exact"]
_BOUNDS: dict[str, Bound] = {
    "trên": "least",
    "hơn": "least",
    "ít nhất": "least",
    "tối thiểu": "least",
    "khoảng": "about",
    "dưới": "most",
    "tối đa": "most",
    "không quá": "most",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """One target. `printed` is "trên 60%", `low` and `high` its figures (equal for one), `bound` their sense.

    Figures are nothing for a target in words alone; `clause` and `sentence` are where it stands.
    """

    document: str
    anchor: str
    place: str
    year: int
    indicator: str
    comparator: str
    value: str
    unit: str
    clause: str
    sentence: str
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"

    @property
    def printed(self) -> str:
        """The value with comparator and unit, empty for a target in words alone."""
        return f"{self.comparator} {self.value}{self.unit}".strip()

    @property
    def percent(self) -> bool:
        """Whether the value is a share."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class GoalRow:
    """Goals of different years that are set side by side, at most one a year.

    `alike` says that the years use the same words for what they count.
    """

    goals: tuple[Goal, ...]
    alike: bool = True

    def of(self, year: int) -> Goal | None:
        """The goal of a year."""
        return next((goal for goal in self.goals if goal.year == year), None)


def goals_of(document: Document, facts: Facts) -> tuple[Goal, ...]:
    """The targets of a document in reading order."""
    return tuple(_goal(document, target) for target in facts.targets)


def years_of(goals: Iterable[Goal]) -> tuple[int, ...]:
    """The years that have targets, in order."""
    return tuple(sorted({goal.year for goal in goals}))


def side_by_side(goals: Sequence[Goal]) -> tuple[GoalRow, ...]:
    """Every goal in one row, with that of a later year that has its unit, its sense and most of its words."""
    left = list(goals)
    rows: list[GoalRow] = []
    while left:
        first = left.pop(0)
        found = [first]
        for year in years_of(goal for goal in left if goal.year != first.year):
            near = [goal for goal in left if goal.year == year and _comparable(first, goal)]
            if near:
                best = max(near, key=lambda goal: _shared(first, goal))
                found.append(best)
                left.remove(best)
        rows.append(GoalRow(tuple(found), len({goal.indicator.lower() for goal in found}) == 1))
    return tuple(rows)


def _comparable(one: Goal, other: Goal) -> bool:
    same = one.unit == other.unit and one.comparator == other.comparator and one.document == other.document
    return same and bool(one.value) and bool(other.value) and _shared(one, other) >= NEAR


def _shared(one: Goal, other: Goal) -> float:
    mine, its = set(syllables(one.indicator)), set(syllables(other.indicator))
    return len(mine & its) / min(len(mine), len(its)) if mine and its else 0.0


def _goal(document: Document, target: Target) -> Goal:
    low, high = _figures(target.value)
    return Goal(
        target.document,
        target.anchor,
        target.place,
        target.year,
        _plain(target.indicator),
        target.comparator,
        _plain(target.value),
        target.unit,
        _plain(target.span.of(document.text)),
        _plain(target.sentence.of(document.text)),
        low,
        high,
        _BOUNDS.get(target.comparator.lower(), "exact"),
    )


def _figures(value: str) -> tuple[float | None, float | None]:
    """The figures of "4.200", "25-30" or "12,5": points group thousands, a comma begins the fraction."""
    found = [
        float(part.replace(".", "").replace(",", "."))
        for part in re.findall(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?", value)
    ]
    return (found[0], found[-1]) if found else (None, None)


def _plain(words: str) -> str:
    return " ".join(words.split())
