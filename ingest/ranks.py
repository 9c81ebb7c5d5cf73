"""What a recognised line is where it stands, and how high its unit ranks.

What a number means depends on where it stands: "1." set as a heading is a section of a part, inside an
article it is a clause, else an item.
"""

from __future__ import annotations

from collections.abc import Collection

from ingest.line_kinds import Line, LineKind
from knowledge.document import NodeKind

_FIXED: dict[LineKind, NodeKind] = {
    LineKind.NUMBER: NodeKind.HEADER,
    LineKind.DATE: NodeKind.HEADER,
    LineKind.TITLE: NodeKind.TITLE,
    LineKind.DIVISION: NodeKind.DIVISION,
    LineKind.CHAPTER: NodeKind.CHAPTER,
    LineKind.SECTION: NodeKind.SECTION,
    LineKind.SUBSECTION: NodeKind.SUBSECTION,
    LineKind.PART: NodeKind.PART,
    LineKind.ARTICLE: NodeKind.ARTICLE,
    LineKind.REMARK: NodeKind.REMARK,
    LineKind.DOTTED: NodeKind.ITEM,
    LineKind.STARRED: NodeKind.GROUP,
    LineKind.BULLET: NodeKind.BULLET,
    LineKind.RECIPIENTS: NodeKind.RECIPIENTS,
    LineKind.SIGNATURE: NodeKind.SIGNATURE,
    LineKind.ANNEX: NodeKind.ANNEX,
    LineKind.ATTACHED: NodeKind.ANNEX,
    LineKind.FORM: NodeKind.FORM,
}

_RANK: dict[NodeKind, int] = {
    NodeKind.DOCUMENT: 0,
    NodeKind.ANNEX: 5,
    NodeKind.FORM: 8,
    NodeKind.HEADER: 10,
    NodeKind.TITLE: 10,
    NodeKind.PREAMBLE: 10,
    NodeKind.RECIPIENTS: 10,
    NodeKind.SIGNATURE: 10,
    NodeKind.DIVISION: 10,
    NodeKind.PART: 10,
    NodeKind.CHAPTER: 12,
    NodeKind.SECTION: 20,
    NodeKind.ROW_GROUP: 20,
    NodeKind.SUBSECTION: 25,
    NodeKind.ARTICLE: 30,
    NodeKind.ITEM: 30,
    NodeKind.GROUP: 40,
    NodeKind.CLAUSE: 40,
    NodeKind.POINT: 55,
    NodeKind.QUOTED: 70,
}
"""A unit is closed by the next one of its own rank or a lower one; what is not named here ranks last."""

_LAST = 90
_PART_IN_ARTICLE = 35
_DOTTED_POINT = 45
_SUBPOINT = 60
_DEEPEST = 4
_QUOTED_DEPTH: dict[LineKind, int] = {
    LineKind.CHAPTER: 0,
    LineKind.SECTION: 1,
    LineKind.ARTICLE: 2,
    LineKind.NUMBERED: 3,
    LineKind.DOTTED: 4,
    LineKind.POINT: 5,
    LineKind.SUBPOINT: 6,
}
_QUOTED_TEXT = 8

STRUCTURE = frozenset(
    {
        NodeKind.DIVISION,
        NodeKind.PART,
        NodeKind.CHAPTER,
        NodeKind.SECTION,
        NodeKind.SUBSECTION,
        NodeKind.ARTICLE,
        NodeKind.ITEM,
        NodeKind.GROUP,
    }
)
CLOSED_BY: dict[NodeKind, frozenset[NodeKind]] = {
    NodeKind.HEADER: STRUCTURE | {NodeKind.PARAGRAPH},
    NodeKind.PREAMBLE: STRUCTURE | {NodeKind.PARAGRAPH},
    NodeKind.TITLE: STRUCTURE,
    NodeKind.RECIPIENTS: frozenset({NodeKind.DIVISION, NodeKind.CHAPTER, NodeKind.ARTICLE}),
    NodeKind.SIGNATURE: frozenset({NodeKind.DIVISION, NodeKind.CHAPTER, NodeKind.ARTICLE}),
}
"""What ends front matter and back matter besides units of their own rank."""

SCOPES = (NodeKind.ANNEX, NodeKind.FORM)
"""Units with articles and numbers of their own: they begin anew inside."""

_BODY = STRUCTURE - {NodeKind.ITEM, NodeKind.GROUP} | {*SCOPES, NodeKind.SIGNATURE, NodeKind.RECIPIENTS}
_PROSE_IN_BODY = frozenset({LineKind.NUMBER, LineKind.DATE, LineKind.TITLE, LineKind.BASIS})


def rank_of(kind: NodeKind, line: Line, inside: Collection[NodeKind]) -> int:
    """How high a unit of `kind` ranks where it stands; `inside` holds the kinds of the open units."""
    dots = min(line.label.count("."), _DEEPEST)
    if kind is NodeKind.QUOTED:
        return _RANK[kind] + _QUOTED_DEPTH.get(line.kind, _QUOTED_TEXT)
    if kind is NodeKind.PART and NodeKind.ARTICLE in inside:
        return _PART_IN_ARTICLE
    if kind is NodeKind.ITEM and NodeKind.ANNEX in inside:
        return _RANK[kind] + dots
    if kind is NodeKind.POINT and line.kind is LineKind.DOTTED:
        return _DOTTED_POINT + dots
    if kind is NodeKind.POINT and line.kind is LineKind.SUBPOINT:
        return _SUBPOINT + dots
    return _RANK.get(kind, _LAST)


def kind_of(line: Line, inside: Collection[NodeKind]) -> NodeKind | None:
    """What `line` is below the open units `inside`; nothing for running text, which asks for more."""
    if line.quoted:
        return NodeKind.QUOTED
    if line.kind in (LineKind.TEXT, LineKind.ROW):
        return None
    if line.kind in _PROSE_IN_BODY:
        return _front_kind(line, inside)
    if line.kind in (LineKind.SIGNATURE, LineKind.OFFICE):
        return _signature_kind(line, inside)
    if line.kind in (LineKind.NUMBERED, LineKind.POINT, LineKind.SUBPOINT, LineKind.DOTTED):
        return _numbered_kind(line, inside)
    return _FIXED[line.kind]


def _front_kind(line: Line, inside: Collection[NodeKind]) -> NodeKind | None:
    if not _BODY.isdisjoint(inside):
        return NodeKind.PARAGRAPH
    return NodeKind.PREAMBLE if line.kind is LineKind.BASIS else _FIXED[line.kind]


def _signature_kind(line: Line, inside: Collection[NodeKind]) -> NodeKind | None:
    if NodeKind.SIGNATURE in inside or NodeKind.FORM in inside:
        return NodeKind.PARAGRAPH
    if line.kind is LineKind.SIGNATURE:
        return NodeKind.SIGNATURE
    signs = NodeKind.ARTICLE in inside or NodeKind.RECIPIENTS in inside
    return NodeKind.SIGNATURE if signs and NodeKind.ANNEX not in inside else None


def _numbered_kind(line: Line, inside: Collection[NodeKind]) -> NodeKind:
    article = NodeKind.ARTICLE in inside
    if line.kind is LineKind.NUMBERED:
        if article:
            return NodeKind.CLAUSE
        return NodeKind.SECTION if line.marked else NodeKind.ITEM
    if line.kind is LineKind.DOTTED:
        return NodeKind.POINT if article else NodeKind.ITEM
    numbered = article or (NodeKind.ANNEX in inside and NodeKind.ITEM in inside)
    return NodeKind.POINT if numbered else NodeKind.PARAGRAPH
