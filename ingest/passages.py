"""From a document to its passages: every unit that says something of its own becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Document, Node, NodeKind, Span
from knowledge.passage import Passage

_SPEAKING = frozenset(
    {
        NodeKind.HEADER,
        NodeKind.PREAMBLE,
        NodeKind.PARAGRAPH,
        NodeKind.ITEM,
        NodeKind.BULLET,
        NodeKind.ARTICLE,
        NodeKind.CLAUSE,
        NodeKind.POINT,
        NodeKind.ROW,
    }
)
_WHOLE = frozenset({NodeKind.RECIPIENTS, NodeKind.SIGNATURE})
"""Blocks whose lines say nothing alone: a tax office among the recipients is not a duty of the tax office."""

_WHOLE_CHARS = 1500
"""A longer block is no list of recipients and no signature, whatever it begins with."""

_BULLET_MARK = re.compile(r"[-–•+]\s+")
_OPENING_CHARS = 330


def passages_of(document: Document) -> tuple[Passage, ...]:
    """The passages of `document` in reading order."""
    return tuple(_passages(document, document.root, ()))


def _passages(document: Document, node: Node, above: tuple[Node, ...]) -> Iterator[Passage]:
    if node.kind in _WHOLE and node.end - node.start <= _WHOLE_CHARS:
        yield _passage(document, node, Span(node.start, node.end), above)
        return
    if node.kind in _SPEAKING:
        yield _passage(document, node, quotable(document.text, node), above)
    below = above if node.kind is NodeKind.DOCUMENT else (*above, node)
    for child in node.children:
        yield from _passages(document, child, below)


def _passage(document: Document, node: Node, span: Span, above: tuple[Node, ...]) -> Passage:
    text = document.text
    headings = tuple(_heading(text, unit) for unit in above)
    own = span.of(text).replace("\t", " | ")
    return Passage(
        document.number, node.anchor, node.place, node.kind.value, span, headings, "\n".join((*headings, own))
    )


def quotable(text: str, node: Node) -> Span:
    """The unit's own words without a bullet's dash."""
    match = _BULLET_MARK.match(text, node.head.start, node.head.end) if node.kind is NodeKind.BULLET else None
    return Span(match.end(), node.head.end) if match else node.head


def _heading(text: str, unit: Node) -> str:
    """A heading as it stands; of a unit with running text only its opening."""
    words = unit.head.of(text)
    if unit.kind in (NodeKind.ITEM, NodeKind.CLAUSE, NodeKind.ARTICLE):
        colon = words.find(":")
        if 0 <= colon <= _OPENING_CHARS:
            return words[:colon]
    return words[:_OPENING_CHARS]
