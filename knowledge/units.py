"""Units of a document by anchor, with the way up from each: built once, asked often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from knowledge.document import Document, Node

KEPT = 128
"""Documents whose units stay looked up."""


class Units:
    """Look-up of the nodes of one document and of the path from the root to each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._paths: dict[str, tuple[Node, ...]] = dict(_paths(document.root, ()))

    def node(self, anchor: str) -> Node | None:
        """The unit with this anchor, or nothing."""
        path = self._paths.get(anchor)
        return path[-1] if path else None

    def path(self, anchor: str) -> tuple[Node, ...]:
        """The units from the root down to this anchor, both included; empty when there is none."""
        return self._paths.get(anchor, ())

    def headings(self, anchor: str) -> tuple[str, ...]:
        """The lines above the unit, outermost first."""
        return tuple(node.head.of(self.document.text) for node in self.path(anchor)[1:-1])


class UnitsByNumber(Mapping[str, Units]):
    """The units of each document by its number, looked up when asked for; those asked for last stay."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.number: document for document in documents}
        self._made = lru_cache(maxsize=KEPT)(lambda number: Units(self._documents[number]))

    def __getitem__(self, number: str) -> Units:
        return self._made(number)

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def _paths(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    path = (*above, node)
    yield node.anchor, path
    for child in node.children:
        yield from _paths(child, path)
