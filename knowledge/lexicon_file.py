"""The layout of the lexicon on disk, checked as it is read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Data):
    """Words or places around a spelling that decide what it means."""

    prev_number: bool = False
    next_number: bool = False
    start: bool = False
    end: bool = False
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class Meaning(_Data):
    """What a spelling is read as, and when."""

    to: str = Field(min_length=1)
    when: Condition = Condition()


class Spelling(_Data):
    """Ways of typing, what they mean, the likeliest first, and where they stay as they are."""

    typed: tuple[str, ...] = Field(min_length=1)
    means: tuple[Meaning | str, ...] = Field(min_length=1)
    unless: Condition = Condition()
    exact: bool = False


class Synonyms(_Data):
    """Everyday words, and what official texts write for them."""

    words: tuple[str, ...] = Field(min_length=1)
    adds: tuple[str, ...] = Field(min_length=1)


class LexiconFile(_Data):
    """The whole of `data/lexicon.yaml`."""

    spellings: tuple[Spelling, ...]
    synonyms: tuple[Synonyms, ...]
    either_language: tuple[str, ...]
    vietnamese_words: tuple[str, ...]
    everyday: tuple[str, ...]
    english: dict[str, str]


class BesideFile(_Data):
    """A lexicon that is read beside it."""

    synonyms: tuple[Synonyms, ...]
