"""Finding passages: words and meaning fused by weight, exact where a question names a number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.passage import Passage
from knowledge.text import forms, strip_accents, syllables

LEXICAL_WEIGHT = 0.6
EXACT_BONUS = 0.1
"""Added for each number, date or instrument of the question that a passage or a heading above it prints."""

EXTRA_WEIGHT = 0.4
"""Weight of further terms (synonyms, other readings) beside the words of the question."""

CANDIDATES = 300
"""Nearest vectors looked at; passages beyond them count with a cosine of zero."""

_EXACT = re.compile(r"\d{1,5}/|\d{1,3}(?:\.\d{3})+$|\d+-|(?!(?:19|20)\d\d$)\d{2,}$")
"""Numbers of instruments, dates, figures; a year alone is in too many passages to tell them apart."""


class QueryEmbedder(Protocol):
    """What turns questions into vectors."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim)."""
        ...


class Lexical(Protocol):
    """What scores every passage by its words."""

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score for each passage, zeros where nothing matches."""
        ...


class Nearest(Protocol):
    """What finds passages by meaning."""

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The nearest views as (id, cosine), best first; views of other passages may be among them."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score and the parts: `lexical` is BM25, `dense` a cosine, `exact` a count."""

    passage: Passage
    score: float
    lexical: float
    dense: float
    exact: int


class Searcher:
    """Ranks the passages of a library for a question."""

    def __init__(
        self,
        passages: Sequence[Passage],
        lexical: Lexical,
        vectors: Nearest,
        embedder: QueryEmbedder,
        lexical_weight: float = LEXICAL_WEIGHT,
    ) -> None:
        self._passages = tuple(passages)
        self._place = {v.id: place for place, passage in enumerate(self._passages) for v in passage.views}
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._weight = lexical_weight
        self._exact = _exact_places(self._passages)

    def search(self, question: str, k: int = 10, extra: str = "") -> tuple[Hit, ...]:
        """The `k` best passages, best first. `extra` holds further terms for the words, not the meaning."""
        if not self._passages:
            return ()
        lexical = self._lexical.scores(question)
        if extra:
            lexical = lexical + EXTRA_WEIGHT * self._lexical.scores(extra)
        dense = self._dense(question)
        exact = self._exact_counts(question)
        top = float(lexical.max())
        fused = (1 - self._weight) * dense + EXACT_BONUS * exact
        if top > 0:
            fused = fused + self._weight * (lexical / top)
        steady = np.round(fused, 6)  # a stored vector may differ in its last bit
        best = np.argsort(-steady, kind="stable")[:k]
        return tuple(
            Hit(self._passages[i], float(fused[i]), float(lexical[i]), float(dense[i]), int(exact[i]))
            for i in best
        )

    def _dense(self, question: str) -> NDArray[np.float32]:
        scores = np.zeros(len(self._passages), dtype=np.float32)
        vector = self._embedder.embed_queries([question])[0]
        for name, cosine in self._vectors.nearest(vector, CANDIDATES):
            place = self._place.get(name)
            if place is not None:
                scores[place] = max(scores[place], cosine)
        return scores

    def _exact_counts(self, question: str) -> NDArray[np.float32]:
        counts = np.zeros(len(self._passages), dtype=np.float32)
        for token in _exact_tokens(question):
            counts[self._exact.get(token, [])] += 1
        return counts


def _exact_tokens(text: str) -> set[str]:
    """The numbers of a text that count as exact, without diacritics ("45/2021/nd-cp", "45/2021")."""
    found = (strip_accents(token) for token in syllables(text) if _EXACT.match(token))
    return {form for token in found for form in (token, *forms(token)[:1])}


def _exact_places(passages: Sequence[Passage]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, passage in enumerate(passages):
        for token in _exact_tokens(passage.context):
            places[token].append(place)
    return places
