"""What a build is searched with, beside its vectors: written once, memory-mapped when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.embed import ranking_of
from knowledge.entries import Entered, Entries, EntryTexts, articles_of, by_articles
from knowledge.errors import LibraryMismatch
from knowledge.exact import ExactIndex
from knowledge.lexical import LexicalIndex
from knowledge.names import NameIndex
from knowledge.passage import Passage
from knowledge.ranking import Ranker
from knowledge.readings import Readings
from knowledge.stacks import StoredPassages

_READINGS = "readings"


@dataclass(frozen=True, slots=True)
class Indexes:
    """What a build is searched with, beside its vectors: `bounds` and `views` as in `knowledge.entries`.

    `readings` is what ranking reads of articles, where a library is searched by articles and can be ranked.
    """

    lexical: LexicalIndex
    exact: ExactIndex
    views: NameIndex
    bounds: NDArray[np.int32]
    readings: Readings | None = None

    @classmethod
    def of(cls, passages: Sequence[Passage], bounds: NDArray[np.int32], model: str) -> Self:
        """The indexes of these passages, whose vectors are made with the embedder named `model`."""
        entries = Entered(passages, bounds)
        views = NameIndex.of((view.id, place) for place, entry in enumerate(entries) for view in entry.views)
        exact = ExactIndex.build(entry.context for entry in entries)
        lexical = LexicalIndex.build(EntryTexts(passages, bounds))
        # After the word index: its making takes the most memory of a build.
        ranked = by_articles(bounds) and ranking_of(model) is not None
        readings = Readings.of(articles_of(passages, bounds)) if ranked else None
        return cls(lexical, exact, views, bounds, readings)

    def save(self, build: Path) -> None:
        """Write them into a build."""
        self.lexical.save(build / "lexical")
        self.exact.save(build / "exact")
        self.views.save(build / "views")
        np.save(build / "entries.npy", self.bounds)
        if self.readings is not None:
            self.readings.save(build / _READINGS)

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
        lexical = LexicalIndex.load(build / "lexical", len(bounds) - 1)
        kept = build / _READINGS
        readings = Readings.load(kept, len(bounds) - 1) if kept.is_dir() else None
        return cls(lexical, exact, views, bounds, readings)

    def ranker(self, model: str) -> Ranker | None:
        """What ranks articles anew; nothing where passages are scored, or beside a model without weights.

        Raises:
            LibraryMismatch: an earlier version wrote the indexes, without readings.
            ModelError: the weights are missing or damaged.
        """
        ranking = ranking_of(model) if by_articles(self.bounds) else None
        if ranking and self.readings is None:
            raise LibraryMismatch("chỉ mục do phiên bản trước tạo ra; hãy chạy: python -m ingest build")
        return ranking.over(self.readings) if ranking and self.readings else None

    def entries(self, passages: StoredPassages) -> Entries:
        """What is scored of these passages."""
        return Entries(
            passages, self.bounds, self.views.place, passages.place, self.exact, self.lexical.frequency
        )
