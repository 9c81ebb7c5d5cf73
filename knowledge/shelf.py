"""A shelf: the passages of one kind of document with their own search, so that no kind crowds out another.

The plan gives tasks and targets; laws, decrees and their digests give rules. A question is asked of each
shelf by itself, and scores of one shelf do not depend on what stands on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue
from knowledge.ended import Ended
from knowledge.entries import Entries
from knowledge.lexical import LexicalIndex
from knowledge.passage import Passage
from knowledge.ranking import Ranker
from knowledge.search import CANDIDATES, Nearest, QueryEmbedder, Searcher, best_places
from knowledge.stacks import Listed
from knowledge.vectors import VectorStore

Mask = NDArray[np.bool_]

HELD = 10_000
"""Passages of regulations whose vectors are held in memory: some 25 MB, asked in a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages, how to search them, and in how many of the `size` texts searched a term stands.

    `passage` gives the passage with an id, `among` marks the texts of some documents for the searcher.
    """

    passages: Collection[Passage]
    searcher: Searcher
    frequency: Callable[[str], int]
    size: int
    passage: Callable[[str], Passage | None]
    among: Callable[[Collection[str]], Mask] = field(repr=False)

    @classmethod
    def of(cls, passages: Sequence[Passage], searcher: Searcher, frequency: Callable[[str], int]) -> Shelf:
        """A shelf of a few passages, each searched by itself."""
        named = {passage.id: passage for passage in passages}

        def among(numbers: Collection[str]) -> Mask:
            return np.array([passage.document in numbers for passage in passages], dtype=np.bool_)

        return cls(passages, searcher, frequency, len(passages), named.get, among)


def shelves(
    listed: Sequence[Listed],
    entries: Entries,
    lexical: LexicalIndex,
    vectors: VectorStore,
    embedder: QueryEmbedder,
    catalogue: Catalogue,
    ranking: Ranker | None = None,
) -> tuple[Shelf, Shelf]:
    """The shelf of plans and the shelf of regulations, of which `catalogue` tells whether they hold.

    Plans are few: their index is made here, and their vectors are held in memory; so are those of as many
    regulations as an office commonly has.
    """
    plans = tuple(one for doc in listed if not doc.rules for one in entries.passages[doc.first : doc.last])
    own = LexicalIndex.build([passage.searched for passage in plans])
    held = HeldVectors.of(vectors, _views(plans))
    # With a whole codification beside it a plan has few of the nearest vectors, whatever is asked.
    beside = Beside(vectors, len(held) if entries.single else min(len(held), CANDIDATES))
    rules = _Rules(tuple(doc for doc in listed if doc.rules), entries)
    laws, only = rules.passages, rules.entries_of_all
    searcher = Searcher(
        entries.passages,
        lexical,
        nearest_of(laws, entries, vectors, beside),
        embedder,
        entries=entries,
        only=only,
        ended=_Behind(Ended(catalogue, (doc.number for doc in rules.listed)), rules.among),
        ranking=ranking,
    )
    return (
        Shelf.of(plans, Searcher(plans, own, held, embedder), own.frequency),
        Shelf(laws, searcher, _rest(lexical, own), int(only.sum()), rules.passage, rules.among),
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """The regulations of a library: their passages, and which entries are theirs."""

    listed: tuple[Listed, ...]
    entries: Entries

    @property
    def passages(self) -> Part:
        """Their passages, in order."""
        return Part(self.entries.passages, [range(doc.first, doc.last) for doc in self.listed])

    @property
    def entries_of_all(self) -> Mask:
        """Marks the entries of all."""
        return _marked(self.entries, self.listed)

    def among(self, numbers: Collection[str]) -> Mask:
        """Marks the entries of those with these numbers."""
        return _marked(self.entries, [doc for doc in self.listed if doc.number in numbers])

    def passage(self, name: str) -> Passage | None:
        """The passage with this id."""
        place = self.entries.named(name)
        return None if place is None else self.entries.passages[place]


def nearest_of(
    passages: Collection[Passage], entries: Entries, vectors: VectorStore, otherwise: Nearest
) -> Nearest:
    """What finds passages by meaning: in memory where they are few enough, else as said."""
    if entries.single and len(passages) <= HELD:
        return HeldVectors.of(vectors, _views(passages))
    return otherwise


def _views(passages: Iterable[Passage]) -> list[str]:
    return [view.id for passage in passages for view in passage.views]


class _Behind:
    """The texts of ended instruments of a shelf that a question does not ask for."""

    def __init__(self, ended: Ended, among: Callable[[Collection[str]], Mask]) -> None:
        self._ended = ended
        self._marks = lru_cache(maxsize=16)(among)

    def __call__(self, question: str, day: date | None) -> Mask | None:
        numbers = self._ended.unasked(question, day)
        return self._marks(numbers) if numbers else None


def _marked(entries: Entries, documents: Sequence[Listed]) -> Mask:
    """The entries of these documents."""
    marked = np.zeros(len(entries.passages) + 1, dtype=np.bool_)
    for doc in documents:
        marked[doc.first : doc.last] = True
    return np.asarray(marked[entries.bounds[:-1]])


def _rest(whole: LexicalIndex, part: LexicalIndex) -> Callable[[str], int]:
    """In how many texts of `whole` that are not in `part` a term stands."""
    return lambda term: max(0, whole.frequency(term) - part.frequency(term))


class Part(Collection[Passage]):
    """Some runs of the passages of a build, in their order."""

    def __init__(self, passages: Sequence[Passage], runs: Sequence[range]) -> None:
        self._passages = passages
        self._runs = runs

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def __contains__(self, one: object) -> bool:
        return any(one == held for held in self)

    def __iter__(self) -> Iterator[Passage]:
        for run in self._runs:
            yield from self._passages[run.start : run.stop]


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
        best = best_places(cosines, k)
        return list(zip(map(self._ids.__getitem__, best.tolist()), cosines[best].tolist(), strict=True))


class Beside:
    """The nearest vectors of a store of which `others` belong to another shelf."""

    def __init__(self, store: VectorStore, others: int) -> None:
        self._store = store
        self._others = others

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """At least the `k` nearest of this shelf, and some of the other."""
        return self._store.nearest(vector, k + self._others)
