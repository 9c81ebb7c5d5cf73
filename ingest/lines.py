"""From source text to recognised lines: Markdown marks off, page breaks mended, each line given a kind.

Heading levels of a converted scan are unreliable, so a line is known by what it says ("III.", "2.12.",
"- "), and its marks only tell headings from running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.line_kinds import Line, LineKind, by_pattern
from ingest.mending import attached, mended, titled
from ingest.quotes import quoted
from knowledge.patterns import UPPER

__all__ = ["Line", "LineKind", "recognise"]

_HEADING = re.compile(r"#{1,6}\s+")
_STAR = re.compile(r"\\\*\s*")
_BULLET = re.compile(rf"[-–•+]\s+(?=\S)|[-–](?=[{UPPER}])")
_TAGS = re.compile(r"</?(?:b|i|u|strong|em)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\\)\*{1,3}")

_QUOTE_BEGINS = re.compile(
    r"(?:như sau|sau đây)\s*:\s*(?=[“\"]\s*(?:\d+[a-zđ]?\.|[a-zđ]\d?\)|(?:Điều|Chương|Mục)\s+[\dIVX]))"
)
_ANNEX_BEGINS = re.compile(rf"(?<=\S)\s+(?=Phụ lục [IVXLC\d]+\. [{UPPER}]{{2,}} [{UPPER}]{{2,}})")

MIN_TABS = 3
"""A line with at least so many tabs is a table row."""


def recognise(text: str) -> tuple[Line, ...]:
    """The lines of `text` in order, blank ones left out. Never raises."""
    lines = _classified(_parted(_unfolded(text.split("\n"))))
    return quoted(attached(titled(mended(lines))))


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Raw lines, those inside one bold run joined: a bold title set on two lines is one line."""
    held = ""
    for line in lines:
        joined = f"{held.rstrip()} {line.strip()}" if held else line
        if line.strip() and "\t" not in joined and joined.count("**") % 2 and len(joined) < 2000:
            held = joined
            continue
        if held and not line.strip():
            yield held
            joined = line
        held = ""
        yield joined
    if held:
        yield held


def _parted(lines: Iterable[str]) -> Iterator[str]:
    """Raw lines, one that holds the end of one unit and the beginning of another cut in two."""
    for line in lines:
        cut = _ANNEX_BEGINS.search(line) or _QUOTE_BEGINS.search(line)
        if cut and line.count("\t") < MIN_TABS:
            yield line[: cut.end()]
            yield line[cut.end() :]
        else:
            yield line


def _classified(lines: Iterable[str]) -> Iterator[Line | None]:
    """Each raw line recognised; `None` for a blank one."""
    for raw in lines:
        yield (_row(raw) if raw.count("\t") >= MIN_TABS else _plain(raw)) if raw.strip() else None


def _row(raw: str) -> Line | None:
    bold = bool(_TAGS.search(raw))
    text = "\t".join(cell.strip() for cell in _TAGS.sub("", raw).split("\t")).rstrip("\t")
    return Line(LineKind.ROW, text, marked=bold) if text else None


def _plain(raw: str) -> Line | None:
    body = raw.strip()
    heading = _HEADING.match(body)
    body = body[heading.end() :] if heading else body
    bold = body.startswith("**") and body.rstrip().endswith("**")
    text = _EMPHASIS.sub("", _TAGS.sub("", body)).strip()
    marked = bool(heading) or bold
    if star := _STAR.match(text):
        rest = text[star.end() :]
        return Line(LineKind.STARRED, rest, marked=marked) if rest else None
    text = text.replace("\\*", "*")
    if bullet := _BULLET.match(text):
        return Line(LineKind.BULLET, text, label=text[: bullet.end()], marked=marked)
    return by_pattern(text, marked) if text else None
