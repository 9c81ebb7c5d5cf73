"""Wordings of units, as data: `knowledge/data/wordings/<slug>.yaml` says how people name what a unit says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

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


@lru_cache(maxsize=64)
def load_wordings(number: str, folder: Path = SHIPPED / "wordings") -> dict[str, tuple[str, ...]]:
    """The wordings of the document with this number by anchor; empty when no file in `folder` has any.

    Raises:
        DataError: the file is malformed.
    """
    path = folder / f"{number.replace('/', '-')}.yaml"
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
