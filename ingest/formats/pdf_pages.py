"""The lines of a PDF's pages, read by pypdf in a process of its own.

Run as `python -m ingest.formats.pdf_pages` with the PDF on standard input, JSON comes out. The process of its
own bounds time and memory: no PDF can hang or fill the program that reads it.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError

from ingest.formats.pages import MAX_PAGES, Line, Page, Sheet

MAX_LINES = 5000
"""Lines of one page; the densest table has a few hundred cells."""

MEMORY = 3 * 2**30
"""Bytes of address space for the process."""

PICTURE = 500
"""An image of at least so many pixels each way may be a scanned page."""

_NESTED = 3
_WIDTHS = {
    **dict.fromkeys("iljtfIr.,;:!|()[]'`-/ ", 0.3),
    **dict.fromkeys("mwMW—", 0.8),
    **dict.fromkeys("0123456789", 0.5),
}
_CAPITAL, _SMALL = 0.68, 0.47
"""Widths of letters in ems, of Times as most instruments have: pypdf tells only where a text begins."""

_DOUBT = 0.2
"""Justified and condensed text departs from these widths by up to this share."""


def sheets_of(raw: bytes) -> Iterator[Sheet]:
    """The pages of the PDF `raw`. Raises what pypdf raises, and LookupError for a locked file."""
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not _opened(reader):
        raise LookupError("encrypted")
    for number in range(min(len(reader.pages), MAX_PAGES + 1)):
        yield _sheet(reader, number)


def _opened(reader: PdfReader) -> bool:
    """Many files are locked against printing only and open with the empty password."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _sheet(reader: PdfReader, number: int) -> Sheet:
    gathered = _Gathered()
    try:
        page = reader.pages[number]
        height = float(page.mediabox.height)
        pictured = _pictured(page, _NESTED)
        page.extract_text(visitor_text=gathered.take, visitor_operand_before=gathered.mode)
    except Exception:  # a library over hostile bytes: whatever it meets, this page is named unread
        return Sheet(Page((), 0.0), unread=True)
    if len(gathered.lines) > MAX_LINES:
        return Sheet(Page((), height), unread=True)
    top = float(page.mediabox.top)
    lines = tuple(Line(run.text(), run.left, run.right, top - run.base, run.size) for run in gathered.runs())
    return Sheet(Page(lines, height), pictured, gathered.invisible)


def _pictured(holder: Any, depth: int) -> bool:
    """Whether the page or a form on it shows an image of the size of a page."""
    resources = holder.get("/Resources")
    things = resources.get_object().get("/XObject") if resources else None
    for thing in (things.get_object() if things else {}).values():
        shown = thing.get_object()
        if shown.get("/Subtype") == "/Image":
            if min(int(shown.get("/Width", 0)), int(shown.get("/Height", 0))) >= PICTURE:
                return True
        elif depth and _pictured(shown, depth - 1):
            return True
    return False


@dataclass(slots=True)
class _Run:
    """Pieces of text on one base line, in the order written."""

    left: float
    right: float
    base: float
    size: float
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def takes(self, piece: str, left: float, size: float) -> bool:
        """Whether `piece` goes on with this run: no column's gap before it."""
        return left > self.left - size and (not piece.strip() or self._gap(left) < 2.5 * size)

    def add(self, piece: str, left: float, size: float) -> None:
        """Takes `piece`. pypdf gives most spaces itself; a clear gap without one is a space too."""
        if not piece.strip():
            self.pieces.append(" ")
            return
        self.pieces.append(f" {piece}" if self._gap(left) > 0.6 * size else piece)
        self.right = max(self.right, left + _width(piece) * size)

    def _gap(self, left: float) -> float:
        """The least gap before `left`: the width of the last piece is an estimate."""
        return left - self.right - _DOUBT * _width(self.pieces[-1]) * self.size


@dataclass(slots=True)
class _Gathered:
    """What pypdf's visitors met on one page."""

    invisible: bool = False
    lines: list[_Run] = field(default_factory=list)

    def mode(self, operator: bytes, operands: Any, *_: Any) -> None:
        """Notes the text mode "invisible"."""
        if operator == b"Tr" and operands and operands[0] == 3:
            self.invisible = True

    def take(self, text: str, cm: Any, tm: Any, _: Any, font_size: float | None) -> None:
        """One piece of text, where it begins and how large it is."""
        if not text.strip("\n"):
            return
        left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        base = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        size = abs((font_size or 0.0) * (tm[3] or tm[1] or 1.0) * (cm[3] or cm[1] or 1.0)) or 1.0
        for offset, piece in enumerate(text.split("\n")):
            if piece:
                self._place(piece, left, base - 1.2 * size * offset, size)

    def _place(self, piece: str, left: float, base: float, size: float) -> None:
        run = self.lines[-1] if self.lines else None
        if run and abs(run.base - base) < 0.4 * max(run.size, size) and run.takes(piece, left, size):
            run.add(piece, left, size)
        elif piece.strip():
            self.lines.append(_Run(left, left + _width(piece) * size, base, size, [piece]))

    def runs(self) -> list[_Run]:
        """The lines met, those without a letter left out."""
        return [run for run in self.lines if run.text()]


def _width(piece: str) -> float:
    return sum(_WIDTHS.get(sign, _CAPITAL if sign.isupper() else _SMALL) for sign in piece.rstrip())


def as_data(sheet: Sheet) -> list[Any]:
    """A sheet as JSON can carry it."""
    lines = [[line.text, line.left, line.right, line.top, line.size] for line in sheet.page.lines]
    return [lines, sheet.page.height, sheet.pictured, sheet.invisible, sheet.unread]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit of the caller has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Reads a PDF from standard input and writes its sheets as JSON; `null` for a locked one."""
    _limit_memory()
    try:
        found = [as_data(sheet) for sheet in sheets_of(sys.stdin.buffer.read())]
    except LookupError as error:
        if str(error) != "encrypted":
            raise
        found = None
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
