"""Where the plan cites an instrument, with the words it prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.facts import Reference
from knowledge.instrument import Instrument

Places = Callable[[Instrument], "tuple[Place, ...]"]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the plan; `printed` is the number or the name as it stands there."""

    anchor: str
    place: str
    printed: str


def places_in(
    document: Document, references: tuple[Reference, ...], known: Catalogue, day: date
) -> tuple[Places, tuple[Place, ...]]:
    """What finds the places of an instrument, and the citations that the catalogue has no instrument for.

    Names mean what they meant on `day`. An instrument that no reference leads to is looked for by its names.
    """
    by_number: dict[str, dict[str, Place]] = defaultdict(dict)
    unlisted: list[Place] = []
    for reference in references:
        place = Place(reference.anchor, reference.place, reference.number)
        meant = known.named(reference.number, day)
        if meant is None:
            unlisted.append(place)
        else:
            by_number[meant.number].setdefault(place.anchor, place)

    def places(instrument: Instrument) -> tuple[Place, ...]:
        return tuple(by_number[instrument.number].values()) or _by_name(document, instrument)

    return places, tuple(dict.fromkeys(unlisted))


def _by_name(document: Document, instrument: Instrument) -> tuple[Place, ...]:
    found = []
    for node in document.root.walk():
        words = " ".join(node.head.of(document.text).split())
        name = next((name for name in instrument.names if name in words), "")
        if name and node.anchor:
            found.append(Place(node.anchor, node.place, name))
    return tuple(found)
