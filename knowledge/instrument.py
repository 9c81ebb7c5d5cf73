"""An instrument: a law, decree, decision, circular or plan as the catalogue knows it, without its text.

Days are the first day of what they name: `effective` the first day it holds, `ends` the first day it no
longer does. Nothing means unknown, never "no".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

RelationKind = Literal[
    "amends",
    "amended_by",
    "repeals",
    "repealed_by",
    "replaces",
    "replaced_by",
    "guides",
    "guided_by",
    "based_on",
    "basis_of",
    "consolidates",
    "consolidated_in",
]

INVERSE: dict[RelationKind, RelationKind] = {
    "amends": "amended_by",
    "amended_by": "amends",
    "repeals": "repealed_by",
    "repealed_by": "repeals",
    "replaces": "replaced_by",
    "replaced_by": "replaces",
    "guides": "guided_by",
    "guided_by": "guides",
    "based_on": "basis_of",
    "basis_of": "based_on",
    "consolidates": "consolidated_in",
    "consolidated_in": "consolidates",
}
"""How the other end of a relation sees it."""

Grade = Literal["primary", "secondary", "citation", "plan", "memory"]
Basis = Literal["stated", "own_term", "inferred"]
Confidence = Literal["seen", "unverified"]
StandingValue = Literal["in_force", "amended", "partly_repealed", "replaced", "expired", "not_yet", "unknown"]
PlanMention = Literal["number", "name", "area", "itself", ""]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen: what it is, where a person finds it (empty: not kept), how good it is.

    `primary` is the text itself or an official publication, `secondary` a newspaper or a law site,
    `citation` another text that only names the instrument, `memory` nobody's: not verified.
    """

    id: str
    what: str
    where: str
    grade: Grade

    @property
    def text(self) -> str:
        """The source for people, with its address where one was kept."""
        return f"{self.what} ({self.where})" if self.where else self.what


@dataclass(frozen=True, slots=True)
class Relation:
    """What an instrument does to another, or has done to it, in whole or in the units named.

    `since` is the day it takes effect; with `dated` off only the day of issue of the acting instrument is
    known, and with neither nothing. `anchors` are units of the instrument acted on; `partly` means that only
    something inside them changes, `complete` that no other unit does, `added` are units that are new.
    """

    kind: RelationKind
    number: str
    since: date | None
    dated: bool
    anchors: tuple[str, ...]
    added: tuple[str, ...]
    partly: bool
    complete: bool
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """Units of an instrument that take effect on a day of their own."""

    anchors: tuple[str, ...]
    effective: date


@dataclass(frozen=True, slots=True)
class Doubt:
    """From `since` on no source says whether the instrument still holds; `why` is for people."""

    since: date
    why: str


@dataclass(frozen=True, slots=True)
class Status:
    """How an instrument stood on the day it was checked, and how that is known."""

    value: StandingValue
    basis: Basis
    checked: date
    confidence: Confidence
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the catalogue. See the head of `data/catalogue.yaml` for the fields."""

    number: str
    kind: str
    issuer: str
    title: str
    issued: date | None
    effective: date | None
    ends: date | None
    parts: tuple[Part, ...]
    doubt: Doubt | None
    misprints: tuple[str, ...]
    names: tuple[str, ...]
    shared_names: tuple[str, ...]
    plan: PlanMention
    retroactive: bool
    relations: tuple[Relation, ...]
    status: Status
    confidence: Confidence
    sources: tuple[Source, ...]
    address: str
    note: str

    @property
    def slug(self) -> str:
        """The number as it may stand in an address: `45-2021-NĐ-CP`, as for a document."""
        return self.number.replace("/", "-")

    @property
    def label(self) -> str:
        """How a person names it: "Nghị định 45/2021/NĐ-CP", "Luật Hợp tác xã số 17/2023/QH15"."""
        if self.kind == "Luật":
            return f"{self.shared_names[0] if self.shared_names else 'Luật'} số {self.number}"
        return f"{self.kind} {self.number}"

    def related(self, *kinds: RelationKind) -> tuple[Relation, ...]:
        """The relations of these kinds, the earliest first, those without a day before all."""
        found = (relation for relation in self.relations if relation.kind in kinds)
        return tuple(sorted(found, key=lambda relation: relation.since or date.min))


def first_day(number: str) -> date:
    """The first day an instrument with this number can have existed, from the year in it."""
    year = re.match(r"\d+/([12]\d{3})/", number)
    return date(int(year[1]), 1, 1) if year else date.min
