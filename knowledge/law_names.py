"""Names of laws that texts are searched for, as `data/laws.yaml` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.citation_text import Plain
from knowledge.datafile import read_data
from knowledge.text import fold, strip_accents


class _Law(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    short: tuple[str, ...] = ()
    code: bool = False
    ordinance: bool = False


class _Laws(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    laws: tuple[_Law, ...]


class LawNames:
    """Names of laws that texts are searched for; compiled once."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of what is written after "Luật" and the full name ("HTX", "Luật Hợp tác xã")."""
        self._names = {_key(short): (fold(short), full) for short, full in names}
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile(
            "(?:" + ("|".join(map(re.escape, longest_first)) or "(?!)") + r")(?![\w&])"
        )

    def read(self, plain: Plain, start: int) -> tuple[str, int] | None:
        """The full name of the law whose name begins there, and where it ends."""
        match = self._pattern.match(plain.bare, start)
        if match is None:
            return None
        spelling, full = self._names[match[0]]
        return (full, match.end()) if plain.says(start, match.end(), spelling) else None


def _key(name: str) -> str:
    return strip_accents(fold(name))


@cache
def law_names() -> LawNames:
    """The names of `data/laws.yaml`, read at the first use.

    Raises:
        DataError: the file is malformed.
    """
    laws = read_data(Path(__file__).parent / "data" / "laws.yaml", _Laws).laws
    return LawNames((form, _full(law)) for law in laws for form in (law.name, *law.short))


def _full(law: _Law) -> str:
    kind = "Bộ luật" if law.code else "Pháp lệnh" if law.ordinance else "Luật"
    return f"{kind} {law.name}"
