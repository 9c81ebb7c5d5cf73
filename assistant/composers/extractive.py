"""The best sentences of the texts, where no fact with fields answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Status
from assistant.composers.ranking import CLOSE, ENOUGH, SCORE_WEIGHT
from assistant.composers.wording import head_source, row_claim
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from knowledge.document import Span
from knowledge.patterns import DATE, FIGURE, INSTRUMENT_NUMBER, YEAR
from knowledge.search import Hit
from knowledge.sentences import sentences
from knowledge.text import Folded

MOST = 3
"""Passages quoted at most."""

FAINT = 0.35
"""Score of an intent below which it is a guess."""

LONG_WORDS = 110
"""A passage longer than this gives only its sentences that speak to the topic."""

UNSURE = 0.6
CLOSE_UNSURE = 0.7
"""Where the best passage covers less than UNSURE of the topic, runners-up down to CLOSE_UNSURE are told."""

_POOL = 12
_LABEL = re.compile(r"^\d+(?:\.\d+)*\.?\s")
_SPELLED = re.compile(r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:mô hình|lần|hợp tác xã|năm|tháng)")


def extractive(desk: Desk) -> Draft | None:
    """The passages that say most of the topic, the best first."""
    if not desk.question.topic:
        return None
    scored = sorted(
        ((_rank(desk, hit), hit) for hit in desk.evidence.hits[:_POOL]), key=lambda item: -item[0]
    )
    other_years = _targets_of_other_years(desk)
    scored = [
        (rank, hit)
        for rank, hit in scored
        if _covers(desk, hit) >= ENOUGH and hit.passage.anchor not in other_years
    ]
    if not scored:
        return None
    close = CLOSE if _covers(desk, scored[0][1]) >= UNSURE else CLOSE_UNSURE
    kept = [hit for rank, hit in scored if rank >= close * scored[0][0]][:MOST]
    if _asks_quantity(desk) and not any(_has_quantity(desk, hit) for hit in kept):
        return None
    claims = [claim for hit in kept for claim in passage_claims(desk, hit)]
    return Draft(
        Status.ANSWERED,
        tuple(claims),
        "extractive",
        fit=_covers(desk, kept[0]),
        tasks=tuple(hit.passage.anchor for hit in kept),
    )


def _targets_of_other_years(desk: Desk) -> frozenset[str]:
    """The places of targets set for years that are not asked about, where one is asked about that has any."""
    found, asked = desk.targets(), set(desk.question.years)
    if not asked & {target.year for target in found}:
        return frozenset()
    return frozenset(target.anchor for target in found if target.year not in asked)


def _asks_quantity(desk: Desk) -> bool:
    """Whether a number is asked for, by more than a faint guess where the question is a claim."""
    question = desk.question
    guessed = question.intents.scores[0][1] < FAINT and desk.claimed.whole
    return question.intent in (Intent.TARGET, Intent.COUNT) and not guessed


def _has_quantity(desk: Desk, hit: Hit) -> bool:
    """Whether the passage counts something: numbers of instruments, dates and years count nothing."""
    text = hit.passage.span.of(desk.document(hit.passage.document).text)
    for pattern in (INSTRUMENT_NUMBER, DATE, YEAR, _LABEL):
        text = pattern.sub(" ", text)
    return bool(FIGURE.search(text) or _SPELLED.search(text))


def _covers(desk: Desk, hit: Hit) -> float:
    return desk.evidence.coverage(hit.passage.document, (hit.passage.anchor,))


def _rank(desk: Desk, hit: Hit) -> float:
    return _covers(desk, hit) + SCORE_WEIGHT * hit.score


def passage_claims(desk: Desk, hit: Hit) -> Iterable[DraftClaim]:
    """What tells a passage: its row, or its sentences with the line above them."""
    passage = hit.passage
    if row := desk.row(passage.anchor):
        yield row_claim(desk, row, depth=0)
        return
    yield from _opening(desk, hit)
    text = desk.document(passage.document).text
    spans = list(sentences(text, passage.span))
    if len(passage.span.of(text).split()) > LONG_WORDS:
        spans = _telling(desk, text, spans)
    for place, span in enumerate(spans):
        words = span.of(text)
        shown = f"**{passage.place}**: {_unlabelled(words)}" if place == 0 else words
        yield DraftClaim(shown, (Source(passage.document, passage.anchor, span),))


def _opening(desk: Desk, hit: Hit) -> Iterable[DraftClaim]:
    """The line above a bullet, which says whose task it is."""
    for task in desk.tasks():
        if len(task.actions) > 1 and any(action.anchor == hit.passage.anchor for action in task.actions):
            line = desk.words(task.document, task.lead)
            yield DraftClaim(f"**{task.place}**: {line}:", (head_source(desk, task),))


def _telling(desk: Desk, text: str, spans: list[Span]) -> list[Span]:
    """The sentences with most of the topic's words."""
    topic = set(Folded.of(desk.question.topic).text.replace(".", " ").split())
    counts = [len(topic & set(Folded.of(span.of(text)).text.replace(",", " ").split())) for span in spans]
    best = max(counts, default=0)
    return [span for span, count in zip(spans, counts, strict=True) if count >= 0.7 * best][:MOST]


def _unlabelled(words: str) -> str:
    head, _, rest = words.partition(" ")
    return rest if head.rstrip(".").replace(".", "").isdigit() and rest else words
