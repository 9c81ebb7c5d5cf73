"""Which instruments, and which units of them, a question names: by number, by name, by article and clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from assistant.desk import Desk
from knowledge.builds import CATALOGUE
from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.find import find
from knowledge.library import Library
from knowledge.resolve import Context, Resolved, resolve_all

_SHORT = re.compile(r"\b(?P<unit>đ|k)\.? ?(?P<number>\d{1,3}[a-z]?)\b(?![./])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument that a question names, with the units of it that it names."""

    number: str
    anchors: tuple[str, ...] = ()


class _HasUnits(Protocol):
    def has(self, number: str, anchor: str, /) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class LibraryUnits:
    """The units of the texts at hand; of a digest it is not known what the text has."""

    library: Library

    def has(self, number: str, anchor: str, /) -> bool | None:
        """Whether the text has the unit; nothing where only a digest, or no text, is at hand."""
        document = self.library.document(number)
        if document is None or not document.meta.verbatim:
            return None
        return not anchor or self.library.units(number).node(anchor) is not None


def named(desk: Desk) -> tuple[Named, ...]:
    """What the question names, in order; the plan itself left out."""
    found: dict[str, dict[str, None]] = {}
    for number, anchors in _cited(desk):
        found.setdefault(number, {}).update(dict.fromkeys(anchors))
    if not found:
        for item in desk.question.instruments:
            for number in _sensible(desk.catalogue, item.numbers):
                found.setdefault(number, {})
    return tuple(
        Named(number, tuple(anchors)) for number, anchors in found.items() if not desk.is_plan(number)
    )


def _cited(desk: Desk) -> list[tuple[str, tuple[str, ...]]]:
    carried = tuple(n for item in desk.question.instruments for n in item.numbers)
    return cited_in(_SHORT.sub(_spelled, desk.question.reading), desk, carried)


def cited_in(text: str, desk: Desk, carried: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Number and anchors of what a text cites; `carried` are the instruments spoken of before."""
    context = Context(document=_spoken_of(carried), day=desk.day, numbers=carried)
    units: _HasUnits = LibraryUnits(desk.library)
    return [
        (meaning.number, meaning.anchors)
        for _, meaning in resolve_all(find(text), context, desk.catalogue, units)
        if isinstance(meaning, Resolved)
    ]


def _spelled(match: re.Match[str]) -> str:
    """ "Đ16" and "k2 đ9" written out."""
    return f"{'Điều' if match['unit'].lower() == 'đ' else 'khoản'} {match['number']}"


def _spoken_of(numbers: tuple[str, ...]) -> str:
    """The instrument that "nghị định này" or a bare "Điều 9" means: the only one that is spoken of."""
    return numbers[0] if len(set(numbers)) == 1 else ""


def _sensible(catalogue: Catalogue, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Of the numbers that a short form may stand for, those the plan cites, else all."""
    cited = tuple(n for n in numbers if (found := catalogue.get(n)) and found.plan in ("number", "name"))
    return cited or numbers


def text_at_hand(desk: Desk, number: str) -> Document | None:
    """The text or the digest of an instrument; the catalogue's own document is none."""
    return desk.library.document(number) if number != CATALOGUE else None
