"""Kinds of information that a question asks for: what shows none of it answers nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.config import SHIPPED
from knowledge.text import Folded


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One kind of information: how questions ask for it, and what a text that gives it looks like."""

    name: str
    asks: re.Pattern[str]
    shows: re.Pattern[str]


@lru_cache(maxsize=2)
def load_answer_types(path: Path = SHIPPED / "answer_types.yaml") -> tuple[AnswerType, ...]:
    """The kinds of a YAML file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        AnswerType(name, re.compile(found["asks"]), re.compile(found["shows"]))
        for name, found in data.items()
    )


def missing_types(question: str, shown: Iterable[str]) -> tuple[str, ...]:
    """Names of the kinds that `question` asks for and none of the `shown` texts gives."""
    asked = Folded.of(question).text
    texts = [Folded.of(text).text for text in shown]
    return tuple(
        kind.name
        for kind in load_answer_types()
        if kind.asks.search(asked) and not any(kind.shows.search(text) for text in texts)
    )
