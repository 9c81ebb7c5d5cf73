"""The vector store: Chroma, embedded in a folder. The only file that knows chromadb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import LibraryCorrupt

COLLECTION = "passages"
BATCH = 5000
"""Rows a call: Chroma takes at most 5,461."""

Matrix = NDArray[np.float32]


class VectorStore:
    """Vectors of passages by id, nearest first by cosine."""

    def __init__(self, collection: Any, client: Any) -> None:
        self._collection = collection
        self._client = client

    @classmethod
    def create(cls, folder: Path) -> VectorStore:
        """An empty store in `folder`."""
        client = _client(folder)
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        return cls(collection, client)

    @classmethod
    def open(cls, folder: Path, size: int) -> VectorStore:
        """The store in `folder`, which must hold `size` vectors.

        Raises:
            LibraryCorrupt: it cannot be opened or holds another number of vectors.
        """
        try:
            client = _client(folder)
            collection = client.get_collection(COLLECTION, embedding_function=None)
            count = collection.count()
        except Exception as error:  # Chroma raises its own, SQLite's and its Rust core's errors alike
            raise LibraryCorrupt(
                f"kho vector bị hỏng ({type(error).__name__}); hãy chạy: python -m ingest build --fresh"
            ) from error
        if count != size:
            raise LibraryCorrupt(
                f"kho vector có {count} đoạn, cần {size}; hãy chạy: python -m ingest build --fresh"
            )
        return cls(collection, client)

    def add(self, ids: Sequence[str], digests: Sequence[str], vectors: Matrix) -> None:
        """Store `vectors` (n, dim) under `ids`, with the digest of what was embedded."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._collection.add(
                ids=list(ids[part]),
                embeddings=vectors[part],
                metadatas=[{"digest": digest} for digest in digests[part]],
            )

    def by_digest(self) -> Mapping[str, NDArray[np.float32]]:
        """Every stored vector by the digest of what was embedded."""
        found = self._collection.get(include=["embeddings", "metadatas"])
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        return {str(meta["digest"]): vectors[i] for i, meta in enumerate(found["metadatas"])}

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest passages as (id, cosine), best first."""
        found = self._collection.query(
            query_embeddings=[vector], n_results=max(1, min(k, self._collection.count())), include=["distances"]
        )
        return [
            (name, 1.0 - float(distance))
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
