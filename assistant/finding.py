"""Finding passages for other programs: the question read and both shelves searched as the assistant does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.evidence import Evidence
from assistant.pipeline import Tools
from knowledge.builds import CATALOGUE
from knowledge.document import Document
from knowledge.passage import Passage
from knowledge.search import Hit
from knowledge.shelf import Shelf
from knowledge.standing import NOT_HOLDING, Standing
from knowledge.text import fold

COVERAGE = 0.3
"""Weight of the part of the topic that a passage says beside its score, which makes passages of two shelves
comparable. On 103 questions about the plan and 93 about regulations of the question sets, MRR over the first
ten is 0.645 and 0.694 with it, 0.597 and 0.686 by score alone, 0.597 and 0.673 over one common index.
"""

NEAR = 0.2
"""Cosine from which a passage that shares no word with the question still counts as found."""

MOST_HITS = 1000
"""Passages of the documents wanted that are ranked."""

LOOKED_AT = 100
"""Passages of a shelf that are weighed: far more than anyone asks for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages count: of one document (number or slug), of one kind ("Nghị định").

    `day` is the day that validity is judged on; with `in_force` what does not hold on it is left out. What
    no source tells counts as holding and is marked `unknown`.
    """

    day: date
    document: str = ""
    kind: str = ""
    in_force: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its document, how it stands (nothing for a plan), and its score, which only ranks."""

    passage: Passage
    document: Document
    standing: Standing | None
    score: float

    @property
    def text(self) -> str:
        """The words of the passage as they stand in the document."""
        return self.passage.span.of(self.document.text)


class Finder:
    """Finds passages with what the assistant works with."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._documents = {document.number: document for document in tools.library.documents}

    def document(self, name: str) -> Document | None:
        """The document with this number or slug, or nothing."""
        return self._tools.library.document(name.strip())

    def find(self, text: str, k: int, wanted: Wanted) -> tuple[Found, ...]:
        """Up to `k` passages for `text`, best first."""
        found: list[Found] = []
        for score, hit in self._ranked(text, wanted):
            if len(found) == k:
                break
            passage, document = hit.passage, self._documents[hit.passage.document]
            standing = self.standing(document, passage.anchor, wanted.day)
            if not (wanted.in_force and standing and standing.status in NOT_HOLDING):
                found.append(Found(passage, document, standing, score))
        return tuple(found)

    def standing(self, document: Document, anchor: str, day: date) -> Standing | None:
        """How a unit stands on `day`; nothing for plans and for our catalogue, which are not judged."""
        if document in self._tools.library.plan_documents or document.number == CATALOGUE:
            return None
        return self._tools.catalogue.standing(document.number, day, anchor if document.meta.verbatim else "")

    def _ranked(self, text: str, wanted: Wanted) -> list[tuple[float, Hit]]:
        if not text.strip():
            return []
        tools = self._tools
        read = tools.understander.understand(text)
        question = replace(read, topic=read.subject)
        numbers = self._numbers(wanted)
        library = tools.library
        plans = Evidence(question, library.plans.searcher, tools.plans, tools.lexicon, whole=True)
        laws = Evidence(
            question, library.laws.searcher, tools.laws, tools.law_lexicon, whole=True, as_of=wanted.day
        )
        scored = [*_scored(plans, library.plans, numbers), *_scored(laws, library.laws, numbers)]
        return sorted(scored, key=lambda pair: -pair[0])

    def _numbers(self, wanted: Wanted) -> frozenset[str] | None:
        """The documents that count; nothing for all."""
        if not wanted.document and not wanted.kind:
            return None
        one = self.document(wanted.document) if wanted.document else None
        documents = ([one] if one else []) if wanted.document else list(self._documents.values())
        kind = fold(wanted.kind)
        return frozenset(item.number for item in documents if not kind or fold(item.meta.kind) == kind)


def _scored(evidence: Evidence, shelf: Shelf, numbers: frozenset[str] | None) -> Iterator[tuple[float, Hit]]:
    """The passages of a shelf that have to do with the question, each with its score."""
    for hit in _hits(evidence, shelf, numbers)[:LOOKED_AT]:
        if hit.lexical > 0 or hit.dense > NEAR:
            said = evidence.coverage(hit.passage.document, (hit.passage.anchor,))
            yield hit.score + COVERAGE * said, hit


def _hits(evidence: Evidence, shelf: Shelf, numbers: frozenset[str] | None) -> tuple[Hit, ...]:
    """The best of the shelf, or, where only some documents count, all of theirs."""
    if numbers is None:
        return evidence.hits
    question = evidence.question
    return shelf.searcher.search(
        question.reading, MOST_HITS, question.typed, shelf.among(numbers), as_of=evidence.as_of
    )
