"""From recognised lines to the tree of a document. Total: no content makes it raise.

A line opens a unit below the nearest open unit of a lower rank; `ingest.ranks` says what a line is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.heading import described, numbered, split_front, titled
from ingest.lines import Line, LineKind, recognise
from ingest.places import Above, component, place
from ingest.ranks import CLOSED_BY, SCOPES, STRUCTURE, kind_of, rank_of
from ingest.read import Source
from ingest.remarks import remarks_of, said_of
from knowledge.document import Document, Node, NodeKind, Span

_NOT_FRONT = STRUCTURE - {NodeKind.ITEM, NodeKind.GROUP} | {*SCOPES, NodeKind.SIGNATURE}
_OWN_TABLES = frozenset({*SCOPES, NodeKind.CHAPTER, NodeKind.ARTICLE})
"""Units in which a table is another table, with a head of its own."""


@dataclass(slots=True)
class _Open:
    """A unit while it is being built."""

    kind: NodeKind
    anchor: str
    place: str
    label: str
    head: Span
    rank: int = 0
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
    """The document in `source`.

    Its number is what the source, the block of comments above the text or the text's own head tells, else the
    file's name. What `source.meta` leaves empty is filled in from there too. A block of comments that names
    the text ("# Nghị định 45/2021/NĐ-CP — …") is no part of it. What the reader of the file notes on the text
    is remarked at anchor "".
    """
    front, text = split_front(source.text)
    lines = recognise(text)
    builder = _Builder()
    for line in lines:
        builder.add(line)
    root = builder.root()
    number = numbered(source.name, front, lines)
    title = source.title or titled(front, number, root, builder.text) or source.name
    meta = described(source.meta, front, number, root, builder.text)
    remarks = (*said_of(source), *remarks_of(root, builder.text))
    return Document(number, title, builder.text, root, source.digest, meta, remarks)


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
        if not line.quoted:
            self._leave_quote()
        inside = {unit.kind for unit in self._stack}
        kind = kind_of(line, inside) or self._loose_kind(line, inside)
        if kind is NodeKind.ARTICLE and self._repeats(line):
            kind = NodeKind.PARAGRAPH
        rank = rank_of(kind, line, inside)
        self._close_to(rank, kind)
        if kind in _OWN_TABLES:
            self._columns = ""
        parent = self._stack[-1]
        head = self._write(line)
        above = self._above(kind)
        opened = _Open(
            kind,
            self._unique(component(kind, line, above)),
            place(kind, line, above),
            line.label.strip() if kind is not NodeKind.ROW else line.text.split("\t", 1)[0],
            head,
            rank,
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

    def _above(self, kind: NodeKind) -> Above:
        parent = self._stack[-1]
        scope = next((unit for unit in reversed(self._stack) if unit.kind in SCOPES), self._stack[0])
        twins = parent.counts[kind] + 1
        return Above(parent.anchor, parent.place, parent.kind, scope.anchor, scope.place, twins)

    def _unique(self, anchor: str) -> str:
        candidate, n = anchor, self._anchors.get(anchor, 1)
        while candidate in self._anchors:
            n += 1
            candidate = f"{anchor}_{n}"
        self._anchors[anchor] = n
        self._anchors.setdefault(candidate, 1)
        return candidate

    def _leave_quote(self) -> None:
        while self._stack[-1].kind is NodeKind.QUOTED:
            self._stack.pop()

    def _close_to(self, rank: int, kind: NodeKind) -> None:
        while len(self._stack) > 1 and self._stack[-1].rank >= rank:
            self._stack.pop()
        while kind in CLOSED_BY.get(self._stack[-1].kind, ()):
            self._stack.pop()

    def _repeats(self, line: Line) -> bool:
        """Whether the heading above is printed once more: crawled pages repeat it in the running text."""
        top = self._stack[-1]
        return top.kind is NodeKind.ARTICLE and top.label == line.label and not top.children

    def _loose_kind(self, line: Line, inside: set[NodeKind]) -> NodeKind:
        return self._row_kind(line) if line.kind is LineKind.ROW else self._text_kind(inside)

    def _row_kind(self, line: Line) -> NodeKind:
        cells = line.text.split("\t")
        if sum(bool(cell) for cell in cells) == 1:
            return NodeKind.ROW_GROUP
        if not self._columns or line.text == self._columns:
            self._columns = line.text
            return NodeKind.TABLE_HEAD
        return NodeKind.ROW

    def _text_kind(self, inside: set[NodeKind]) -> NodeKind:
        """Running text: before the body of a titled document it is the preamble, else a paragraph."""
        top = self._stack[-1]
        titled = NodeKind.TITLE in inside
        names_text = titled and top.kind is NodeKind.TITLE and not top.children
        if names_text or not self._stack[0].counts[NodeKind.TITLE] or not _NOT_FRONT.isdisjoint(inside):
            return NodeKind.PARAGRAPH
        listed = not inside.isdisjoint({NodeKind.RECIPIENTS, NodeKind.ITEM})
        return NodeKind.PARAGRAPH if listed else NodeKind.PREAMBLE


def _cells(line: Line, head: Span) -> tuple[Span, ...]:
    spans, start = [], head.start
    for cell in line.text.split("\t"):
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


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
