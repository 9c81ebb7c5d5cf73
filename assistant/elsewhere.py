"""What the regulations at hand leave to other laws, to offices, to the market: asked for, no clause tells it.

The patterns stand in `knowledge/data/law_ranking.yaml`. A question that says one of them is answered only by
a clause that says it too, so that the text of such a law, once added, answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import Folded


class _Reserved(BaseModel):
    title: str
    asked: str


class _File(BaseModel):
    elsewhere: tuple[str, ...]
    reserved: tuple[_Reserved, ...] = ()


@dataclass(frozen=True, slots=True)
class Reserved:
    """Instruments about one kind of body, by their title, and the words of a question about it."""

    title: re.Pattern[str]
    asked: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other laws, offices and the market tell, and the instruments that are about one body alone."""

    told: tuple[re.Pattern[str], ...]
    reserved: tuple[Reserved, ...]


@lru_cache(maxsize=2)
def load_elsewhere(path: Path = SHIPPED / "law_ranking.yaml") -> Elsewhere:
    """The patterns of a YAML file, folded: lower case, no marks.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    reserved = (Reserved(_words(item.title), _words(item.asked)) for item in data.reserved)
    return Elsewhere(tuple(map(_words, data.elsewhere)), tuple(reserved))


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


def of_another_body(question: str, title: str) -> bool:
    """Whether the instrument of this title is about a kind of body that the question does not ask about."""
    asked, named = Folded.of(question).text, Folded.of(title).text
    return any(
        item.title.search(named) and not item.asked.search(asked) for item in load_elsewhere().reserved
    )


def told_elsewhere(question: str, quotes: Iterable[str]) -> bool:
    """Whether a question asks for something that none of the quotes so much as names."""
    asked = Folded.of(question).text
    named = [pattern for pattern in load_elsewhere().told if pattern.search(asked)]
    said = Folded.of("\n".join(quotes)).text if named else ""
    return any(not pattern.search(said) for pattern in named)
