"""What a text does to others: which instruments and units it amends, replaces or repeals, by its own words.

Only the text itself is heard: headings, clauses and points of its articles. What it quotes of the text it
amends, its basis lines, annexes and recipients say nothing of effects. What is not certain is marked so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ingest.effect_objects import AMBIGUOUS, Object, Reader
from ingest.effect_words import EffectKind, Order, order_of_title, orders_of
from knowledge.citation import Unit
from knowledge.citation_anchors import cut
from knowledge.document import Document, Node, NodeKind
from knowledge.resolve import Instruments, Units

_SPEAKS = frozenset({NodeKind.ARTICLE, NodeKind.CLAUSE, NodeKind.POINT, NodeKind.PARAGRAPH, NodeKind.BULLET})
_HOLDS = frozenset(
    {NodeKind.DOCUMENT, NodeKind.DIVISION, NodeKind.CHAPTER, NodeKind.SECTION, NodeKind.SUBSECTION}
)
_LONGEST = 300

ONLY_TITLE = "chỉ thấy ở tên văn bản, không thấy điều khoản nào nói cụ thể; tệp có thể thiếu điều"


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
    named = tuple(_of_title(document, reader))
    printed = tuple(effect for effect in named if _is_printed(effect))
    numbers = {effect.number for effect in printed}
    frame = _Frame(number=numbers.pop() if len(numbers) == 1 else "")
    below = tuple(_below(document.root, document, reader, frame))
    found = (*(printed if below else named), *below)
    return tuple(dict.fromkeys(effect for effect in found if not _told_below(effect, found)))


def _is_printed(effect: Effect) -> bool:
    """Whether the words show the number; a law that they only name is known by its day alone."""
    return "/".join(effect.number.split("/")[:2]) in effect.words


def _of_title(document: Document, reader: Reader) -> Iterator[Effect]:
    printed = [node for node in document.root.children if node.kind is NodeKind.TITLE]
    names = [child.head.of(document.text) for node in printed for child in node.children]
    for words in (" ".join(names), document.title):
        order = order_of_title(words)
        found = tuple(reader.read(order)) if order else ()
        for one in found:
            if one.number:
                yield replace(_effect(one, "", "Tên văn bản", words), why=ONLY_TITLE)
        if found:
            return


def _below(node: Node, document: Document, reader: Reader, frame: _Frame) -> Iterator[Effect]:
    for child in node.children:
        if child.kind in _HOLDS:
            yield from _below(child, document, reader, frame)
        elif child.kind in _SPEAKS:
            yield from _unit(child, document, reader, frame)


def _unit(node: Node, document: Document, reader: Reader, frame: _Frame) -> Iterator[Effect]:
    words = node.head.of(document.text)
    quotes = any(child.kind is NodeKind.QUOTED for child in node.children)
    heading = node.kind is NodeKind.ARTICLE
    inside = replace(frame, listing=False)
    for order in orders_of(words, frame.order, listing=frame.listing, quotes=quotes, heading=heading):
        found = tuple(reader.read(order, frame.number, frame.unit))
        for one in found:
            if one.number or quotes or frame.listing:
                yield _effect(one, node.anchor, node.place, words)
        inside = _inside(order, found, frame)
    yield from _below(node, document, reader, inside)


def _effect(one: Object, anchor: str, place: str, words: str) -> Effect:
    return Effect(
        one.kind,
        one.number,
        one.anchors,
        one.added,
        one.missing,
        anchor,
        place,
        words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…",
        one.unstated,
        one.partly,
        one.why,
    )


def _inside(order: Order, found: tuple[Object, ...], frame: _Frame) -> _Frame:
    """What holds for the units below: the one instrument and the one unit named here, and the order."""
    numbers = {one.number for one in found if AMBIGUOUS not in one.why}
    named = [anchor for one in found for anchor in (*one.anchors, *one.added, *one.missing)]
    number = frame.number if not numbers else numbers.pop() if len(numbers) == 1 else ""
    articles = {cut(anchor, Unit.ARTICLE) or anchor for anchor in named}
    shared = named[0] if len(named) == 1 else articles.pop() if len(articles) == 1 else ""
    unit = shared or ("" if found else frame.unit)
    return _Frame(order, order.opens_list, number, unit)


def _told_below(effect: Effect, found: tuple[Effect, ...]) -> bool:
    """Whether another unit says the same of the instrument, inside this one and more narrowly."""
    return any(
        other.number == effect.number
        and (not effect.anchor or other.anchor.startswith(f"{effect.anchor}."))
        and (not effect.anchor or _narrower(other, effect))
        for other in found
        if other.anchor != effect.anchor
    )


def _narrower(other: Effect, effect: Effect) -> bool:
    inner = (*other.anchors, *other.added, *other.missing)
    if effect.unstated:
        return bool(inner)
    return bool(inner and effect.anchors) and all(
        any(unit.startswith(f"{outer}.") for outer in effect.anchors) for unit in inner
    )
