"""Who gets the document: all lines of "Nơi nhận", or those of the offices that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Particular
from knowledge.text import Folded

_TO_REPORT = re.compile(r"\b(?:bao cao|b/c|trung uong|cap tren)\b")
"""Some recipients get the plan "để báo cáo": the line says (b/c)."""

_SENDING = re.compile(
    r"\b(?:gui|goi|nhan|luu|chuyen|den tay|phat hanh|sent|send|recipients?|copy|copies|receives?)\b"
)
SURE = 0.65
"""Score of the intent from which recipients are asked for without a word for sending."""


def recipients(desk: Desk) -> Draft | None:
    """Who gets the document."""
    claims = tuple(recipient_claims(desk))
    return Draft(Status.ANSWERED, claims, "register", topical=False) if claims else None


def asks_recipients(desk: Desk) -> bool:
    """Whether the question is surely about recipients or has a word for sending."""
    question = desk.question
    plain = Folded.of(f"{question.reading}\n{question.typed}").text
    return question.intents.scores[0][1] >= SURE or bool(_SENDING.search(plain))


def recipient_claims(desk: Desk) -> Iterable[DraftClaim]:
    """The lines of the offices named; of all recipients where none is."""
    found = desk.particulars("recipient")
    named = {*desk.question.agency_ids, *desk.groups(desk.question.agency_ids)}
    mine = [item for item in found if named & _offices(desk, item)]
    if not named and _TO_REPORT.search(Folded.of(desk.question.reading).text):
        found = tuple(item for item in found if "(b/c)" in desk.words(item.document, item.span))
    for item in mine:
        yield DraftClaim(messages.RECEIVED_YES.format(value=_words(desk, item)), (_source(item),))
    if mine or not found:
        return
    yield DraftClaim(messages.RECEIVED, tuple(map(_source, found)))
    for item in found:
        yield DraftClaim(_words(desk, item), (_source(item),), depth=1)


def _offices(desk: Desk, line: Particular) -> set[str]:
    mentions = desk.agencies.find(desk.words(line.document, line.span))
    return {name for mention in mentions for name in mention.agency_ids}


def _words(desk: Desk, line: Particular) -> str:
    return desk.words(line.document, line.span).rstrip(";.")


def _source(line: Particular) -> Source:
    return Source(line.document, line.anchor, line.span)
