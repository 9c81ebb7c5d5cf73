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


@lru_cache(maxsize=2)
def load_elsewhere(path: Path = SHIPPED / "law_ranking.yaml") -> tuple[re.Pattern[str], ...]:
    """The patterns of a YAML file, folded: lower case, no marks.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    return tuple(re.compile(rf"\b(?:{pattern})\b") for pattern in read_data(path, _File).elsewhere)


@lru_cache(maxsize=2)
def load_reserved(path: Path = SHIPPED / "law_ranking.yaml") -> tuple[Reserved, ...]:
    """The instruments of a YAML file that are about one kind of body alone; patterns are folded.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    listed = read_data(path, _File).reserved
    return tuple(
        Reserved(re.compile(rf"\b(?:{item.title})\b"), re.compile(rf"\b(?:{item.asked})\b"))
        for item in listed
    )


def of_another_body(question: str, title: str) -> bool:
    """Whether the instrument of this title is about a kind of body that the question does not ask about."""
    asked, named = Folded.of(question).text, Folded.of(title).text
    return any(item.title.search(named) and not item.asked.search(asked) for item in load_reserved())


def told_elsewhere(question: str, quotes: Iterable[str]) -> bool:
    """Whether a question asks for something that none of the quotes so much as names."""
    asked = Folded.of(question).text
    named = [pattern for pattern in load_elsewhere() if pattern.search(asked)]
    said = Folded.of("\n".join(quotes)).text if named else ""
    return any(not pattern.search(said) for pattern in named)
