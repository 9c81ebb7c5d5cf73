"""Words as numbers: the corpus' words, the tokens worth a row, and bags of tokens for a batch of texts.

Everything a training step does with text it does on arrays of word numbers. What a token is,
`knowledge.syllables` says; `Tokens.bag` gives the same tokens for numbers, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.syllables import bare, words

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]


class Words:
    """The words of a corpus, numbered as they come; the accent-free form of a word has a number too."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._bare: list[int] = []

    def __len__(self) -> int:
        return len(self._bare)

    def encode(self, text: str) -> Numbers:
        """The numbers of the words of `text`; a new word gets the next number."""
        return np.array([self._number(word) for word in words(text)], dtype=np.int64)

    def spelled(self) -> list[str]:
        """Every word, by number."""
        return list(self._numbers)

    def bare(self) -> Numbers:
        """By word, the number of its accent-free form (its own, where it has no marks)."""
        return np.array(self._bare, dtype=np.int64)

    def _number(self, word: str) -> int:
        known = self._numbers.get(word)
        if known is not None:
            return known
        number = self._numbers[word] = len(self._numbers)
        self._bare.append(number)
        if (form := bare(word)) != word:
            self._bare[number] = self._number(form)
        return number


@dataclass(frozen=True, slots=True)
class Bag:
    """A batch of texts as rows of a table: text i has `rows[offsets[i]:offsets[i + 1]]`, weighed."""

    rows: Numbers
    offsets: Numbers
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens that get a row, as sorted keys: a word's number; `size + left * size + right` of a pair."""

    size: int
    bare: Numbers
    keys: Numbers
    idf: Floats

    @classmethod
    def choose(cls, words: Words, texts: Sequence[Numbers], most: int) -> Tokens:
        """The `most` tokens that stand in most texts, with the idf of each."""
        size, forms = len(words), words.bare()
        present = np.concatenate(
            [np.unique(_keys(text, np.zeros(len(text), np.int64), forms, size)[0]) for text in texts]
        )
        keys, counts = np.unique(present, return_counts=True)
        kept = np.sort(np.argsort(-counts, kind="stable")[:most])
        idf = np.log(1 + len(texts) / counts[kept]).astype(np.float32)
        return cls(size, forms, keys[kept], idf)

    def __len__(self) -> int:
        return len(self.keys)

    def spelled(self, words: Words) -> list[str]:
        """Every token, by row."""
        names = words.spelled()
        pairs = [divmod(int(key) - self.size, self.size) if key >= self.size else None for key in self.keys]
        return [
            f"{names[pair[0]]} {names[pair[1]]}" if pair else names[int(key)]
            for key, pair in zip(self.keys, pairs, strict=True)
        ]

    def bag(self, texts: Sequence[Numbers]) -> Bag:
        """The known tokens of each text, once each, weighed by idf and the square root of their count."""
        places = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        keys, owners = _keys(np.concatenate(texts), places, self.bare, self.size)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self) - 1)
        known = self.keys[rows] == keys
        found, counts = np.unique(owners[known] * len(self) + rows[known], return_counts=True)
        owner, row = np.divmod(found, len(self))
        weights = np.sqrt(counts, dtype=np.float32) * self.idf[row]
        return Bag(row, np.searchsorted(owner, np.arange(len(texts))), weights)


def _keys(flat: Numbers, places: Numbers, forms: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The keys of the tokens of texts laid end to end, and the text of each; `places` is a word's."""
    plain = forms[flat]
    differing = plain != flat
    joined = places[:-1] == places[1:]
    pairs = (size + plain[:-1] * size + plain[1:])[joined]
    keys = np.concatenate([flat, plain[differing], pairs])
    return keys, np.concatenate([places, places[differing], places[:-1][joined]])
