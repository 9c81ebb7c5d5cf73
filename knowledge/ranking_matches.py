"""What a question and parts of articles have in common, as matrices: one row a part, one column a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking_words import NO_WORD, Asked, Floats, Numbers
from knowledge.readings import Parts, Places
from knowledge.static_model import StaticModel


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """What each part has of a question, marks or none.

    `words` and `pairs` count the question's words and pairs, each once, in every part. `near` has the cosine
    of each word asked, as often as it is asked, and the one nearest to it in the part; `nearest` that of each
    token of the parts and the word of the question nearest to it.
    """

    words: Floats
    pairs: Floats
    near: Floats
    nearest: Floats

    @classmethod
    def of(cls, asked: Asked, parts: Parts, model: StaticModel) -> Self:
        """The matches of a question in these parts, of which there is one at least."""
        return cls(*_counts(asked, parts), *_nearness(asked, parts, model))


def _counts(asked: Asked, parts: Parts) -> tuple[Floats, Floats]:
    """How often each accent-free word of the question, and each pair, stands in each part."""
    vocabulary, owners = parts.vocabulary, parts.owners
    column = {word: place for place, word in enumerate(asked.sought)}
    columns = np.full(len(vocabulary), -1, dtype=np.int64)
    numbers = vocabulary.numbers(asked.sought)
    columns[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
    said = columns[vocabulary.forms[parts.tokens]]
    hits = np.flatnonzero(said >= 0)
    words = _tally(owners[hits], said[hits], len(parts.starts) - 1, len(column))
    before = np.flatnonzero((np.diff(hits) == 1) & (np.diff(owners[hits]) == 0))
    kinds = np.full((len(column), len(column)), -1, dtype=np.int64)
    for place, (one, other) in enumerate(asked.pairs):
        kinds[column[one], column[other]] = place
    found = kinds[said[hits[before]], said[hits[before] + 1]]
    owned = owners[hits[before]]
    return words, _tally(
        owned[found >= 0], found[found >= 0], len(parts.starts) - 1, max(1, len(asked.pairs))
    )


def _tally(rows: Places, columns: Places, height: int, width: int) -> Floats:
    counted = np.bincount(rows * width + columns, minlength=height * width)
    return counted.reshape(height, width).astype(np.float32)


def _nearness(asked: Asked, parts: Parts, model: StaticModel) -> tuple[Floats, Floats]:
    vocabulary = parts.vocabulary
    spelt = parts.tokens if asked.accented else vocabulary.forms[parts.tokens]
    said, places = _distinct(spelt, len(vocabulary))
    cosines = _cosines(
        asked.spelt, vocabulary.numbers(asked.spelt), said, vocabulary.rows(model.index), model
    )
    near = np.maximum.reduceat(cosines[places], parts.starts[:-1], axis=0)
    return near, cosines.max(axis=1)[places]


def _distinct(numbers: NDArray[np.integer[Any]], size: int) -> tuple[Places, Places]:
    """The numbers that occur, below `size`, and which of them stands in each place."""
    seen = np.zeros(size, dtype=np.bool_)
    seen[numbers] = True
    found = np.flatnonzero(seen)
    place = np.empty(size, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[numbers]


def _cosines(
    asked: Sequence[str], numbers: Numbers, said: Places, rows: Places, model: StaticModel
) -> Floats:
    """Cosine of each word said and each asked; 1 for itself, 0 where one is unknown to the model."""
    own = _units(model, np.array([model.index.get(word, -1) for word in asked], dtype=np.int64))
    cosines: Floats = _units(model, rows[said]) @ own.T
    cosines[(said[:, None] == numbers[None, :]) & (said != NO_WORD)[:, None]] = 1.0
    return cosines


def _units(model: StaticModel, rows: Places) -> Floats:
    """Rows of the model, of length 1; zeros where there is none."""
    units = model.rows[rows].astype(np.float32)
    units /= np.maximum(np.sqrt(np.einsum("ij,ij->i", units, units)), 1e-9)[:, None]
    units[rows < 0] = 0
    return units
