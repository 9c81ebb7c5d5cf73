"""The running text of `word/document.xml`, gathered as expat meets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.formats.docx_numbers import WORD, Numbers, whole
from ingest.formats.tables import lines_of

_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "pPrChange", "rPrChange", "sectPr"})
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_WIDEST = 63
"""Columns of a table: Word allows no more."""

_DEEPEST = 20
"""Tables inside tables; what nests deeper is read as rows of the deepest."""

_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Table:
    """A table while it is read: its rows of cells of paragraphs."""

    rows: list[list[list[str]]] = field(default_factory=list)
    _span: int = 1

    def open(self, local: str, value: str) -> None:
        """A row, a cell, or the number of columns that the cell takes."""
        if local == "tr":
            self.rows.append([])
        elif local == "tc" and self.rows:
            self.rows[-1].append([])
            self._span = 1
        elif local == "gridSpan":
            self._span = min(whole(value, 1), _WIDEST)

    def close_cell(self) -> None:
        """A cell over several columns is followed by empty ones, so that columns stay in line."""
        if self.rows and len(self.rows[-1]) < _WIDEST:
            self.rows[-1] += [[] for _ in range(self._span - 1)]
        self._span = 1

    def add(self, line: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(line)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: its characters, and the list its properties put it in."""

    shown: list[str] = field(default_factory=list)
    style: str = ""
    list_id: str = ""
    depth: int = 0


@dataclass(slots=True)
class Body:
    """Gathers the lines of the body; `text()` gives them when the parse is over."""

    numbers: Numbers
    _lines: list[str] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _deeper: int = 0
    _skipping: int = 0
    _hidden: bool = False
    _taking: bool = False

    def text(self) -> str:
        """The lines read so far."""
        return "\n".join(self._lines)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        local = tag.removeprefix(WORD)
        if self._skipping or local in _LEFT_OUT or tag == _FALLBACK:
            self._skipping += 1
            return
        match local:
            case "p":
                self._paragraphs.append(_Paragraph())
            case "r":
                self._hidden = False
            case "t":
                self._taking = True
            case "tbl" | "tr" | "tc" | "gridSpan":
                self._table_part(local, attributes.get(f"{WORD}val", ""))
            case "tab" | "br" | "cr" | "noBreakHyphen" | "ptab":
                self._sign(local, attributes)
            case _:
                self._property(local, attributes.get(f"{WORD}val", ""))

    def _table_part(self, local: str, value: str) -> None:
        if local == "tbl" and len(self._tables) < _DEEPEST:
            self._tables.append(_Table())
        elif local == "tbl":
            self._deeper += 1
        elif self._tables:
            self._tables[-1].open(local, value)

    def _sign(self, local: str, attributes: Mapping[str, str]) -> None:
        """A sign that is an element; inside `w:tabs` of the properties `tab` is a stop and carries values."""
        shown = bool(self._paragraphs) and not self._hidden
        if shown and (local != "tab" or not attributes):
            self._paragraphs[-1].shown.append(_SIGNS[local])

    def _property(self, local: str, value: str) -> None:
        if local == "vanish":
            self._hidden = value not in _OFF
        elif self._paragraphs:
            self._list_property(self._paragraphs[-1], local, value)

    def _list_property(self, paragraph: _Paragraph, local: str, value: str) -> None:
        match local:
            case "pStyle":
                paragraph.style = value
            case "numId":
                paragraph.list_id = value
            case "ilvl":
                paragraph.depth = whole(value)
            case _:
                pass

    def characters(self, text: str) -> None:
        """Text between elements: of the document only inside `w:t`."""
        if self._taking and self._paragraphs and not self._skipping and not self._hidden:
            self._paragraphs[-1].shown.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._skipping:
            self._skipping -= 1
            return
        match tag.removeprefix(WORD):
            case "t":
                self._taking = False
            case "r":
                self._hidden = False
            case "p" if self._paragraphs:
                self._close(self._paragraphs.pop())
            case "tc" if self._tables:
                self._tables[-1].close_cell()
            case "tbl" if self._deeper:
                self._deeper -= 1
            case "tbl" if self._tables:
                for line in lines_of(self._tables.pop().rows):
                    self._emit(line)
            case _:
                pass

    def _close(self, paragraph: _Paragraph) -> None:
        lines = [" ".join(line.split()) for line in "".join(paragraph.shown).split("\n")]
        if not any(lines):
            return
        number = self._number(paragraph)
        lines[0] = f"{number} {lines[0]}".strip() if number else lines[0]
        for line in lines:
            if line:
                self._emit(line)

    def _number(self, paragraph: _Paragraph) -> str:
        list_id, depth = self.numbers.of_style(paragraph.style)
        if paragraph.list_id:
            list_id, depth = paragraph.list_id, paragraph.depth
        return self.numbers.next(list_id, depth) if list_id not in ("", "0") else ""

    def _emit(self, line: str) -> None:
        if self._tables:
            self._tables[-1].add(line)
        else:
            self._lines.append(line)
