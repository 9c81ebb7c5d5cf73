"""The parts of the assistant that can be left out, to see what each is worth, and what stands in for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Turn
from assistant.understanding.question import Question
from knowledge.lexical import LexicalIndex
from knowledge.lexicon import Expanded, Lexicon, Related
from knowledge.library import Library
from knowledge.passage import Passage
from knowledge.search import QueryEmbedder, Searcher
from knowledge.shelf import HeldVectors, Shelf
from knowledge.text import is_accented, nfc

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
"""Without any of these the shelves are searched by an index made anew."""


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


class NoWords:
    """Finds no word in any of so many passages."""

    def __init__(self, size: int) -> None:
        self._scores = np.zeros(size, dtype=np.float32)

    def scores(self, question: str) -> NDArray[np.float32]:  # noqa: ARG002
        """Zeros."""
        return self._scores


def unfolded(question: Question, _history: Sequence[Turn], _read: Callable[[str], Question]) -> Question:
    """The question as it stands, whatever was said before."""
    return question


def library_without(library: Library, embedder: Embedder, without: Collection[Part]) -> Library:
    """The library with shelves that are searched without these parts.

    Their passages are indexed and embedded anew, in memory. The searcher over all shelves stays as it is: no
    answer comes from it.
    """
    changed = copy(library)
    changed.plans = _shelf_without(library.plans, embedder, without)
    changed.laws = _shelf_without(library.laws, embedder, without)
    return changed


def _shelf_without(shelf: Shelf, embedder: Embedder, without: Collection[Part]) -> Shelf:
    passages = tuple(shelf.passages)
    if Part.WORDINGS in without:
        passages = tuple(replace(passage, wordings=()) for passage in passages)
    index = LexicalIndex.build([passage.searched for passage in passages])
    lexical = NoWords(len(passages)) if Part.LEXICAL in without else index
    vectors = _vectors(() if Part.DENSE in without else passages, embedder)
    return Shelf.of(passages, Searcher(passages, lexical, vectors, embedder), index.frequency)


def _vectors(passages: Sequence[Passage], embedder: Embedder) -> HeldVectors:
    views = [view for passage in passages for view in passage.views]
    return HeldVectors([view.id for view in views], embedder.embed_passages([view.text for view in views]))
