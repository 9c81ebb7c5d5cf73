"""Instruments of the plan that a question ties to another matter, or another period, than the plan does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Reference
from knowledge.text import Folded, strip_accents, syllables

SAID = 0.7
"""So much of the topic does the clause say that names the right instrument …"""

HARDLY = 0.4
"""… and no more than this any clause that names the one asked about."""

FEWEST = 2
"""Words of the topic that tell which matter is meant."""

_KIND = re.compile(r"(?:^|[/\-])(QĐ|NĐ|NQ|TT|CTr)")
_ON_ITS_BASIS = re.compile(
    r"\b(?:theo|can cu|dua (?:vao|tren)|tai|under|according to)(?: vao)?\W*(?:\S+ ?){0,2}$"
)
_RIGHT = re.compile(r"\bdung\b.{0,25}\b(?:khong|hong|hok|ko|chua|chu)\b")
_PERIOD = re.compile(r"\b(?P<from>20\d\d)\s*(?:-|–|đến|tới|to)\s*(?P<to>20\d\d)\b")


def wrong_instrument(desk: Desk) -> Draft | None:
    """The correction where a matter is said to rest on one instrument, and the plan names another for it."""
    question = desk.question
    named = [number for item in question.instruments for number in item.numbers]
    words = {strip_accents(word) for word in syllables(question.topic)}
    if len(named) != 1 or len(words) < FEWEST or not _claims_basis(desk):
        return None
    every = [r for r in desk.references() if _kind(r.number) == _kind(named[0])]
    own = max((_said(desk, r, words) for r in every if r.number == named[0]), default=0.0)
    others = sorted((r for r in every if r.number != named[0]), key=lambda r: -_said(desk, r, words))
    if not others or _said(desk, others[0], words) < SAID or own > HARDLY:
        return None
    return _denial(desk, others[0], question.instruments[0].span.of(question.reading))


def wrong_period(desk: Desk) -> Draft | None:
    """The correction where an instrument is given another period than the plan names beside it."""
    question = desk.question
    asked = _PERIOD.search(question.reading)
    if not asked or not desk.claimed.anything:
        return None
    numbers = {number for item in question.instruments for number in item.numbers}
    found = [(r, period) for r in desk.references() if r.number in numbers for period in _periods(desk, r)]
    if not found or any(period == asked.groups() for _, period in found):
        return None
    return _denial(desk, found[0][0], asked[0], asked.groups())


def _claims_basis(desk: Desk) -> bool:
    """Whether the question says that something rests on the instrument, and does not ask on which."""
    question = desk.question
    plain = Folded.of(question.reading).text
    before = Folded.of(question.reading[: question.instruments[0].span.start]).text
    sure = desk.claimed.anything or bool(_RIGHT.search(plain))
    return sure and not question.negated and bool(_ON_ITS_BASIS.search(before))


def _said(desk: Desk, reference: Reference, words: set[str]) -> float:
    """How much of the words the clause that names an instrument says."""
    clause = desk.words(reference.document, reference.clause)
    return len(words & {strip_accents(word) for word in syllables(clause)}) / len(words)


def _kind(number: str) -> str:
    match = _KIND.search(number)
    return match[1] if match else ""


def _periods(desk: Desk, reference: Reference) -> Iterator[tuple[str, ...]]:
    """The periods that stand after an instrument's number, before the next instrument."""
    _, _, after = desk.words(reference.document, reference.clause).partition(reference.number)
    for match in _PERIOD.finditer(after):
        yield match.groups()


def _denial(desk: Desk, reference: Reference, asked: str, echoes: Sequence[str] = ()) -> Draft:
    stated = desk.words(reference.document, reference.clause).rstrip(" ;,.")
    source = Source(reference.document, reference.anchor, reference.clause)
    text = messages.NOT_FIGURE_PLAIN.format(asked=asked, stated=stated)
    claim = DraftClaim(text, (source,), echoes=(asked, *echoes))
    return correction(claim, tasks=(reference.anchor,))
