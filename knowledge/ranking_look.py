"""The best articles laid beside a question: what is counted part by part, summed up article by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking_matches import Matches
from knowledge.ranking_words import Asked, Floats
from knowledge.readings import Parts, Places, Readings
from knowledge.static_model import StaticModel


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Articles found, and the first ones of their instruments, with what they have of a question.

    Of `parts` the first `size` articles are those found; `openings[a]` is the number there of the one that
    opens the instrument of a, `opened[a]` whether there is one; where there is none, a stands for it.
    """

    asked: Asked
    parts: Parts
    matches: Matches
    size: int
    openings: Places
    opened: NDArray[np.bool_]

    @classmethod
    def of(cls, asked: Asked, places: Places, readings: Readings, model: StaticModel) -> Self:
        """The articles at these places, of which there is one at least."""
        first = readings.openings[readings.instruments[places]]
        opened, size = first >= 0, len(places)
        others, number = np.unique(first[opened], return_inverse=True)
        parts = readings.parts.picked(np.concatenate([places, others]))
        openings = np.arange(size)
        openings[opened] = size + number
        return cls(asked, parts, Matches.of(asked, parts, model), size, openings, opened)

    @property
    def windows(self) -> Places:
        """How many windows each article found has."""
        return np.diff(self.parts.first)[: self.size] - 1

    def titles(self) -> list[str]:
        """The words of each title, with marks or not as in the question, a space around each."""
        known = self.parts.vocabulary
        said = [self.parts.tokens[run] for run in self._titles()]
        spelt = (one if self.asked.accented else known.forms[one] for one in said)
        return [f" {' '.join(known.names[number] for number in one.tolist())} " for one in spelt]

    def titles_near(self, articles: int) -> Floats:
        """How near the words of each title come to the question's; rare ones count more among `articles`."""
        runs = self._titles()
        tokens = np.concatenate([self.parts.tokens[run] for run in runs])
        near = np.concatenate([self.matches.nearest[run] for run in runs])
        starts = np.cumsum([0, *(run.stop - run.start for run in runs[:-1])])
        weights = self.parts.vocabulary.rarity(tokens, articles)
        whole = np.maximum(np.add.reduceat(weights, starts), 1e-9)
        return _floats(np.add.reduceat(weights * near, starts) / whole)

    def nearness(self, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """How near words come to the question's: in title; article; title and window; article and opening."""
        near = self.matches.near
        titles = near[self.parts.titles]
        articles = np.maximum.reduceat(near, self.parts.titles, axis=0)
        windows = np.maximum(near, titles[self.parts.articles]) @ weights
        own = articles[: self.size]
        return (
            titles[: self.size] @ weights,
            own @ weights,
            np.maximum.reduceat(windows, self.parts.titles)[: self.size],
            np.maximum(own, articles[self.openings]) @ weights,
        )

    def in_one_window(self, words: Floats, pairs: Floats, saturation: float) -> Floats:
        """What title and best window say of the question: n times one word counts n / (n + saturation)."""
        one = _saturated(self._with_titles(self.matches.words), saturation) @ words
        two = _saturated(self._with_titles(self.matches.pairs), saturation) @ pairs
        return _floats(np.maximum.reduceat(one + two, self.parts.titles)[: self.size] / 2)

    def pairs(self, weights: Floats) -> tuple[Floats, Floats]:
        """Which of the question's pairs the body says, and which the article or its instrument's opening."""
        counts = self.matches.pairs
        whole = np.add.reduceat(counts, self.parts.titles, axis=0)
        own = whole[: self.size]
        body = own - counts[self.parts.titles[: self.size]]
        opened = own + whole[self.openings]
        return _floats((body > 0) @ weights), _floats((opened > 0) @ weights)

    def _with_titles(self, counts: Floats) -> Floats:
        """The counts of each part and its article's title together."""
        titles = self.parts.titles
        added = counts[titles][self.parts.articles]
        added[titles] = 0
        return counts + added

    def _titles(self) -> list[slice]:
        """Where the tokens of each title found stand."""
        starts, titles = self.parts.starts, self.parts.titles[: self.size]
        return list(map(slice, starts[titles].tolist(), starts[titles + 1].tolist()))


def _saturated(counts: Floats, saturation: float) -> Floats:
    return counts / (counts + np.float32(saturation))


def _floats(values: object) -> Floats:
    return np.asarray(values, dtype=np.float32)
