"""Subjects that a plan mostly leaves to others: asked for, only words that name them answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import RootModel

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import fold, is_accented, strip_accents

Pattern = re.Pattern[str]


@lru_cache(maxsize=2)
def load_subjects(path: Path = SHIPPED / "subjects.yaml") -> tuple[tuple[Pattern, Pattern], ...]:
    """The subjects of a YAML file, each as it is written and without diacritics.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    groups = read_data(path, RootModel[dict[str, list[str]]]).root
    return tuple((_names(line), _names(strip_accents(line))) for own in groups.values() for line in own)


def _names(line: str) -> Pattern:
    """Any of the names parted by "|", as whole words."""
    names = sorted((re.escape(name.strip()) for name in line.split("|")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def unnamed_subject(question: str, texts: Iterable[str]) -> bool:
    """Whether the question names a subject that none of the texts names.

    Of names without diacritics only those of two syllables or more are looked for: "rác" and "các" part then.
    """
    asked = fold(question)
    accented = is_accented(asked)
    named = ((own, (own if accented else bare).search(asked)) for own, bare in load_subjects())
    wanted = [own for own, match in named if match and (accented or " " in match[0])]
    told = [fold(text) for text in texts] if wanted else []
    return any(not any(own.search(text) for text in told) for own in wanted)
