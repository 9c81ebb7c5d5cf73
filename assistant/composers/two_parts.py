"""Two questions in one sentence: "ai lo A và ai lo B", "mục tiêu A năm 2030 với B năm 2045"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft
from knowledge.text import Folded

_JOINT = re.compile(r"\s+(?:va|voi|con|roi|and)\s+|\s*[,;?]\s+(?:va |con |roi |and )?")
_ASKS = re.compile(
    r"\b(?:ai|bao nhieu|khi nao|bao gio|luc nao|(?:so|co quan|don vi|ben|nam|van ban|nghi dinh|quyet dinh"
    r"|nhiem vu|viec) nao|who|when|which|how many)\b"
)
_END = re.compile(r"\s(?:(?:lan luot|tuong ung) )?(?:la |dat |phai dat )?bao nhieu\b.*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

SURE = 0.5
"""Fit from which the answer to one part is one."""

FEWEST_TOPIC = 2
"""Words that name what a part is about."""

FEWEST_WORDS = 3
"""A shorter half is no question of its own."""


def two_parts(desk: Desk) -> Draft | None:
    """The answers to both parts, where each asks something of its own and is surely answered."""
    for left, right in _parts(desk.question.reading):
        first, second = _answer(desk, left), _answer(desk, right)
        if first and second and not set(first.tasks) & set(second.tasks):
            return replace(
                first,
                claims=tuple(dict.fromkeys((*first.answering, *second.answering))),
                core=0,
                composer="register",
                fit=min(first.fit, second.fit),
                topical=False,
                tasks=(*first.tasks, *second.tasks),
            )
    return None


def _parts(reading: str) -> Iterator[tuple[str, str]]:
    """Each way to part the question into two that both ask, or that each name a year of their own."""
    folded = Folded.of(reading)
    for joint in _JOINT.finditer(folded.text):
        left, right = folded.text[: joint.start()], folded.text[joint.end() :]
        if min(len(left.split()), len(right.split())) < FEWEST_WORDS:
            continue
        halves = (
            folded.span(0, joint.start()).of(reading),
            folded.span(joint.end(), len(folded.text)).of(reading),
        )
        if _ASKS.search(left) and _ASKS.search(right):
            yield halves
        elif _own_years(left, right) and (end := _END.search(right)):
            asking = folded.span(joint.end() + end.start(), len(folded.text)).of(reading)
            yield f"{halves[0]}{asking}", halves[1]


def _own_years(left: str, right: str) -> bool:
    mine, theirs = set(_YEAR.findall(left)), set(_YEAR.findall(right))
    return len(mine) == 1 and len(theirs) == 1 and mine != theirs


def _answer(desk: Desk, part: str) -> Draft | None:
    """The answer to one part that names a subject of its own; nothing where it is not sure."""
    half = desk.reopen(part)
    few = len(half.question.topic.replace(".", " ").split()) < FEWEST_TOPIC and not half.question.years
    if not half.question.topic or few or half.question.instruments or half.question.places:
        return None
    draft = half.compose()
    sure = draft is not None and draft.composer == "register" and draft.fit >= SURE
    return draft if draft and sure and draft.status is Status.ANSWERED and draft.tasks else None
