"""Rows of bytes in one file, each fetched by its number: what is too much to be held in memory."""

from __future__ import annotations

import threading
import weakref
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from knowledge.names import mapped

_AT_ONCE = 1 << 20
"""Bytes read at a time where all rows are wanted in order."""


def offsets_of(path: Path) -> Path:
    """Where the rows of the file at `path` begin and end is written down here."""
    return path.with_suffix(".offsets.npy")


class RowWriter:
    """Writes rows one after the other; whole once it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._offsets = array("q", [0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def close(self) -> None:
        """Finish the file, and write down where its rows begin."""
        self._file.close()
        np.save(offsets_of(self._path), np.array(self._offsets, dtype=np.int64))

    def add(self, row: bytes) -> int:
        """Write a row; its number."""
        self._file.write(row)
        self._offsets.append(self._offsets[-1] + len(row))
        return len(self) - 1

    def read(self, number: int) -> bytes:
        """A row that was written already."""
        if not self._file.closed:
            self._file.flush()
        with self._path.open("rb") as file:
            file.seek(self._offsets[number])
            return file.read(self._offsets[number + 1] - self._offsets[number])


class Rows:
    """The rows of a file, read when they are asked for, from several threads at once.

    Read and not mapped: what is read once does not stay in this process's memory.

    Raises:
        OSError, ValueError: the files are missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self._offsets = mapped(offsets_of(path))
        file = path.open("rb", buffering=0)
        self._file = file
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, file.close)
        if path.stat().st_size != int(self._offsets[-1]):
            raise ValueError(f"{path.name} is not as long as it was")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._read(int(self._offsets[number]), int(self._offsets[number + 1]))

    def between(self, first: int, last: int) -> Iterator[bytes]:
        """The rows from number `first` up to `last`, which is not one of them."""
        while first < last:
            start = int(self._offsets[first])
            until = int(np.searchsorted(self._offsets, start + _AT_ONCE, "right")) - 1
            until = min(max(until, first + 1), last)
            bounds = self._offsets[first : until + 1].tolist()
            block = self._read(start, bounds[-1])
            for one, other in pairwise(bounds):
                yield block[one - start : other - start]
            first = until

    def _read(self, start: int, end: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(end - start)
