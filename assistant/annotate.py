"""Notes beside an answer: offices that were merged since, and misprints of the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Note
from assistant.draft import DraftClaim
from assistant.understanding.question import Question
from knowledge.agencies import Agencies, Agency, Successor
from knowledge.library import Library

MOST_OFFICES = 2
"""Offices whose successors are told in one answer: more would bury it."""


def notes(
    question: Question, claims: Sequence[DraftClaim], library: Library, agencies: Agencies
) -> tuple[Note, ...]:
    """The notes that the shown claims call for."""
    return (*_successions(question, claims, agencies), *_defects(claims, library))


def _successions(question: Question, claims: Sequence[DraftClaim], agencies: Agencies) -> Iterable[Note]:
    asked = [m for m in question.agencies if m.how == "successor"]
    ids = list(dict.fromkeys(question.agency_ids)) or _lead_ids(claims, agencies)
    for name in ids[: MOST_OFFICES if not asked else len(ids)]:
        agency = agencies.get(name)
        successor = _first(agency)
        if agency and successor:
            yield _succession(agency, successor, by_new_name=bool(asked))


def _first(agency: Agency | None) -> Successor | None:
    return agency.successors[0] if agency and agency.successors else None


def _succession(agency: Agency, successor: Successor, *, by_new_name: bool) -> Note:
    doubt = "" if successor.confidence == "verified" else messages.UNVERIFIED
    if by_new_name:
        text = messages.ASKED_BY_NEW_NAME.format(old=agency.name, new=successor.name, doubt=doubt)
    elif successor.since:
        text = messages.SUCCESSION.format(
            old=agency.name, since=f"{successor.since:%d/%m/%Y}", new=successor.name, doubt=doubt
        )
    else:
        text = messages.SUCCESSION_UNDATED.format(old=agency.name, new=successor.name, doubt=doubt)
    basis = "; ".join(part for part in (successor.legal_basis, *successor.sources) if part)
    return Note("succession", text, basis)


def _lead_ids(claims: Sequence[DraftClaim], agencies: Agencies) -> list[str]:
    """The office that the first claim names: the one an answer is about."""
    first = claims[0].text if claims else ""
    mentions = agencies.find(first, weak=False)
    return list(dict.fromkeys(i for m in mentions[:1] for i in m.agency_ids))


def _defects(claims: Sequence[DraftClaim], library: Library) -> Iterable[Note]:
    shown = [(source.document, source.anchor, source.span) for claim in claims for source in claim.sources]
    for document in library.documents:
        for erratum in library.facts(document.number).errata:
            quotes = (
                span.of(document.text)
                for number, anchor, span in shown
                if number == document.number and anchor == erratum.anchor
            )
            if any(erratum.printed in quote for quote in quotes):
                yield Note("source_defect", erratum.note, f"{document.number}, {erratum.anchor}")
