"""Names and what they stand for, as two arrays: half a million of them are no dictionary in memory."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

KEPT = 32_768
"""Names whose place is kept: every question asks for the same ones of a small shelf."""


def name_key(name: str) -> int:
    """A key of 64 bits; among a million names two share one once in forty million times."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def mapped(path: Path) -> NDArray[Any]:
    """The array in a file, memory-mapped, as a plain one: its elements come twice as fast."""
    found: NDArray[Any] = np.load(path, mmap_mode="r")
    return found.view(np.ndarray)


def row_of(keys: NDArray[np.uint64], key: int) -> int | None:
    """Where a key stands among sorted ones, or nothing."""
    wanted = np.uint64(key)
    row = int(np.searchsorted(keys, wanted))
    return row if row < len(keys) and keys[row] == wanted else None


class NameIndex:
    """The place of each name."""

    def __init__(self, keys: NDArray[np.uint64], places: NDArray[np.int32]) -> None:
        self._keys = keys
        self._places = places
        self.place = lru_cache(maxsize=KEPT)(self._place)
        """Where a name stands, or nothing for an unknown one."""

    @classmethod
    def of(cls, named: Iterable[tuple[str, int]]) -> Self:
        """An index of names and their places; of a name given twice the first place counts."""
        found, places = array("Q"), array("i")
        for name, place in named:
            found.append(name_key(name))
            places.append(place)
        keys, first = np.unique(np.array(found, dtype=np.uint64), return_index=True)
        return cls(keys, np.array(places, dtype=np.int32)[first])

    def __len__(self) -> int:
        return len(self._keys)

    def _place(self, name: str) -> int | None:
        row = row_of(self._keys, name_key(name))
        return None if row is None else int(self._places[row])

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "keys.npy", self._keys)
        np.save(folder / "places.npy", self._places)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index saved in `folder`. Raises OSError or ValueError where it is missing or damaged."""
        return cls(mapped(folder / "keys.npy"), mapped(folder / "places.npy"))
