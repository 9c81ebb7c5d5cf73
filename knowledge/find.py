"""Finding citations in any text. Finding never judges: it says what is printed, not whether it exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.citation import THIS, Citation, Pointer, Refers
from knowledge.citation_instruments import (
    KINDS,
    SHORT_KINDS,
    Instrument,
    read_listed,
    read_named,
    read_number,
    read_short,
)
from knowledge.citation_places import WORDS, Place, read_place
from knowledge.citation_targets import AND, INTO, TO, is_inverted, pointers_of
from knowledge.citation_text import Plain
from knowledge.document import Span
from knowledge.law_names import LawNames, law_names
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
_GLUED = re.compile(r"(?P<place>[dk])(?=\d)")  # the "Đ9" of "K2Đ9"
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
    while (seed := _seed(plain, last, end)) is not None:
        lexeme = _read(plain, seed, names)
        end = lexeme.end if lexeme else seed.end()
        if lexeme is None:
            continue
        yield lexeme
        last = lexeme
        for listed in _listed(plain, lexeme):
            yield listed
            last, end = listed, listed.end


def _seed(plain: Plain, last: Lexeme | None, end: int) -> re.Match[str] | None:
    glued = _GLUED.match(plain.bare, end) if isinstance(last, Place) and last.end == end else None
    return glued or _SEED.search(plain.bare, end)


def _listed(plain: Plain, lexeme: Lexeme) -> Iterator[Instrument]:
    """The other members of a list of shortened numbers."""
    last: Instrument | None = lexeme if isinstance(lexeme, Instrument) else None
    while last and last.number and not last.number.whole:
        joint = AND.match(plain.bare, last.end)
        last = read_listed(plain, joint.end(), last.kind) if joint else None
        if last:
            yield last


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
        elif places and INTO.fullmatch(plain.bare, places[-1].end, lexeme.start):
            yield from _alone(before)
            yield from _cited(plain, places, lexeme, None)
            places, before = [], None
        else:
            yield from _cited(plain, places, None, before)
            places, before = [], lexeme
    yield from _cited(plain, places, None, before)


def _in_list(plain: Plain, one: Place, other: Place) -> bool:
    gaps = (INTO, AND, TO) if one.unit is other.unit else (INTO, AND)
    return any(gap.fullmatch(plain.bare, one.end, other.start) for gap in gaps)


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
    if behind is None and before is None and _is_weak(places):
        return
    groups = [list(group) for _, group in groupby(pointers_of(plain, places), key=_origin)]
    if before is not None:
        yield from _within(groups.pop(0), before)
    last = groups.pop() if behind is not None and groups else None
    for group in groups:
        yield _citation(group)
    if last is not None and behind is not None:
        yield from _within(last, behind)


def _is_weak(places: Sequence[Place]) -> bool:
    """Whether nothing but weak places of one unit is there: "điểm A", "từ điểm A đến điểm B"."""
    return all(place.weak for place in places) and len({place.unit for place in places}) == 1


def _belongs(plain: Plain, before: Instrument, places: Sequence[Place]) -> bool:
    gap = plain.bare[before.end : places[0].start]
    if _BACK.fullmatch(gap) is None or _is_nearby(places[-1]):
        return False
    return "," not in gap or len(places) == 1 or is_inverted(plain, places)


def _is_nearby(place: Place) -> bool:
    return any(label.text == THIS for label in place.labels)


def _origin(pointer: Pointer) -> Refers:
    first = pointer.target.steps[0]
    if first.label == THIS:
        return Refers(f"this_{first.unit}")
    return Refers.CODIFIED if "." in pointer.target.article else Refers.UNSTATED


def _citation(pointers: Sequence[Pointer]) -> Citation:
    span = Span(pointers[0].span.start, max(pointer.span.end for pointer in pointers))
    return Citation(span, _origin(pointers[0]), tuple(pointers))


def _within(pointers: Sequence[Pointer], instrument: Instrument) -> Iterator[Citation]:
    """The citation of these places of an instrument; of both apart where the places tell another text."""
    own, whole = _citation(pointers), _whole(instrument)
    if own.refers is not Refers.UNSTATED:
        yield from (own, whole)
    elif instrument.start < own.span.start:
        yield replace(whole, span=Span(instrument.start, own.span.end), pointers=own.pointers)
    else:
        last = replace(pointers[-1], span=Span(pointers[-1].span.start, instrument.end))
        span = Span(own.span.start, instrument.end)
        yield replace(whole, span=span, pointers=(*pointers[:-1], last))


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
