"""The plain way to search texts by meaning, as tutorials have it: LangChain's splitter over Chroma.

The model is the one that this program carries, so that only the way differs. The only file that knows
langchain_chroma and langchain_text_splitters; both are needed for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge.embed import load_embedder

CHUNK, OVERLAP = 1000, 200
"""Characters of a chunk, and of them those that it shares with the one before."""

BATCH = 1000
CHUNKS_AN_ARTICLE = 3
"""So many chunks are asked for to find one article: several of the nearest may be of the same."""


class Bundled(Embeddings):
    """The bundled model in LangChain's shape."""

    def __init__(self) -> None:
        self._model = load_embedder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text."""
        return [list(map(float, vector)) for vector in self._model.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return list(map(float, self._model.embed_queries([text])[0]))


def _store(folder: Path) -> Chroma:
    return Chroma("articles", Bundled(), persist_directory=str(folder / "chroma"))


def build(ids: Sequence[str], texts: Sequence[str], folder: Path) -> None:
    """Split the texts and put the chunks into a store in `folder`."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    store = _store(folder)
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        chunks = splitter.create_documents(list(texts[part]), [{"article": name} for name in ids[part]])
        for first in range(0, len(chunks), BATCH):
            store.add_documents(chunks[first : first + BATCH])


def opened(folder: Path, k: int) -> Callable[[str], list[str]]:
    """What finds the `k` articles whose chunks are nearest to a question, best first."""
    store = _store(folder)

    def ask(question: str) -> list[str]:
        found = store.similarity_search(question, k=CHUNKS_AN_ARTICLE * k)
        return list(dict.fromkeys(str(chunk.metadata["article"]) for chunk in found))[:k]

    return ask
