"""How a clause is put into words, with its source: the instrument and the place first, then what it says."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.composers.wording import joined
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.sentences import sentences

LONG_WORDS = 120
"""A longer unit gives only the sentences that speak to the topic."""

MOST_POINTS = 12
"""Points of one clause told at most; the rest is told by number."""

_SPEAKS_ON = (NodeKind.POINT, NodeKind.CLAUSE, NodeKind.PARAGRAPH, NodeKind.BULLET)


def instrument_name(desk: Desk, document: Document) -> str:
    """How a person names the instrument: as the catalogue does, else by kind and number."""
    listed = desk.catalogue.get(document.number)
    return listed.label if listed else f"{document.meta.kind} {document.number}".strip()


def unit_claims(desk: Desk, document: Document, node: Node, *, whole: bool) -> Iterator[DraftClaim]:
    """What a unit says: its lead-in and itself; with `whole` also everything below it."""
    label = f"**{node.place or document.title}, {instrument_name(desk, document)}**"
    lead = _lead_in(desk, document, node)
    if lead is not None:
        yield DraftClaim(f"{label}: {_words(document, lead.head)}", (_source(document, lead),))
        yield DraftClaim(_words(document, node.head), (_source(document, node),), depth=1)
    else:
        yield from _own(desk, document, node, label)
    if whole:
        yield from _below(document, node)


def _own(desk: Desk, document: Document, node: Node, label: str) -> Iterator[DraftClaim]:
    spans = list(sentences(document.text, node.head)) or [node.head]
    if len(_words(document, node.head).split()) > LONG_WORDS:
        spans = _telling(desk, document, spans)
    for place, span in enumerate(spans):
        words = span.of(document.text)
        yield DraftClaim(
            f"{label}: {words}" if place == 0 else words, (Source(document.number, node.anchor, span),)
        )


def _telling(desk: Desk, document: Document, spans: list[Span]) -> list[Span]:
    """The sentences most about the topic, in reading order."""
    weighed = [(desk.evidence.density(span.of(document.text)), span) for span in spans]
    best = max(weight for weight, _ in weighed)
    return [span for weight, span in weighed if weight >= 0.7 * best][:3]


def _lead_in(desk: Desk, document: Document, node: Node) -> Node | None:
    """The unit above whose words this one goes on with ("… khi có đủ các điều kiện sau:")."""
    path = desk.library.units(document.number).path(node.anchor)
    above = path[-2] if len(path) > 1 else None
    if above is None or above.kind not in (NodeKind.CLAUSE, NodeKind.POINT, NodeKind.PARAGRAPH):
        return None
    return above if _words(document, above.head).rstrip().endswith(":") else None


def _below(document: Document, node: Node) -> Iterator[DraftClaim]:
    children = [child for child in node.children if child.kind in _SPEAKS_ON]
    for child in children[:MOST_POINTS]:
        yield DraftClaim(_words(document, child.head), (_source(document, child),), depth=1)
    rest = children[MOST_POINTS:]
    if rest:
        places = joined(child.place for child in rest)
        yield DraftClaim(f"… {places}.", tuple(_source(document, child) for child in rest), depth=1)


def _words(document: Document, span: Span) -> str:
    return span.of(document.text).replace("\t", " | ").strip()


def _source(document: Document, node: Node) -> Source:
    return Source(document.number, node.anchor, node.head)
