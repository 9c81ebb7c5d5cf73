"""Which terms stand in which texts how often, counted in little memory.

A term is a syllable, another form of a number, or a pair of neighbouring syllables: `knowledge.text.terms`.
Each has a key of 64 bits, so that three million of them are an array and not a dictionary; two of them share
a key once in four million corpora of that size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.names import name_key
from knowledge.text import clauses, forms

Keys = NDArray[np.uint64]
Spelling = Callable[[str], str]

TEXTS_AT_ONCE = 4096
"""Texts counted in one go: about three million terms of articles of law."""

_BREAK = -1
"""Between two clauses: no pair reaches over it."""

_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd, their bits well spread
_HALF = np.uint64(32)


def key_of(term: str) -> int:
    """The key of a term as `knowledge.text.terms` writes it: "đất", "đất_đai"."""
    before, _, after = term.partition("_")
    if not after:
        return name_key(before)
    first, second = (np.array([name_key(part)], dtype=np.uint64) for part in (before, after))
    return int(_pairs(first, second)[0])


def _pairs(before: Keys, after: Keys) -> Keys:
    mixed = before * _FIRST + after
    return (mixed ^ (mixed >> _HALF)) * _SECOND


@dataclass(frozen=True, slots=True)
class Counts:
    """Postings: the term with key `keys[i]` stands in `texts[starts[i]:starts[i + 1]]`, `times` in each.

    `keys` and the texts of each are sorted; `lengths` has the number of terms of every text.
    """

    keys: Keys
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    times: NDArray[np.uint16]
    lengths: NDArray[np.int32]


class Tokens:
    """Texts as numbers of their tokens, read once and counted in as many spellings as wanted."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        self._others: dict[int, list[int]] = {}  # of a number token: its other forms
        self._chunks = [
            self._read(texts[start : start + TEXTS_AT_ONCE]) for start in range(0, len(texts), TEXTS_AT_ONCE)
        ]

    def count(self, spelling: Spelling) -> Counts:
        """The postings of all texts, each token spelt by `spelling` before it is counted."""
        keys = np.array([name_key(spelling(token)) for token in self._numbers], dtype=np.uint64)
        parts, lengths = [], []
        first = 0
        for chunk in self._chunks:
            terms, owners = self._terms(keys, chunk)
            parts.append(_grouped(terms, owners, first))
            lengths.append(np.bincount(owners, minlength=len(chunk.sizes)).astype(np.int32))
            first += len(chunk.sizes)
        return _merged(parts, np.concatenate([np.zeros(0, np.int32), *lengths]))

    def _read(self, texts: Sequence[str]) -> _Chunk:
        found: list[int] = []
        sizes = []
        for text in texts:
            before = len(found)
            for clause in clauses(text):
                found += map(self._number, clause)
                found.append(_BREAK)
            sizes.append(len(found) - before)
        return _Chunk(np.array(found, dtype=np.int32), np.array(sizes, dtype=np.int32))

    def _number(self, token: str) -> int:
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = len(self._numbers)
            if others := forms(token):
                self._others[number] = [self._number(other) for other in others]
        return number

    def _terms(self, keys: Keys, chunk: _Chunk) -> tuple[Keys, NDArray[np.int32]]:
        """Keys of all terms of a chunk, and which of its texts each stands in."""
        owners = np.repeat(np.arange(len(chunk.sizes), dtype=np.int32), chunk.sizes)
        word = chunk.numbers != _BREAK
        pair = word[:-1] & word[1:]
        extra = np.array(list(self._other_forms(chunk.numbers)), dtype=np.int32).reshape(-1, 2)
        own = keys[chunk.numbers]  # a break takes some key and is dropped
        return (
            np.concatenate([own[word], _pairs(own[:-1][pair], own[1:][pair]), keys[extra[:, 1]]]),
            np.concatenate([owners[word], owners[:-1][pair], owners[extra[:, 0]]]),
        )

    def _other_forms(self, numbers: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
        many = np.zeros(len(self._numbers) + 1, dtype=bool)
        many[list(self._others)] = True
        for place in np.flatnonzero(many[numbers]):
            for other in self._others[int(numbers[place])]:
                yield int(place), other


@dataclass(frozen=True, slots=True)
class _Chunk:
    numbers: NDArray[np.int32]
    sizes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Part:
    keys: Keys
    texts: NDArray[np.int32]
    times: NDArray[np.uint16]


def _grouped(terms: Keys, owners: NDArray[np.int32], first: int) -> _Part:
    """One row for each term and text of a chunk whose first text is number `first`."""
    order = np.lexsort((owners, terms))
    terms, owners = terms[order], owners[order]
    fresh = np.ones(len(terms), dtype=bool)
    fresh[1:] = (terms[1:] != terms[:-1]) | (owners[1:] != owners[:-1])
    places = np.flatnonzero(fresh)
    times = np.diff(np.append(places, len(terms)))
    most = np.iinfo(np.uint16).max
    return _Part(terms[places], owners[places] + np.int32(first), np.minimum(times, most).astype(np.uint16))


def _merged(parts: Sequence[_Part], lengths: NDArray[np.int32]) -> Counts:
    keys = np.concatenate([np.zeros(0, np.uint64), *(part.keys for part in parts)])
    order = np.argsort(keys, kind="stable")  # texts of one term stay in order
    keys = keys[order]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(fresh)
    texts = np.concatenate([np.zeros(0, np.int32), *(part.texts for part in parts)])[order]
    times = np.concatenate([np.zeros(0, np.uint16), *(part.times for part in parts)])[order]
    return Counts(keys[starts], np.append(starts, len(keys)), texts, times, lengths)
