"""Provinces that a question names beside the plan's own: what the plan says is told of none of them.

The names stand in `knowledge/data/provinces.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from assistant.understanding.intents import Intent
from assistant.understanding.question import Question
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import fold, is_accented, strip_accents

_BEFORE = re.compile(
    r"\b(?:tinh|thanh pho|tp\.?|o|tai|ben|cua|duoi|tren|ngoai|trong|voi|va|con|the|nhu|tu) $"
)
_MERGED = re.compile(r"\b(?:sap nhap|sat nhap|hop nhat|nhap (?:vao|ve|chung|tinh))\b")
_OF_FIGURES = (Intent.TARGET, Intent.COUNT)


@dataclass(frozen=True, slots=True)
class Provinces:
    """The plan's own province, the one it was merged into, all others; names like common words."""

    own: tuple[str, ...]
    heir: tuple[str, ...]
    others: tuple[str, ...]
    common: tuple[str, ...]


class _File(BaseModel):
    own: tuple[str, ...]
    heir: tuple[str, ...]
    others: tuple[str, ...]
    common: tuple[str, ...]


@lru_cache(maxsize=2)
def load_provinces(path: Path = SHIPPED / "provinces.yaml") -> Provinces:
    """The names of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    return Provinces(*(tuple(map(fold, names)) for names in (data.own, data.heir, data.others, data.common)))


def other_provinces(question: Question) -> tuple[str, ...]:
    """Provinces, folded, that a question is about and the plan is not; names of offices aside.

    That of the heir counts where figures are asked for: its offices do what the plan gave to theirs. What was
    typed without marks is looked at too: "gia lai" may have been read as other words.
    """
    known = load_provinces()
    texts = [fold(_without_offices(question))]
    if not is_accented(question.typed):
        texts += [fold(question.typed)] if not question.agencies else []
    if any(_MERGED.search(strip_accents(text)) for text in texts):
        return ()
    sought = (*known.others, *(known.heir if question.intent in _OF_FIGURES else ()))
    written = {fold(name) for name in re.findall(r"\b[A-Z]\w+(?: [A-Z]\w+)+", _without_offices(question))}
    found = tuple(name for name in sought if name in written or any(_names(text, name) for text in texts))
    return () if any(_names(text, name) for text in texts for name in known.own) else found


def speaks_of_other(question: Question, quotes: Iterable[str]) -> bool:
    """Whether a question is about another province that none of the quotes names."""
    named = other_provinces(question)
    said = [strip_accents(fold(quote)) for quote in quotes] if named else []
    return bool(named) and not any(strip_accents(name) in quote for name in named for quote in said)


def of_figures(question: Question) -> bool:
    """Whether a question asks for targets or counts: what holds nationwide is no figure of a province."""
    return question.intent in _OF_FIGURES


def _names(text: str, name: str) -> bool:
    """Whether a text has a name; where it is typed without marks, after what leads up to a name."""
    if re.search(rf"\b{re.escape(name)}\b", text):
        plain = is_accented(name) and name not in load_provinces().common
        return plain or _leads_up(text, name)
    return _leads_up(text, strip_accents(name))


def _leads_up(text: str, name: str) -> bool:
    """Whether a name without marks stands after "tỉnh", "ở" and the like: many are common words too."""
    found = re.finditer(rf"\b{re.escape(name)}\b", text)
    return any(_BEFORE.search(strip_accents(text[: match.start()])) for match in found)


def _without_offices(question: Question) -> str:
    """The reading without the offices it names."""
    pieces, end = [], 0
    for mention in question.agencies:
        pieces.append(question.reading[end : mention.span.start])
        end = max(end, mention.span.end)
    return " . ".join([*pieces, question.reading[end:]])
