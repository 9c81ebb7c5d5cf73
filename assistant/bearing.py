"""What else tells whether a draft over a plan bears on the question: how its units meet the words asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.desk import Desk
from assistant.draft import Draft
from assistant.evidence import LEXICAL_SCALE
from assistant.likeness import likeness

MOST = 4
"""Units of a draft, those found first, of which the best is looked at: an office can have many duties."""

NAMES = ("matched", "alike", "told", "placed", "carried", "english")


def bearing(desk: Desk, draft: Draft, shown: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Features of a draft that quotes the units `shown`, by document.

    `matched` is how well the words of the best unit match (BM25), `alike` how much of the question it says in
    the same or like words, `told` how much of the topic the composer took it to say. A draft at a place that
    is named, a question that goes on from earlier ones or is English has fewer of its own words to go by.
    """
    question = desk.question
    units = [(number, anchor) for number, anchors in shown.items() for anchor in sorted(anchors)]
    units = units if question.topic else []  # without a topic nothing was searched for
    text = _best(desk, units)
    return {
        "matched": max((desk.evidence.matched(*unit) for unit in units), default=0.0) / LEXICAL_SCALE,
        "alike": likeness(question.reading, text),
        "told": draft.fit,
        "placed": float(any(place.anchors for place in question.places)),
        "carried": float(question.carried),
        "english": float(question.language == "en"),
    }


def without_bearing() -> dict[str, float]:
    """The same features where there is no draft, or where no model looks at them."""
    return dict.fromkeys(NAMES, 0.0)


def _best(desk: Desk, units: list[tuple[str, str]]) -> str:
    """The words and wordings of the unit that says most of the topic; nothing where there is none."""
    if not units:
        return ""
    found = sorted(units, key=lambda unit: -desk.evidence.score(unit[0], unit[1:]))[:MOST]
    number, anchor = max(found, key=lambda unit: desk.evidence.coverage(unit[0], unit[1:]))
    passage = desk.library.plans.passage(f"{number}#{anchor}")
    return passage.searched if passage else ""
