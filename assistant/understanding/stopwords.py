"""Words of a question that never say what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import is_accented, strip_accents


class _File(BaseModel):
    phrases: tuple[str, ...]
    compounds: str
    words: str
    small: str


@dataclass(frozen=True, slots=True)
class Stopwords:
    """Phrases and words of a question that never say what it is about.

    But for `compounds`, of which such words are a part: "chỉ" says nothing, "địa chỉ" does.
    """

    phrases: tuple[str, ...]
    compounds: tuple[str, ...]
    words: frozenset[str]
    small: frozenset[str]

    @property
    def bare_small(self) -> frozenset[str]:
        """The small words without their diacritics."""
        return frozenset(strip_accents(word) for word in self.small)

    @property
    def of_language(self) -> frozenset[str]:
        """All of them as words that people say: "nhỉ" is no slip for "ghi", though no law has it."""
        return frozenset(word for word in self.words | self.small if is_accented(word))

    @classmethod
    def load(cls, path: Path = SHIPPED / "stopwords.yaml") -> Stopwords:
        """The stop words of a YAML file.

        Raises:
            DataError: the file cannot be read or has another layout.
        """
        data = read_data(path, _File)
        compounds = tuple(" ".join(one.split()) for one in data.compounds.split(","))
        return cls(data.phrases, compounds, frozenset(data.words.split()), frozenset(data.small.split()))
