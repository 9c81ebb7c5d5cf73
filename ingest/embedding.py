"""Vectors of a build: those known from before taken over, the others made, all put into the store."""

from __future__ import annotations

from collections.abc import Sequence
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
    folder: Path, passages: Sequence[Passage], embedding: Embedding, server: str, listen: Listener
) -> int:
    """A store in `folder` with a vector for every view of `passages`; how many had to be made.

    Raises:
        LibraryError: the store cannot be written.
    """
    views = [view for passage in passages for view in passage.views]
    fresh = list({view.digest: view for view in views if view.digest not in embedding.known}.values())
    for start in range(0, len(fresh), BATCH):
        listen(Progress("nhúng", start, len(fresh)))
        embedding.embed(fresh[start : start + BATCH], keep=len(fresh) > BATCH)
    listen(Progress("nhúng", len(fresh), len(fresh)))
    store = VectorStore.create(folder, server)
    try:
        if views:
            store.add(
                [view.id for view in views],
                [view.digest for view in views],
                np.stack([embedding.known[view.digest] for view in views]),
            )
    finally:
        store.close()
    return len(fresh)
