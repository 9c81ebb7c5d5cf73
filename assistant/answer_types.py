"""Kinds of information that a question asks for: what shows none of it answers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.config import SHIPPED
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


@lru_cache(maxsize=2)
def load_answer_types(path: Path = SHIPPED / "answer_types.yaml") -> tuple[AnswerType, ...]:
    """The kinds of a YAML file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        AnswerType(
            name,
            re.compile(found["asks"]),
            re.compile(strip_accents(found["asks"])),
            re.compile(found["shows"]),
        )
        for name, found in data.items()
    )


def missing_types(question: str, shown: Iterable[str]) -> tuple[str, ...]:
    """Names of the kinds that `question` asks for and none of the `shown` texts gives."""
    asked = fold(question)
    texts = [fold(text) for text in shown]
    return tuple(
        kind.name
        for kind in load_answer_types()
        if kind.asked_by(asked) and not any(kind.shows.search(text) for text in texts)
    )
