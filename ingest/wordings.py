"""Wordings of units, as data: `knowledge/data/wordings/*.yaml` says how people name what a unit says.

A file is named as the document's number is: that of 45/2021/NĐ-CP is `45-2021-ND-CP.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.digests import Digest, Statement, file_name
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.passage import Passage


class _Unit(BaseModel):
    model_config = ConfigDict(extra="forbid")

    anchors: list[str]
    wordings: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: str
    units: list[_Unit]


@lru_cache(maxsize=256)
def load_wordings(number: str, folder: Path = SHIPPED / "wordings") -> dict[str, tuple[str, ...]]:
    """The wordings of the document with this number by anchor; empty when no file in `folder` has any.

    Raises:
        DataError: the file is malformed.
    """
    path = folder / f"{file_name(number)}.yaml"
    if not path.is_file():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for unit in read_data(path, _File).units:
        lines = tuple(line.strip() for line in unit.wordings.splitlines() if line.strip())
        found |= {anchor: (*found.get(anchor, ()), *lines) for anchor in unit.anchors}
    return found


def worded(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages with the wordings that the data files give them."""
    for passage in passages:
        extra = load_wordings(passage.document).get(passage.anchor, ())
        yield replace(passage, wordings=(*passage.wordings, *extra)) if extra else passage


def worded_by_card(passages: tuple[Passage, ...], card: Digest) -> tuple[Passage, ...]:
    """The passages of a text with what our card says of their units, and how people ask for it, as wordings.

    A statement on a clause whose points are the passages goes to the clause's lead-in or its first point.
    """
    places = {passage.anchor: place for place, passage in enumerate(passages)}
    extra: dict[int, list[str]] = {}
    for statement in card.statements:
        place = _place(statement, passages, places)
        if place is not None:
            extra.setdefault(place, []).extend((statement.text, *statement.ask))
    return tuple(
        replace(passage, wordings=(*passage.wordings, *extra[place])) if place in extra else passage
        for place, passage in enumerate(passages)
    )


def _place(statement: Statement, passages: tuple[Passage, ...], places: dict[str, int]) -> int | None:
    """Where a statement's unit stands among the passages: itself, its first part, or what it is part of."""
    if statement.unit in places:
        return places[statement.unit]
    below = (i for i, p in enumerate(passages) if p.anchor.startswith(f"{statement.unit}."))
    if (first := next(below, None)) is not None:
        return first
    above = statement.unit.rpartition(".")[0]
    while above:
        if above in places:
            return places[above]
        above = above.rpartition(".")[0]
    return None
