"""What the plan rests on, as of a day: what it cites, what changed or guides that, and their ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.web.overview.places import Place
from knowledge.catalogue import Catalogue
from knowledge.instrument import Confidence, Instrument, Relation, RelationKind, first_day
from knowledge.standing import ENDED, Standing

Part = Literal["plan", "cited", "change", "guide"]
"""Why an instrument is in the picture."""

TieKind = Literal["replaces", "repeals", "amends", "repeals_part", "consolidates", "guides", "based_on"]
"""What the acting instrument does."""

TIE_KINDS: tuple[TieKind, ...] = (
    *("replaces", "repeals", "amends", "repeals_part"),
    *("consolidates", "guides", "based_on"),
)
"""The weightiest first."""

HOLDING = ("in_force", "amended", "partly_repealed")
STATUSES = (*HOLDING, *ENDED, "unknown", "not_yet")
_CHANGES: tuple[RelationKind, ...] = ("amended_by", "replaced_by", "repealed_by", "consolidated_in")
_LANES = (
    ("party", ("Trung ương Đảng", "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư", "Tỉnh ủy")),
    ("assembly", ("Quốc hội",)),
    ("premier", ("Thủ tướng",)),
    ("province", ("UBND", "HĐND", "tỉnh ")),
)
LANES = ("party", "assembly", "government", "premier", "ministry", "province")
"""Who issues, from the top of the picture to its bottom."""


@dataclass(frozen=True, slots=True)
class Item:
    """One instrument in the picture, how it stands on the day, and where the plan cites it.

    `changed` tells that a source knows of a change or an end since the day of the plan.
    """

    instrument: Instrument
    part: Part
    standing: Standing
    changed: bool
    places: tuple[Place, ...]

    @property
    def number(self) -> str:
        """The official number."""
        return self.instrument.number

    @property
    def doubted(self) -> bool:
        """Whether its standing is told, but was not verified; one that is not told is `unknown`."""
        return not self.standing.verified and self.standing.status != "unknown"

    @property
    def lane(self) -> str:
        """Who issued it, one of `LANES`."""
        return lane_of(self.instrument.issuer)

    @property
    def came(self) -> date | None:
        """The day it is placed at: of issue, else the first of the year in its number, else of effect."""
        return came(self.instrument)


@dataclass(frozen=True, slots=True)
class Tie:
    """What `actor` does to `target`, both in the picture. `since` is nothing where no source tells."""

    actor: str
    target: str
    kind: TieKind
    since: date | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole picture on a day: the plan first, then what it cites, changes of that, guidance."""

    day: date
    items: tuple[Item, ...]
    ties: tuple[Tie, ...]

    def of(self, *parts: Part) -> tuple[Item, ...]:
        """The items that are there for one of these reasons."""
        return tuple(item for item in self.items if item.part in parts)

    @property
    def counts(self) -> Counter[str]:
        """How many of the cited instruments stand how; also `unverified`, `changed`, `number`, `name`."""
        cited = self.of("cited")
        return Counter(
            [item.standing.status for item in cited]
            + ["unverified" for item in cited if item.doubted]
            + ["changed" for item in cited if item.changed]
            + [item.instrument.plan for item in cited]
        )


def lane_of(issuer: str) -> str:
    """The lane of an issuer; offices of the Government and of ministries share one."""
    if issuer == "Chính phủ":
        return "government"
    return next((lane for lane, names in _LANES if any(name in issuer for name in names)), "ministry")


def came(instrument: Instrument) -> date | None:
    """The first day that is known of an instrument, or nothing."""
    numbered = first_day(instrument.number)
    return instrument.issued or (numbered if numbered > date.min else instrument.effective)


def overview_of(
    known: Catalogue,
    places: Callable[[Instrument], tuple[Place, ...]],
    day: date,
    *,
    wanted: Callable[[Item], bool] = lambda _item: True,
    guidance: bool = False,
) -> Overview:
    """The picture of the plan that the catalogue is about, of the cited instruments that are `wanted`.

    What was not issued by `day` is left out, but for what the plan cites.
    """
    planned = _plan_day(known)

    def item(instrument: Instrument, part: Part) -> Item:
        standing = known.standing(instrument.number, day)
        cited = places(instrument) if part == "cited" else ()
        return Item(instrument, part, standing, _changed(standing, planned), cited)

    def add(part: Part, kinds: Sequence[RelationKind], deep: bool = True) -> None:
        listed.extend([item(one, part) for one in _reached(known, listed, kinds, day, deep)])

    listed = [item(one, "plan") for one in known.all() if one.plan == "itself"]
    listed += filter(wanted, (item(one, "cited") for one in known.cited_by_plan()))
    add("change", _CHANGES)
    if guidance:
        add("guide", ("guided_by",), deep=False)
        add("guide", _CHANGES)
    return Overview(day, tuple(listed), tuple(_ties(listed, day)))


def _plan_day(known: Catalogue) -> date:
    days = [one.issued for one in known.all() if one.plan == "itself" and one.issued]
    return days[0] if days else known.as_of


def _changed(standing: Standing, planned: date) -> bool:
    changing = standing.status not in ("in_force", "not_yet", "unknown")
    return changing and standing.since is not None and standing.since > planned


def _reached(
    known: Catalogue, listed: Sequence[Item], kinds: Sequence[RelationKind], day: date, deep: bool
) -> Iterable[Instrument]:
    """What the listed ones lead to by relations that have begun, each once; `deep` goes on from there."""
    met = {item.number for item in listed}
    queue = [item.instrument for item in listed if item.part != "plan"]
    for instrument in queue:
        for relation in instrument.related(*kinds):
            other = known.get(relation.number)
            if other is None or other.number in met or not _begun(relation, other, day):
                continue
            met.add(other.number)
            yield other
            if deep:
                queue.append(other)


def _begun(relation: Relation, actor: Instrument, day: date) -> bool:
    """Whether a relation holds on a day; where no day is known, once the acting instrument is there."""
    begun = relation.since or came(actor)
    return (begun is None or begun <= day) and (came(actor) or day) <= day


def _ties(items: Sequence[Item], day: date) -> Iterable[Tie]:
    shown = {item.number for item in items}
    for item in items:
        for relation in item.instrument.relations:
            kind = _tie_kind(relation)
            if kind and relation.number in shown and _begun(relation, item.instrument, day):
                yield Tie(item.number, relation.number, kind, relation.since, relation.confidence)


def _tie_kind(relation: Relation) -> TieKind | None:
    """What the acting side of a relation does; nothing for the other side."""
    if relation.kind == "repeals":
        return "repeals_part" if relation.anchors or relation.partly else "repeals"
    return next((kind for kind in TIE_KINDS if kind == relation.kind), None)
