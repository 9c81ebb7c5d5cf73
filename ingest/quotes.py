"""What an amending text quotes from the text it amends, so that quoted numbers are not taken for its own.

"2. Sửa đổi khoản 3 Điều 9 như sau:" opens, at a quotation mark that begins a line, a quotation of one or
many lines. One that is never closed ends where the amending text plainly goes on: at its next article, at
the next clause that amends, at the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.line_kinds import Line, LineKind, by_pattern

_AMENDS = re.compile(r"sửa đổi|bổ sung|thay thế|thay (?:các )?(?:cụm )?từ|bãi bỏ", re.IGNORECASE)
_MARK = re.compile(r"[“\"]\s*")
_CLOSED = re.compile(r"[”\"]\s*[.;,]*\s*$")
_NUMBERED = frozenset({LineKind.NUMBERED, LineKind.POINT, LineKind.ARTICLE, LineKind.DOTTED})
_END = frozenset({LineKind.RECIPIENTS, LineKind.SIGNATURE, LineKind.ATTACHED})


@dataclass(slots=True)
class _Course:
    """How far the amending text itself has come: the number of its article and of its clause."""

    article: int = 0
    clause: int = 0

    def pass_by(self, line: Line) -> None:
        if line.kind is LineKind.ARTICLE:
            self.article, self.clause = _figure(line.label), 0
        elif line.kind is LineKind.NUMBERED:
            self.clause = _figure(line.label)


def quoted(lines: Iterable[Line]) -> tuple[Line, ...]:
    """`lines` with those inside quotations of amended text marked `quoted`."""
    every = tuple(lines)
    closings = _closings(every)
    found: list[Line] = []
    course, here, after_quote = _Course(), 0, False
    while here < len(every):
        after_quote = _opens(every, here, after_quote)
        end = _end(every, here, closings[here], course) if after_quote else here
        if after_quote:
            found.extend(_as_quoted(line) for line in every[here:end])
        else:
            course.pass_by(every[here])
            found.append(every[here])
        here = max(end, here + 1)
    return tuple(found)


def _as_quoted(line: Line) -> Line:
    mark = _MARK.match(line.text)
    known = by_pattern(line.text[mark.end() :]) if mark and line.text[mark.end() :] else line
    return replace(line, kind=known.kind, label=known.label, quoted=True)


def _opens(lines: Sequence[Line], here: int, after_quote: bool) -> bool:
    """Whether a quotation of amended text begins here: at the line's start, below a line that amends."""
    line = lines[here]
    mark = _MARK.match(line.text)
    if mark is None or line.kind is not LineKind.TEXT or here == 0:
        return False
    if not (after_quote or _AMENDS.search(lines[here - 1].text)):
        return False
    numbered = by_pattern(line.text[mark.end() :]).kind in _NUMBERED
    return numbered or _depth(line.text) > 0 or bool(_CLOSED.search(line.text))


def _depth(text: str) -> int:
    """How many quotations are open at the end of a line that begins with one."""
    if text.startswith('"'):
        return text.count('"') % 2
    return text.count("“") - text.count("”")


def _end(lines: Sequence[Line], start: int, closed: int | None, course: _Course) -> int:
    """One past the last line of the quotation that begins at `start`; `closed` is where its marks close."""
    article = _figure(_as_quoted(lines[start]).label) if lines[start].text[1:].startswith("Điều") else 0
    for here in range(start + 1, len(lines) if closed is None else closed):
        line = lines[here]
        if line.kind in _END:
            return here
        if line.kind is LineKind.ARTICLE:
            number = _figure(line.label)
            if number == course.article + 1 and (closed is None or article != course.article):
                return here
            article = number
        if _amends_on(lines, here, course) and (closed is None or _reopens(lines, here + 1, closed)):
            return here
    return len(lines) if closed is None else closed


def _closings(lines: Sequence[Line]) -> tuple[int | None, ...]:
    """For each line that may begin a quotation, one past the line that closes it, or nothing.

    Found from the end backwards in one pass, so that marks never closed cost no more than others.
    """
    after: list[int] = [0]
    for line in lines:
        after.append(after[-1] + line.text.count("“") - line.text.count("”"))
    found: list[int | None] = []
    odd: int | None = None
    lower: list[int] = []
    for here in range(len(lines) - 1, -1, -1):
        lower.append(here + 1)
        while lower and after[lower[-1]] > after[here]:
            lower.pop()
        if not lines[here].text.startswith('"'):
            found.append(lower[-1] if lower else None)
        elif lines[here].text.count('"') % 2:
            found.append(odd)
        else:
            found.append(here + 1)
        odd = here + 1 if lines[here].text.count('"') % 2 else odd
    return tuple(reversed(found))


def _amends_on(lines: Sequence[Line], here: int, course: _Course) -> bool:
    """Whether this line is the amending text's own next step, quoted text left unclosed before it."""
    line = lines[here]
    if line.kind is LineKind.NUMBERED and _figure(line.label) != course.clause + 1:
        return False
    if line.kind not in (LineKind.NUMBERED, LineKind.POINT):
        return False
    words = line.text[len(line.label) + 1 :].lstrip()
    return _AMENDS.match(words) is not None


def _reopens(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether another quotation begins before the supposed end: the one before was never closed."""
    return start < end and _opens(lines, start, False)


def _figure(label: str) -> int:
    digits = re.match(r"\d+", label)
    return int(digits.group()) if digits else 0
