"""Verification: what of a draft may be said.

A claim passes when each of its sources stands verbatim in its document, inside the unit it names, and when
every figure, date, instrument and agency it states is in those quotes, their headings or their place. What
fails is dropped; a draft with nothing left is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.draft import Draft, DraftClaim, Source
from assistant.figures import HardFacts, hard_facts, together
from knowledge.agencies import Agencies
from knowledge.document import Document
from knowledge.units import Units

_LABEL = re.compile(r"^\d+(?:\.\d+)*\.?\s")
"""The number of a heading, which proves no figure."""

_ROW_NUMBER = re.compile(r"^\d+\t")
"""The first cell of a row, which proves none either."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that may not be said, and why."""

    claim: DraftClaim
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The claims that hold and those that do not."""

    passed: tuple[DraftClaim, ...]
    rejected: tuple[Rejected, ...]


class Verifier:
    """Checks drafts against the documents."""

    def __init__(self, documents: Iterable[Document], agencies: Agencies) -> None:
        self._units = {document.number: Units(document) for document in documents}
        self._agencies = agencies
        self._evidence: dict[Source, HardFacts] = {}

    def verify(self, draft: Draft) -> Verdict:
        """Each claim of the draft judged on its own."""
        passed: list[DraftClaim] = []
        rejected: list[Rejected] = []
        for claim in draft.claims:
            why = self.objection(claim)
            if why:
                rejected.append(Rejected(claim, why))
            else:
                passed.append(claim)
        return Verdict(tuple(passed), tuple(rejected))

    def objection(self, claim: DraftClaim) -> str:
        """Why the claim may not be said; empty when it may."""
        if not claim.text.strip():
            return "empty claim"
        if not claim.sources:
            return "no source"
        for source in claim.sources:
            if why := self._source_objection(source):
                return why
        if claim.counted not in (None, len(set(claim.sources))):
            return f"{len(set(claim.sources))} sources counted as {claim.counted}"
        return self._fact_objection(claim)

    def _source_objection(self, source: Source) -> str:
        units = self._units.get(source.document)
        if units is None:
            return f"unknown document {source.document}"
        node = units.node(source.anchor)
        if node is None:
            return f"unknown place {source.anchor}"
        if not node.start <= source.span.start < source.span.end <= node.end:
            return f"quote outside {source.anchor}"
        if not source.span.of(units.document.text).strip():
            return "empty quote"
        return ""

    def _fact_objection(self, claim: DraftClaim) -> str:
        stated = hard_facts(claim.text, self._agencies)
        given = together(self._given(source) for source in claim.sources)
        missing = [fact for fact in stated.missing_from(given) if not self._excused(fact, claim)]
        return f"not in the evidence: {', '.join(missing)}" if missing else ""

    def _excused(self, fact: str, claim: DraftClaim) -> bool:
        """A figure that counts the sources, or something repeated from the question to be denied."""
        echoed = (hard_facts(echo, self._agencies).all() for echo in claim.echoes)
        return fact == str(claim.counted) or fact in claim.echoes or any(fact in facts for facts in echoed)

    def _given(self, source: Source) -> HardFacts:
        """The facts of a quote, its headings and its place; kept, since answers cite the same units often."""
        if source not in self._evidence:
            self._evidence[source] = hard_facts("\n".join(self._texts(source)), self._agencies)
        return self._evidence[source]

    def _texts(self, source: Source) -> Iterator[str]:
        units = self._units[source.document]
        document = units.document
        yield _ROW_NUMBER.sub("", source.span.of(units.document.text))
        yield f"{document.meta.kind} {document.title} {document.number}"
        for node in units.path(source.anchor):
            yield node.place
            head = node.head.of(units.document.text)
            yield (_ROW_NUMBER if node.anchor == source.anchor else _LABEL).sub("", head)
