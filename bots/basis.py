"""What a finding rests on, in its own words: the unit of the text or of the card that is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Citation, Validity
from knowledge.catalogue import Catalogue
from knowledge.document import Document, Node, Span
from knowledge.policies.model import Basis
from knowledge.policies.result import label_of
from knowledge.policies.words import unit_of


class Texts:
    """The documents at hand, by number; each is indexed when it is first read."""

    def __init__(self, documents: Sequence[Document], catalogue: Catalogue) -> None:
        self._documents = {document.number: document for document in documents}
        self._catalogue = catalogue
        self._units: dict[str, dict[str, Span]] = {}

    def citations(self, bases: Sequence[Basis], day: date) -> tuple[Citation, ...]:
        """A citation for each basis whose text or card is at hand, numbered from 1."""
        found = ((basis, self._span(basis)) for basis in dict.fromkeys(bases))
        held = [(basis, span) for basis, span in found if span]
        return tuple(self._citation(str(id), *item, day) for id, item in enumerate(held, 1))

    def _citation(self, id: str, basis: Basis, span: Span, day: date) -> Citation:
        document = self._documents[basis.instrument]
        return Citation(
            id=id,
            document=document.number,
            title=document.title,
            locator=unit_of(basis) or label_of(basis, self._catalogue),
            anchor=basis.anchor,
            headings=(),
            quote=span.of(document.text),
            start=span.start,
            end=span.end,
            verbatim=document.meta.verbatim,
            validity=self._validity(basis, day),
        )

    def _validity(self, basis: Basis, day: date) -> Validity:
        standing = self._catalogue.standing(basis.instrument, day)
        checked = standing.checked.isoformat() if standing.checked else ""
        return Validity(standing.status, checked, standing.note, standing.source)

    def _span(self, basis: Basis) -> Span | None:
        """The unit, or the nearest one around it at hand; nothing where the document is not."""
        document = self._documents.get(basis.instrument)
        if document is None:
            return None
        if document.number not in self._units:
            self._units[document.number] = dict(_units(document.root))
        units, anchor = self._units[document.number], basis.anchor
        while anchor and anchor not in units:
            anchor = anchor.rpartition(".")[0]
        return units.get(anchor)


def _units(node: Node) -> Iterator[tuple[str, Span]]:
    """Every unit below a node; one that is told in several neighbours (a card does so) is all of them."""
    for place, child in enumerate(node.children):
        end = child.end
        for other in node.children[place + 1 :]:
            if other.place != child.place:
                break
            end = other.end
        yield child.anchor, Span(child.start, end)
        yield from _units(child)
