"""What a named unit says: "khoản 2 Điều 9 Nghị định 45/2021 nói gì?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.law.named import Named, text_at_hand
from assistant.law.wording import unit_claims
from knowledge.document import Document, Node

MOST = 14
"""Claims shown of one unit at most."""


def provisions(desk: Desk, wanted: Sequence[Named]) -> Draft | None:
    """The units that the question names, as far as the text or its digest has them."""
    claims = [
        claim
        for item in wanted
        for anchor in item.anchors
        if (document := text_at_hand(desk, item.number))
        for claim in _unit(desk, document, anchor)
    ]
    if not claims:
        return None
    return Draft(Status.ANSWERED, tuple(dict.fromkeys(claims))[:MOST], "law", topical=False)


def _unit(desk: Desk, document: Document, anchor: str) -> Iterator[DraftClaim]:
    for node in _nodes(desk, document, anchor):
        yield from unit_claims(desk, document, node, whole=True)


def _nodes(desk: Desk, document: Document, anchor: str) -> Sequence[Node]:
    """The unit; of a digest every statement on the unit or inside it."""
    node = desk.library.units(document.number).node(anchor)
    if document.meta.verbatim:
        return (node,) if node else ()
    inside = (
        n
        for n in document.root.walk()
        if n.anchor == anchor or n.anchor.startswith((f"{anchor}.", f"{anchor}_"))
    )
    return tuple(n for n in inside if not n.children)
