"""A shelf: the passages of one kind of document with their own search, so that no kind crowds out another.

The plan gives tasks and targets; laws, decrees and their digests give rules. A question is asked of each
shelf by itself, and scores of one shelf do not depend on what stands on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Document, NodeKind
from knowledge.lexical import LexicalIndex
from knowledge.passage import Passage
from knowledge.search import QueryEmbedder, Searcher
from knowledge.vectors import VectorStore


def is_regulation(document: Document) -> bool:
    """Whether a document gives rules by articles; our digests of such do too."""
    return not document.meta.verbatim or any(node.kind is NodeKind.ARTICLE for node in document.root.walk())


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages, how to search them, and in how many of them a term stands."""

    passages: tuple[Passage, ...]
    searcher: Searcher
    frequency: Callable[[str], int]


def shelves(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    lexical: LexicalIndex,
    vectors: VectorStore,
    embedder: QueryEmbedder,
) -> tuple[Shelf, Shelf]:
    """The shelf of plans and the shelf of regulations.

    Plans are few: their index is made here, and their vectors are held in memory.
    """
    rules = {document.number for document in documents if is_regulation(document)}
    plans = tuple(passage for passage in passages if passage.document not in rules)
    places = [place for place, passage in enumerate(passages) if passage.document in rules]
    own = LexicalIndex.build([passage.searched for passage in plans])
    held = HeldVectors.of(vectors, [view.id for passage in plans for view in passage.views])
    part = LexicalPart(lexical, np.array(places, dtype=np.int64))
    laws = tuple(passages[place] for place in places)
    return (
        Shelf(plans, Searcher(plans, own, held, embedder), own.frequency),
        Shelf(laws, Searcher(laws, part, Beside(vectors, len(held)), embedder), _rest(lexical, own)),
    )


def _rest(whole: LexicalIndex, part: LexicalIndex) -> Callable[[str], int]:
    """In how many texts of `whole` that are not in `part` a term stands."""
    return lambda term: max(0, whole.frequency(term) - part.frequency(term))


class LexicalPart:
    """The scores of some texts of an index."""

    def __init__(self, index: LexicalIndex, places: NDArray[np.int64]) -> None:
        self._index = index
        self._places = places

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of the texts of this part, in their order."""
        return np.asarray(self._index.scores(question)[self._places], dtype=np.float32)


class HeldVectors:
    """A few vectors, compared one by one."""

    def __init__(self, ids: Sequence[str], matrix: NDArray[np.float32]) -> None:
        self._ids = tuple(ids)
        self._matrix = matrix

    @classmethod
    def of(cls, store: VectorStore, ids: Sequence[str]) -> HeldVectors:
        """The vectors of `store` with these ids."""
        found = store.get(ids)
        return cls(tuple(found), np.stack(list(found.values())) if found else np.zeros((0, 1), np.float32))

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest as (id, cosine), best first."""
        if not self._ids:
            return []
        cosines = self._matrix @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(self._ids[place], float(cosines[place])) for place in best]


class Beside:
    """The nearest vectors of a store of which `others` belong to another shelf."""

    def __init__(self, store: VectorStore, others: int) -> None:
        self._store = store
        self._others = others

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """At least the `k` nearest of this shelf, and some of the other."""
        return self._store.nearest(vector, k + self._others)
