"""Follow-ups: what a question leaves out is taken from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.understanding.intents import Intent, Ranked
from assistant.understanding.question import Question, Role
from knowledge.text import Folded

TURNS = 4
"""Earlier questions looked at."""

_GOES_ON = re.compile(
    r"^(?:con|the|vay|the con|vay con|roi|va|ma|o the|u|da)\b|\b(?:thi sao|what about|and for)\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:viec|nhiem vu|muc|dieu|chuong trinh|chinh sach|co quan|so|nghi dinh|quyet dinh|cai|chuyen|khoan"
    r"|don vi|phan|nam|muc tieu) (?:do|nay|ay|kia|vua roi|tren)\b"
    r"|\b(?:ho|no|they|it|that one|those|that)\b|\b(?:do|ay)\s*\?*$|\bday do\b"
)
_OWN_SUBJECT = (
    Intent.SIGNER,
    Intent.NUMBER,
    Intent.ISSUER,
    Intent.RECIPIENT,
    Intent.GREETING,
    Intent.THANKS,
    Intent.BYE,
    Intent.ABOUT,
)
SURE = 0.45
"""Score of an intent from which a follow-up's own intent stands."""


def fold_history(
    question: Question, history: Sequence[Turn], understand: Callable[[str], Question]
) -> Question:
    """The question with what it leaves out taken from earlier questions; itself where nothing is missing."""
    asked = [turn.text for turn in history if turn.role == "user" and turn.text.strip()][-TURNS:]
    if not asked or question.intent in _OWN_SUBJECT:
        return question
    question = replace(question, follows=True)
    before = understand(asked[0])
    for text in asked[1:]:
        before = _joined(understand(text), before)
    return _joined(question, before)


def _joined(question: Question, before: Question) -> Question:
    if question.intent in _OWN_SUBJECT or before.intent in (
        Intent.GREETING,
        Intent.THANKS,
        Intent.BYE,
        Intent.ABOUT,
    ):
        return question
    plain = Folded.of(question.reading).text
    goes_on = bool(_GOES_ON.search(plain))
    points_back = bool(_POINTS_BACK.search(plain))
    bare = not question.topic and not _names_anything(question)
    if not (goes_on or points_back or bare):
        return question
    if goes_on and not points_back and _stands_alone(question):
        return question
    return _carried(question, before, points_back)


def _names_anything(question: Question) -> bool:
    return bool(question.agencies or question.instruments or question.places or question.years)


def _stands_alone(question: Question) -> bool:
    """A sure intent with a topic and an entity of its own needs nothing from before."""
    sure = question.intents.scores[0][1] >= SURE
    return sure and bool(question.topic) and (_names_anything(question) or len(question.topic.split()) > 3)


def _carried(question: Question, before: Question, points_back: bool) -> Question:
    own_agencies = bool(question.agencies)
    sure = question.intents.scores[0][1] >= SURE
    intents = question.intents if sure else _prefer(before.intents, question.intents)
    topic = question.topic
    if not topic or points_back:
        topic = " . ".join(part for part in (question.topic, before.topic) if part)
    return replace(
        question,
        reading=f"{question.reading} ({before.reading})" if not own_agencies else question.reading,
        topic=topic,
        extra=f"{question.extra} ; {before.extra}",
        accented=question.accented or before.accented,
        intents=intents,
        agencies=question.agencies or before.agencies,
        instruments=question.instruments or (before.instruments if not own_agencies else ()),
        places=question.places or (before.places if not own_agencies else ()),
        years=question.years or (before.years if not question.agencies else ()),
        role=question.role if question.role is not Role.ANY or sure else before.role,
        carried=True,
        topic_carried=not question.topic,
    )


def _prefer(before: Ranked, now: Ranked) -> Ranked:
    """The earlier intents, unless the new question is clearly of another kind."""
    return before if now.scores[0][1] < before.scores[0][1] else now
