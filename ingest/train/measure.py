"""How well an embedding finds articles: reciprocal rank and hits, alone, beside BM25, fused, ranked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.train.judged import Judged
from ingest.train.ranking import Collection
from knowledge.lexical import LexicalIndex
from knowledge.ranking import Ranking
from knowledge.ranking_words import Article
from knowledge.search import RANKED
from knowledge.text import strip_accents

_DEPTH = 10
LEXICAL_SHARES = (0.3, 0.5)
"""Weights of BM25 (divided by its best score) beside the cosine."""

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """What turns texts into unit vectors."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of passages."""
        ...


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean of 1/rank of the first answer within ten; share of questions with one at first, within ten."""

    system: str
    mrr: float
    first: float
    ten: float

    def __str__(self) -> str:
        return f"{self.system}: MRR@10 {self.mrr:.3f}, hit@1 {self.first:.3f}, hit@10 {self.ten:.3f}"


@dataclass(frozen=True, slots=True)
class Anew:
    """A ranking, and the texts as it looks at them."""

    ranking: Ranking
    articles: Sequence[Article]


def measure(
    encoder: Encoder, texts: Sequence[str], judged: Sequence[Judged], anew: Anew | None = None
) -> list[Figures]:
    """Figures of the encoder alone, of BM25 alone and of both, for questions as they are and typed bare.

    With `anew` also of the best articles ranked by it.
    """
    passages = encoder.embed_passages(texts)
    index = LexicalIndex.build(texts)
    figures = list[Figures]()
    for spelling, typed in (("có dấu", str), ("không dấu", strip_accents)):
        questions = [typed(item.question) for item in judged]
        cosines = encoder.embed_queries(questions) @ passages.T
        for name, scores in _systems(cosines, index, questions).items():
            figures.append(_figures(f"{spelling}, {name}", scores, judged))
        if anew:
            collection = Collection(texts, anew.articles, index)
            scores = np.stack(
                [_anew(collection, anew.ranking, *pair) for pair in zip(questions, cosines, strict=True)]
            )
            figures.append(_figures(f"{spelling}, ranked anew", scores, judged))
    return figures


def _anew(collection: Collection, ranking: Ranking, question: str, cosines: Matrix) -> Matrix:
    """Scores of all texts, of which those ranked anew have the best."""
    found = collection.found(question, cosines, RANKED)
    scores = np.zeros(len(cosines), dtype=np.float32)
    worth = ranking.over(collection.readings).scores(question, found, collection.rarity)
    scores[found.places[np.argsort(-worth, kind="stable")]] = np.arange(len(found.places), 0, -1)
    return scores


def _systems(cosines: Matrix, index: LexicalIndex, questions: Sequence[str]) -> dict[str, Matrix]:
    lexical = np.stack([index.scores(question) for question in questions])
    lexical /= np.maximum(lexical.max(axis=1, keepdims=True), 1e-9)
    fused = {
        f"{share} BM25 + {1 - share} cosine": share * lexical + (1 - share) * cosines
        for share in LEXICAL_SHARES
    }
    return {"cosine": cosines, "BM25": lexical} | fused


def _figures(name: str, scores: Matrix, judged: Sequence[Judged]) -> Figures:
    ranks = [_rank(row, item.answers) for row, item in zip(scores, judged, strict=True)]
    size = max(1, len(ranks))
    return Figures(
        name,
        sum(1 / rank for rank in ranks if rank) / size,
        sum(rank == 1 for rank in ranks) / size,
        sum(rank is not None for rank in ranks) / size,
    )


def _rank(scores: Matrix, answers: frozenset[int]) -> int | None:
    """The place of the first answer among the ten best, counted from 1."""
    best = np.argsort(-scores, kind="stable")[:_DEPTH]
    return next((rank for rank, place in enumerate(best, 1) if int(place) in answers), None)
