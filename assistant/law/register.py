"""Which way an answer is sought among laws, decrees and digests."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.law.clauses import clauses
from assistant.law.named import Named, named, text_at_hand
from assistant.law.provisions import provisions
from assistant.law.signs import standing_of
from assistant.law.validity import asks_validity, entry_of, standing_claim, validity
from knowledge.builds import CATALOGUE
from knowledge.standing import NOT_HOLDING


def compose_law(desk: Desk) -> Draft | None:
    """A draft from the regulations, or nothing."""
    wanted = named(desk)
    if wanted and asks_validity(desk) and (draft := validity(desk, wanted)):
        return draft
    draft = provisions(desk, wanted) or _on_topic(desk, wanted)
    return _with_standing(desk, draft) if draft else None


def _on_topic(desk: Desk, wanted: tuple[Named, ...]) -> Draft | None:
    if not desk.question.topic:
        return None
    at_hand = tuple(item for item in wanted if text_at_hand(desk, item.number))
    return None if wanted and not at_hand else clauses(desk, at_hand)


def _with_standing(desk: Desk, draft: Draft) -> Draft:
    """The draft, led by how its first instrument stands where it no longer holds, with what holds instead."""
    source = draft.claims[0].sources[0]
    number, entry = source.document, entry_of(desk, source.document)
    if number == CATALOGUE or entry is None:
        return draft
    standing = standing_of(desk, number, source.anchor)
    if standing.status not in NOT_HOLDING:
        return draft
    first = standing_claim(desk, standing, entry)
    successor = [claim for claim in _of_successor(desk, number) if claim not in draft.answering]
    further = draft.claims[len(draft.answering) :]
    claims = (first, *draft.answering, *successor, *further)
    return replace(draft, claims=claims, core=len(claims) - len(further))


def _of_successor(desk: Desk, number: str) -> tuple[DraftClaim, ...]:
    """The rule of the instrument that holds instead, on the same topic."""
    successor = desk.catalogue.successor(number, desk.day)
    if successor is None or successor.number == number or not desk.question.topic:
        return ()
    if text_at_hand(desk, successor.number) is None:
        return ()
    draft = clauses(desk, (Named(successor.number),))
    return draft.answering[:2] if draft and draft.status is Status.ANSWERED else ()
