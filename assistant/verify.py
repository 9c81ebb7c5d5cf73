"""Verification: what of a draft may be said.

A claim passes when each of its sources stands verbatim in its document, inside the unit it names, and when
every figure, date, instrument and agency it states is in those quotes, their headings or their place. A claim
in free words, a model's, is examined further by `assistant.proof`. What fails is dropped, or replaced by the
sentence it should have come from; a draft with nothing left is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.draft import Draft, DraftClaim, Source
from assistant.figures import HardFacts, hard_facts, together
from assistant.proof.free import FreeText
from assistant.proof.objection import Kind, Objection
from assistant.proof.support import Embed, Support
from knowledge.agencies import Agencies
from knowledge.document import Document, Span
from knowledge.lexicon import Lexicon
from knowledge.sentences import sentences
from knowledge.text import syllables
from knowledge.units import UnitsByNumber

KEPT = 8192
"""Quotes, headings and titles whose facts are kept: answers cite the same ones often."""

_LABEL = re.compile(r"^\d+(?:\.\d+)*\.?\s")
"""The number of a heading, which proves no figure."""

_ROW_NUMBER = re.compile(r"^\d+\t")
"""The first cell of a row, which proves none either."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that may not be said, and why: in words, and as named objections."""

    claim: DraftClaim
    why: str
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The claims that hold and those that do not."""

    passed: tuple[DraftClaim, ...]
    rejected: tuple[Rejected, ...]


class Verifier:
    """Checks drafts against the documents.

    `lexicon` lets free text use synonyms; `embed` (texts to unit vectors) gives a second opinion on it.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        agencies: Agencies,
        lexicon: Lexicon | None = None,
        embed: Embed | None = None,
    ) -> None:
        self._units = UnitsByNumber(documents)
        self._agencies = agencies
        self._evidence: dict[Source, HardFacts] = {}
        self._facts = lru_cache(maxsize=KEPT)(lambda text: hard_facts(text, agencies))
        self._free = FreeText(self._units, agencies, lexicon, embed)

    def verify(self, draft: Draft) -> Verdict:
        """Each claim of the draft judged on its own."""
        passed: list[DraftClaim] = []
        rejected: list[Rejected] = []
        for claim in draft.claims:
            if found := self.objections(claim):
                rejected.append(Rejected(claim, "; ".join(map(str, found)), found))
            else:
                passed.append(claim)
        return Verdict(tuple(passed), tuple(rejected))

    def objection(self, claim: DraftClaim) -> str:
        """Why the claim may not be said; empty when it may."""
        return "; ".join(map(str, self.objections(claim)))

    def objections(self, claim: DraftClaim) -> tuple[Objection, ...]:
        """Why the claim may not be said, one named reason each; none when it may."""
        if not claim.text.strip():
            return (Objection(Kind.EMPTY, "empty claim"),)
        if not claim.sources:
            return (Objection(Kind.SOURCE, "no source"),)
        for source in claim.sources:
            if why := self._source_objection(source):
                return (Objection(Kind.SOURCE, why),)
        if claim.counted not in (None, len(set(claim.sources))):
            return (Objection(Kind.COUNT, f"{len(set(claim.sources))} sources counted as {claim.counted}"),)
        facts = self._fact_objections(claim)
        return (*facts, *self._free.objections(claim)) if claim.free else facts

    def support(self, claim: DraftClaim) -> Support:
        """How much of a claim its sources carry, to look into; its sources must be sound."""
        return self._free.support(claim)

    def instead(self, claim: DraftClaim) -> DraftClaim | None:
        """The sentence of the claim's sources that is nearest in words, verbatim, to be said in its place.

        Nothing where a source is unsound or the sentence does not stand on its own.
        """
        if not claim.sources or any(map(self._source_objection, claim.sources)):
            return None
        said = frozenset(syllables(claim.text))
        choices = [(source, span) for source in claim.sources for span in self._sentences(source)]
        if not choices:
            return None
        source, span = max(choices, key=lambda choice: self._likeness(said, *choice))
        text = " ".join(span.of(self._units[source.document].document.text).split())
        verbatim = replace(claim, text=text, sources=(replace(source, span=span),), counted=None, free=False)
        return None if self.objections(verbatim) else verbatim

    def _sentences(self, source: Source) -> Iterator[Span]:
        yield from sentences(self._units[source.document].document.text, source.span)

    def _likeness(self, said: frozenset[str], source: Source, span: Span) -> float:
        words = frozenset(syllables(span.of(self._units[source.document].document.text)))
        return len(said & words) / (len(said | words) or 1)

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

    def _fact_objections(self, claim: DraftClaim) -> tuple[Objection, ...]:
        stated = hard_facts(claim.text, self._agencies)
        given = together(map(self.given, claim.sources))
        absent = stated.named_beside(given) if claim.free else stated.missing_from(given)
        missing = [fact for fact in absent if not self._excused(fact, claim)]
        return (Objection(Kind.FACT, ", ".join(missing)),) if missing else ()

    def _excused(self, fact: str, claim: DraftClaim) -> bool:
        """A figure that counts the sources, or something repeated from the question to be denied."""
        echoed = (hard_facts(echo, self._agencies).all() for echo in claim.echoes)
        return fact == str(claim.counted) or fact in claim.echoes or any(fact in facts for facts in echoed)

    def given(self, source: Source) -> HardFacts:
        """The facts of a quote, its headings and its place; kept, since answers cite the same units often."""
        if source not in self._evidence:
            self._evidence[source] = together(map(self._facts, self._texts(source)))
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
