"""From the cells of a table to lines: rows of data tab-separated, tables that only place text unrolled."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cell = Sequence[str]
"""The paragraphs of one cell."""

ROW_TABS = 3
"""The parser takes a line for a table row from so many tabs on; narrower rows are filled up."""

_PLACED = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|Độc lập\s*-\s*Tự do|Nơi nhận\s*:")
_UNIT = re.compile(r"Điều\s+\d+[a-zđ]?\s*[.:]|(?:Chương|CHƯƠNG)\s+[\dIVX]+\b")
_LONGEST_CELL = 4000
"""Characters; a longer cell holds running text."""


def lines_of(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table, cell by cell where it only places text on the page, else one line a row.

    Placing tables are the head of an instrument (issuer beside the national motto), its foot (recipients
    beside the signature), those of one column, and those that hold whole articles.
    """
    rows = [row for row in rows if any(any(cell) for cell in row)]
    if not rows:
        return []
    width = max(len(row) for row in rows)
    if width == 1 or (width == 2 and len(rows) < 3) or _places(rows, width):
        return [line for row in rows for cell in row for line in cell if line]
    return [_row(row) for row in rows]


def _places(rows: Sequence[Sequence[Cell]], width: int) -> bool:
    lines = [line for row in rows for cell in row for line in cell]
    whole = width == 2 and any(map(_UNIT.match, lines))  # in more columns an article is only named
    longest = max(sum(map(len, cell)) for row in rows for cell in row)
    return whole or longest > _LONGEST_CELL or any(map(_PLACED.match, lines))


def _row(row: Sequence[Cell]) -> str:
    cells = [" ".join(" ".join(cell).split()) for cell in row]
    return "\t".join(cells + [""] * (ROW_TABS + 1 - len(cells)))
