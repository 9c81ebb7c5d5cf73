"""The texts that quotes are checked against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from evals.answers import CitedRow
from evals.cases import Case, Place
from evals.evidence import words
from evals.problems import Problem
from knowledge.document import Document
from knowledge.errors import LibraryMissing


class Sources(Protocol):
    """The documents an answer may cite."""

    def document(self, number: str) -> Document | None:
        """The document with this official number, or nothing where it is not at hand."""

    def documents(self) -> Sequence[Document]:
        """All documents at hand."""


class Documents:
    """A fixed set of documents."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._by_number = {document.number: document for document in documents}

    def document(self, number: str) -> Document | None:
        """The document with this official number."""
        return self._by_number.get(number)

    def documents(self) -> Sequence[Document]:
        """All of them."""
        return tuple(self._by_number.values())


def known_documents(library: Path) -> Documents:
    """The documents of the library in this folder; where there is none, those that the project ships.

    Raises:
        LibraryError: a library is there but damaged.
    """
    from knowledge.builds import current_build, read_content

    try:
        return Documents(read_content(current_build(library)).documents)
    except LibraryMissing:
        return shipped_documents()


def shipped_documents() -> Documents:
    """The documents that the project ships, parsed."""
    from ingest.parse import parse
    from ingest.read import read
    from knowledge.config import SHIPPED

    return Documents(parse(read(path)) for path in sorted((SHIPPED / "documents").glob("*.md")))


def is_verbatim(cited: CitedRow, sources: Sources) -> bool:
    """Whether the quote stands word for word in the unit its anchor names.

    Of a document that is not at hand the answer's own word is taken.
    """
    document = sources.document(cited.document)
    if document is None:
        return cited.verbatim
    unit = document.node(cited.anchor) or document.root
    return bool(cited.quote) and cited.quote in document.text[unit.start : unit.end]


def check_cases(cases: Sequence[Case], sources: Sources) -> list[Problem]:
    """Gold places and gold quotes that do not stand in the documents at hand."""
    return [Problem(case.where or case.id, fault) for case in cases for fault in _faults(case, sources)]


def _faults(case: Case, sources: Sources) -> list[str]:
    places = [place for group in case.gold for place in group]
    unknown = [
        f"gold: không có mục «{place.anchor}» trong {place.document}"
        for place in places
        if place.anchor and (document := sources.document(place.document)) and not document.node(place.anchor)
    ]
    lost = [
        f"gold_quotes: không thấy trong nguồn: «{quote}»" for quote in _lost_quotes(case, places, sources)
    ]
    return unknown + lost


def _lost_quotes(case: Case, places: Sequence[Place], sources: Sources) -> list[str]:
    named = [sources.document(place.document) for place in places] if places else sources.documents()
    at_hand = [document for document in named if document is not None]
    if not at_hand or len(at_hand) < len(named):
        return []  # the quote may stand in a document we lack
    texts = [_spaced(document.text) for document in at_hand]
    return [quote for quote in case.gold_quotes if not any(_spaced(quote) in text for text in texts)]


@lru_cache(maxsize=1024)
def _spaced(text: str) -> str:
    return " ".join(words(text))
