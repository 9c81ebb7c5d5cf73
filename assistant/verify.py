"""Verification: what of a draft may be said.

A claim passes when each of its sources stands verbatim in its document, inside the unit it names, and when
every figure, date, instrument and agency it states is in those quotes, their headings or their place. What
fails is dropped; a draft with nothing left is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.draft import Draft, DraftClaim, Source
from assistant.figures import HardFacts, hard_facts
from knowledge.agencies import Agencies
from knowledge.document import Document, Node
from knowledge.patterns import same_figure


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
        self._documents = {document.number: document for document in documents}
        self._agencies = agencies

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
        return self._fact_objection(claim)

    def _source_objection(self, source: Source) -> str:
        document = self._documents.get(source.document)
        if document is None:
            return f"unknown document {source.document}"
        node = document.node(source.anchor)
        if node is None:
            return f"unknown place {source.anchor}"
        if not node.start <= source.span.start < source.span.end <= node.end:
            return f"quote outside {source.anchor}"
        if not source.span.of(document.text).strip():
            return "empty quote"
        return ""

    def _fact_objection(self, claim: DraftClaim) -> str:
        stated = hard_facts(claim.text, self._agencies)
        given = self._evidence(claim)
        missing = [fact for fact in stated.missing_from(given) if not self._excused(fact, claim)]
        return f"not in the evidence: {', '.join(missing)}" if missing else ""

    def _excused(self, fact: str, claim: DraftClaim) -> bool:
        """A figure that counts the sources, or that is repeated from the question to be denied."""
        if claim.counted is not None and fact == str(claim.counted):
            return True
        return fact in {form for echo in claim.echoes for form in (echo, same_figure(echo))}

    def _evidence(self, claim: DraftClaim) -> HardFacts:
        return hard_facts("\n".join(self._evidence_texts(claim.sources)), self._agencies)

    def _evidence_texts(self, sources: Iterable[Source]) -> Iterator[str]:
        for source in sources:
            document = self._documents[source.document]
            yield source.span.of(document.text)
            yield document.number
            for node in document.path(source.anchor):
                yield node.place
                yield _heading(document, node)


def _heading(document: Document, node: Node) -> str:
    return node.head.of(document.text)
