"""Finding passages: words and meaning fused by weight, exact where a question names a number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import OWN_SHARE, Entries, own_shares
from knowledge.passage import Passage

LEXICAL_WEIGHT = 0.6
EXACT_BONUS = 0.15
"""Added for each number, date or instrument of the question that a passage or a heading above it prints."""

EXTRA_WEIGHT = 0.4
"""Weight of further terms (synonyms, other readings) beside the words of the question."""

CANDIDATES = 300
"""Nearest vectors looked at; passages beyond them count with a cosine of zero."""

MOST_ARTICLES = 60
"""Articles whose passages are compared, where a library is searched by articles: some 400 passages."""

Scores = NDArray[np.float32]


class QueryEmbedder(Protocol):
    """What turns questions into vectors."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim)."""
        ...


class Lexical(Protocol):
    """What scores every entry by its words."""

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score for each entry, zeros where nothing matches."""
        ...


class Nearest(Protocol):
    """What finds entries by meaning."""

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The nearest views as (id, cosine), best first; views of other entries may be among them."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score and the parts: `lexical` is BM25, `dense` a cosine, `exact` a count."""

    passage: Passage
    score: float
    lexical: float
    dense: float
    exact: int


@dataclass(frozen=True, slots=True)
class _Scored:
    """The score of each entry and its parts; entries that do not count have a score of minus infinity.

    `top` is the best lexical score of all entries of the searcher.
    """

    fused: Scores
    lexical: Scores
    dense: Scores
    exact: Scores
    top: float

    def hit(self, entry: int, passage: Passage) -> Hit:
        score, lexical = float(self.fused[entry]), float(self.lexical[entry])
        return Hit(passage, score, lexical, float(self.dense[entry]), int(self.exact[entry]))


class Searcher:
    """Ranks the passages of a library for a question.

    `entries` are the passages indexed; without them that is done here. `only` marks the entries that count.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        lexical: Lexical,
        vectors: Nearest,
        embedder: QueryEmbedder,
        lexical_weight: float = LEXICAL_WEIGHT,
        *,
        entries: Entries | None = None,
        only: NDArray[np.bool_] | None = None,
    ) -> None:
        self._entries = entries or Entries.of(tuple(passages))
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._weight = lexical_weight
        self._only = np.ones(len(self._entries), dtype=np.bool_) if only is None else only

    def search(
        self, question: str, k: int = 10, extra: str = "", among: NDArray[np.bool_] | None = None
    ) -> tuple[Hit, ...]:
        """The `k` best passages, best first.

        `extra` holds further terms for the words, not the meaning; `among` marks the entries that count, all
        of this searcher's where it is left out.
        """
        if not self._only.any():
            return ()
        scored = self._scored(question, extra, self._only if among is None else self._only & among)
        if self._entries.single:
            return tuple(scored.hit(place, self._entries.passages[place]) for place in _best(scored.fused, k))
        return self._in_articles(question, scored, k)

    def _scored(self, question: str, extra: str, counted: NDArray[np.bool_]) -> _Scored:
        lexical = self._lexical.scores(question)
        if extra:
            lexical = lexical + EXTRA_WEIGHT * self._lexical.scores(extra)
        dense = self._dense(question)
        exact = self._entries.exact.counts(question)
        top = float(lexical.max(where=self._only, initial=0.0))
        fused = (1 - self._weight) * dense + EXACT_BONUS * exact
        if top > 0:
            fused = fused + self._weight * (lexical / top)
        return _Scored(np.where(counted, fused, -np.inf).astype(np.float32), lexical, dense, exact, top)

    def _dense(self, question: str) -> Scores:
        scores = np.zeros(len(self._entries), dtype=np.float32)
        vector = self._embedder.embed_queries([question])[0]
        for name, cosine in self._vectors.nearest(vector, CANDIDATES):
            place = self._entries.place(name)
            if place is not None:
                scores[place] = max(scores[place], cosine)
        return scores

    def _in_articles(self, question: str, scored: _Scored, k: int) -> tuple[Hit, ...]:
        """The passages of the best articles: each has its article's score, less for what it does not say."""
        best = _best(scored.fused, min(k, MOST_ARTICLES))
        found = [(entry, self._passages(entry)) for entry in best]
        shares = iter(own_shares(question, [one for _, run in found for one in run], self._rarity))
        hits: list[Hit] = []
        for entry, run in found:
            own = np.array([next(shares) for _ in run], dtype=np.float32)
            loss = OWN_SHARE * (1 - own / own.max()) if own.any() else np.zeros(len(run), np.float32)
            for passage, lost in zip(run, loss.tolist(), strict=True):
                hit = scored.hit(entry, passage)
                less = hit.lexical * lost
                score = hit.score - self._weight * less / (scored.top or 1.0)
                hits.append(replace(hit, score=score, lexical=hit.lexical - less))
        hits.sort(key=lambda hit: -round(hit.score, 6))
        return tuple(hits[:k])

    def _passages(self, entry: int) -> Sequence[Passage]:
        return [self._entries.passages[place] for place in self._entries.within(entry)]

    def _rarity(self, term: str) -> float:
        return math.log(1 + len(self._entries) / (self._entries.frequency(term) + 0.5))


def _best(scores: Scores, k: int) -> list[int]:
    """The places of the `k` best that count, best first, then by place."""
    steady = np.round(scores, 6)  # a stored vector may differ in its last bit
    if k < len(steady):
        worst = np.partition(steady, len(steady) - k)[len(steady) - k]
        places = np.flatnonzero(steady >= worst)
    else:
        places = np.arange(len(steady))
    ranked = places[np.argsort(-steady[places], kind="stable")][:k]
    return [int(place) for place in ranked if np.isfinite(steady[place])]
