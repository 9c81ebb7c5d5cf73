"""A document: its canonical text and the tree of its units.

The canonical text is the source without Markdown marks, page breaks inside sentences mended, one unit a
line; the tab-separated cells of table rows stay tab-separated. Every node points into it by offsets, so
`document.text[node.start:node.end]` is what a person reads there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class NodeKind(StrEnum):
    """What a unit of a document is.

    `DIVISION`, `CHAPTER`, `SECTION`, `SUBSECTION`, `ARTICLE`, `CLAUSE`, `POINT` are phần, chương, mục, tiểu
    mục, điều, khoản, điểm; `PART` is a part with a Roman number ("I."). `QUOTED` is what an amending text
    quotes of the text it amends, `REMARK` a note of the source (no text of the law), `ANNEX` also a
    regulation attached to a decision, `FORM` a printed form.
    """

    DOCUMENT = "document"
    HEADER = "header"
    TITLE = "title"
    PREAMBLE = "preamble"
    DIVISION = "division"
    CHAPTER = "chapter"
    PART = "part"
    SECTION = "section"
    SUBSECTION = "subsection"
    ITEM = "item"
    GROUP = "group"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    QUOTED = "quoted"
    REMARK = "remark"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX = "annex"
    FORM = "form"
    TABLE_HEAD = "table_head"
    ROW_GROUP = "row_group"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets into a canonical text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Node:
    """One unit: its own words (`head`), everything below it (`start` to `end`), its children.

    `anchor` is stable and unique in the document (`iii.2.12`, `pl.ii.13`); `place` is the same for people
    ("Mục III.2.12", "Phụ lục, phần II, mục 13"). `label` is the printed number or mark. A table row has one
    span for each cell.
    """

    kind: NodeKind
    anchor: str
    place: str
    label: str
    head: Span
    start: int
    end: int
    children: tuple[Node, ...] = ()
    cells: tuple[Span, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of a document beside its text. Days are ISO ("2021-03-31"); empty means unknown.

    `kind` is as in Vietnamese ("Nghị định"), `address` the page of an official source, `collected` the day
    the text was taken from there. A digest is our own summary: `verbatim` is off, its words prove nothing by
    themselves.
    """

    kind: str = ""
    issuer: str = ""
    issued: str = ""
    effective: str = ""
    address: str = ""
    collected: str = ""
    source: Literal["shipped", "file", "phapdien", "vbpl", "digest"] = "file"
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of a unit to a unit of another instrument, as the source states it.

    `number` is the other instrument's, `anchor` the unit there; empty for the whole of it.
    """

    relation: Literal["amended_by", "amends", "guided_by", "guides", "related"]
    number: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What an official source says of one unit: from when it holds, what amended it, what it relates to."""

    anchor: str
    text: str
    effective: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document.

    `number` is its official number ("127/KH-UBND"), `digest` the SHA-256 of what it was parsed from.
    """

    number: str
    title: str
    text: str
    root: Node
    digest: str
    meta: Meta = Meta()
    remarks: tuple[Remark, ...] = ()

    @property
    def slug(self) -> str:
        """The number as it may stand in an address: `127-KH-UBND`."""
        return self.number.replace("/", "-")

    def node(self, anchor: str) -> Node | None:
        """The unit with this anchor, or nothing."""
        return next((node for node in self.root.walk() if node.anchor == anchor), None)

    def path(self, anchor: str) -> tuple[Node, ...]:
        """The units from the root down to this anchor, both included; empty when there is none."""
        return _path(self.root, anchor)


def _path(node: Node, anchor: str) -> tuple[Node, ...]:
    if node.anchor == anchor:
        return (node,)
    for child in node.children:
        if below := _path(child, anchor):
            return (node, *below)
    return ()


def below(anchor: str, above: str) -> bool:
    """Whether a unit is `above` or stands below it."""
    return anchor == above or anchor.startswith(f"{above}.")
