"""Vectors of a build: those known from before taken over, the others made, all put into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.sources import Listener, Progress
from ingest.vector_cache import VectorCache
from knowledge.errors import LibraryError
from knowledge.passage import Passage, View
from knowledge.vectors import VectorStore, is_served

BATCH = 256
"""Passages embedded between two reports of progress."""

STORED_TOGETHER = 5000
"""Vectors handed to the store at once."""

Matrix = NDArray[np.float32]


class PassageEmbedder(Protocol):
    """What turns passages into vectors."""

    @property
    def name(self) -> str:
        """Identity of the model; changes when its weights do."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (len(texts), dim)."""
        ...


@dataclass(frozen=True, slots=True)
class Embedding:
    """The vectors known so far by digest, and how to come by the others."""

    embedder: PassageEmbedder
    known: dict[str, NDArray[np.float32]]
    cache: VectorCache

    def embed(self, views: Sequence[View], *, keep: bool) -> None:
        """Make the vectors of `views` known; `keep` puts them on disk in case this build is killed."""
        vectors = self.embedder.embed_passages([view.text for view in views])
        digests = [view.digest for view in views]
        self.known.update(zip(digests, vectors, strict=True))
        if keep:
            self.cache.add(digests, vectors)


def vectors_in(folder: Path, size: int, server: str) -> dict[str, NDArray[np.float32]]:
    """The vectors of an earlier build by digest of what was embedded; none where they cannot be read."""
    try:
        store = VectorStore.open(folder, size, server if is_served(folder) else "")
        try:
            return dict(store.by_digest())
        finally:
            store.close()
    except LibraryError:
        return {}


def write_vectors(
    folder: Path, entries: Iterable[Passage], embedding: Embedding, server: str, listen: Listener
) -> int:
    """A store in `folder` with a vector for every view of `entries`; how many had to be made.

    `entries` are gone through twice: once to see what is new, once to embed it a batch at a time.

    Raises:
        LibraryError: the store cannot be written.
    """
    fresh = len({view.digest for entry in entries for view in entry.views} - embedding.known.keys())
    listen(Progress("nhúng", 0, fresh))
    store = VectorStore.create(folder, server)
    done = 0
    try:
        for views, unknown in _batches(entries, embedding.known.keys()):
            if unknown:
                embedding.embed(unknown, keep=fresh > BATCH)
            vectors = np.stack([embedding.known[view.digest] for view in views])
            store.add([view.id for view in views], [view.digest for view in views], vectors)
            done += len(unknown)
            if unknown:
                listen(Progress("nhúng", done, fresh))
    finally:
        store.close()
    return fresh


def _batches(entries: Iterable[Passage], known: Set[str]) -> Iterator[tuple[list[View], list[View]]]:
    """Views to be stored together, and those of them to be embedded: at most `BATCH`, no two alike."""
    views: list[View] = []
    unknown: dict[str, View] = {}
    for view in (view for entry in entries for view in entry.views):
        views.append(view)
        if view.digest not in known:
            unknown.setdefault(view.digest, view)
        if len(unknown) == BATCH or len(views) == STORED_TOGETHER:
            yield views, list(unknown.values())
            views, unknown = [], {}
    if views:
        yield views, list(unknown.values())
