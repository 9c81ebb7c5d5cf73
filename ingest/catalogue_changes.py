"""Which entries of the catalogue a new text changes, and what the catalogue already knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.effects import Effect
from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.instrument import Instrument, Relation, StandingValue

_ENDED: tuple[StandingValue, ...] = ("replaced", "expired")


@dataclass(frozen=True, slots=True)
class CatalogueChange:
    """What becomes of one entry.

    `todo` is `add` (the new text, or an instrument it changes, is not listed), `relate` (the relation to the
    new text is missing), `widen` (it is there, but not for all units), `review` (it guides what ends: does it
    still hold?) or `known`. `now` is how the catalogue has the instrument stand on the day the new text takes
    effect, `then` how it would stand; empty where not known.
    """

    number: str
    label: str
    todo: str
    now: str
    then: str
    units: tuple[str, ...] = ()
    sure: bool = True


def changes(document: Document, effects: Sequence[Effect], catalogue: Catalogue) -> Iterator[CatalogueChange]:
    """The changes, the new text's own entry first, then those of the instruments it acts on."""
    day = date.fromisoformat(document.meta.effective) if document.meta.effective else catalogue.as_of
    if catalogue.get(document.number) is None:
        label = f"{document.meta.kind} {document.number}".strip()
        yield CatalogueChange(document.number, label, "add", "", "in_force")
    for number in dict.fromkeys(effect.number for effect in effects if effect.number):
        own = tuple(effect for effect in effects if effect.number == number)
        yield _change(document, number, own, catalogue, day)
        if any(effect.whole for effect in own):
            yield from _guides(document, number, catalogue, day)


def _change(
    document: Document, number: str, effects: tuple[Effect, ...], catalogue: Catalogue, day: date
) -> CatalogueChange:
    units = tuple(dict.fromkeys(unit for effect in effects for unit in _units(effect)))
    sure = all(effect.sure for effect in effects)
    listed = catalogue.get(number)
    if listed is None:
        return CatalogueChange(number, number, "add", "", _then(effects, ""), units, sure)
    known = [relation for relation in _acting(listed) if relation.number == document.number]
    now = catalogue.standing(number, day).status
    open_units = tuple(unit for unit in units if not any(_knows(relation, unit) for relation in known))
    todo = "relate" if not known else "widen" if open_units and not _whole(known) else "known"
    then = now if todo == "known" else _then(effects, now)
    return CatalogueChange(number, listed.label, todo, now, then, open_units or units, sure)


def _units(effect: Effect) -> tuple[str, ...]:
    return (*effect.anchors, *effect.added, *effect.missing)


def _acting(instrument: Instrument) -> tuple[Relation, ...]:
    return instrument.related("amended_by", "repealed_by", "replaced_by")


def _whole(known: Sequence[Relation]) -> bool:
    """Whether one of the relations is about the whole instrument."""
    return any(not (one.anchors or one.added) and one.kind != "amended_by" for one in known)


def _knows(relation: Relation, unit: str) -> bool:
    return any(
        unit == held or unit.startswith(f"{held}.") or held.startswith(f"{unit}.")
        for held in (*relation.anchors, *relation.added)
    )


def _then(effects: Sequence[Effect], now: str) -> str:
    if now in _ENDED:
        return now
    whole = [effect for effect in effects if effect.whole]
    if whole:
        return "replaced" if whole[0].kind == "replaces" else "expired"
    return "amended" if any(effect.kind == "amends" for effect in effects) else "partly_repealed"


def _guides(document: Document, number: str, catalogue: Catalogue, day: date) -> Iterator[CatalogueChange]:
    """The instruments that guide one that ends: nothing says here whether they hold on."""
    listed = catalogue.get(number)
    for relation in listed.related("guided_by") if listed else ():
        now = catalogue.standing(relation.number, day).status
        guide = catalogue.get(relation.number)
        if guide and guide.number != document.number and now not in _ENDED:
            yield CatalogueChange(guide.number, guide.label, "review", now, "", sure=False)
