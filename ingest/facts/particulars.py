"""Particulars: what a document says of itself: number, date, title, signer, recipients, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Document, Node, NodeKind, Span
from knowledge.facts import Particular, ParticularKind
from knowledge.patterns import DATE, INSTRUMENT_KIND
from knowledge.sentences import unmarked

_SHORT = re.compile(rf"(?P<long>(?:{INSTRUMENT_KIND})\b[^()]*?)\s*\(viết tắt là (?P<short>[^)]+)\)")
_ATTACHED = re.compile(r"\(?Kèm theo[^)]*\)?")


def particulars_of(document: Document) -> tuple[Particular, ...]:
    """What `document` says of itself, in reading order."""
    return tuple(
        Particular(document.number, node.anchor, node.place, kind, span)
        for node in document.root.walk()
        for kind, span in _found(document, node)
    )


def _found(document: Document, node: Node) -> Iterator[tuple[ParticularKind, Span]]:
    text = document.text
    if node.kind is NodeKind.HEADER:
        yield ("date" if DATE.search(node.head.of(text)) else "number"), node.head
    elif node.kind is NodeKind.TITLE:
        yield "title", Span(node.start, node.end)
    elif node.kind is NodeKind.RECIPIENTS:
        for child in node.children:
            yield "recipient", unmarked(text, child.head)
    elif node.kind is NodeKind.SIGNATURE:
        yield from _signed(document, node)
    elif node.kind is NodeKind.PARAGRAPH and _ATTACHED.match(node.head.of(text)):
        yield "attached_date", node.head
    for match in _SHORT.finditer(node.head.of(text)):
        yield "short_form", Span(node.head.start + match.start(), node.head.start + match.end())


def _signed(document: Document, node: Node) -> Iterator[tuple[ParticularKind, Span]]:
    units = [child for child in node.walk() if child.head.end > child.head.start]
    names = [unit for unit in units if not unit.head.of(document.text).isupper()]
    if names:
        yield "signer", names[-1].head
        yield "signed_for", Span(node.start, node.end)
