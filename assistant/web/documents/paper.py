"""A document as HTML: every unit an element with its anchor as id, tables as tables, citations as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.web.documents.entry import standing_line
from assistant.web.documents.reference import legal_place
from assistant.web.documents.shelf import Shelf, address_of, day_of
from assistant.web.markup import Html, says, tag, text
from knowledge.citation_links import TextLink, links
from knowledge.document import Document, Link, Node, NodeKind, Remark, Span
from knowledge.instrument import Instrument
from knowledge.resolve import Context
from knowledge.standing import ENDED
from knowledge.standing_words import written

_K = NodeKind
HEADINGS = frozenset(
    {
        _K.DIVISION,
        _K.CHAPTER,
        _K.PART,
        _K.SECTION,
        _K.SUBSECTION,
        _K.ARTICLE,
        _K.ANNEX,
        _K.FORM,
        _K.GROUP,
    }
)
_TABLED = frozenset({_K.TABLE_HEAD, _K.ROW_GROUP, _K.ROW})
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Paper:
    """One document to be shown as of a day.

    `touched` are the anchors of units that the catalogue knows a change of, `remarks` what the source says by
    anchor.
    """

    document: Document
    shelf: Shelf
    day: date
    written_on: date | None
    touched: frozenset[str]
    remarks: dict[str, tuple[Remark, ...]]

    @classmethod
    def of(cls, document: Document, shelf: Shelf, day: date) -> Paper:
        """The document with everything that is shown beside its words."""
        number = document.number
        remarks = sorted(document.remarks, key=lambda remark: remark.anchor)
        known = shelf.instrument(number)
        whole = shelf.standing(number, day)
        ended = whole is not None and whole.status in ENDED
        return cls(
            document,
            shelf,
            day,
            shelf.particulars(number).issued,
            frozenset() if known is None or ended else _touched(known, document, shelf),
            {anchor: tuple(of) for anchor, of in groupby(remarks, key=lambda remark: remark.anchor)},
        )

    def pieces(self) -> Iterator[Html]:
        """The markup in reading order, a few units at a time; whole when joined."""
        yield from self._blocks(self.document.root.children, 2)

    def _blocks(self, nodes: Iterable[Node], level: int) -> Iterator[Html]:
        for tabled, run in groupby(nodes, key=lambda node: node.kind in _TABLED):
            if tabled:
                yield self._table(tuple(run))
            else:
                for node in run:
                    yield from self._unit(node, level)

    def _unit(self, node: Node, level: int) -> Iterator[Html]:
        heading = node.kind in HEADINGS
        name = f"h{min(level, _DEEPEST)}" if heading else "p"
        body = "section" if heading else "div"
        yield f'<{body} class="unit u-{node.kind}" id="{text(node.anchor)}">'
        yield tag(name, "unit-head", self._words(node.head, node) + _pilcrow(node, heading))
        yield self._beside(node)
        yield from self._blocks(node.children, level + 1 if heading else level)
        yield f"</{body}>"

    def _beside(self, node: Node) -> Html:
        """What is known of the unit besides its words."""
        notes = "".join(map(self._remark, self.remarks.get(node.anchor, ())))
        if node.anchor not in self.touched:
            return notes
        standing = self.shelf.standing(self.document.number, self.day, node.anchor)
        return notes if standing is None or standing.status == "in_force" else standing_line(standing) + notes

    def _remark(self, remark: Remark) -> Html:
        day = day_of(remark.effective)
        summary = (
            says("summary", "", "doc.remark.since", written(day))
            if day
            else says("summary", "", "doc.remark")
        )
        parts = [summary, tag("p", "", text(remark.text))]
        if remark.links:
            parts += [says("p", "remark-links", "doc.links"), self._related(remark.links)]
        changed = any(link.relation == "amended_by" for link in remark.links)
        return tag("details", "remark is-change" if changed else "remark", "".join(parts))

    def _related(self, related: tuple[Link, ...]) -> Html:
        return tag("ul", "", "".join(tag("li", "", self._link(link)) for link in dict.fromkeys(related)))

    def _link(self, link: Link) -> Html:
        label = self.shelf.particulars(link.number).label
        document = self.shelf.document(link.number)
        node = document.node(link.anchor) if document and link.anchor else None
        place = legal_place(node) if node else link.anchor.replace("dieu_", "Điều ")
        kind = says("span", "relation", f"relation.{link.relation}")
        marks = {"href": address_of(link.number, link.anchor if node else "")}
        return f"{kind} {tag('a', 'ref', text(f'{place} {label}'.strip()), marks)}"

    # Tables

    def _table(self, rows: tuple[Node, ...]) -> Html:
        caption = says("caption", "unseen", "doc.table")
        listed = [row for top in rows for row in top.walk()]
        width = max((len(row.cells) for row in listed), default=1)
        columns: list[str] = []
        body = []
        for row in listed:
            if row.kind is _K.TABLE_HEAD:
                columns = [cell.of(self.document.text).strip() for cell in row.cells]
            body.append(self._row(row, columns, width))
        return tag("table", "grid", caption + "".join(body), {"role": "table"})

    def _row(self, row: Node, columns: list[str], width: int) -> Html:
        marks = {"id": row.anchor, "role": "row"}
        if not row.cells:
            spanning = {"colspan": str(width), "scope": "rowgroup", "role": "rowheader"}
            inner = tag("th", "", self._words(row.head, row) + _pilcrow(row, False), spanning)
            return tag("tr", f"unit u-{row.kind}", inner, marks)
        cells = (*row.cells, *[Span(row.head.end, row.head.end)] * (width - len(row.cells)))
        inner = "".join(self._cell(row, cell, column, columns) for column, cell in enumerate(cells))
        return tag("tr", f"unit u-{row.kind}", inner, marks)

    def _cell(self, row: Node, cell: Span, column: int, columns: list[str]) -> Html:
        inner = self._words(cell, row)
        if row.kind is _K.TABLE_HEAD:
            return tag("th", "", inner, {"scope": "col", "role": "columnheader"})
        marks = {"role": "cell", "data-column": columns[column] if column < len(columns) else ""}
        if column == 0:
            inner += _pilcrow(row, False)
        return tag("td", "" if inner.strip() else "is-empty", inner, marks)

    # Words

    def _words(self, span: Span, node: Node) -> Html:
        """The words of a span, those that cite something as links."""
        words = span.of(self.document.text)
        context = Context(self.document.number, node.anchor, self.written_on)
        parts: list[Html] = []
        done = 0
        for link in links(words, context, self.shelf.catalogue, self.shelf):
            if link.number == self.document.number and link.anchor in ("", node.anchor):
                continue
            parts += [text(words[done : link.span.start]), self._citation(words, link)]
            done = link.span.end
        return "".join([*parts, text(words[done:])])

    def _citation(self, words: str, link: TextLink) -> Html:
        if link.number == self.document.number:
            return tag("a", "ref", text(link.span.of(words)), {"href": f"#{link.anchor}"})
        held = self.shelf.has(link.number, link.anchor)
        target = address_of(link.number, link.anchor if held else "")
        told = self.shelf.particulars(link.number)
        marks = {"href": target, "title": f"{told.label}: {told.title}" if told.title else told.label}
        at_hand = held is not None
        return tag("a", "ref" if at_hand else "ref is-away", text(link.span.of(words)), marks)


def _pilcrow(node: Node, heading: bool) -> Html:
    """The permalink of a unit; only headings are stops of the Tab key, the arrow keys reach the others."""
    place = legal_place(node)
    reach = "" if heading else ' tabindex="-1"'
    return f' <a class="pilcrow" href="#{text(node.anchor)}" aria-label="{text(place)}"{reach}>¶</a>'


def _touched(known: Instrument, document: Document, shelf: Shelf) -> frozenset[str]:
    """The units that a change is known of, each as far down as the text has it."""
    changes = known.related("amended_by", "repealed_by")
    units = {unit for change in changes for unit in (*change.anchors, *change.added)}
    units |= {unit for part in known.parts for unit in part.anchors}
    return frozenset(filter(None, (_at_hand(unit, document.number, shelf) for unit in units)))


def _at_hand(anchor: str, number: str, shelf: Shelf) -> str:
    while anchor and not shelf.has(number, anchor):
        anchor = anchor.rpartition(".")[0]
    return anchor
