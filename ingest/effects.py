"""What a text does to other texts: which instruments and units it amends, replaces or repeals, in its own words.

Only the text itself is heard: headings, clauses and points of its articles. What it quotes of the text it
amends, its basis lines, annexes and recipients say nothing of effects. What is not certain is marked so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ingest.effect_words import Order, order_of
from ingest.effects_cited import Cited, Reader
from knowledge.document import Document, Node, NodeKind
from knowledge.resolve import Instruments, Units

EffectKind = Literal["amends", "replaces", "repeals"]

_SPEAKS = frozenset({NodeKind.ARTICLE, NodeKind.CLAUSE, NodeKind.POINT, NodeKind.PARAGRAPH, NodeKind.BULLET})
_HOLDS = frozenset(
    {NodeKind.DOCUMENT, NodeKind.DIVISION, NodeKind.CHAPTER, NodeKind.SECTION, NodeKind.SUBSECTION}
)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Effect:
    """One change that a text makes to another instrument.

    `number` is the instrument changed, as official as it could be read; `anchors` the units changed, `added`
    those that are new, in the scheme of a verbatim text; neither means the whole of it, or with `unstated`
    parts that are not named. `missing` are units that the text at hand does not have. `anchor` and `place`
    say where the new text orders it, `words` how it begins. With `sure` off, `why` says what is doubtful.
    """

    kind: EffectKind
    number: str
    anchors: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    anchor: str
    place: str
    words: str
    unstated: bool = False
    partly: bool = False
    why: str = ""

    @property
    def sure(self) -> bool:
        """Whether nothing about it is doubtful."""
        return not self.why

    @property
    def whole(self) -> bool:
        """Whether it ends the whole instrument."""
        return self.kind != "amends" and not (self.anchors or self.added or self.unstated)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the units above have settled: the order they give, the instrument and the unit they speak of."""

    order: Order | None = None
    listing: bool = False
    number: str = ""
    unit: str = ""


def effects_of(document: Document, instruments: Instruments, units: Units) -> tuple[Effect, ...]:
    """The effects of `document` in reading order, each unit named as narrowly as the text names it."""
    issued = document.meta.issued or document.meta.effective
    reader = Reader(document.number, date.fromisoformat(issued) if issued else None, instruments, units)
    found = tuple(_below(document.root, document, reader, _Frame()))
    return tuple(effect for effect in found if not _told_below(effect, found))


def _below(node: Node, document: Document, reader: Reader, frame: _Frame) -> Iterator[Effect]:
    for child in node.children:
        if child.kind in _HOLDS:
            yield from _below(child, document, reader, frame)
        elif child.kind in _SPEAKS:
            yield from _unit(child, document, reader, frame)


def _unit(node: Node, document: Document, reader: Reader, frame: _Frame) -> Iterator[Effect]:
    words = node.head.of(document.text)
    quotes = any(child.kind is NodeKind.QUOTED for child in node.children)
    order = order_of(words, frame.order, listing=frame.listing, quotes=quotes)
    if order is None:
        yield from _below(node, document, reader, replace(frame, listing=False))
        return
    cited = tuple(reader.read(order, frame.number, frame.unit))
    for one in cited:
        yield _effect(order, one, node, words)
    yield from _below(node, document, reader, _inside(order, cited, frame))


def _effect(order: Order, cited: Cited, node: Node, words: str) -> Effect:
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return Effect(
        order.kind if cited.anchors or cited.added or order.kind == "amends" else order.whole_kind,
        cited.number,
        cited.anchors,
        cited.added,
        cited.missing,
        node.anchor,
        node.place,
        shown,
        unstated=order.some and not (cited.anchors or cited.added),
        partly=order.partly,
        why=cited.why,
    )


def _inside(order: Order, cited: tuple[Cited, ...], frame: _Frame) -> _Frame:
    """What holds for the units below: the one instrument and the one unit named here, the order where open."""
    numbers = {one.number for one in cited}
    number = numbers.pop() if len(numbers) == 1 else "" if numbers else frame.number
    named = [anchor for one in cited for anchor in (*one.anchors, *one.added)]
    unit = named[0] if len(named) == 1 else "" if numbers or named else frame.unit
    return _Frame(order, order.opens_list, number, unit)


def _told_below(effect: Effect, found: tuple[Effect, ...]) -> bool:
    """Whether a unit inside the one that orders `effect` says the same of the instrument more narrowly."""
    return any(
        other is not effect
        and other.number == effect.number
        and other.anchor.startswith(f"{effect.anchor}.")
        and (other.anchors or other.added)
        and (_open(effect) or _covers(effect, other))
        for other in found
    )


def _open(effect: Effect) -> bool:
    return not (effect.anchors or effect.added) and not effect.whole


def _covers(effect: Effect, other: Effect) -> bool:
    inner = (*other.anchors, *other.added)
    return bool(effect.anchors) and all(
        any(unit.startswith(f"{outer}.") for outer in effect.anchors) for unit in inner
    )
