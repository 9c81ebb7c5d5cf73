"""Whether the sentence that gives a figure is on what is asked: a long clause has figures of many things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.desk import Desk
from assistant.draft import Draft, Source
from assistant.quantities import asked_units, asks_how_much, gives, quantities
from knowledge.sentences import clauses

FIT = 0.48
"""A clause that says so much of the topic is about it, whichever of its sentences has the figure."""

LITTLE = 0.36
"""Of a topic, so much may be said by chance."""

LITTLE_OF_OURS = 0.15
"""The same of a digest's statement, which is short and in other words than the law's."""

FEW = 0.75
"""Of a long story, a sentence on its matter says at least so much."""

SHORTEST = 8
"""Words of a stretch that can be told by itself: fewer go on from what was told before."""

_STOP = re.compile(r"[,.;?!]\s+")

_OF_MEASURES = frozenset(
    re.findall(
        r"\w+",
        "thang lan mot nam ngay dong trieu phan tram ty le toi da thieu it nhat cao thap muc bao nhieu thoi"
        " han lau gio tuoi nguoi",
    )
)
"""Words of figures: that both name a month tells nothing of the matter."""


def off_the_matter(desk: Desk, draft: Draft, units: tuple[str, ...]) -> bool:
    """Whether a figure is asked for, and each sentence that gives one says little of the topic.

    `units` are those in which it is asked; without any, only a question that ends in how much asks for one.
    What a follow-up leaves out, no sentence can be held against.
    """
    question = desk.question
    if draft.fit >= FIT or question.follows or not (units or asks_how_much(question.reading)):
        return False
    if _fits_what_asks(desk, draft):
        return False
    telling = [told for told in _sentences(desk, draft) if _has_figure(told[1], units)]
    return bool(telling) and all(_says_little(desk, source, words) for source, words in telling)


def _fits_what_asks(desk: Desk, draft: Draft) -> bool:
    """Whether, of a story, the stretch that asks for the figure is what the clause is about."""
    stretches = _STOP.split(desk.question.reading)
    asking = [part for part in stretches if asked_units(part) or asks_how_much(part)]
    if len(stretches) < 2 or not asking or len(asking[-1].split()) < SHORTEST:
        return False
    evidence, first = desk.reopen(asking[-1]).evidence, draft.sources[0]
    return evidence.coverage(first.document, (first.anchor,)) >= FIT


def _sentences(desk: Desk, draft: Draft) -> Iterator[tuple[Source, str]]:
    for source in draft.sources:
        text = desk.document(source.document).text
        yield from ((source, span.of(text)) for span in clauses(text, source.span))


def _has_figure(words: str, units: tuple[str, ...]) -> bool:
    return gives(words, units) if units else any(True for _ in quantities(words))


def _says_little(desk: Desk, source: Source, words: str) -> bool:
    """Whether a sentence, under its headings, says little of the topic: a small part and few words of it."""
    headings = desk.library.units(source.document).headings(source.anchor)
    part, mass = desk.evidence.said_in(
        "\n".join((*headings, words)), source.document, source.anchor, _OF_MEASURES
    )
    verbatim = desk.document(source.document).meta.verbatim
    return part <= (LITTLE if verbatim else LITTLE_OF_OURS) and mass <= FEW
