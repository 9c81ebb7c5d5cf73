"""The vector store: Chroma, embedded in a folder or as a server. The only file that knows chromadb.

With a server, the folder holds a note with the name of the collection and nothing else; several services then
share one store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ConfigError, LibraryCorrupt, LibraryError, LibraryMismatch

COLLECTION = "passages"
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400}
"""The graph of nearest neighbours, searched wider than what is asked for: two builds find the same."""

BATCH = 5000
"""Rows a call: Chroma takes at most 5,461."""

_NOTE = "server.txt"
"""The note in the folder of a store that a server keeps: the name of its collection."""

_FRESH = "hãy chạy: python -m ingest build --fresh"
_REBUILD = "hãy chạy: python -m ingest build"

Matrix = NDArray[np.float32]


class VectorStore:
    """Vectors of passages by id, nearest first by cosine."""

    def __init__(self, collection: Any, client: Any, server: str = "") -> None:
        self._collection = collection
        self._client = client
        self._server = server
        self._size = int(collection.count())

    @classmethod
    def create(cls, folder: Path, server: str = "") -> VectorStore:
        """An empty store in `folder`, or on the Chroma server at the address `server`.

        Raises:
            LibraryError: it cannot be written, or the server cannot be reached.
            ConfigError: `server` is no address.
        """
        name = _collection_name(folder) if server else COLLECTION
        with _writing(server):
            client = _client(folder, server)
            collection = client.create_collection(name, embedding_function=None, configuration={"hnsw": HNSW})
            if server:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / _NOTE).write_text(name, encoding="utf-8")
        return cls(collection, client, server)

    @classmethod
    def open(cls, folder: Path, size: int, server: str = "") -> VectorStore:
        """The store in `folder`, which must hold `size` vectors.

        Raises:
            LibraryCorrupt: it cannot be opened or holds another number of vectors.
            LibraryMismatch: it is kept by a server and no `server` is given, or the reverse.
            LibraryError: the server cannot be reached.
            ConfigError: `server` is no address.
        """
        if is_served(folder) != bool(server):
            raise LibraryMismatch(_ELSEWHERE if server else _ON_A_SERVER)
        with _reading(server):
            client = _client(folder, server)
            collection = client.get_collection(_collection_of(folder), embedding_function=None)
            count = collection.count()
        if count != size:
            client.close()
            raise LibraryCorrupt(f"kho vector có {count} đoạn, cần {size}; {_FRESH}")
        store = cls(collection, client, server)
        store._probe()
        return store

    def add(self, ids: Sequence[str], digests: Sequence[str], vectors: Matrix) -> None:
        """Store `vectors` (n, dim) under `ids`, with the digest of what was embedded."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with _writing(self._server):
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
        with self._reads():
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
            with self._reads():
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
        with self._reads():
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
        """Let go of the files, or of the connection."""
        self._client.close()

    def _reads(self) -> AbstractContextManager[None]:
        return _reading(self._server)

    def _probe(self) -> None:
        """Ask once: what is damaged in the files shows itself, and what they hold is in memory."""
        with self._reads():
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


def is_served(folder: Path) -> bool:
    """Whether the vectors of the store in `folder` are kept by a server."""
    return (folder / _NOTE).is_file()


def forget(folder: Path, server: str) -> None:
    """Remove from the server what it keeps for the store in `folder`; nothing where that fails."""
    if server and is_served(folder):
        with suppress(LibraryError), _writing(server):
            client = _client(folder, server)
            client.delete_collection(_collection_of(folder))
            client.close()


_ON_A_SERVER = f"vector của chỉ mục này ở một máy chủ Chroma; hãy đặt ASSISTANT_CHROMA_URL, hoặc {_REBUILD}"
_ELSEWHERE = f"chỉ mục này chưa được đưa lên máy chủ Chroma; {_REBUILD}"


def _collection_name(folder: Path) -> str:
    """One for each build: a build that is being made does not touch the one in use."""
    return f"{COLLECTION}-{folder.parent.name}"[:60].rstrip("-._")


def _collection_of(folder: Path) -> str:
    return (folder / _NOTE).read_text(encoding="utf-8").strip() if is_served(folder) else COLLECTION


@contextmanager
def _reading(server: str) -> Iterator[None]:
    """Chroma raises its own, SQLite's and its Rust core's errors alike; here they are one."""
    try:
        yield
    except ConfigError:
        raise
    except Exception as error:
        if server:
            raise LibraryError(_unreachable(server, error)) from error
        raise LibraryCorrupt(f"kho vector bị hỏng ({type(error).__name__}); {_FRESH}") from error


@contextmanager
def _writing(server: str) -> Iterator[None]:
    try:
        yield
    except ConfigError:
        raise
    except Exception as error:
        raise LibraryError(
            _unreachable(server, error)
            if server
            else f"không ghi được kho vector ({type(error).__name__}); hãy kiểm tra quyền ghi và chỗ trống"
        ) from error


def _unreachable(server: str, error: Exception) -> str:
    return (
        f"máy chủ Chroma ở {server} không đáp ứng ({type(error).__name__}); "
        "hãy kiểm tra ASSISTANT_CHROMA_URL và máy chủ đó; nếu kho trên máy chủ đã mất: "
        "python -m ingest build --fresh"
    )


def _client(folder: Path, server: str) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not server:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    host, port, secure = _address(server)
    return chromadb.HttpClient(host=host, port=port, ssl=secure, settings=settings)


def _address(server: str) -> tuple[str, int, bool]:
    try:
        parts = urlsplit(server)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(
            f"ASSISTANT_CHROMA_URL={server!r} không dùng được: cần dạng http://máy:cổng; hãy sửa lại"
        )
    return parts.hostname, port, parts.scheme == "https"
