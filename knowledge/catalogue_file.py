"""Reading `data/catalogue.yaml`: checked, relations seen from both ends, what must not be said refused.

A relation is written once, under the instrument that acts; the other end is made here, so that both ends
always agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knowledge.datafile import read_data
from knowledge.errors import DataError
from knowledge.instrument import (
    INVERSE,
    Basis,
    Confidence,
    Doubt,
    Grade,
    Instrument,
    Part,
    PlanMention,
    Relation,
    RelationKind,
    Source,
    StandingValue,
    Status,
)
from knowledge.instrument_names import number_key

ACTS: tuple[RelationKind, ...] = ("amends", "repeals", "replaces", "guides", "based_on", "consolidates")
"""The relations that may be written in the file."""

_Anchors = tuple[Annotated[str, Field(pattern=r"^(dieu|pl)_\w+(\.(khoan|diem)_\w+)*$")], ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SourceData(_Data):
    what: str
    where: str = ""
    grade: Grade


class _RelationData(_Data):
    number: str
    since: date | None = Field(default=None, alias="from")
    anchors: _Anchors = ()
    added: _Anchors = ()
    partly: bool = False
    complete: bool = False
    confidence: Confidence = "seen"
    sources: tuple[str, ...] = ()
    note: str = ""


class _PartData(_Data):
    anchors: _Anchors
    effective: date


class _DoubtData(_Data):
    since: date = Field(alias="from")
    why: str


class _StatusData(_Data):
    value: StandingValue
    basis: Basis
    sources: tuple[str, ...] = Field(min_length=1)
    checked: date | None = None
    confidence: Confidence = "seen"


class _InstrumentData(_Data):
    number: str
    kind: str
    issuer: str
    title: str
    status: _StatusData
    issued: date | None = None
    effective: date | None = None
    ends: date | None = None
    parts: tuple[_PartData, ...] = ()
    doubt: _DoubtData | None = None
    misprints: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    shared_names: tuple[str, ...] = ()
    plan: PlanMention = ""
    retroactive: bool = False
    amends: tuple[_RelationData, ...] = ()
    repeals: tuple[_RelationData, ...] = ()
    replaces: tuple[_RelationData, ...] = ()
    guides: tuple[_RelationData, ...] = ()
    based_on: tuple[_RelationData, ...] = ()
    consolidates: tuple[_RelationData, ...] = ()
    confidence: Confidence = "seen"
    sources: tuple[str, ...] = ()
    address: str = ""
    note: str = ""

    @field_validator(*ACTS, mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        """A bare number stands for a relation with nothing more to say."""
        return [{"number": item} if isinstance(item, str) else item for item in value]

    def written(self) -> Iterator[tuple[RelationKind, _RelationData]]:
        """The relations written under this instrument."""
        for kind in ACTS:
            yield from ((kind, item) for item in getattr(self, kind))


class CatalogueFile(_Data):
    """The file as written, checked field by field."""

    as_of: date
    abbreviations: dict[str, str]
    sources: dict[str, _SourceData]
    instruments: tuple[_InstrumentData, ...]


def read_catalogue(path: Path) -> CatalogueFile:
    """The content of the file. Raises `DataError` when it is malformed or refers to nothing."""
    data = read_data(path, CatalogueFile)
    for problem in _problems(data):
        raise DataError(f"{path.name}: {problem}")
    return data


def instruments_of(data: CatalogueFile) -> tuple[Instrument, ...]:
    """Every instrument of the file, in its order, with its relations seen from both ends."""
    sources = {id: Source(id, **item.model_dump()) for id, item in data.sources.items()}
    relations: dict[str, list[Relation]] = {item.number: [] for item in data.instruments}
    for item in data.instruments:
        for kind, written in item.written():
            given = _relation(item, kind, written, sources)
            relations[item.number].append(given[0])
            relations[written.number].append(given[1])
    return tuple(
        _instrument(item, tuple(relations[item.number]), sources, data.as_of) for item in data.instruments
    )


def _relation(
    item: _InstrumentData, kind: RelationKind, written: _RelationData, sources: Mapping[str, Source]
) -> tuple[Relation, Relation]:
    """The relation as the acting instrument sees it, and as the other does."""
    day = written.since or item.effective
    ids = written.sources or item.sources or item.status.sources
    ends = tuple(
        Relation(
            kind=seen_as,
            number=number,
            since=day or item.issued,
            dated=day is not None,
            anchors=written.anchors,
            added=written.added,
            partly=written.partly,
            complete=written.complete,
            confidence=written.confidence,
            sources=tuple(sources[id] for id in ids),
            note=written.note,
        )
        for seen_as, number in ((kind, written.number), (INVERSE[kind], item.number))
    )
    return ends[0], ends[1]


def _instrument(
    item: _InstrumentData, relations: tuple[Relation, ...], sources: Mapping[str, Source], as_of: date
) -> Instrument:
    status, doubt = item.status, item.doubt
    return Instrument(
        **item.model_dump(include=_PLAIN),
        ends=item.ends or _end(relations),
        parts=tuple(Part(part.anchors, part.effective) for part in item.parts),
        doubt=Doubt(doubt.since, doubt.why) if doubt else None,
        relations=relations,
        status=Status(
            value=status.value,
            basis=status.basis,
            checked=status.checked or as_of,
            confidence=status.confidence,
            sources=tuple(sources[id] for id in status.sources),
        ),
        sources=tuple(sources[id] for id in item.sources or status.sources),
    )


_PLAIN = {
    "number",
    "kind",
    "issuer",
    "title",
    "issued",
    "effective",
    "misprints",
    "names",
    "shared_names",
    "plan",
    "retroactive",
    "confidence",
    "address",
    "note",
}


def _end(relations: tuple[Relation, ...]) -> date | None:
    """The day a replacement or a repeal of the whole takes effect."""
    days = [
        relation.since
        for relation in relations
        if relation.since
        and (relation.kind == "replaced_by" or (relation.kind == "repealed_by" and not relation.anchors))
    ]
    return min(days) if days else None


def _problems(data: CatalogueFile) -> Iterator[str]:
    known = {item.number for item in data.instruments}
    keys: dict[str, str] = {}
    for item in data.instruments:
        for typed in (item.number, *item.misprints):
            owner = keys.setdefault(number_key(typed), item.number)
            if owner != item.number or (typed != item.number and typed in known):
                yield f"{typed} is also {owner}; keep one"
        yield from _dangling(item, known, data)
        yield from _days(item)
    for kind in ACTS:
        yield from _circles(kind, data)
    if len(known) != len(data.instruments):
        yield "a number stands twice; merge the entries"


def _dangling(item: _InstrumentData, known: set[str], data: CatalogueFile) -> Iterator[str]:
    ids = [*item.sources, *item.status.sources]
    for _, relation in item.written():
        ids += relation.sources
        if relation.number not in known or relation.number == item.number:
            yield f"{item.number}: no other instrument {relation.number}"
    yield from (f"{item.number}: no source {id}" for id in ids if id not in data.sources)
    for holder, cited in ((item, item.sources or item.status.sources), (item.status, item.status.sources)):
        grades = {data.sources[id].grade for id in cited if id in data.sources}
        if holder.confidence == "seen" and grades <= {"memory"}:
            yield f"{item.number}: what is only remembered is unverified"


def _days(item: _InstrumentData) -> Iterator[str]:
    days = [day for day in (item.issued, item.effective, item.ends) if day]
    if days != sorted(days) and not item.retroactive:
        yield f"{item.number}: put issued, effective and ends in order"


def _circles(kind: RelationKind, data: CatalogueFile) -> Iterator[str]:
    """Instruments that reach themselves again over relations of one kind."""
    ahead = {
        item.number: {other.number for own, other in item.written() if own == kind}
        for item in data.instruments
    }
    for start in ahead:
        seen: set[str] = set()
        todo = set(ahead[start])
        while todo:
            number = todo.pop()
            seen.add(number)
            todo |= ahead.get(number, set()) - seen
        if start in seen:
            yield f"{start}: {kind} leads back to itself; drop one"
