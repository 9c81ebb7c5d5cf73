"""Pairs to learn from: a question, and the passage of an article that answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.train.corpus import Article
from ingest.train.noise import Noise
from ingest.train.vocabulary import Numbers, Words

_FEWEST_WORDS = 8
"""An article shorter than this has nothing to ask about."""
_COMMON_TITLE = 5
"""A title that more articles bear than this ("Phạm vi điều chỉnh") does not say which one is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """An article as numbers: title, all its words, and where each paragraph starts (with the end as last)."""

    title: Numbers
    body: Numbers
    cuts: Numbers

    @classmethod
    def of(cls, article: Article, words: Words) -> Numbered:
        """The article in the numbers of `words`."""
        encoded = (words.encode(text) for text in article.paragraphs)
        paragraphs = [numbers for numbers in encoded if len(numbers)]
        body = np.concatenate([np.zeros(0, dtype=np.int64), *paragraphs])
        return cls(words.encode(article.title), body, np.cumsum([0, *map(len, paragraphs)]))

    @property
    def text(self) -> Numbers:
        """Title and body."""
        return np.concatenate([self.title, self.body])


@dataclass(frozen=True, slots=True)
class Shape:
    """How pairs are cut. Shares are of all pairs of their kind; lengths are in words."""

    by_title: float = 0.5
    title_in_passage: float = 0.5
    title_beside_sentence: float = 0.7
    sentence_stays: float = 0.2
    shortest_question: int = 6
    longest_question: int = 30
    longest_passage: int = 200


class Pairs:
    """Draws a new pair from an article each time it is asked."""

    def __init__(
        self, articles: Sequence[Numbered], noise: Noise, rng: np.random.Generator, shape: Shape
    ) -> None:
        self._articles = articles
        self._noise = noise
        self._rng = rng
        self._shape = shape
        self._titles = Counter(article.title.tobytes() for article in articles)
        self._usable = np.flatnonzero([len(article.body) >= _FEWEST_WORDS for article in articles])

    def __len__(self) -> int:
        return len(self._usable)

    def batches(self, size: int, run: int) -> Iterator[list[tuple[Numbers, Numbers]]]:
        """Batches without end, each article once a pass, `run` neighbours of the corpus kept together.

        Neighbours treat one subject, so that a batch holds passages that are hard to tell apart.
        """
        size = min(size, len(self))
        while True:
            starts = np.arange(0, len(self), run)
            self._rng.shuffle(starts)
            order = np.concatenate([self._usable[start : start + run] for start in starts])
            for start in range(0, len(order) - size + 1, size):
                yield [self.draw(self._articles[place]) for place in order[start : start + size]]

    def draw(self, article: Numbered) -> tuple[Numbers, Numbers]:
        """A typed question and a passage of the article."""
        if self._says_enough(article.title) and self._happens(self._shape.by_title):
            question, passage = self._noise.asked(article.title), self._window(article.body)
            with_title = self._shape.title_in_passage
        else:
            question, rest = self._sentence(article)
            passage, with_title = self._window(rest), self._shape.title_beside_sentence
        if self._happens(with_title):
            passage = np.concatenate([article.title, passage])
        return self._noise.typed(question), passage

    def _says_enough(self, title: Numbers) -> bool:
        return len(title) >= 3 and self._titles[title.tobytes()] <= _COMMON_TITLE

    def _sentence(self, article: Numbered) -> tuple[Numbers, Numbers]:
        """A stretch of one paragraph, and the article without it (now and then with it)."""
        place = self._rng.integers(len(article.cuts) - 1)
        first, last = int(article.cuts[place]), int(article.cuts[place + 1])
        length = min(
            last - first, int(self._rng.integers(self._shape.shortest_question, self._shape.longest_question))
        )
        start = first + int(self._rng.integers(last - first - length + 1))
        question = article.body[start : start + length]
        if self._happens(self._shape.sentence_stays):
            return question, article.body
        alone = len(article.cuts) == 2
        before, after = (start, start + length) if alone else (first, last)
        return question, np.concatenate([article.body[:before], article.body[after:]])

    def _window(self, text: Numbers) -> Numbers:
        """The text, or a part of it as long as a passage: from its start, or from anywhere."""
        most = self._shape.longest_passage
        if len(text) <= most:
            return text
        length = int(self._rng.integers(most // 3, most + 1))
        start = 0 if self._happens(0.5) else int(self._rng.integers(len(text) - length + 1))
        return text[start : start + length]

    def _happens(self, rate: float) -> bool:
        return bool(self._rng.random() < rate)
