"""Notes beside an answer: offices that were merged since, and misprints of the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Note
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.question import Question
from knowledge.agencies import Agencies, Agency, Successor
from knowledge.builds import CATALOGUE
from knowledge.document import Span
from knowledge.library import Library
from knowledge.patterns import INSTRUMENT_NUMBER
from knowledge.standing import NOT_HOLDING
from knowledge.text import strip_accents, syllables

MOST_INSTRUMENTS = 2
"""Instruments whose validity is told in one answer."""

MOST_OFFICES = 2
"""Offices whose successors are told in one answer: more would bury it."""


def notes(desk: Desk, draft: Draft, claims: Sequence[DraftClaim]) -> tuple[Note, ...]:
    """The notes that the shown claims call for."""
    library, agencies = desk.library, desk.agencies
    found = (
        *_validity(desk, claims),
        *_gone(desk, claims),
        *_digest(desk, claims),
        *_parts(desk, claims),
        *_successions(desk.question, draft, library, agencies),
        *_defects(claims, library),
    )
    return tuple({note.text: note for note in found}.values())


def _validity(desk: Desk, claims: Sequence[DraftClaim]) -> Iterable[Note]:
    """How the units cited and the instruments named stand on the day asked for; what ended first."""
    told = {claim.text for claim in claims}
    found = [desk.catalogue.standing(number, desk.day, anchor) for number, anchor in _units(desk, claims)]
    worth = [item for item in found if item.status != "in_force" and item.checked and item.note not in told]
    worth.sort(key=lambda item: item.status not in NOT_HOLDING)
    for standing in list({item.number: item for item in reversed(worth)}.values())[::-1][:MOST_INSTRUMENTS]:
        yield Note("validity", standing.note, standing.source)


def _units(desk: Desk, claims: Sequence[DraftClaim]) -> Iterable[tuple[str, str]]:
    """Number and anchor of each unit cited; of a digest, and of what is only named, the number alone."""
    named = {number for item in desk.question.instruments for number in item.numbers}
    found: dict[tuple[str, str], None] = {}
    for claim in claims:
        for source in claim.sources:
            if not desk.is_plan(source.document) and source.document != CATALOGUE:
                verbatim = desk.document(source.document).meta.verbatim
                found[source.document, source.anchor if verbatim else ""] = None
        found.update(
            ((number, ""), None) for number in INSTRUMENT_NUMBER.findall(claim.text) if number in named
        )
    return found


def _gone(desk: Desk, claims: Sequence[DraftClaim]) -> Iterable[Note]:
    """The office of today for one of the districts that a cited rule still names."""
    for claim in claims:
        for source in claim.sources:
            if desk.is_plan(source.document) or source.document == CATALOGUE:
                continue
            for mention in desk.agencies.find(desk.words(source.document, source.span)):
                agency = desk.agencies.get(mention.agency_ids[0])
                successor = _first(agency)
                if agency and successor and "huyen" in agency.id.split("-"):
                    yield _succession(agency, successor, by_new_name=False)
                    return


def _digest(desk: Desk, claims: Sequence[DraftClaim]) -> Iterable[Note]:
    """That words are ours, where a digest stands in for the text."""
    cited = dict.fromkeys(source.document for claim in claims for source in claim.sources)
    ours = [number for number in cited if number != CATALOGUE and not desk.document(number).meta.verbatim]
    if ours:
        yield Note("digest", messages.LAW_DIGEST.format(names=", ".join(ours)))


def _parts(desk: Desk, claims: Sequence[DraftClaim]) -> Iterable[Note]:
    """That the plan speaks of the whole office, where the question names a part of it."""
    of_plan = any(desk.is_plan(source.document) for claim in claims for source in claim.sources)
    for mention in desk.question.agencies:
        if of_plan and mention.how == "part":
            whole = desk.name(mention.agency_ids[0])
            yield Note("succession", messages.PART_OF.format(part=mention.text, whole=whole))


def _successions(question: Question, draft: Draft, library: Library, agencies: Agencies) -> Iterable[Note]:
    asked = {name for m in question.agencies if m.how == "successor" for name in m.agency_ids}
    ids = list(dict.fromkeys((*question.agency_ids, *_involved(draft, library))))
    for name in ids[: MOST_OFFICES if not asked else len(ids)]:
        agency = agencies.get(name)
        successor = _asked_for(agency, question) if name in asked else _first(agency)
        if agency and successor:
            yield _succession(agency, successor, by_new_name=name in asked)


def _asked_for(agency: Agency | None, question: Question) -> Successor | None:
    """Of several offices that took over the work, the one whose name the question says most of."""
    typed = set(syllables(strip_accents(question.reading)))

    def said(one: Successor) -> int:
        return len(typed.intersection(syllables(strip_accents(one.name))))

    return max(agency.successors, key=said) if agency and agency.successors else None


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


def _involved(draft: Draft, library: Library) -> Iterable[str]:
    """The offices that an answer is about: who receives a report, who leads the first task."""
    for document in library.plan_documents:
        facts = library.facts(document.number)
        yield from (
            r.receivers[0] for r in facts.reports if r.anchor in draft.tasks[:1] and r.span in _spans(draft)
        )
        yield from (lead for task in facts.tasks if task.anchor in draft.tasks[:1] for lead in task.leads[:1])


def _spans(draft: Draft) -> set[Span]:
    return {source.span for claim in draft.claims for source in claim.sources}


def _defects(claims: Sequence[DraftClaim], library: Library) -> Iterable[Note]:
    shown = {source for claim in claims for source in claim.sources}
    for document in library.plan_documents:
        spans = [source.span for source in shown if source.document == document.number]
        for erratum in library.facts(document.number).errata:
            node = library.units(document.number).node(erratum.anchor)
            near = (span for span in spans if node and span.start < node.end and node.start < span.end)
            if any(erratum.printed in span.of(document.text) for span in near):
                yield Note("source_defect", erratum.note, f"{document.number}, {erratum.anchor}")
