"""What the features of `knowledge.ranking` weigh, fitted on questions that people asked.

A model knows the questions that it was trained on, and is surer of their answers than of others. So they are
dealt into folds, and those of a fold are looked at with a model that never saw them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.train.judged import Judged, digest_of, read_ranked
from knowledge.lexical import LexicalIndex
from knowledge.ranking import LEXICAL_SHARE, Found, features
from knowledge.ranking_words import Article, Floats
from knowledge.readings import Readings
from knowledge.static_model import StaticModel


@dataclass(frozen=True, slots=True)
class Weighing:
    """How weights are found: folds of questions, steps of a fold's model, articles looked at, and the fit.

    Without folds there is no ranking.
    """

    folds: int = 3
    steps: int = 600
    articles: int = 80
    rounds: int = 600
    learning_rate: float = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The articles found for a question: what `FEATURES` names of each, and whether it answers."""

    features: Floats
    answers: NDArray[np.bool_]


class Collection:
    """Articles with their word index, asked with a model; `readings` is what ranking reads of them."""

    def __init__(self, texts: Sequence[str], articles: Iterable[Article], lexical: LexicalIndex) -> None:
        self._texts = texts
        self.readings = Readings.of(articles)
        self._lexical = lexical

    def rarity(self, term: str) -> float:
        """How rare a term is in these articles."""
        return math.log(1 + len(self._texts) / (self._lexical.frequency(term) + 0.5))

    def found(self, question: str, cosines: Floats, most: int) -> Found:
        """The articles to rank."""
        lexical = self._lexical.scores(question)
        lexical = lexical / max(float(lexical.max()), 1e-9)
        fused = LEXICAL_SHARE * lexical + (1 - LEXICAL_SHARE) * cosines
        best = np.argsort(-fused, kind="stable")[:most]
        return Found(best, lexical[best], cosines[best])

    def ranked(self, model: StaticModel, judged: Sequence[Judged], most: int) -> Iterator[Ranked]:
        """Questions with the articles found by words and by this model."""
        passages = model.embed(self._texts)
        for item in judged:
            cosines = passages @ model.embed([item.question])[0]
            found = self.found(item.question, cosines, most)
            seen = features(item.question, found, self.readings, model, self.rarity)
            yield Ranked(seen, np.isin(found.places, list(item.answers)))


def weights_of(
    folder: Path, learn: Callable[[Sequence[int]], StaticModel], how: Weighing, report: Callable[[str], None]
) -> Floats:
    """The weight of each feature, float32, from the questions of a folder that training may see.

    `learn` trains a model on some of these questions, known by their places among them.

    Raises:
        DataError: see `ingest.train.judged.read_ranked`.
    """
    texts, articles, judged = read_ranked(folder)
    seen = [item for item in judged if not item.kept_apart]
    collection = Collection(texts, articles, LexicalIndex.build(texts))
    ranked: list[Ranked] = []
    for fold in range(how.folds):
        apart = [item for item in seen if fold_of(item.question, how.folds) == fold]
        others = [place for place, item in enumerate(seen) if fold_of(item.question, how.folds) != fold]
        report(f"phần {fold + 1}/{how.folds}: học {len(others)} câu hỏi, xếp hạng {len(apart)} câu")
        ranked += collection.ranked(learn(others), apart, how.articles)
    return fit(ranked, how)


def fold_of(question: str, folds: int) -> int:
    """The fold of a question, by a hash of its words."""
    return digest_of(question)[1] % folds


def fit(ranked: Sequence[Ranked], how: Weighing) -> Floats:
    """Weights by which an answer is the best of those found: softmax over each question's articles, Adam."""
    useful = [one for one in ranked if one.answers.any() and not one.answers.all()]
    everything = np.concatenate([one.features for one in useful])
    spread = everything.std(axis=0) + 1e-6
    rows = (everything - everything.mean(axis=0)) / spread
    starts = np.cumsum([0, *(len(one.answers) for one in useful[:-1])])
    others = np.where(np.concatenate([one.answers for one in useful]), 0, -np.inf)
    weights, mean, square = np.zeros((3, rows.shape[1]))
    for step in range(1, how.rounds + 1):
        scores = rows @ weights
        gradient = rows.T @ (_shares(scores, starts) - _shares(scores + others, starts)) / len(useful)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        weights = weights - how.learning_rate * mean / (1 - 0.9**step) / root
    return np.asarray(weights / spread, dtype=np.float32)


def _shares(scores: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Softmax over the articles of each question."""
    sizes = np.diff(np.append(starts, len(scores)))
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    shares: NDArray[np.float64] = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return shares
