"""What people ask next, from what the answer was about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.policies.cue import asks_for_support
from assistant.understanding.intents import Intent

MOST = 3
NEARBY = 25
"""Runners-up of the search whose questions may be suggested."""

SHORT = 64
"""Characters of a question that fits a button."""


def suggestions(desk: Desk, draft: Draft) -> tuple[str, ...]:
    """Up to three questions that this service answers and that follow on from this one."""
    walk = (messages.SUGGEST_WALK,) if asks_for_support(desk.question.typed) else ()
    if draft.status is Status.CLARIFY:
        return (*walk, *messages.OPENING_SUGGESTIONS)[:MOST]
    typed = desk.question.typed.strip().lower()
    found = (text for text in dict.fromkeys((*walk, *_following(desk, draft))) if text.lower() != typed)
    return tuple(text for text, _ in zip(found, range(MOST), strict=False))


def _following(desk: Desk, draft: Draft) -> Iterator[str]:
    if draft.composer == "law":
        yield from _asked_nearby(desk, draft)
        return
    intent = desk.question.intent
    task = next((task for task in desk.tasks() if task.anchor in draft.tasks), None)
    if intent is Intent.TARGET:
        yield from (messages.SUGGEST["other_year"].format(year=year) for year in _other_years(desk))
    if task and intent in (
        Intent.WHO,
        Intent.PARTNER,
        Intent.PRODUCT,
        Intent.DEADLINE,
        Intent.CONTENT,
        Intent.POLICY,
    ):
        fields = {Intent.PARTNER: "partner", Intent.PRODUCT: "product", Intent.DEADLINE: "deadline"}
        yield from (messages.SUGGEST[name] for other, name in fields.items() if other is not intent)
        for lead in task.leads[:1]:
            yield messages.SUGGEST["duty"].format(agency=desk.name(lead))
    if task and intent is Intent.DUTY:
        yield from (messages.SUGGEST["group"].format(group=desk.name(group)) for group in _groups(desk))
        for partner in task.partners[:2]:
            agency = desk.agencies.get(partner)
            if agency and agency.duty_holder:
                yield messages.SUGGEST["duty"].format(agency=agency.name)
    yield from (messages.SUGGEST[name] for name in ("report", "basis", "signer"))


def _asked_nearby(desk: Desk, draft: Draft) -> Iterator[str]:
    """How people ask for the clauses that came next in the search."""
    cited = {(source.document, source.anchor) for claim in draft.claims for source in claim.sources}
    for hit in desk.evidence.hits[:NEARBY] if desk.question.topic else ():
        passage = hit.passage
        asked = [words for words in passage.wordings if _is_question(words)]
        if asked and (passage.document, passage.anchor) not in cited:
            yield f"{asked[0][:1].upper()}{asked[0][1:]}?"


def _is_question(words: str) -> bool:
    """Whether a wording is one that a person would send: short, and no sentence of a card."""
    return len(words) <= SHORT and not words.endswith((".", "?"))


def _groups(desk: Desk) -> Iterator[str]:
    """Groups with duties of their own that an office named in the question belongs to."""
    for name in desk.question.agency_ids:
        agency = desk.agencies.get(name)
        yield from (group for group in (agency.member_of if agency else ()) if desk.tasks_of((group,)))


def _other_years(desk: Desk) -> Iterator[int]:
    years = {t.year for doc in desk.library.documents for t in desk.library.facts(doc.number).targets}
    yield from sorted(years - set(desk.question.years))
