"""Kinds of information that a question asks for: what shows none of it answers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, RootModel

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import fold, is_accented, strip_accents


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One kind of information: how questions ask for it, and what a text that gives it looks like.

    `bare` is `asks` for questions without any diacritic.
    """

    name: str
    asks: re.Pattern[str]
    bare: re.Pattern[str]
    shows: re.Pattern[str]

    def asked_by(self, question: str) -> bool:
        """Whether the folded question asks for it."""
        return bool((self.asks if is_accented(question) else self.bare).search(question))


class _Kind(BaseModel):
    asks: str
    shows: str


@lru_cache(maxsize=2)
def load_answer_types(path: Path = SHIPPED / "answer_types.yaml") -> tuple[AnswerType, ...]:
    """The kinds of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    kinds = read_data(path, RootModel[dict[str, _Kind]]).root
    return tuple(
        AnswerType(name, re.compile(kind.asks), re.compile(strip_accents(kind.asks)), re.compile(kind.shows))
        for name, kind in kinds.items()
    )


def missing_types(question: str, shown: Iterable[str]) -> tuple[str, ...]:
    """Names of the kinds that `question` asks for and none of the `shown` texts gives."""
    asked = _asked(question)
    texts = [fold(text) for text in shown] if asked else []
    return tuple(kind.name for kind in asked if not any(kind.shows.search(text) for text in texts))


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[AnswerType, ...]:
    """The kinds that a question asks for; kept, since each shelf's draft is held against them."""
    folded = fold(question)
    return tuple(kind for kind in load_answer_types() if kind.asked_by(folded))
