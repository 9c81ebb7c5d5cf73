"""From recognised lines to the tree of a document. Total: no content makes it raise.

A line opens a unit below the nearest open unit of a lower rank. What a number means depends on where it
stands: "1." set as a heading is a section of a part, inside an article it is a clause, else an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.lines import Line, LineKind, recognise
from ingest.places import component, place
from ingest.read import Source
from knowledge.document import Document, Node, NodeKind, Span

_FIXED: dict[LineKind, NodeKind] = {
    LineKind.NUMBER: NodeKind.HEADER,
    LineKind.DATE: NodeKind.HEADER,
    LineKind.TITLE: NodeKind.TITLE,
    LineKind.CHAPTER: NodeKind.CHAPTER,
    LineKind.PART: NodeKind.PART,
    LineKind.ARTICLE: NodeKind.ARTICLE,
    LineKind.DOTTED: NodeKind.ITEM,
    LineKind.STARRED: NodeKind.GROUP,
    LineKind.BULLET: NodeKind.BULLET,
    LineKind.RECIPIENTS: NodeKind.RECIPIENTS,
    LineKind.SIGNATURE: NodeKind.SIGNATURE,
    LineKind.ANNEX: NodeKind.ANNEX,
}

_RANK: dict[NodeKind, int] = {
    NodeKind.DOCUMENT: 0,
    NodeKind.HEADER: 1,
    NodeKind.TITLE: 1,
    NodeKind.PREAMBLE: 1,
    NodeKind.PART: 1,
    NodeKind.CHAPTER: 1,
    NodeKind.RECIPIENTS: 1,
    NodeKind.SIGNATURE: 1,
    NodeKind.ANNEX: 1,
    NodeKind.SECTION: 2,
    NodeKind.ROW_GROUP: 2,
    NodeKind.ARTICLE: 3,
    NodeKind.ITEM: 3,
    NodeKind.GROUP: 4,
    NodeKind.CLAUSE: 4,
    NodeKind.POINT: 5,
    NodeKind.BULLET: 9,
    NodeKind.PARAGRAPH: 9,
    NodeKind.ROW: 9,
    NodeKind.TABLE_HEAD: 9,
}
"""A unit is closed by the next one of its own rank or a lower one."""


_BODY = frozenset({NodeKind.SECTION, NodeKind.ARTICLE, NodeKind.ITEM, NodeKind.GROUP})
_FRONT = {
    NodeKind.HEADER: _BODY | {NodeKind.PARAGRAPH},
    NodeKind.PREAMBLE: _BODY | {NodeKind.PARAGRAPH},
    NodeKind.TITLE: _BODY,
}
"""What ends the front matter of a document that has neither parts nor chapters."""


@dataclass(slots=True)
class _Open:
    """A unit while it is being built."""

    kind: NodeKind
    anchor: str
    place: str
    label: str
    head: Span
    cells: tuple[Span, ...] = ()
    children: list[_Open] = field(default_factory=list)
    counts: Counter[NodeKind] = field(default_factory=Counter)

    def adopt(self, child: _Open) -> None:
        self.children.append(child)
        self.counts[child.kind] += 1

    def closed(self) -> Node:
        children = tuple(child.closed() for child in self.children)
        end = children[-1].end if children else self.head.end
        return Node(
            self.kind,
            self.anchor,
            self.place,
            self.label,
            self.head,
            self.head.start,
            end,
            children,
            self.cells,
        )


def parse(source: Source) -> Document:
    """The document in `source`; its number is the file's name where the text prints none."""
    lines = recognise(source.text)
    builder = _Builder()
    for line in lines:
        builder.add(line)
    number = next((line.label for line in lines if line.kind is LineKind.NUMBER), source.name)
    title = source.title or _title(builder, source.name)
    return Document(number, title, builder.text, builder.root(), source.digest, source.meta)


class _Builder:
    """Appends lines to the canonical text and hangs their units into the tree."""

    def __init__(self) -> None:
        self.text = ""
        self._parts: list[str] = []
        self._length = 0
        self._stack = [_Open(NodeKind.DOCUMENT, "", "Toàn văn", "", Span(0, 0))]
        self._anchors: dict[str, int] = {"": 1}
        self._columns = ""

    def add(self, line: Line) -> None:
        kind = self._kind(line)
        self._close_to(_RANK[kind], kind)
        parent = self._stack[-1]
        head = self._write(line)
        twins = parent.counts[kind] + 1
        opened = _Open(
            kind,
            self._unique(component(kind, line, parent.anchor, parent.kind, twins)),
            place(kind, line, parent.place, parent.kind, twins),
            line.label.strip() if kind is not NodeKind.ROW else line.text.split("\t", 1)[0],
            head,
            _cells(line, head) if kind in (NodeKind.ROW, NodeKind.TABLE_HEAD) else (),
        )
        parent.adopt(opened)
        self._stack.append(opened)

    def root(self) -> Node:
        """The finished tree; `text` is whole from here on."""
        self.text = "".join(self._parts)
        return self._stack[0].closed()

    def _write(self, line: Line) -> Span:
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        start = self._length
        self._parts.append(line.text)
        self._length += len(line.text)
        return Span(start, self._length)

    def _unique(self, anchor: str) -> str:
        candidate, n = anchor, self._anchors.get(anchor, 1)
        while candidate in self._anchors:
            n += 1
            candidate = f"{anchor}_{n}"
        self._anchors[anchor] = n
        self._anchors.setdefault(candidate, 1)
        return candidate

    def _inside(self, *kinds: NodeKind) -> bool:
        return any(unit.kind in kinds for unit in self._stack)

    def _close_to(self, rank: int, kind: NodeKind) -> None:
        while len(self._stack) > 1 and _RANK[self._stack[-1].kind] >= rank:
            self._stack.pop()
        while self._stack[-1].kind in _FRONT and kind in _FRONT[self._stack[-1].kind]:
            self._stack.pop()

    def _kind(self, line: Line) -> NodeKind:
        if line.kind is LineKind.ROW:
            return self._row_kind(line)
        if line.kind is LineKind.TEXT:
            return self._text_kind()
        if line.kind in (LineKind.NUMBERED, LineKind.POINT):
            return self._numbered_kind(line)
        if line.kind is LineKind.DOTTED and self._inside(NodeKind.ARTICLE):
            return NodeKind.PARAGRAPH
        if line.kind in (LineKind.NUMBER, LineKind.DATE) and self._inside(NodeKind.PART, NodeKind.ANNEX):
            return NodeKind.PARAGRAPH
        if line.kind is LineKind.SIGNATURE and self._inside(NodeKind.SIGNATURE):
            return NodeKind.PARAGRAPH
        return _FIXED[line.kind]

    def _row_kind(self, line: Line) -> NodeKind:
        cells = line.text.split("\t")
        if sum(bool(cell) for cell in cells) == 1:
            return NodeKind.ROW_GROUP
        if not self._columns or line.text == self._columns:
            self._columns = line.text
            return NodeKind.TABLE_HEAD
        return NodeKind.ROW

    def _text_kind(self) -> NodeKind:
        top = self._stack[-1]
        before_body = not self._inside(
            NodeKind.PART,
            NodeKind.CHAPTER,
            NodeKind.ARTICLE,
            NodeKind.ANNEX,
            NodeKind.SIGNATURE,
            NodeKind.SECTION,
        )
        titled = self._inside(NodeKind.TITLE) and not (top.kind is NodeKind.TITLE and not top.children)
        if before_body and self._has_title() and (titled or not self._inside(NodeKind.TITLE)):
            return (
                NodeKind.PARAGRAPH if self._inside(NodeKind.RECIPIENTS, NodeKind.ITEM) else NodeKind.PREAMBLE
            )
        return NodeKind.PARAGRAPH

    def _has_title(self) -> bool:
        return self._stack[0].counts[NodeKind.TITLE] > 0

    def _numbered_kind(self, line: Line) -> NodeKind:
        if line.kind is LineKind.POINT:
            return NodeKind.POINT if self._inside(NodeKind.ARTICLE) else NodeKind.PARAGRAPH
        if self._inside(NodeKind.ARTICLE):
            return NodeKind.CLAUSE
        return NodeKind.SECTION if line.marked else NodeKind.ITEM


def _cells(line: Line, head: Span) -> tuple[Span, ...]:
    spans, start = [], head.start
    for cell in line.text.split("\t"):
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


def _title(builder: _Builder, fallback: str) -> str:
    root = builder.root()
    for node in root.children:
        if node.kind is NodeKind.TITLE:
            words = [unit.head.of(builder.text) for unit in node.walk()]
            kind = words[0].capitalize() if words[0].isupper() else words[0]
            return re.sub(r"\s+", " ", " ".join([kind, *(_small_start(w) for w in words[1:])]))
    return fallback


def _small_start(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def outline(document: Document, nodes: Sequence[Node] | None = None, depth: int = 0) -> str:
    """The tree as indented lines: anchor, place, and the first words of each unit."""
    lines = []
    for node in nodes if nodes is not None else document.root.children:
        words = node.head.of(document.text).replace("\t", " | ")
        shown = words if len(words) <= 90 else words[:87].rstrip() + "…"
        lines.append(f"{'  ' * depth}{node.anchor}  [{node.kind.value}]  {node.place}  «{shown}»")
        if node.children:
            lines.append(outline(document, node.children, depth + 1))
    return "\n".join(lines)
