"""Where a text mentions an agency, by name, abbreviation, nickname or today's name.

Everyday words ("huyện", "thuế", "nông nghiệp") are mentions only in a setting that shows an office is meant;
what such a setting looks like is data (`context` in `data/agencies.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from knowledge.document import Span
from knowledge.phrases import Found, Phrases, Word, longest, words_of
from knowledge.text import Folded, is_accented

How = Literal["name", "abbreviation", "alias", "weak", "successor", "part"]

_RANK: dict[How, int] = {"successor": 0, "name": 1, "abbreviation": 2, "alias": 3, "weak": 4, "part": 5}
_AND = re.compile(r"\s+và\s+|\s*&\s*", re.IGNORECASE)
# Names that begin so stay clear without their "và": "Sở Thông tin Truyền thông", "Sở KH ĐT".
_LEADS = ("sở ", "bộ ", "đài ", "phòng ")
# What ends a clause before a word; see `Word.gap`.
_STOPS = {".", ","}
# The longest phrase of a setting, in words.
_REACH = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where agencies are meant; several when one phrase stands for several.

    `text` is what was typed there. `how`: by its name, an abbreviation, a nickname ("alias"), an everyday
    word in an office's setting ("weak"), the name of the office that carries its work today, or that of a
    part of it.
    """

    agency_ids: tuple[str, ...]
    span: Span
    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase may mean; a `careful` one needs its diacritics or an office's setting."""

    agency: str
    how: How
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around an everyday word that make it an office; see the comment in the data file."""

    prefixes: tuple[str, ...]
    openers: tuple[str, ...]
    duties: tuple[str, ...]
    relations: tuple[str, ...]
    closers: tuple[str, ...]
    not_after: tuple[str, ...]


class Spotter:
    """Finds agencies in texts; compiled once."""

    def __init__(self, phrases: Iterable[tuple[str, Reading]], setting: Setting) -> None:
        self._phrases = Phrases((form, value) for phrase, value in phrases for form in _forms(phrase))
        self._prefixes = _compiled(setting.prefixes)
        self._openers = _compiled(setting.openers)
        self._duties = _compiled(setting.duties)
        self._relations = _compiled(setting.relations)
        self._closers = _compiled(setting.closers)
        self._not_after = _compiled(setting.not_after)

    def find(self, text: str, *, weak: bool) -> tuple[Mention, ...]:
        """The mentions in a text, none overlapping, in reading order."""
        folded = Folded.of(text)
        words = words_of(folded)
        loose = not is_accented(text)
        found = [
            item
            for item in self._phrases.everywhere(words)
            if self._counts(words, item, loose) and (weak or item.value.how != "weak")
        ]
        return tuple(_mentions(text, folded, words, longest(found)))

    def _counts(self, words: Sequence[Word], item: Found[Reading], loose: bool) -> bool:
        if words[item.first].gap == "-":  # "KH-UBND", "TT-NHNN": a part of an instrument's number
            return False
        if item.value.how == "weak":
            return (item.exact or loose) and self._is_office(words, item, loose)
        if item.value.careful and not item.exact:
            return self._is_office(words, item, loose)
        return item.value.how != "abbreviation" or not _Around(
            words, item.first, item.last, loose
        ).ends_before(self._not_after)

    def _is_office(self, words: Sequence[Word], item: Found[Reading], loose: bool) -> bool:
        around = _Around(words, item.first, item.last, loose)
        if around.ends_before(self._not_after):
            return False
        if around.ends_before(self._prefixes):
            return True
        opens = around.first_of_clause() or around.ends_before(self._openers)
        if opens and around.begins_after(self._duties):
            return True
        closes = around.last_of_clause() or around.begins_after(self._closers)
        return closes and around.ends_before(self._relations)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside words `first` to `last`; `loose` when diacritics were not typed at all."""

    words: Sequence[Word]
    first: int
    last: int
    loose: bool

    def first_of_clause(self) -> bool:
        return self.words[self.first].gap in _STOPS

    def last_of_clause(self) -> bool:
        return self.last == len(self.words) or self.words[self.last].gap in _STOPS

    def ends_before(self, phrases: Phrases[None]) -> bool:
        starts = () if self.first_of_clause() else range(max(0, self.first - _REACH), self.first)
        found = (item for start in starts for item in phrases.at(self.words, start))
        return any(item.last == self.first and (item.exact or self.loose) for item in found)

    def begins_after(self, phrases: Phrases[None]) -> bool:
        if self.last == len(self.words) or self.words[self.last].gap == ".":
            return False
        return any(item.exact or self.loose for item in phrases.at(self.words, self.last))


def _forms(phrase: str) -> Iterator[str]:
    """The phrase with "và", with "&", and without either where it stays clear."""
    parts = _AND.split(phrase)
    if len(parts) == 1:
        yield phrase
        return
    yield from (" và ".join(parts), " & ".join(parts))
    if phrase.lower().startswith(_LEADS):
        yield " ".join(parts)


def _compiled(phrases: Iterable[str]) -> Phrases[None]:
    return Phrases((phrase, None) for phrase in phrases)


def _mentions(
    text: str, folded: Folded, words: Sequence[Word], found: Iterable[Found[Reading]]
) -> Iterator[Mention]:
    for (first, last), group in groupby(found, key=lambda item: (item.first, item.last)):
        items = list(group)
        exact = [item for item in items if item.exact] or items
        strong = [item.value for item in exact if item.value.how != "weak"]
        readings = strong or [item.value for item in exact]
        span = folded.span(words[first].start, words[last - 1].end)
        ids = tuple(dict.fromkeys(reading.agency for reading in readings))
        how = min((reading.how for reading in readings), key=_RANK.__getitem__)
        yield Mention(ids, span, how, span.of(text))
