"""The sources that a model may word: those of the draft first, then what else was found, within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.model.ledger import CHARS_PER_TOKEN
from assistant.model.prompts import Excerpt
from assistant.screen import Screen
from knowledge.library import Library
from knowledge.standing import NOT_HOLDING

TOKENS = 3000
"""Tokens of sources in one prompt at most, about."""

LONGEST = 1500
"""Characters of one source shown at most; a claim may only state what was shown."""

FOUND = 8
"""Passages added to the sources of a draft."""

HEADINGS = 2
"""Headings above a unit that say what it belongs to."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A source under the label by which the model names it."""

    label: str
    source: Source
    excerpt: Excerpt


class Sources:
    """Labelled sources of one prompt."""

    def __init__(self, labelled: Sequence[Labelled]) -> None:
        self._by_label = {item.label: item for item in labelled}
        self._labels = {item.source: item.label for item in labelled}

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels."""
        return tuple(self._by_label)

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """What the model sees."""
        return tuple(item.excerpt for item in self._by_label.values())

    def of(self, labels: Sequence[str]) -> tuple[Source, ...]:
        """The sources of known labels."""
        return tuple(self._by_label[label].source for label in labels)

    def marked(self, claim: DraftClaim) -> str:
        """A line of the draft with the labels of its sources; empty where one has none."""
        labels = [self._labels.get(source, "") for source in claim.sources]
        if not all(labels):
            return ""
        plain = " ".join(claim.text.replace("**", "").replace("[", "(").replace("]", ")").split())
        return f"- {plain} {''.join(f'[{label}]' for label in labels)}"


def gathered(
    desks: Sequence[Desk], claims: Sequence[DraftClaim], screen: Screen, found: int = FOUND
) -> Sources:
    """The sources of `claims`, then passages that the desks found, best first, without poisoned ones.

    `found` bounds those passages: each costs tokens, and may lead away from a draft that needs no more.
    """
    library = desks[0].library
    own = dict.fromkeys(source for claim in claims for source in claim.sources)
    room = TOKENS * CHARS_PER_TOKEN
    kept: list[Labelled] = []
    for source in (*own, *_further(desks, own, found)):
        excerpt = _excerpt(library, source, f"S{len(kept) + 1}")
        room -= len(excerpt.words) + len(excerpt.place)
        if room < 0 and kept:
            break
        if screen.objection(excerpt.words) is None:
            kept.append(Labelled(excerpt.label, source, excerpt))
    return Sources(kept)


def _further(desks: Sequence[Desk], own: dict[Source, None], found: int) -> Iterator[Source]:
    """The best passages of each desk in turn, none that a source of the draft already is or holds."""
    given = 0
    for source in _in_turn(desks):
        if given == found:
            return
        if not any(_within(source, other) for other in own):
            given += 1
            yield source


def _in_turn(desks: Sequence[Desk]) -> Iterator[Source]:
    columns = (list(_passages(desk)) for desk in desks)
    yield from (source for row in zip_longest(*columns) for source in row if source is not None)


def _passages(desk: Desk) -> Iterator[Source]:
    """What was found and still holds; what has ended only where the question names its instrument."""
    if not (desk.question.topic or desk.question.reading):
        return
    named = {number for item in desk.question.instruments for number in item.numbers}
    for hit in desk.evidence.hits[: 2 * FOUND]:
        passage = hit.passage
        if passage.document in named or _holds(desk, passage.document, passage.anchor):
            yield Source(passage.document, passage.anchor, passage.span)


def _holds(desk: Desk, number: str, anchor: str) -> bool:
    verbatim = desk.document(number).meta.verbatim
    return desk.catalogue.standing(number, desk.day, anchor if verbatim else "").status not in NOT_HOLDING


def _within(source: Source, other: Source) -> bool:
    return source.document == other.document and source.span in other.span


def _excerpt(library: Library, source: Source, label: str) -> Excerpt:
    document = library.document(source.document)
    assert document is not None, f"sources name documents of the library, not {source.document}"
    units = library.units(source.document)
    node = units.node(source.anchor)
    above = " / ".join(units.headings(source.anchor)[-HEADINGS:])
    place = ", ".join(part for part in (node.place if node else "", document.number, above) if part)
    words = source.span.of(document.text)
    return Excerpt(label, place, words if len(words) <= LONGEST else f"{words[:LONGEST]} …")
