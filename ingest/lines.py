"""From source text to recognised lines: Markdown marks off, page breaks mended, each line given a kind.

Heading levels of a converted scan are unreliable, so a line is known by what it says ("III.", "2.12.",
"- "), and its marks only tell headings from running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.patterns import UPPER


class LineKind(StrEnum):
    """What a line is, before its place in the tree is known."""

    NUMBER = "number"
    DATE = "date"
    TITLE = "title"
    CHAPTER = "chapter"
    PART = "part"
    ARTICLE = "article"
    DOTTED = "dotted"
    NUMBERED = "numbered"
    POINT = "point"
    STARRED = "starred"
    BULLET = "bullet"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX = "annex"
    ROW = "row"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One recognised line.

    `text` is without marks; `marked` says that the source set it as a heading or in bold.
    """

    kind: LineKind
    text: str
    label: str = ""
    marked: bool = False


_TITLES = (
    "KẾ HOẠCH|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|LUẬT|CHƯƠNG TRÌNH|CHỈ THỊ|PHÁP LỆNH"
)

PATTERNS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (LineKind.NUMBER, re.compile(r"(?:Luật s|S)ố\s*:\s*(?P<label>\d\S*)$")),
    (LineKind.DATE, re.compile(r"[^,.;:]{2,40},\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}$")),
    (LineKind.TITLE, re.compile(rf"(?P<label>{_TITLES})$")),
    (LineKind.ANNEX, re.compile(rf"PHỤ LỤC(?:\s+(?P<label>[IVXLC]+|\d+|[{UPPER}]))?$")),
    (LineKind.RECIPIENTS, re.compile(r"Nơi nhận\s*:")),
    (LineKind.SIGNATURE, re.compile(rf"(?:TM|KT|TL|TUQ)\.\s+[{UPPER} ,]+$")),
    (LineKind.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG)\s+(?P<label>[IVXLC]+|\d+)\b")),
    (LineKind.ARTICLE, re.compile(r"Điều\s+(?P<label>\d+[a-zđ]?)\s*[.:]")),
    (LineKind.PART, re.compile(rf"(?P<label>[IVXLC]+)\.\s+(?=[{UPPER}])")),
    (LineKind.DOTTED, re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)")),
    (LineKind.NUMBERED, re.compile(r"(?P<label>\d{1,3})\.\s+(?=\S)")),
    (LineKind.POINT, re.compile(r"(?P<label>[a-zđ]{1,2}\d?)\)\s+(?=\S)")),
)
"""Tried in order on a line without marks; the first that matches gives its kind and label."""

_HEADING = re.compile(r"#{1,6}\s+")
_STAR = re.compile(r"\\\*\s*")
_BULLET = re.compile(r"[-–•+]\s+(?=\S)")
_TAGS = re.compile(r"</?(?:b|i|u|strong|em)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\\)\*{1,3}")
_ENDED = re.compile(r"[.:;!?…][\"”’)*]*$|\./\.$")
MENDED_CHARS = 5000
"""A longer line is no sentence that a page break cut: the longest of the plan has 1,500 characters."""

MIN_TABS = 3
"""A line with at least so many tabs is a table row."""


def recognise(text: str) -> tuple[Line, ...]:
    """The lines of `text` in order, blank ones left out. Never raises."""
    return tuple(_mended(_classified(_unfolded(text.split("\n")))))


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
        return _with(LineKind.STARRED, text[star.end() :], marked)
    text = text.replace("\\*", "*")
    if bullet := _BULLET.match(text):
        return Line(LineKind.BULLET, text, label=text[: bullet.end()], marked=marked)
    return _by_pattern(text, marked)


def _with(kind: LineKind, text: str, marked: bool) -> Line | None:
    return Line(kind, text, marked=marked) if text else None


def _by_pattern(text: str, marked: bool) -> Line | None:
    for kind, pattern in PATTERNS:
        if match := pattern.match(text):
            return Line(kind, text, label=match.groupdict().get("label") or "", marked=marked)
    return _with(LineKind.TEXT, text, marked)


def _mended(lines: Iterable[Line | None]) -> Iterator[Line]:
    """Lines with the sentences that a page break cut put together again."""
    last: Line | None = None
    for line in lines:
        if line is None:
            continue
        if last and _continues(last, line):
            last = replace(last, text=f"{last.text} {line.text}")
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _continues(last: Line, line: Line) -> bool:
    """Whether `line` goes on with the sentence of `last`: it starts small and nothing ended before it."""
    if len(last.text) > MENDED_CHARS:
        return False
    flows = last.kind not in (LineKind.ROW, LineKind.TITLE, LineKind.ANNEX) and not last.marked
    starts_small = line.kind is LineKind.TEXT and not line.marked and line.text[:1].islower()
    return flows and starts_small and not _ENDED.search(last.text)
