"""What a build is searched with, beside its vectors: written once, memory-mapped when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entries
from knowledge.exact import ExactIndex
from knowledge.lexical import LexicalIndex
from knowledge.names import NameIndex
from knowledge.stacks import StoredPassages


@dataclass(frozen=True, slots=True)
class Indexes:
    """What a build is searched with, beside its vectors: `bounds` and `views` as in `knowledge.entries`."""

    lexical: LexicalIndex
    exact: ExactIndex
    views: NameIndex
    bounds: NDArray[np.int32]

    def save(self, build: Path) -> None:
        """Write them into a build."""
        self.lexical.save(build / "lexical")
        self.exact.save(build / "exact")
        self.views.save(build / "views")
        np.save(build / "entries.npy", self.bounds)

    @classmethod
    def load(cls, build: Path) -> Self:
        """Those of a build, memory-mapped.

        Raises:
            OSError, ValueError, EOFError: they are not whole.
            LibraryCorrupt: the word index is not.
        """
        bounds = np.load(build / "entries.npy")
        exact = ExactIndex.load(build / "exact", len(bounds) - 1)
        views = NameIndex.load(build / "views")
        return cls(LexicalIndex.load(build / "lexical", len(bounds) - 1), exact, views, bounds)

    def entries(self, passages: StoredPassages) -> Entries:
        """What is scored of these passages."""
        return Entries(
            passages, self.bounds, self.views.place, passages.place, self.exact, self.lexical.frequency
        )
