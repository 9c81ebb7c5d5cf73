"""The lines of an HTML page, gathered while its tree is walked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.formats.tables import lines_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = (
    frozenset({"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"})
    | {"dt", "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "main"}
    | {"ol", "p", "pre", "section", "summary", "tbody", "tfoot", "thead", "ul"}
)
_SPACES = re.compile(r"[^\S\n]+")
_DEEPEST = 20
"""Tables inside tables; what nests deeper is read as rows of the deepest."""

_WIDEST = 63
"""Columns of a table; a colspan beyond is a mistake."""


@dataclass(slots=True)
class _Table:
    """A table while it is read."""

    rows: list[list[list[str]]] = field(default_factory=list)
    span: int = 1


@dataclass(slots=True)
class Page:
    """The lines of a page while it is read."""

    lines: list[str] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    deeper: int = 0

    def flush(self) -> None:
        """What was gathered becomes lines of the open cell, or of the page."""
        text = "".join(self.shown)
        self.shown.clear()
        for line in text.split("\n"):
            if spare := _SPACES.sub(" ", line).strip():
                self.emit(spare)

    def emit(self, line: str) -> None:
        """One line into the innermost open cell, or onto the page."""
        rows = self.tables[-1].rows if self.tables else []
        if rows and rows[-1]:
            rows[-1][-1].append(line)
        else:
            self.lines.append(line)

    def enter(self, node: LexborNode) -> None:
        """An element opens."""
        tag = node.tag or ""
        if tag == "br":
            self.shown.append("\n")
        elif tag in _BLOCKS:
            self.flush()
        elif tag == "table":
            self.flush()
            if len(self.tables) < _DEEPEST:
                self.tables.append(_Table())
            else:
                self.deeper += 1
        elif self.tables and tag in ("tr", "td", "th"):
            self.flush()
            self._open_cell(self.tables[-1], node)

    def _open_cell(self, table: _Table, node: LexborNode) -> None:
        if node.tag == "tr":
            table.rows.append([])
        elif table.rows and len(table.rows[-1]) < _WIDEST:
            table.rows[-1].append([])
            span = node.attributes.get("colspan") or ""
            table.span = min(int(span), _WIDEST) if span.isascii() and span.isdigit() and len(span) < 4 else 1

    def leave(self, node: LexborNode) -> None:
        """An element closes."""
        tag = node.tag or ""
        if tag in _BLOCKS:
            self.flush()
        elif self.tables and tag in ("td", "th"):
            self.flush()
            self._close_cell(self.tables[-1])
        elif self.tables and tag == "table":
            self.flush()
            self._close_table()

    def _close_cell(self, table: _Table) -> None:
        if table.rows:
            table.rows[-1] += [[] for _ in range(table.span - 1)]
        table.span = 1

    def _close_table(self) -> None:
        if self.deeper:
            self.deeper -= 1
            return
        for line in lines_of(self.tables.pop().rows):
            self.emit(line)
