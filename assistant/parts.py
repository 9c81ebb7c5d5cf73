"""The parts of the assistant that can be left out, to see what each is worth, and what stands in for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Turn
from assistant.understanding.question import Question
from knowledge.lexical import LexicalIndex
from knowledge.lexicon import Expanded, Lexicon, Related
from knowledge.library import Content, Library
from knowledge.passage import Passage
from knowledge.search import QueryEmbedder, Searcher
from knowledge.text import is_accented, nfc
from knowledge.vectors import VectorStore

Matrix = NDArray[np.float32]


class Part(StrEnum):
    """What can be left out."""

    DIACRITICS = "diacritics"
    LEXICON = "lexicon"
    WORDINGS = "wordings"
    REGISTER = "register"
    LEXICAL = "lexical"
    DENSE = "dense"
    HISTORY = "history"


OF_SEARCH = frozenset({Part.WORDINGS, Part.LEXICAL, Part.DENSE})
"""Without any of these the passages are searched by an index made anew."""


class Embedder(QueryEmbedder, Protocol):
    """What turns questions and passages into vectors."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (len(texts), dim)."""
        ...


class NoLexicon(Lexicon):
    """Reads every question as it was typed."""

    def __init__(self) -> None:
        pass

    def phrases(self) -> tuple[str, ...]:
        """None."""
        return ()

    def expand(self, text: str) -> Expanded:
        """The text as its own reading, taken for Vietnamese."""
        return Expanded(text, nfc(text).strip(), (), (), "vi", bare=not is_accented(text))

    def related(self, text: str) -> tuple[Related, ...]:  # noqa: ARG002
        """None."""
        return ()


class MemoryVectors(VectorStore):
    """Vectors held in memory, each compared with the question."""

    def __init__(self, ids: Sequence[str], vectors: Matrix) -> None:
        self._ids = tuple(ids)
        self._vectors = vectors

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The `k` nearest as (id, cosine), best first."""
        if not self._ids:
            return []
        cosines = self._vectors @ vector
        return [(self._ids[i], float(cosines[i])) for i in np.argsort(-cosines, kind="stable")[:k]]

    def close(self) -> None:
        """Nothing is held open."""


def unfolded(question: Question, _history: Sequence[Turn], _read: Callable[[str], Question]) -> Question:
    """The question as it stands, whatever was said before."""
    return question


def library_without(library: Library, embedder: Embedder, without: Collection[Part]) -> Library:
    """The library, searched without these parts. Its passages are indexed and embedded anew, in memory."""
    passages = library.passages
    if Part.WORDINGS in without:
        passages = tuple(replace(passage, wordings=()) for passage in passages)
    lexical = LexicalIndex.build(["" if Part.LEXICAL in without else p.searched for p in passages])
    vectors = _vectors(() if Part.DENSE in without else passages, embedder)
    facts = tuple(library.facts(document.number) for document in library.documents)
    content = Content(library.documents, facts, passages)
    return Library(library.manifest, content, Searcher(passages, lexical, vectors, embedder))


def _vectors(passages: Sequence[Passage], embedder: Embedder) -> MemoryVectors:
    views = [view for passage in passages for view in passage.views]
    return MemoryVectors([view.id for view in views], embedder.embed_passages([view.text for view in views]))
