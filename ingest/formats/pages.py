"""From lines placed on pages to running text: page heads and feet left out, wrapped lines put together.

Pure geometry and punctuation, the same for a PDF's own text and for what was recognised on a scan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.tables import lines_of

MAX_PAGES = 3000
"""Pages of one file; the longest instrument with its annexes has about 1,000."""

EDGE = 0.12
"""Heads and feet stand within this share of the page's height from its edges."""

REPEATED = 3
"""A line at the edge of so many pages, its figures apart, is a head or a foot."""

LEAST_WIDTH = 0.5
"""The width of the text at least, as a share of the page's height: 0.54 on an upright A4 sheet."""

_PAGE_NUMBER = re.compile(r"[\W_]*(?:[Tt]rang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[\W_]*$")
_FIGURES = re.compile(r"\d+")
_ENDED = re.compile(r"[.:;!?…][\"”’»)*\]]*$")
_OPENS = re.compile(
    r"[\"“]?(?:Điều\s+\d+[a-zđ]?\s*[.:]"
    r"|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC|Mẫu số)\s+[\dA-Z]"
    r"|[IVX]{1,5}\.\s|\d{1,3}(?:\.\d{1,2})*\.\s|[a-zđ]\d?\)\s|[-–+•]\s|Căn cứ\s|Nơi nhận)"
)
_WRAPPED_DASH = re.compile(r"(?<=\w)[-\u00ad]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Distances are in points or pixels from the left and from the top of its page;
    `size` is the height of its letters in the same measure."""

    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which its producer wrote them, and the height of the page."""

    lines: tuple[Line, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as its file has it: its lines, whether it shows a large image, whether its text is invisible
    (as programs that recognise scans lay it over the image), whether it could not be read."""

    page: Page
    pictured: bool = False
    invisible: bool = False
    unread: bool = False


def text_of(pages: Sequence[Page]) -> str:
    """The running text of the pages, one unit a line, rows of tables tab-separated."""
    lines: list[str] = []
    for page in _without_edges(pages):
        left = _left_edge(page)
        right = _right_edge(page, left)
        flowing = list(_paragraphs(page, left, right))
        for position, (text, begins) in enumerate(flowing):
            if position == 0 and lines and not begins and _goes_on(lines[-1], text):
                lines[-1] = _joined(lines[-1], text)
            else:
                lines.append(text)
    return "\n".join(lines)


def _without_edges(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers and without the lines that stand at the edge of many of them."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page.lines if _at_edge(line, page)})
    repeated = {shape for shape, count in seen.items() if count >= REPEATED}
    return [
        replace(
            page,
            lines=tuple(
                line
                for line in page.lines
                if not (_at_edge(line, page) and (_PAGE_NUMBER.match(line.text) or _shape(line) in repeated))
            ),
        )
        for page in pages
    ]


def _shape(line: Line) -> str:
    return " ".join(_FIGURES.sub(" ", line.text).split())


def _at_edge(line: Line, page: Page) -> bool:
    return line.top < EDGE * page.height or line.top > (1 - EDGE) * page.height


def _left_edge(page: Page) -> float:
    """Where wrapped lines begin: the leftmost place at which a fair share of the lines begin."""
    starts = Counter(round(line.left / 4) for line in page.lines)
    common = [place for place, count in starts.items() if count >= max(2, len(page.lines) // 8)]
    return 4.0 * min(common or starts or [0])


def _right_edge(page: Page, left: float) -> float:
    """Where full lines end; a page of few short lines is taken to be as wide as the usual sheet."""
    ends = sorted(line.right for line in page.lines)
    return max(ends[int(len(ends) * 0.8)] if ends else 0.0, left + LEAST_WIDTH * page.height)


def _paragraphs(page: Page, left: float, right: float) -> Iterator[tuple[str, bool]]:
    """The text of each paragraph or table row, and whether it surely begins one."""
    for group in _groups(page.lines):
        if len(group) > 1 or len(group[0]) > 1:
            rows = [
                [[" ".join(line.text for line in cell)] if _is_row(row) else _split(cell) for cell in row]
                for row in group
            ]
            yield from ((line, True) for line in lines_of(rows))
        else:
            yield from _flow(group[0][0], left, right)


def _split(cell: list[Line]) -> list[str]:
    return [line.text for line in cell]


def _is_row(row: list[list[Line]]) -> bool:
    return len(row) > 2


def _flow(lines: list[Line], left: float, right: float) -> Iterator[tuple[str, bool]]:
    held, begins = "", True
    last: Line | None = None
    for line in lines:
        new = last is None or _begins(last, line, left, right)
        if new and last is not None:
            yield held, begins
        if new:
            held, begins = line.text, _indented(line, left) or bool(_OPENS.match(line.text))
        else:
            held = _joined(held, line.text)
        last = line
    if last is not None:
        yield held, begins


def _begins(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether `line` starts a paragraph after `last`."""
    full = last.right >= right - 0.12 * (right - left)
    if _ENDED.search(last.text) and (_OPENS.match(line.text) or not full):
        return True
    if _indented(line, left):
        return not (full and line.text[:1].islower() and not _OPENS.match(line.text))
    if _OPENS.match(line.text) and not full:
        return True
    far = last.top and line.top - last.top > 2.6 * max(line.size, last.size)
    return bool(far) or (not full and not line.text[:1].islower())


def _indented(line: Line, left: float) -> bool:
    return line.left > left + 0.9 * line.size


def _goes_on(before: str, after: str) -> bool:
    """Whether a page break cut a sentence here."""
    return "\t" not in before + after and not _ENDED.search(before) and not _OPENS.match(after)


def _joined(before: str, after: str) -> str:
    """Two pieces of one line; a hyphen at the end belongs to a number ("NĐ-CP") and stays."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    return before + after if _WRAPPED_DASH.search(before) else f"{before} {after}"


def _groups(lines: Sequence[Line]) -> Iterator[list[list[list[Line]]]]:
    """Tables and running text in order: each a list of rows of cells of lines, running text one of one."""
    rows = list(_rows(lines))
    start = 0
    while start < len(rows):
        stop = start + 1
        wide = len(rows[start]) > 1
        while stop < len(rows) and (len(rows[stop]) > 1) == wide:
            stop += 1
        if wide:
            yield rows[start:stop]
        else:
            yield [[[line for row in rows[start:stop] for line in row[0]]]]
        start = stop


def _rows(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """Lines gathered to cells and rows: a line that begins beside its forerunner opens the next cell."""
    row: list[list[Line]] = []
    for line in lines:
        if row and _beside(row, line):
            row.append([line])
        elif row and len(row) > 1 and _below_in_cell(row, line):
            row[-1].append(line)
        else:
            if row:
                yield row
            row = [[line]]
    if row:
        yield row


def _beside(row: list[list[Line]], line: Line) -> bool:
    cell = row[-1]
    reach = max(held.left for held in cell) + line.size
    clear = line.left > max(min(held.right for held in cell), reach)
    return clear and line.top <= cell[-1].top + 0.6 * line.size and line.top >= row[0][0].top - 8 * line.size


def _below_in_cell(row: list[list[Line]], line: Line) -> bool:
    last = row[-1][-1]
    others = max(held.right for cell in row[:-1] for held in cell)
    return line.left > others - 0.5 * line.size and 0 < line.top - last.top < 2.2 * line.size
