"""How much of a question a text says in the same words or in like ones: "vay tiền" and "tín dụng" are alike.

Each word of the question is laid beside the words of the text by the vectors that the bundled embedding has
for them, whichever embedding searches: how alike two words are must not change with it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.embed import bundled_model
from knowledge.syllables import words

KEPT = 1024
"""Texts whose words are kept as numbers of rows: some 2 MB."""

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]


def likeness(question: str, text: str) -> float:
    """The part of the question's words that the text says, 0 to 1: a like word counts by its cosine.

    Rare words count more. 1 where no word of either is known.
    """
    asked, told = _known(question), _known(text)
    if not asked[0].size or not told[0].size:
        return 1.0
    products = _vectors(asked[0]) @ _vectors(told[0]).T
    nearest = np.maximum(0.0, (products / told[1]).max(axis=1) / asked[1])
    weights = asked[1] * bundled_model().scales[asked[0]]  # the model's vectors are longer for rarer words
    return float(nearest @ weights / weights.sum())


@lru_cache(maxsize=KEPT)
def _known(text: str) -> tuple[Rows, Vectors]:
    """The rows of the model that stand for the words of a text, each once, and their lengths."""
    index = bundled_model().index
    known = dict.fromkeys(row for word in words(text) if (row := index.get(word)) is not None)
    rows = np.fromiter(known, dtype=np.int64, count=len(known))
    lengths: Vectors = np.maximum(np.linalg.norm(_vectors(rows), axis=1), 1e-9)
    return rows, lengths


def _vectors(rows: Rows) -> Vectors:
    vectors: Vectors = bundled_model().rows[rows].astype(np.float32)
    return vectors
