"""The words that verification of free text goes by, all of it data: `knowledge/data/verification.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import fold

DATA = SHIPPED / "verification.yaml"

Phrase = tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    same: tuple[tuple[str, ...], ...]
    subjects: tuple[str, ...]
    not_subjects: tuple[str, ...]
    covers: tuple[tuple[str, str], ...]
    comparators: dict[str, tuple[str, ...]]
    times: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    frequencies: tuple[str, ...]
    polarity: dict[str, tuple[str, ...]]
    no_polarity: tuple[str, ...]
    only: tuple[str, ...]
    not_only: tuple[str, ...]
    only_proof: tuple[str, ...]
    exceptions: tuple[str, ...]
    even: tuple[str, ...]
    every: tuple[str, ...]
    every_proof: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]
    contrast: tuple[str, ...]
    directed: tuple[str, ...]
    not_directed: tuple[str, ...]
    light: tuple[str, ...]
    neutral: str
    telling: str
    qualifiers: tuple[str, ...]
    bodies: tuple[str, ...]
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases of several words, each with the class it stands for; `longest` is their length in words.

    A phrase of the class "" stands for nothing: it hides shorter ones inside it.
    """

    classes: Mapping[Phrase, str]
    longest: int

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> Cues:
        """The phrases of each class."""
        found = {tuple(fold(phrase).split()): name for name, group in groups.items() for phrase in group}
        return cls(found, max(map(len, found)))

    def at(self, tokens: Phrase, start: int) -> tuple[str, int]:
        """The class of the longest phrase that begins at `start` and where it ends; ("", start) for none."""
        for length in range(min(self.longest, len(tokens) - start), 0, -1):
            name = self.classes.get(tokens[start : start + length])
            if name is not None:
                return name, start + length
        return "", start

    def before(self, tokens: Phrase, end: int) -> str | None:
        """The class of the longest phrase that ends before `end`; nothing where none does."""
        for length in range(min(self.longest, end), 0, -1):
            name = self.classes.get(tokens[end - length : end])
            if name is not None:
                return name
        return None

    def found(self, tokens: Phrase) -> list[str]:
        """The phrases that stand in `tokens`, as written; those of the class "" only hide others."""
        found: list[str] = []
        place = 0
        while place < len(tokens):
            name, end = self.at(tokens, place)
            if name:
                found.append(" ".join(tokens[place:end]))
            place = max(end, place + 1)
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """What the checks go by, compiled once."""

    same: Mapping[str, str]
    same_pattern: re.Pattern[str]
    subjects: Cues
    covers: tuple[tuple[str, frozenset[str]], ...]
    comparators: Cues
    times: Cues
    units: Cues
    frequencies: Cues
    polarity: Cues
    only: Cues
    only_proof: Cues
    exceptions: Cues
    even: Cues
    every: Cues
    every_proof: Cues
    opposites: tuple[tuple[str, str], ...]
    contrast: frozenset[str]
    directed: re.Pattern[str]
    light: Cues
    neutral: frozenset[str]
    telling: frozenset[str]
    qualifiers: frozenset[str]
    bodies: re.Pattern[str]
    orders: tuple[Phrase, ...]


@lru_cache(maxsize=1)
def words(path: Path = DATA) -> Words:
    """The words of the data file. Raises `DataError` when it is malformed."""
    data = read_data(path, _File)
    same = {fold(form): fold(row[0]) for row in data.same for form in row}
    longest_first = sorted(same, key=len, reverse=True)
    return Words(
        same=same,
        same_pattern=re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/-])"),
        subjects=Cues.of({"subject": data.subjects, "": data.not_subjects}),
        covers=tuple((fold(word), frozenset(fold(more).split())) for word, more in data.covers),
        comparators=Cues.of({name.replace("none", ""): group for name, group in data.comparators.items()}),
        times=Cues.of(data.times),
        units=Cues.of(data.units),
        frequencies=Cues.of({"often": data.frequencies}),
        polarity=Cues.of({**data.polarity, "none": data.no_polarity}),
        only=Cues.of({"only": data.only, "": data.not_only}),
        only_proof=Cues.of({"only": data.only_proof, "": data.not_only}),
        exceptions=Cues.of({"except": data.exceptions}),
        even=Cues.of({"even": data.even}),
        every=Cues.of({"every": data.every}),
        every_proof=Cues.of({"every": data.every_proof}),
        opposites=tuple((fold(one), fold(other)) for one, other in data.opposites),
        contrast=frozenset(data.contrast),
        directed=_directed(data),
        light=Cues.of({"light": data.light}),
        neutral=frozenset(fold(data.neutral).split()),
        telling=frozenset(fold(data.telling).split()),
        qualifiers=frozenset(fold(" ".join(data.qualifiers)).split()),
        bodies=re.compile(rf"(?<!\w)(?:{'|'.join(map(fold, data.bodies))})(?!\w)"),
        orders=tuple(tuple(fold(order).split()) for order in data.orders),
    )


def _directed(data: _File) -> re.Pattern[str]:
    """Finds directed verbs as `verb`, and longer words that only hold one, without that group."""
    others, verbs = ("|".join(map(fold, group)) for group in (data.not_directed, data.directed))
    return re.compile(rf"(?<!\w)(?:(?:{others})|(?P<verb>{verbs}))(?!\w)")
