"""Finding citations in any text. Finding never judges: it says what is printed, not whether it exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from knowledge.citation import THIS, Citation, Pointer, Refers, Step, Target, Unit
from knowledge.citation_instruments import (
    KINDS,
    SHORT_KINDS,
    Instrument,
    LawNames,
    law_names,
    read_listed,
    read_named,
    read_number,
    read_short,
)
from knowledge.citation_places import WORDS, Label, Place, read_place
from knowledge.citation_text import Plain
from knowledge.document import Span
from knowledge.text import strip_accents

_PLACE_WORDS = "|".join(word for word in WORDS if len(word) > 1)
_SHORT_WORDS = "|".join(sorted({strip_accents(word) for word in SHORT_KINDS}, key=len, reverse=True))
_SEED = re.compile(
    rf"(?<!\w)(?:(?P<kind>{'|'.join(KINDS)})(?!\w)"
    rf"|(?P<place>{_PLACE_WORDS}|[dk](?=\.?\d))"
    rf"|(?P<short>{_SHORT_WORDS})(?=\.? ?(?:so )?\d| nay\b)"
    r"|(?P<law>blds|blld)\b"
    r"|(?<![/.,])(?P<number>\d{1,5}[a-d]?(?= ?[/-] ?\w)))"
)
# What may stand between a place and the larger one, or the instrument, that it lies in.
_INTO = re.compile(
    r" ?,? ?(?:(?:cua|thuoc|tai|trong|o|theo|duoc quy dinh tai|quy dinh tai|(?:duoc )?ban hanh kem theo|"
    r"ban hanh theo|(?:dinh )?kem theo|dinh kem|neu tai|cua cac|tai cac|cac) ?)?"
)
# What may stand between two places, or two instruments, of one list.
_AND = re.compile(
    r" ?[,;] ?(?:va |hoac |cac )?(?:tai |cua |tu )?| (?:va|hoac|hay|va/hoac|cung|voi) (?:tai |cac |cua |tu )?"
)
_TO = re.compile(r" ?- ?| den (?:het )?| toi ")
# What may stand between an instrument and a place behind it: "nghị định 45/2021 điều 9", "NĐ 45: Điều 9".
_BACK = re.compile(r" ?[,:(-]? ?(?:(?:tai|o|quy dinh tai|co) )?")

Lexeme = Place | Instrument


def find(text: str, names: LawNames | None = None) -> tuple[Citation, ...]:
    """The citations of a text in reading order, none overlapping.

    `names` are the names of laws to look for; those of `data/laws.yaml` where none are given. Total: every
    string has an answer, and every span slices it.
    """
    plain = Plain.of(text)
    lexemes = list(_lexemes(plain, names or law_names()))
    found = (_moved(citation, plain) for citation in _citations(plain, lexemes))
    return tuple(sorted(found, key=lambda citation: citation.span.start))


def _lexemes(plain: Plain, names: LawNames) -> Iterator[Lexeme]:
    end = 0
    last: Lexeme | None = None
    while (seed := _SEED.search(plain.bare, end)) is not None:
        lexeme = _read(plain, seed, names)
        end = lexeme.end if lexeme else seed.end()
        if lexeme is None:
            continue
        yield lexeme
        last = lexeme
        while isinstance(last, Instrument) and last.number and not last.number.whole:
            joint = _AND.match(plain.bare, last.end)
            last = read_listed(plain, joint.end(), last.kind) if joint else None
            if last is not None:
                yield last
                end = last.end


def _read(plain: Plain, seed: re.Match[str], names: LawNames) -> Lexeme | None:
    if seed["place"]:
        return read_place(plain, seed.start(), seed.end())
    if seed["kind"]:
        return read_named(plain, seed.start(), seed.end(), names)
    if seed["number"]:
        return read_number(plain, seed.start())
    return read_short(plain, seed.start(), seed.end())


def _citations(plain: Plain, lexemes: Sequence[Lexeme]) -> Iterator[Citation]:
    """Places gathered until the instrument they lie in; everyday language puts it before them."""
    places: list[Place] = []
    before: Instrument | None = None
    for lexeme in lexemes:
        if isinstance(lexeme, Place):
            if places and not _in_list(plain, places[-1], lexeme):
                yield from _cited(plain, places, None, before)
                places, before = [], None
            places.append(lexeme)
        elif places and _INTO.fullmatch(plain.bare, places[-1].end, lexeme.start):
            yield from _alone(before)
            yield from _cited(plain, places, lexeme, None)
            places, before = [], None
        else:
            yield from _cited(plain, places, None, before)
            places, before = [], lexeme
    yield from _cited(plain, places, None, before)


def _in_list(plain: Plain, one: Place, other: Place) -> bool:
    return any(gap.fullmatch(plain.bare, one.end, other.start) for gap in (_INTO, _AND, _TO))


def _alone(instrument: Instrument | None) -> Iterator[Citation]:
    if instrument is not None:
        yield _whole(instrument)


def _cited(
    plain: Plain, places: Sequence[Place], behind: Instrument | None, before: Instrument | None
) -> Iterator[Citation]:
    """The citations that these places and the instrument behind or before them make."""
    if not places:
        yield from _alone(before)
        return
    if before is not None and not _belongs(plain, before, places):
        yield _whole(before)
        before = None
    instrument = behind or before
    if instrument is None and _is_weak(places):
        return
    pointers = _pointers(plain, _ranges(plain, places))
    for _, group in groupby(pointers, key=_origin):
        yield _citation(list(group), instrument)


def _is_weak(places: Sequence[Place]) -> bool:
    """Whether nothing but weak places of one unit is there: "điểm A", "từ điểm A đến điểm B"."""
    return all(place.weak for place in places) and len({place.unit for place in places}) == 1


def _belongs(plain: Plain, before: Instrument, places: Sequence[Place]) -> bool:
    gap = plain.bare[before.end : places[0].start]
    if _BACK.fullmatch(gap) is None or _is_nearby(places[-1]):
        return False
    return "," not in gap or len(places) == 1 or _is_inverted(plain, places)


def _is_nearby(place: Place) -> bool:
    return any(label.text == THIS for label in place.labels)


def _origin(pointer: Pointer) -> Refers:
    first = pointer.target.steps[0]
    if first.label == THIS:
        return Refers(f"this_{first.unit}")
    return Refers.CODIFIED if "." in pointer.target.article else Refers.UNSTATED


def _citation(pointers: Sequence[Pointer], instrument: Instrument | None) -> Citation:
    refers = _origin(pointers[0])
    span = Span(pointers[0].span.start, max(pointer.span.end for pointer in pointers))
    if instrument is None or refers is not Refers.UNSTATED:
        return Citation(span, refers, tuple(pointers))
    whole = _whole(instrument)
    if instrument.start < span.start:
        return replace(whole, span=Span(instrument.start, span.end), pointers=tuple(pointers))
    last = replace(pointers[-1], span=Span(pointers[-1].span.start, instrument.end))
    return replace(whole, span=Span(span.start, instrument.end), pointers=(*pointers[:-1], last))


def _whole(instrument: Instrument) -> Citation:
    span = Span(instrument.start, instrument.end)
    return Citation(
        span,
        instrument.refers,
        (),
        span,
        instrument.kind,
        instrument.number,
        instrument.name,
        instrument.issued,
    )


def _ranges(plain: Plain, places: Sequence[Place]) -> list[Place]:
    """The places with "từ Điều 5", "đến Điều 9" made one."""
    merged = [places[0]]
    for place in places[1:]:
        last = merged[-1]
        joined = place.unit is last.unit and _TO.fullmatch(plain.bare, last.end, place.start)
        if joined and not last.labels[-1].until and THIS not in (last.labels[-1].text, place.labels[0].text):
            closing = replace(last.labels[-1], until=place.labels[0].text, end=place.labels[0].end)
            labels = (*last.labels[:-1], closing, *place.labels[1:])
            merged[-1] = replace(last, labels=labels, end=place.end)
        else:
            merged.append(place)
    return merged


def _pointers(plain: Plain, places: Sequence[Place]) -> Iterator[Pointer]:
    return _descending(places) if _is_inverted(plain, places) else _ascending(plain, places)


def _is_inverted(plain: Plain, places: Sequence[Place]) -> bool:
    """Whether larger units stand first ("điều 9 khoản 2"); the law writes the smaller ones first."""
    downwards = upwards = False
    for one, other in pairwise(places):
        gap = plain.bare[one.end : other.start]
        if one.unit.rank > other.unit.rank and "," not in gap and not _AND.fullmatch(gap):
            return False
        upwards |= one.unit.rank > other.unit.rank
        downwards |= one.unit.rank < other.unit.rank and not gap.startswith(" va")
        if downwards and not upwards and gap == " ":
            return True
    return downwards and not upwards


def _ascending(plain: Plain, places: Sequence[Place]) -> Iterator[Pointer]:
    """Places as the law writes them: every one lies in the larger one behind it, or in its sibling's."""
    paths: list[list[tuple[Step, ...]]] = [[] for _ in places]
    ends = [place.end for place in places]
    inner = [True] * len(places)
    for here in range(len(places) - 1, -1, -1):
        place = places[here]
        above: list[tuple[Step, ...]] = [()]
        if here + 1 < len(places):
            following = places[here + 1]
            larger = following.unit.rank < place.unit.rank
            if larger and _INTO.fullmatch(plain.bare, place.end, following.start):
                above, inner[here + 1], ends[here] = paths[here + 1], False, ends[here + 1]
            elif not larger:
                above = _larger(paths[here + 1], place.unit)
        paths[here] = [(*way, Step(place.unit, label.text)) for way in above for label in place.labels]
    for here, place in enumerate(places):
        if inner[here]:
            yield from _spread(place, paths[here], ends[here])


def _larger(paths: Iterable[tuple[Step, ...]], unit: Unit) -> list[tuple[Step, ...]]:
    ways = (tuple(step for step in path if step.unit.rank < unit.rank) for path in paths)
    return list(dict.fromkeys(ways))


def _spread(place: Place, paths: Sequence[tuple[Step, ...]], end: int) -> Iterator[Pointer]:
    """One pointer for each label; the last takes the words for what it lies in with it."""
    ways = list(dict.fromkeys(path[:-1] for path in paths))
    for way in ways:
        for number, label in enumerate(place.labels):
            start = place.start if number == 0 else label.start
            stop = end if label is place.labels[-1] else label.end
            yield Pointer(_target(way, place.unit, label), Span(start, stop))


def _target(way: tuple[Step, ...], unit: Unit, label: Label) -> Target:
    return Target((*way, Step(unit, label.text)), label.until)


def _descending(places: Sequence[Place]) -> Iterator[Pointer]:
    """Places as people say them: every one lies in the last larger one before it."""
    way: list[Place] = []
    for here, place in enumerate(places):
        while way and way[-1].unit.rank >= place.unit.rank:
            way.pop()
        start = place.start
        steps = tuple(Step(above.unit, above.labels[-1].text) for above in way)
        way.append(place)
        following = places[here + 1] if here + 1 < len(places) else None
        if following is None or following.unit.rank <= place.unit.rank:
            first = next((above.start for above in way if _leads(above, places, here)), start)
            yield from _spread(replace(place, start=first), [(*steps, Step(place.unit, "-"))], place.end)


def _leads(above: Place, places: Sequence[Place], here: int) -> bool:
    """Whether the words from `above` to the place `here` name nothing else."""
    chain = places[places.index(above) : here + 1]
    return all(one.unit.rank < other.unit.rank for one, other in pairwise(chain))


def _moved(citation: Citation, plain: Plain) -> Citation:
    """The citation with spans of the text as it was handed in."""
    if plain.places is None:
        return citation
    pointers = tuple(replace(p, span=plain.span(p.span.start, p.span.end)) for p in citation.pointers)
    named = citation.instrument
    return replace(
        citation,
        span=plain.span(citation.span.start, citation.span.end),
        pointers=pointers,
        instrument=named and plain.span(named.start, named.end),
    )
