"""Whether something that stands on a unit of an instrument is touched by the effects of a new text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.digests import Digest
from ingest.effect_objects import WholeNumbers
from ingest.effects import Effect
from knowledge.catalogue import Catalogue
from knowledge.document import Document, below
from knowledge.find import find
from knowledge.instrument_number import InstrumentNumber
from knowledge.passage import Passage
from knowledge.resolve import Context, Resolved, Units, resolve_all

WHOLE = ("", "chung")
"""Anchors that stand for an instrument as a whole."""


class How(StrEnum):
    """In what way something is touched, the strongest first.

    Its unit no longer holds; it is changed; it may be, since the new text does not say which units it
    changes; its words cite a unit of these kinds.
    """

    ENDED = "ended"
    CHANGED = "changed"
    MAYBE = "maybe"
    CITES = "cites"


_STRENGTH = tuple(How)


@dataclass(frozen=True, slots=True)
class Touch:
    """Something that is touched.

    `name` is how people find it (a place, the id of a case), `number` and `anchor` the unit that it stands
    on, `words` what it says, `by` the anchor in the new text of what touches it. With `sure` off the effect
    itself is doubtful.
    """

    name: str
    number: str
    anchor: str
    words: str
    how: How
    by: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """Something that stands on a unit: a case of a question set, a policy."""

    name: str
    number: str
    anchor: str
    words: str = ""


def touch_of(one: Stands, effects: Iterable[Effect]) -> Touch | None:
    """How the effects touch what stands on a unit; nothing where none does."""
    hits = [(how, effect) for effect in effects if (how := how_touched(one.number, one.anchor, effect))]
    if not hits:
        return None
    how, effect = min(hits, key=lambda hit: (_STRENGTH.index(hit[0]), not hit[1].sure))
    return Touch(one.name, one.number, one.anchor, one.words, how, effect.anchor, effect.sure)


def how_touched(number: str, anchor: str, effect: Effect) -> How | None:
    """How one effect touches a unit of an instrument."""
    if number != effect.number:
        return None
    if effect.whole:
        return How.ENDED
    units = (*effect.anchors, *effect.added, *effect.missing)
    if not units:
        return How.MAYBE
    if anchor in WHOLE:
        return How.CHANGED
    if effect.kind == "repeals" and not effect.partly and any(below(anchor, unit) for unit in units):
        return How.ENDED
    near = any(below(anchor, unit) or below(unit, anchor) for unit in units)
    return How.CHANGED if near else None


def passages_touched(
    passages: Iterable[Passage], documents: Iterable[Document], effects: Sequence[Effect]
) -> Iterator[Touch]:
    """The passages of verbatim texts whose own unit is touched."""
    texts = {document.number: document for document in documents if document.meta.verbatim}
    numbers = {effect.number for effect in effects} & texts.keys()
    for passage in passages:
        if passage.document in numbers:
            words = passage.span.of(texts[passage.document].text)
            stands = Stands(passage.place, passage.document, passage.anchor, words)
            if touch := touch_of(stands, effects):
                yield touch


def cards_touched(digests: Iterable[Digest], effects: Sequence[Effect]) -> Iterator[Touch]:
    """The statements of our digest cards whose unit is touched."""
    for digest in digests:
        for statement in digest.statements:
            node = digest.document.node(statement.anchor)
            name = node.place if node else statement.anchor
            stands = Stands(name, digest.document.number, statement.unit, statement.text)
            if touch := touch_of(stands, effects):
                yield touch


@dataclass(frozen=True, slots=True)
class Citing:
    """Looks for passages whose words cite what is touched."""

    catalogue: Catalogue
    units: Units
    effects: Sequence[Effect]

    def passages(self, passages: Iterable[Passage], documents: Iterable[Document]) -> Iterator[Touch]:
        """The passages of other texts that cite a touched unit, or a touched instrument as a whole."""
        texts = {document.number: document for document in documents if document.meta.verbatim}
        names = tuple(self._names())
        for passage in passages:
            document = texts.get(passage.document)
            if document is None:
                continue
            words = passage.span.of(document.text)
            small = words.lower()
            if any(name in small for name in names) and (touch := self._touch(passage, document, words)):
                yield touch

    def _names(self) -> Iterator[str]:
        """What a text that cites a touched instrument has to contain."""
        for number in dict.fromkeys(effect.number for effect in self.effects if effect.number):
            parsed = InstrumentNumber.parse(number)
            yield f"{parsed.ordinal}/{parsed.year}" if parsed and parsed.year else number.lower()
            known = self.catalogue.get(number)
            yield from (name.lower() for name in ((*known.names, *known.shared_names) if known else ()))

    def _touch(self, passage: Passage, document: Document, words: str) -> Touch | None:
        day = date.fromisoformat(document.meta.issued) if document.meta.issued else None
        context, known = Context(document.number, passage.anchor, day), WholeNumbers(self.catalogue)
        for _, meaning in resolve_all(find(words), context, known, self.units):
            if not isinstance(meaning, Resolved) or meaning.number == document.number:
                continue
            for anchor in meaning.anchors or ("",):
                if hit := touch_of(Stands("", meaning.number, anchor), self.effects):
                    return Touch(
                        passage.place, document.number, passage.anchor, words, How.CITES, hit.by, hit.sure
                    )
        return None
