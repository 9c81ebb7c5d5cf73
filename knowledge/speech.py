"""How people talk: sentences with all diacritics, to guess those of a question typed without them from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.config import SHIPPED
from knowledge.errors import DataError
from knowledge.phrases import words_of
from knowledge.text import Folded

MARKED = 0.4
"""Share of words with diacritics from which a text counts as typed with them: usual are two in three."""


@lru_cache(maxsize=2)
def load_speech(path: Path = SHIPPED / "speech.txt") -> tuple[str, ...]:
    """The sentences of a file, one a line; lines that begin with "#" are about the file.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"Cannot read {path.name}; restore the file.") from error
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def is_marked(text: str) -> bool:
    """Whether a text was typed with diacritics: one without teaches bare words."""
    words = words_of(Folded.of(text))
    return sum(word.text != word.accented for word in words) > MARKED * len(words)
