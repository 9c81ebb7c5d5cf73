"""What the regulations at hand leave to other laws, to offices, to the market: asked for, no clause tells it.

The patterns stand in `knowledge/data/law_ranking.yaml`. A question that says one of them is answered only by
a clause that says it too, so that the text of such a law, once added, answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import Folded


class _File(BaseModel):
    elsewhere: tuple[str, ...]


@lru_cache(maxsize=2)
def load_elsewhere(path: Path = SHIPPED / "law_ranking.yaml") -> tuple[re.Pattern[str], ...]:
    """The patterns of a YAML file, folded: lower case, no marks.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    return tuple(re.compile(rf"\b(?:{pattern})\b") for pattern in read_data(path, _File).elsewhere)


def told_elsewhere(question: str, quotes: Iterable[str]) -> bool:
    """Whether a question asks for something that none of the quotes so much as names."""
    asked = Folded.of(question).text
    named = [pattern for pattern in load_elsewhere() if pattern.search(asked)]
    said = Folded.of("\n".join(quotes)).text if named else ""
    return any(not pattern.search(said) for pattern in named)
