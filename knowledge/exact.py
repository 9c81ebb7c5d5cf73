"""Where numbers stand that are sought exactly: of instruments, dates, figures."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.names import mapped, name_key, row_of
from knowledge.text import forms, strip_accents, syllables

_EXACT = re.compile(r"\d{1,5}/|\d{1,3}(?:\.\d{3})+$|\d+-|(?!(?:19|20)\d\d$)\d{2,}$")
"""Numbers of instruments, dates, figures; a year alone is in too many passages to tell them apart."""

_WITH_DIGIT = re.compile(r"[^\s\d]*\d\S*")


def exact_tokens(text: str) -> set[str]:
    """The numbers of a text that count as exact, without diacritics ("45/2021/nd-cp", "45/2021")."""
    numbered = " ".join(_WITH_DIGIT.findall(text))
    found = (strip_accents(token) for token in syllables(numbered) if _EXACT.match(token))
    return {form for token in found for form in (token, *forms(token)[:1])}


class ExactIndex:
    """In which texts a number stands: postings by the key of the number."""

    def __init__(
        self, keys: NDArray[np.uint64], starts: NDArray[np.int64], places: NDArray[np.int32], size: int
    ) -> None:
        self._keys = keys
        self._starts = starts
        self._places = places
        self._size = size

    @classmethod
    def build(cls, texts: Iterable[str]) -> Self:
        """An index of `texts`; a text is known by its position."""
        keys, places, size = array("Q"), array("i"), 0
        for place, text in enumerate(texts):
            size += 1
            for token in sorted(exact_tokens(text)):
                keys.append(name_key(token))
                places.append(place)
        found = np.array(keys, dtype=np.uint64)
        order = np.argsort(found, kind="stable")
        distinct, starts = np.unique(found[order], return_index=True)
        return cls(distinct, np.append(starts, len(found)), np.array(places, dtype=np.int32)[order], size)

    def counts(self, question: str) -> NDArray[np.float32]:
        """How many of the question's numbers stand in each text, shape (size,)."""
        counts = np.zeros(self._size, dtype=np.float32)
        for token in exact_tokens(question):
            if (row := row_of(self._keys, name_key(token))) is not None:
                counts[self._places[self._starts[row] : self._starts[row + 1]]] += 1
        return counts

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "keys.npy", self._keys)
        np.save(folder / "starts.npy", self._starts)
        np.save(folder / "places.npy", self._places)

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """The index of `size` texts in `folder`. Raises OSError or ValueError where it is not whole."""
        keys, starts, places = (mapped(folder / f"{name}.npy") for name in ("keys", "starts", "places"))
        return cls(keys, starts, places, size)
