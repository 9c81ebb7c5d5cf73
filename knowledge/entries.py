"""Entries: what is scored. A passage by itself; in a large library an article with all its passages.

Half a million clauses are five times as many as articles, and as many vectors of 512 numbers are a gigabyte.
So a large library is searched for articles first, then the passages of the best ones are compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from knowledge.exact import ExactIndex
from knowledge.passage import Passage
from knowledge.ranking_words import Article
from knowledge.text import strip_accents, syllables

WHOLE_ARTICLES = 50_000
"""A library with more passages is searched by articles. Fewer take 100 MB of vectors and 10 ms a question."""

MOST_TOGETHER = 60
"""Passages in one entry: an annex of a thousand rows is cut."""

OWN_SHARE = 0.5
"""Of the score by words of a passage in an article: so much is by what it says itself."""

MOST_LOOKED_AT = 25
"""Passages of an article that ranking looks at: of longer ones it reads no more words anyway."""

_NUMBERED = re.compile(r"Điều\s+[^\s.]+\.?\s*")
_OPENING = re.compile(r"Điều\s+1(?!\w)")
_BETWEEN = re.compile(r"(?:[^\w\n]|_)+")


@dataclass(frozen=True, slots=True)
class Entries:
    """What is scored: `bounds` (n + 1) cuts the passages into entries.

    `place` knows an entry by the id of one of its views, `named` the place of a passage by its id;
    `frequency` tells in how many entries a term stands.
    """

    passages: Sequence[Passage]
    bounds: NDArray[np.int32]
    place: Callable[[str], int | None]
    named: Callable[[str], int | None]
    exact: ExactIndex
    frequency: Callable[[str], int]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Entries:
        """Each passage by itself, indexed here and now."""
        places = {view.id: place for place, passage in enumerate(passages) for view in passage.views}
        exact = ExactIndex.build(passage.context for passage in passages)
        bounds = np.arange(len(passages) + 1, dtype=np.int32)
        return cls(passages, bounds, places.get, places.get, exact, lambda _: 0)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def single(self) -> bool:
        """Whether each passage is an entry."""
        return not by_articles(self.bounds)

    def within(self, entry: int) -> range:
        """The places of an entry's passages."""
        return range(int(self.bounds[entry]), int(self.bounds[entry + 1]))


def bounds_of(passages: Sequence[Passage], most: int = WHOLE_ARTICLES) -> NDArray[np.int32]:
    """Where entries begin: at each passage, or at each article where there are more than `most` passages."""
    if len(passages) <= most:
        return np.arange(len(passages) + 1, dtype=np.int32)
    starts: list[int] = []
    place = 0
    for _, run in groupby(passages, key=_article_of):
        size = sum(1 for _ in run)
        starts += range(place, place + size, MOST_TOGETHER)
        place += size
    return np.array([*starts, place], dtype=np.int32)


def by_articles(bounds: NDArray[np.int32]) -> bool:
    """Whether some entry holds more than a passage."""
    return len(bounds) - 1 != int(bounds[-1])


def _article_of(passage: Passage) -> tuple[str, str]:
    """Passages with one of these stand in one article; of a text without articles each stands alone."""
    parts = passage.anchor.split(".")
    number = next((n for n, part in enumerate(parts, 1) if part.startswith("dieu_")), len(parts))
    return passage.document, ".".join(parts[:number])


class Entered:
    """Each entry as one passage, in order, as often as they are gone through."""

    def __init__(self, passages: Iterable[Passage], bounds: NDArray[np.int32]) -> None:
        self._passages = passages
        self._bounds = bounds

    def __iter__(self) -> Iterator[Passage]:
        found = iter(self._passages)
        for start, end in pairwise(self._bounds.tolist()):
            yield together([next(found) for _ in range(start, end)])


def together(passages: Sequence[Passage]) -> Passage:
    """The passages of an entry as one: the first, with the lines of all, each heading once."""
    first, *others = passages
    if not others:
        return first
    lines = dict.fromkeys(line for passage in passages for line in passage.context.split("\n"))
    wordings = dict.fromkeys(wording for passage in passages for wording in passage.wordings)
    return replace(first, context="\n".join(lines), wordings=tuple(wordings))


def ranked_as(passages: Sequence[Passage]) -> Article:
    """The passages of an entry as `knowledge.ranking` looks at them: an article with its title and lines."""
    headings = passages[0].headings
    title = next((n for n, heading in enumerate(headings) if _NUMBERED.match(heading)), len(headings) - 1)
    lines = dict.fromkeys(
        line for one in passages for line in (*one.headings[title + 1 :], one.context.rpartition("\n")[2])
    )
    heading = headings[title] if headings else ""
    name = _NUMBERED.sub("", heading, count=1)
    return Article(passages[0].document, name, tuple(lines), bool(_OPENING.match(heading)))


def articles_of(passages: Iterable[Passage], bounds: NDArray[np.int32]) -> Iterator[Article]:
    """The entries as `knowledge.ranking` looks at them, in order."""
    found = iter(passages)
    for start, end in pairwise(bounds.tolist()):
        yield ranked_as([next(found) for _ in range(start, end)][:MOST_LOOKED_AT])


class EntryTexts(Sequence[str]):
    """The searched words of all entries, made when they are asked for, a slice at a time."""

    def __init__(self, passages: Sequence[Passage], bounds: NDArray[np.int32]) -> None:
        self._passages = passages
        self._bounds = bounds

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if not isinstance(at, slice):
            return self[at : at + 1][0]
        first, last, _ = at.indices(len(self))
        cut = self._bounds[first : last + 1]
        return [entry.searched for entry in Entered(self._passages[int(cut[0]) : int(cut[-1])], cut)]


def own_shares(
    question: str, passages: Sequence[Passage], weight: Callable[[str], float]
) -> NDArray[np.float32]:
    """The part of the question's words and pairs, by weight, that each passage says itself: 0 to 1."""
    words = [strip_accents(word) for word in syllables(question)]
    sought = dict.fromkeys((*words, *(f"{one} {two}" for one, two in pairwise(words))))
    weights = {f" {term} ": weight(f"~{term.replace(' ', '_')}") for term in sought}
    whole = sum(weights.values()) or 1.0
    texts = _plain([passage.context.rpartition("\n")[2] for passage in passages])
    found = [math.fsum(worth for term, worth in weights.items() if term in text) for text in texts]
    return np.array(found, dtype=np.float32) / np.float32(whole)


def _plain(lines: Sequence[str]) -> list[str]:
    """The lines in lower case without marks, a space around each word."""
    plain = _BETWEEN.sub(" ", strip_accents("\n".join(lines).lower()))
    return [f" {line} " for line in plain.split("\n")]
