"""The project's own search as systems under test: words, meaning, both as the product fuses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from evals.retrieval import SYSTEMS, Searcher
from knowledge.document import Span
from knowledge.lexical import LexicalIndex
from knowledge.passage import Passage
from knowledge.search import Searcher as ProductSearcher
from knowledge.vectors import VectorStore

BATCH = 2048
"""Texts embedded in one call."""

Matrix = NDArray[np.float32]
Ranked = list[list[tuple[str, float]]]


class TextEmbedder(Protocol):
    """What turns questions and texts into unit vectors, shape (n, dim)."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of texts."""


class LexicalSearcher:
    """BM25 over words alone."""

    def __init__(self) -> None:
        self.ids: tuple[str, ...] = ()
        self._words: LexicalIndex | None = None

    @property
    def words(self) -> LexicalIndex:
        """The product's lexical index over the texts."""
        if self._words is None:
            raise RuntimeError("search before index")
        return self._words

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Take in the texts; the same ids again cost nothing."""
        if self.ids != tuple(ids):
            self.ids = tuple(ids)
            self._words = LexicalIndex.build(texts)

    def search(self, queries: Sequence[str], k: int) -> Ranked:
        """The best `k` texts of each question by BM25."""
        return [
            [(self.ids[place], score) for place, score in self.words.search(query, k)] for query in queries
        ]


class DenseSearcher:
    """Cosine of embeddings alone, over every text: no approximate index stands between."""

    def __init__(self, embedder: TextEmbedder) -> None:
        self.embedder = embedder
        self.ids: tuple[str, ...] = ()
        self._vectors: Matrix = np.empty((0, 0), dtype=np.float32)

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Take in the texts; the same ids again cost nothing."""
        if self.ids != tuple(ids):
            self.ids = tuple(ids)
            parts = [
                self.embedder.embed_passages(texts[start : start + BATCH])
                for start in range(0, len(texts), BATCH)
            ]
            self._vectors = np.concatenate(parts)

    def search(self, queries: Sequence[str], k: int) -> Ranked:
        """The best `k` texts of each question by cosine."""
        return [self.nearest(vector, k) for vector in self.embedder.embed_queries(queries)]

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest texts as (id, cosine), best first."""
        cosines = self._vectors @ vector
        k = min(k, len(cosines))
        best = np.argpartition(-cosines, k - 1)[:k] if k else np.empty(0, dtype=np.int64)
        ranked = best[np.argsort(-cosines[best], kind="stable")]
        return [(self.ids[place], float(cosines[place])) for place in ranked]


class FusedSearcher:
    """The product's searcher over both, its weight and its bonus for exact numbers included."""

    def __init__(self, lexical: LexicalSearcher, dense: DenseSearcher) -> None:
        self._lexical = lexical
        self._dense = dense
        self._product: ProductSearcher | None = None

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Take in the texts."""
        self._lexical.index(ids, texts)
        self._dense.index(ids, texts)
        passages = [_passage(name, text) for name, text in zip(ids, texts, strict=True)]
        # The product asks its store for neighbours by passage id, which is "#" and ours.
        store = cast("VectorStore", _Neighbours(self._dense))
        self._product = ProductSearcher(passages, self._lexical.words, store, self._dense.embedder)

    def search(self, queries: Sequence[str], k: int) -> Ranked:
        """The best `k` texts of each question by the fused score."""
        if self._product is None:
            return [[] for _ in queries]
        found = [self._product.search(query, k) for query in queries]
        return [[(hit.passage.anchor, hit.score) for hit in hits] for hits in found]


class _Neighbours:
    """The dense searcher in the place of the product's vector store."""

    def __init__(self, dense: DenseSearcher) -> None:
        self._dense = dense

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        return [(f"#{name}", cosine) for name, cosine in self._dense.nearest(vector, k)]


def _passage(name: str, text: str) -> Passage:
    return Passage("", name, "", "article", Span(0, len(text)), (), text)


def build_systems(names: Sequence[str], load: Callable[[], TextEmbedder]) -> dict[str, Searcher]:
    """The systems of these names. The embedder is loaded only where one needs it; indexes are shared."""
    lexical = LexicalSearcher()
    systems: dict[str, Searcher] = {"lexical": lexical}
    if set(names) & {"dense", "fused"}:
        dense = DenseSearcher(load())
        systems |= {"dense": dense, "fused": FusedSearcher(lexical, dense)}
    return {name: systems[name] for name in SYSTEMS if name in names}
