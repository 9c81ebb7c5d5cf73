"""The passage that the search likes best, told after an answer that cites another place."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Status
from assistant.composers.extractive import passage_claims
from assistant.desk import Desk
from assistant.draft import Draft
from knowledge.document import below
from knowledge.search import Hit

TOPICAL = 0.3
"""Part of the topic that the passage must say."""

BEHIND = 0.3
"""It may say so much less of the topic than what is cited; further behind, it is about something else."""

MOST = 3
"""Claims that tell it at most."""


def with_runner_up(desk: Desk, draft: Draft) -> Draft:
    """The draft, followed by the passage found first where nothing of that passage is cited.

    Facts with fields are chosen by the kind of question it seems to be. Where that was misread, what was
    asked most often stands in the passage that the search, which looks at the words alone, puts first.
    """
    hit = _first_found(desk, draft)
    if hit is None:
        return draft
    more = [claim for claim in passage_claims(desk, hit) if claim not in draft.claims][:MOST]
    core = draft.core or len(draft.claims)
    return replace(draft, claims=(*draft.claims, *more), core=core)


def _first_found(desk: Desk, draft: Draft) -> Hit | None:
    """The best passage, if the draft neither cites it nor had to choose by other things than words."""
    question = desk.question
    chosen = not draft.topical or any(place.anchors for place in question.places)
    chosen = chosen or any(claim.counted is not None for claim in draft.claims)
    hits = desk.evidence.hits if question.topic and not chosen else ()
    if draft.status is not Status.ANSWERED or not hits:
        return None
    first, told = hits[0], _told(draft)
    if any(_touches(first, *place) for place in told):
        return None
    own = max(desk.evidence.coverage(number, (anchor,)) for number, anchor in told)
    said = desk.evidence.coverage(first.passage.document, (first.passage.anchor,))
    return first if said >= max(TOPICAL, own - BEHIND) else None


def _told(draft: Draft) -> set[tuple[str, str]]:
    """The places cited."""
    return {(source.document, source.anchor) for claim in draft.claims for source in claim.sources}


def _touches(hit: Hit, number: str, anchor: str) -> bool:
    """Whether a place is the passage, in it or around it."""
    own = hit.passage.anchor
    return number == hit.passage.document and (below(anchor, own) or below(own, anchor))
