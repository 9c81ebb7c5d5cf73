"""The vector store: Chroma, embedded in a folder. The only file that knows chromadb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import LibraryCorrupt, LibraryError

COLLECTION = "passages"
BATCH = 5000
"""Rows a call: Chroma takes at most 5,461."""

_FRESH = "hãy chạy: python -m ingest build --fresh"

Matrix = NDArray[np.float32]


class VectorStore:
    """Vectors of passages by id, nearest first by cosine."""

    def __init__(self, collection: Any, client: Any) -> None:
        self._collection = collection
        self._client = client
        self._size = int(collection.count())

    @classmethod
    def create(cls, folder: Path) -> VectorStore:
        """An empty store in `folder`."""
        with _writing():
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
        with _reading():
            client = _client(folder)
            collection = client.get_collection(COLLECTION, embedding_function=None)
            count = collection.count()
        if count != size:
            client.close()
            raise LibraryCorrupt(f"kho vector có {count} đoạn, cần {size}; {_FRESH}")
        store = cls(collection, client)
        store._probe()
        return store

    def add(self, ids: Sequence[str], digests: Sequence[str], vectors: Matrix) -> None:
        """Store `vectors` (n, dim) under `ids`, with the digest of what was embedded."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with _writing():
                self._collection.add(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[{"digest": digest} for digest in digests[part]],
                )
        self._size += len(ids)

    def by_digest(self) -> Mapping[str, NDArray[np.float32]]:
        """Every stored vector by the digest of what was embedded.

        Raises:
            LibraryCorrupt: the files are damaged.
        """
        with _reading():
            found = self._collection.get(include=["embeddings", "metadatas"])
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        return {str(meta["digest"]): vectors[i] for i, meta in enumerate(found["metadatas"])}

    def get(self, ids: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """The vectors with these ids.

        Raises:
            LibraryCorrupt: one is missing, or the files are damaged.
        """
        found: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(ids), BATCH):
            with _reading():
                part = self._collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
            vectors = np.asarray(part["embeddings"], dtype=np.float32)
            found |= {name: vectors[place] for place, name in enumerate(part["ids"])}
        if len(found) != len(set(ids)):
            raise LibraryCorrupt(f"kho vector thiếu {len(set(ids)) - len(found)} đoạn; {_FRESH}")
        return found

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest passages as (id, cosine), best first.

        Raises:
            LibraryCorrupt: the files are damaged.
        """
        with _reading():
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=max(1, min(k, self._size)),
                include=["distances"],
            )
        return [
            (name, 1.0 - float(distance))
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def _probe(self) -> None:
        """Ask once: what is damaged in the files shows itself, and what they hold is in memory."""
        with _reading():
            first = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if len(first):
            self.nearest(first[0], 1)


def steady_files(folder: Path) -> list[Path]:
    """The files of the store in `folder` that opening and asking leave as they are.

    Chroma writes into its SQLite file whenever it opens, and before it first saves a graph (from 1,000 rows
    on) it leaves place-holders beside it; damage there shows when the store is opened. Damage in a saved
    graph does not: answers go wrong, or the process dies.
    """
    return [
        path
        for saved in folder.glob("*/index_metadata.pickle")
        for path in saved.parent.iterdir()
        if path.name != "length.bin"
    ]


@contextmanager
def _reading() -> Iterator[None]:
    """Chroma raises its own, SQLite's and its Rust core's errors alike; here they are one."""
    try:
        yield
    except Exception as error:
        raise LibraryCorrupt(f"kho vector bị hỏng ({type(error).__name__}); {_FRESH}") from error


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise LibraryError(
            f"không ghi được kho vector ({type(error).__name__}); hãy kiểm tra quyền ghi và chỗ trống"
        ) from error


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
