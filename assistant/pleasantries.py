"""What of a message is small talk: openings, thanks, wishes and farewells, and what is left beside them.

The patterns stand in `knowledge/data/smalltalk.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.understanding.intents import Intent
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import Folded

_WORD = re.compile(r"[a-z0-9/%]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The kind of small talk in a message, nothing where there is none; its words; those left beside it."""

    kind: Intent | None
    said: int
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pleasantries:
    """Patterns of each kind, the kind that decides first; words that may stand beside them."""

    kinds: tuple[tuple[Intent, re.Pattern[str]], ...]
    beside: frozenset[str]

    def read(self, text: str) -> Spoken:
        """What small talk `text` holds, and the words that are none."""
        plain = Folded.of(text).text
        found: list[Intent] = []
        said = 0
        for kind, pattern in self.kinds:
            words = [word for match in pattern.finditer(plain) for word in _WORD.findall(match.group())]
            found += [kind] if words else []
            said += len(words)
            plain = pattern.sub(" . ", plain)
        left = tuple(word for word in _WORD.findall(plain) if word not in self.beside)
        return Spoken(found[0] if found else None, said, left)


class _File(BaseModel):
    """The patterns of each kind by the name of its intent; the words beside them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]

    beside: str


@lru_cache(maxsize=2)
def load_pleasantries(path: Path = SHIPPED / "smalltalk.yaml") -> Pleasantries:
    """The patterns of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    kinds = tuple(
        (Intent(name), re.compile(rf"\b(?:{'|'.join(patterns)})\b"))
        for name, patterns in data.__pydantic_extra__.items()
    )
    return Pleasantries(kinds, frozenset(data.beside.split()))
