"""Agencies: who the plan names, what people call them, and who carries their work today.

All of it is data (`data/agencies.yaml`); this file reads it and finds agencies in a text, through
`knowledge.mentions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.datafile import read_data
from knowledge.errors import DataError
from knowledge.mentions import How, Mention, Reading, Setting, Spotter
from knowledge.text import fold

DATA = Path(__file__).parent / "data" / "agencies.yaml"

Confidence = Literal["verified", "unverified"]


@dataclass(frozen=True, slots=True)
class Successor:
    """An office that carries an agency's work today, or a part of it.

    `since` is the day it began, nothing when not known. `unverified` means that no source was seen and a
    reader has to be told so. `sources` are written out for people.
    """

    office: str
    name: str
    since: date | None
    part: str
    legal_basis: str
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, office, organisation or group. See the head of `data/agencies.yaml` for the fields."""

    id: str
    name: str
    kind: str
    variants: tuple[str, ...]
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    careful: tuple[str, ...]
    weak: tuple[str, ...]
    english: tuple[str, ...]
    member_of: tuple[str, ...]
    part_of: str
    duty_holder: bool
    in_plan: bool
    provincial: bool
    successors: tuple[Successor, ...]
    note: str


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SuccessorData(_Data):
    office: str
    since: date | None
    confidence: Confidence
    sources: tuple[str, ...] = Field(min_length=1)
    basis: str
    part: str = ""
    findable: bool = True


class _OfficeData(_Data):
    id: str
    name: str
    aliases: tuple[str, ...] = ()


class _AgencyData(_Data):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    kind: str
    in_plan: bool = True
    duty_holder: bool = False
    provincial: bool = False
    member_of: tuple[str, ...] = ()
    part_of: str = ""
    variants: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    successors: tuple[_SuccessorData, ...] = ()
    note: str = ""


class _ContextData(_Data):
    prefixes: tuple[str, ...]
    openers: tuple[str, ...]
    duties: tuple[str, ...]
    relations: tuple[str, ...]
    closers: tuple[str, ...]
    not_after: tuple[str, ...]


class _File(_Data):
    as_of: date
    sources: dict[str, str]
    context: _ContextData
    shared: dict[str, tuple[str, ...]]
    offices_today: tuple[_OfficeData, ...]
    agencies: tuple[_AgencyData, ...]


class Agencies:
    """All agencies, and a matcher compiled once over everything people call them."""

    def __init__(self, agencies: tuple[Agency, ...], spotter: Spotter, as_of: date) -> None:
        self._agencies = {agency.id: agency for agency in agencies}
        self._find = lru_cache(maxsize=4096)(spotter.find)  # the same quotes are looked at for many questions
        self.as_of = as_of

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, path: Path = DATA) -> Agencies:
        """The agencies of a YAML file, kept. Raises `DataError` when it is malformed or refers to nothing."""
        data = _read(path)
        setting = Setting(**data.context.model_dump())
        spotter = Spotter(tuple(_readings(data)), setting)
        return cls(tuple(_agency(item, data) for item in data.agencies), spotter, data.as_of)

    def find(self, text: str, *, weak: bool = True) -> tuple[Mention, ...]:
        """The agencies a text mentions, in reading order, spans in the text as typed.

        Longer names win over shorter ones inside them. `weak=False` leaves out everyday words ("huyện",
        "thuế") even in an office's setting: for official texts, which write names out.
        """
        return self._find(text, weak=weak)

    def get(self, id: str) -> Agency | None:
        """The agency with this id, or nothing."""
        return self._agencies.get(id)

    def all(self) -> tuple[Agency, ...]:
        """Every agency, in the order of the file."""
        return tuple(self._agencies.values())

    def phrases(self) -> tuple[str, ...]:
        """Vietnamese names and nicknames in full diacritics, for counting syllables."""
        found = (
            phrase
            for agency in self.all()
            for phrase in (agency.name, *agency.variants, *agency.aliases, *agency.careful, *agency.weak)
        )
        return tuple(dict.fromkeys(found))

    def members(self, group: str) -> tuple[Agency, ...]:
        """The agencies that belong to a group."""
        return tuple(agency for agency in self.all() if group in agency.member_of)

    def with_wholes(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """The mentions, an office that is part of another given as that one: it carries out its duties."""
        return tuple(map(self._with_whole, mentions))

    def _with_whole(self, mention: Mention) -> Mention:
        wholes = [agency.part_of for id in mention.agency_ids if (agency := self.get(id)) and agency.part_of]
        return replace(mention, agency_ids=tuple(dict.fromkeys(wholes)), how="part") if wholes else mention

    def merged_with(self, id: str) -> tuple[Agency, ...]:
        """Other agencies whose work the same office carries today, as far as verified."""
        offices = {item.office for item in self._successors(id)}
        return tuple(
            agency
            for agency in self.all()
            if agency.id != id and offices & {item.office for item in self._successors(agency.id)}
        )

    def _successors(self, id: str) -> list[Successor]:
        agency = self.get(id)
        return [item for item in agency.successors if item.confidence == "verified"] if agency else []


def _read(path: Path) -> _File:
    data = read_data(path, _File)
    for problem in _problems(data):
        raise DataError(f"{path.name}: {problem}")
    return data


def _problems(data: _File) -> Iterator[str]:
    ids = [agency.id for agency in data.agencies]
    offices = [office.id for office in data.offices_today]
    for known in (ids, offices):
        yield from (f"id {id} stands twice; rename one" for id in known if known.count(id) > 1)
    for agency in data.agencies:
        yield from (f"{agency.id}: no group {id}" for id in agency.member_of if id not in ids)
        if agency.part_of and agency.part_of not in ids:
            yield f"{agency.id}: no agency {agency.part_of}"
        for item in agency.successors:
            if item.office not in offices:
                yield f"{agency.id}: no office {item.office} in offices_today"
            yield from (f"{agency.id}: no source {id}" for id in item.sources if id not in data.sources)
    yield from _clashes(data)


def _clashes(data: _File) -> Iterator[str]:
    """Phrases that lead to several agencies without being declared under `shared`."""
    owners: dict[str, set[str]] = {}
    for phrase, reading in _readings(data):
        if reading.how != "successor":
            owners.setdefault(fold(phrase), set()).add(reading.agency)
    declared = {fold(phrase): set(ids) for phrase, ids in data.shared.items()}
    for phrase, ids in owners.items():
        if len(ids) > 1 and not ids <= declared.get(phrase, set()):
            yield f'"{phrase}" belongs to {", ".join(sorted(ids))}; declare it under shared or drop one'


def _agency(item: _AgencyData, data: _File) -> Agency:
    names = {office.id: office.name for office in data.offices_today}
    successors = tuple(
        Successor(
            office=successor.office,
            name=names[successor.office],
            since=successor.since,
            part=successor.part,
            legal_basis=successor.basis,
            confidence=successor.confidence,
            sources=tuple(data.sources[id] for id in successor.sources),
        )
        for successor in item.successors
    )
    return Agency(**item.model_dump(exclude={"successors"}), successors=successors)


def _readings(data: _File) -> Iterator[tuple[str, Reading]]:
    """Every phrase with the agency it means and how."""
    offices = {office.id: office for office in data.offices_today}
    for agency in data.agencies:
        for phrase, how in _phrases(agency):
            yield phrase, Reading(agency.id, how)
        yield from ((phrase, Reading(agency.id, "alias", careful=True)) for phrase in agency.careful)
        for successor in agency.successors:
            if successor.findable:
                for phrase in _today(offices[successor.office]):
                    yield phrase, Reading(agency.id, "successor")
    for phrase, ids in data.shared.items():
        yield from ((phrase, Reading(id, "alias")) for id in ids)


def _phrases(agency: _AgencyData) -> Iterator[tuple[str, How]]:
    groups: tuple[tuple[How, tuple[str, ...]], ...] = (
        ("name", (agency.name, *agency.variants)),
        ("abbreviation", agency.abbreviations),
        ("alias", (*agency.aliases, *agency.english)),
    )
    for how, phrases in groups:
        for phrase in phrases:
            endings = _endings(phrase) if agency.provincial else ("",)
            yield from ((phrase + ending, how) for ending in endings)
    yield from ((phrase, "weak") for phrase in agency.weak)


def _endings(phrase: str) -> tuple[str, ...]:
    """What may follow the name of a provincial office."""
    if phrase.endswith("Đắk Nông"):
        return ("",)
    if phrase.endswith("tỉnh"):
        return ("", " Đắk Nông")
    return ("", " tỉnh", " Đắk Nông", " tỉnh Đắk Nông")


def _today(office: _OfficeData) -> Iterator[str]:
    for phrase in (office.name, *office.aliases):
        yield phrase
        if "tỉnh Lâm Đồng" in phrase:
            yield phrase.replace("tỉnh Lâm Đồng", "Lâm Đồng")
