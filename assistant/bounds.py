"""Whether a limit asked for, the most or the least, is the one that a text gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from assistant.quantities import Quantity, quantities
from knowledge.text import Folded

NEAR = 40
"""Characters beside a figure in which the words stand that make a limit of it."""


class Bound(Enum):
    """The end of a range."""

    MOST = "most"
    LEAST = "least"


_ASKED = {
    Bound.MOST: re.compile(
        r"\b(?:toi da|nhieu nhat|cao nhat|lon nhat|lau nhat|khong (?:qua|vuot)|tran)\b"
        r"|(?<!tu )\b(?:toi|den) (?:bao nhieu|may) tuoi\b|\bat most\b|\bmaximum\b"
    ),
    Bound.LEAST: re.compile(r"\b(?:toi thieu|it nhat|thap nhat|nho nhat)\b|\bat least\b|\bminimum\b"),
}
_GIVEN = {
    Bound.MOST: (
        re.compile(
            r"\b(?:toi da|nhieu nhat|cao nhat|khong (?:qua|vuot(?: qua)?|cao hon)|den|duoi)\W*(?:\S+ ?){0,2}$"
        ),
        re.compile(r"^\W*(?:\S+ ){0,2}tro xuong\b"),
    ),
    Bound.LEAST: (
        re.compile(
            r"\b(?:toi thieu|it nhat|thap nhat|tu du|du|tren|hon"
            r"|khong (?:duoi|it hon|thap hon))\W*(?:\S+ ?){0,2}$"
        ),
        re.compile(r"^\W*(?:\S+ ){0,2}tro len\b"),
    ),
}


def only_other_bound(question: str, units: tuple[str, ...], quotes: Iterable[str]) -> bool:
    """Whether a question asks for the most and every figure of its units is a least, or the other way round.

    A figure that is no limit ("nhiệm kỳ 05 năm") answers both.
    """
    asked = [bound for bound, words in _ASKED.items() if words.search(Folded.of(question).text)]
    if len(asked) != 1:
        return False
    found = [(quote, item) for quote in quotes for item in quantities(quote) if item.unit in units]
    return bool(found) and all(_is_other(quote, item, asked[0]) for quote, item in found)


def _is_other(quote: str, item: Quantity, asked: Bound) -> bool:
    """Whether a figure is the other end of a range than the one asked for."""
    other = Bound.LEAST if asked is Bound.MOST else Bound.MOST
    return _is(quote, item, other) and not _is(quote, item, asked)


def _is(quote: str, item: Quantity, bound: Bound) -> bool:
    before, after = _GIVEN[bound]
    earlier = Folded.of(quote[max(0, item.start - NEAR) : item.start]).text
    later = Folded.of(quote[item.end : item.end + NEAR]).text
    return bool(before.search(earlier) or after.search(later))
