"""Questions that people asked as pairs to learn from, beside passages that look right and are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.train.judged import Judged, read_judged
from ingest.train.noise import Noise
from ingest.train.vocabulary import Numbers, Words
from knowledge.lexical import LexicalIndex

_NEAREST = 40
"""Articles by BM25 among which the wrong ones are looked for."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are mixed in: their share of a batch, wrong passages for each, words of a passage."""

    share: float = 0.08
    wrong: int = 2
    longest_passage: int = 400
    from_start: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as numbers, the articles that answer it, and those that share words with it."""

    question: Numbers
    right: tuple[Numbers, ...]
    wrong: tuple[Numbers, ...]


def read_asked(folder: Path, words: Words, report: Callable[[str], None]) -> list[Asked]:
    """The questions of a folder that training may see, with the articles nearest by BM25 as wrong ones.

    Raises:
        DataError: see `ingest.train.judged.read_judged`.
    """
    texts, judged = read_judged(folder)
    seen = [item for item in judged if not item.kept_apart]
    index = LexicalIndex.build(texts)
    nearest = [[place for place, _ in index.search(item.question, _NEAREST)] for item in seen]
    needed = {place for item, near in zip(seen, nearest, strict=True) for place in (*item.answers, *near)}
    numbers = {place: words.encode(texts[place]) for place in sorted(needed)}
    report(f"đã đọc {len(seen)} câu hỏi; để riêng {len(judged) - len(seen)} câu")
    return [_asked(item, near, numbers, words) for item, near in zip(seen, nearest, strict=True)]


def _asked(item: Judged, near: Sequence[int], numbers: dict[int, Numbers], words: Words) -> Asked:
    return Asked(
        words.encode(item.question),
        tuple(numbers[place] for place in sorted(item.answers)),
        tuple(numbers[place] for place in near if place not in item.answers),
    )


class Questions:
    """Draws questions with a passage that answers, and passages that do not."""

    def __init__(self, asked: Sequence[Asked], noise: Noise, rng: np.random.Generator, how: Asking) -> None:
        self._asked = asked
        self._noise = noise
        self._rng = rng
        self._how = how

    def draw(self, batch: int) -> tuple[list[tuple[Numbers, Numbers]], list[Numbers]]:
        """For a batch of this size: its share of pairs, and the wrong passages beside them."""
        size = min(int(batch * self._how.share), len(self._asked))
        chosen = [self._asked[i] for i in self._rng.choice(len(self._asked), size, replace=False)]
        pairs = [(self._noise.typed(one.question), self._passage(one.right)) for one in chosen]
        wrong = [self._passage(one.wrong) for one in chosen for _ in range(self._how.wrong) if one.wrong]
        return pairs, wrong

    def _passage(self, articles: Sequence[Numbers]) -> Numbers:
        """A part of one of them: its start, or a shorter one from anywhere."""
        text = articles[int(self._rng.integers(len(articles)))]
        most = self._how.longest_passage
        start, length = 0, most
        if len(text) > most // 2 and self._rng.random() >= self._how.from_start:
            length = most // 2
            start = int(self._rng.integers(len(text) - length + 1))
        return text[start : start + length]
