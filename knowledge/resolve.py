"""Resolving a citation: which instrument and which units it means, or why that cannot be said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from knowledge.citation import THIS, Citation, Pointer, Refers, Target, Unit
from knowledge.citation_anchors import anchors_of, cut, scope_of
from knowledge.instrument_number import InstrumentNumber

_INSIDE = {Unit.CLAUSE: Unit.ARTICLE, Unit.POINT: Unit.CLAUSE, Unit.SUBPOINT: Unit.POINT}

Reason = Literal["unknown_instrument", "ambiguous", "no_such_unit", "no_context"]


class Known(Protocol):
    """An instrument of a catalogue; its official number is all that is asked of it."""

    @property
    def number(self) -> str:
        """The official number."""
        ...


class Instruments(Protocol):
    """A catalogue of instruments."""

    def get(self, number: str, /) -> Known | None:
        """The instrument with this number, misprints understood, or nothing."""
        ...

    def named(self, name: str, day: date | None = None, /) -> Known | None:
        """The instrument of this name that holds on `day`, or nothing."""
        ...


class Units(Protocol):
    """The texts at hand."""

    def has(self, number: str, anchor: str, /) -> bool | None:
        """Whether the text has a unit (anchor "": the text itself); None where the text is not at hand."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Where a citation stands: the document and the unit, the day asked for, and numbers it may shorten.

    `document` is the number of the text cited from, or of the text a conversation is about; empty for none.
    """

    document: str = ""
    anchor: str = ""
    day: date | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The instrument meant and its units; no anchors for the whole of it.

    `missing` are anchors that its text does not have; `checked` tells whether the text was there to look.
    """

    number: str
    anchors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why it is not known what is meant.

    `candidates` are the numbers an ambiguous one may stand for; `number` is the instrument where only the
    unit is in doubt.
    """

    reason: Reason
    candidates: tuple[str, ...] = ()
    number: str = ""


def resolve(
    citation: Citation, context: Context, instruments: Instruments, units: Units
) -> Resolved | Unresolved:
    """What the citation means. A range gives an anchor for each of its units that exist."""
    number = _instrument(citation, context, instruments, units)
    if isinstance(number, Unresolved):
        return number
    ways = [_ways(citation, pointer, context) for pointer in citation.pointers]
    if any(way is None for way in ways):
        return Unresolved("no_context", number=number)
    chosen = [_chosen(number, options, units) for way in ways if way for options in way]
    anchors = tuple(dict.fromkeys(anchor for anchor, there in chosen if there is not False))
    missing = tuple(dict.fromkeys(anchor for anchor, there in chosen if there is False))
    if missing and not anchors:
        return Unresolved("no_such_unit", missing, number)
    return Resolved(number, anchors, missing, units.has(number, "") is True)


def resolve_all(
    citations: Iterable[Citation], context: Context, instruments: Instruments, units: Units
) -> Iterator[tuple[Citation, Resolved | Unresolved]]:
    """The citations of one text, each with its meaning; whole numbers are remembered for shortened ones."""
    known = context
    for citation in citations:
        meaning = resolve(citation, known, instruments, units)
        yield citation, meaning
        if isinstance(meaning, Resolved) and citation.refers is Refers.NUMBERED:
            rest = tuple(other for other in known.numbers if not _same_short(other, meaning.number))
            known = replace(known, numbers=(meaning.number, *rest))


def _instrument(
    citation: Citation, context: Context, instruments: Instruments, units: Units
) -> str | Unresolved:
    if citation.refers is Refers.NUMBERED and citation.number is not None:
        return _numbered(citation, citation.number, context, instruments, units)
    if citation.refers is Refers.NAMED:
        return _named(citation, context, instruments)
    if citation.refers is Refers.CODIFIED:
        return Unresolved("unknown_instrument")
    return context.document or Unresolved("no_context")


def _numbered(
    citation: Citation, number: InstrumentNumber, context: Context, instruments: Instruments, units: Units
) -> str | Unresolved:
    if not number.whole:
        return _lengthened(citation, number, context, instruments)
    known = instruments.get(str(number))
    if known is not None:
        return known.number
    own = (context.document, *context.numbers)
    same = next((other for other in own if _shortens(number, other)), "")
    if same:
        return same
    return str(number) if units.has(str(number), "") else Unresolved("unknown_instrument")


def _lengthened(
    citation: Citation, number: InstrumentNumber, context: Context, instruments: Instruments
) -> str | Unresolved:
    """The one whole number that a shortened one stands for: of those at hand, else of the catalogue."""
    own = dict.fromkeys(other for other in (context.document, *context.numbers) if other)
    candidates = tuple(other for other in own if _fits(citation, number, other))
    if len(candidates) > 1:
        return Unresolved("ambiguous", candidates)
    if candidates:
        return candidates[0]
    known = instruments.named(f"{citation.kind} {number}", context.day) or instruments.get(str(number))
    return (
        known.number if known and _fits(citation, number, known.number) else Unresolved("unknown_instrument")
    )


def _fits(citation: Citation, number: InstrumentNumber, other: str) -> bool:
    whole = InstrumentNumber.parse(other)
    if whole is None or not number.shortens(whole):
        return False
    if citation.issued and whole.year and not citation.issued.startswith(whole.year):
        return False
    kinds = {citation.kind, whole.kind}
    return len(kinds) == 1 or "" in kinds or kinds <= {"Luật", "Bộ luật"}


def _shortens(number: InstrumentNumber, other: str) -> bool:
    whole = InstrumentNumber.parse(other)
    return whole is not None and number.shortens(whole)


def _same_short(one: str, other: str) -> bool:
    """Whether two numbers become one when shortened to kind and figure: the one cited last is meant then."""
    first, second = InstrumentNumber.parse(one), InstrumentNumber.parse(other)
    return first is not None and second is not None and _short(first) == _short(second)


def _short(number: InstrumentNumber) -> tuple[str, str]:
    return number.ordinal, number.kind


def _named(citation: Citation, context: Context, instruments: Instruments) -> str | Unresolved:
    year = citation.issued[:4]
    if not year:
        known = instruments.named(citation.name, context.day)
        return known.number if known else Unresolved("unknown_instrument")
    for known in _of_year(citation.name, int(year), instruments):
        if known is not None and re.search(rf"/{year}/", known.number):
            return known.number
    return Unresolved("unknown_instrument")


def _of_year(name: str, year: int, instruments: Instruments) -> Iterator[Known | None]:
    """What a name with a year may mean: a law is passed in its year and may take effect two years later."""
    yield instruments.named(f"{name} {year}", None)
    for later in range(4):
        yield instruments.named(name, date(min(year + later, date.max.year), 12, 31))


def _ways(citation: Citation, pointer: Pointer, context: Context) -> tuple[tuple[str, ...], ...] | None:
    """The anchors each unit of a pointer may have, likeliest first; nothing without the unit stood in."""
    near = citation.instrument is None or citation.refers is Refers.THIS_DOCUMENT
    anchor = context.anchor if near else ""
    base = _base(pointer.target, anchor)
    if base is None:
        return None
    steps = tuple(step for step in pointer.target.steps if step.label != THIS)
    if not steps:
        return ((base,),)
    inner = replace(pointer.target, steps=steps)
    return tuple(_under(base, anchors_of(one)) for one in inner.expanded())


def _base(target: Target, anchor: str) -> str | None:
    """The anchor of the unit that a place is told from; empty for the whole text."""
    first = target.steps[0]
    if first.label == THIS:
        return cut(anchor, first.unit)
    if first.unit in _INSIDE and anchor:
        return cut(anchor, _INSIDE[first.unit]) or scope_of(anchor)
    return scope_of(anchor)


def _under(base: str, anchors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{base}.{anchor}" for anchor in anchors if base) + anchors


def _chosen(number: str, options: Sequence[str], units: Units) -> tuple[str, bool | None]:
    """The first of the anchors that the text has, and whether it has it."""
    for option in options:
        there = units.has(number, option)
        if there is not False:
            return option, there
    return options[0], False
