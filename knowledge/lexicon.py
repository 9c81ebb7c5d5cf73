"""The words people use, read as the words of the texts: abbreviations, chat spellings, dialect, English.

All of it is data (`data/lexicon.yaml`). `Lexicon.expand` adds a reading and extra terms beside what was
typed; it never changes what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from knowledge.datafile import read_data
from knowledge.lexicon_file import BesideFile, Condition, LexiconFile, Meaning, Spelling
from knowledge.phrases import Found, Phrases, Word, longest, words_of
from knowledge.text import Folded, fold, is_accented, nfc, strip_accents

DATA = Path(__file__).parent / "data" / "lexicon.yaml"
OF_LAW = Path(__file__).parent / "data" / "lexicon_law.yaml"
"""Synonyms that serve for regulations alone."""

Language = Literal["vi", "en"]

_STOPS = {".", ","}
_SPACES = re.compile(r"[^\S\n]+")
_SLASHED = re.compile(r'(?<![\w/."“«(-])([^\W\d_]{1,2})/([^\W\d_]{1,2})(?![\w/.-])')
"""An abbreviation that is written with a slash: "p/h"; what stands in quotes is as a text prints it."""

_LOOSE_STOP = re.compile(r" ([?!.,])")
# From this share of words that no Vietnamese syllable could be, a text counts as English: one loan word
# ("deadline nộp báo cáo") does not make it so; two English words beside a long Vietnamese name do.
_SHARE = 0.4
_SHARE_WHEN_TOLD = 0.25
_SYLLABLE = re.compile(
    r"(ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """One spelling and how it was read."""

    typed: str
    reading: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """A question with its reading beside it.

    `original` is what was typed. `reading` is it in plain Vietnamese: abbreviations written out, chat
    spellings, dialect and English words replaced. `extra` are phrases to search for besides: other meanings
    and the words official texts use. `bare`: typed without any diacritic.
    """

    original: str
    reading: str
    extra: tuple[str, ...]
    replaced: tuple[Replaced, ...]
    language: Language
    bare: bool


@dataclass(frozen=True, slots=True)
class Related:
    """Words `first` to `last` of a text (half-open) and what official texts write for them."""

    first: int
    last: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What words `first` to `last` are read as, and what else they may mean."""

    first: int
    last: int
    to: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Words `first` to `last` of a text, asked about their surroundings."""

    words: Sequence[Word]
    first: int
    last: int

    def checks(self, condition: Condition) -> Iterator[bool]:
        """One verdict for each condition given."""
        before = (
            self.words[self.first - 1] if self.first and self.words[self.first].gap not in _STOPS else None
        )
        after = self.words[self.last] if not self._ends() else None
        if condition.prev_number:
            yield before is not None and before.text[0].isdigit()
        if condition.next_number:
            yield after is not None and after.text[0].isdigit()
        if condition.start:
            yield before is None
        if condition.end:
            yield after is None
        if condition.after:
            yield before is not None and any(map(self._follows, condition.after))
        if condition.before:
            yield after is not None and any(map(self._precedes, condition.before))

    def holds(self, condition: Condition) -> bool:
        return all(self.checks(condition))

    def inside_number(self) -> bool:
        """Whether it is a piece of an instrument's number: "KH-UBND"."""
        joined = self.last < len(self.words) and self.words[self.last].gap == "-"
        return joined or self.words[self.first].gap == "-"

    def _ends(self) -> bool:
        return self.last == len(self.words) or self.words[self.last].gap in _STOPS

    def _follows(self, phrase: str) -> bool:
        count = phrase.count(" ") + 1
        return self._typed(max(0, self.first - count), self.first) in (phrase, strip_accents(phrase))

    def _precedes(self, phrase: str) -> bool:
        count = phrase.count(" ") + 1
        return self._typed(self.last, self.last + count) in (phrase, strip_accents(phrase))

    def _typed(self, first: int, last: int) -> str:
        return " ".join(word.accented for word in self.words[first:last])


class Lexicon:
    """Spellings, synonyms and English terms, compiled once."""

    def __init__(self, data: LexiconFile) -> None:
        self._data = data
        self._spellings = Phrases((typed, item) for item in data.spellings for typed in item.typed)
        self._synonyms = Phrases((word, item.adds) for item in data.synonyms for word in item.words)
        self._english = Phrases(data.english.items())
        self._either = frozenset(data.either_language)
        self._vietnamese = frozenset(data.vietnamese_words)
        self._telling = frozenset(word for key in data.english for word in key.split()) - self._either

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, path: Path = DATA, beside: Path | None = None) -> Lexicon:
        """The lexicon of a YAML file, with the synonyms of `beside`, kept: it takes half a second to compile.

        Raises:
            DataError: a file is malformed.
        """
        data = read_data(path, LexiconFile)
        more = read_data(beside, BesideFile).synonyms if beside else ()
        return cls(data.model_copy(update={"synonyms": (*data.synonyms, *more)}))

    def phrases(self) -> tuple[str, ...]:
        """Its Vietnamese phrases in full diacritics, for counting syllables."""
        meanings = (
            to if isinstance(to, str) else to.to for item in self._data.spellings for to in item.means
        )
        synonyms = (phrase for item in self._data.synonyms for phrase in (*item.words, *item.adds))
        english = filter(None, self._data.english.values())
        return tuple(dict.fromkeys([*meanings, *synonyms, *english, *self._data.everyday]))

    def expand(self, text: str) -> Expanded:
        """The text with its reading, extra terms, language, and whether it was typed without diacritics."""
        typed, text = text, self._without_slashes(text)
        folded = Folded.of(text)
        words = words_of(folded)
        chosen = self._chosen(words)
        language = self._language(words)
        meanings = [_meaning(words, item) for item in chosen]
        if language == "en":
            english = [
                item
                for item in longest(self._english.everywhere(words))
                if not _is_name(text, folded, words, item)
            ]
            meanings = _merged([_Reading(item.first, item.last, item.value) for item in english], meanings)
        reading, replaced = _replace(text, folded, words, meanings)
        others = [other for item in meanings for other in item.others]
        extra = tuple(dict.fromkeys([*others, *self._added(reading)]))
        return Expanded(typed, reading, extra, replaced, language, bare=not is_accented(text))

    def _without_slashes(self, text: str) -> str:
        """The text with "p/h" and "c/s" as "ph" and "cs", where those are spellings that are known."""

        def joined(match: re.Match[str]) -> str:
            whole = "".join(match.groups())
            known = any(self._spellings.everywhere(words_of(Folded.of(whole))))
            return whole if known else match.group()

        return _SLASHED.sub(joined, text)

    def related(self, text: str) -> tuple[Related, ...]:
        """What official texts write for phrases of `text`, with the words (by position) they stand for."""
        words = words_of(Folded.of(text))
        return tuple(
            Related(item.first, item.last, tuple(item.value)) for item in self._synonyms.everywhere(words)
        )

    def _chosen(self, words: Sequence[Word]) -> list[Found[Spelling]]:
        found = (item for item in self._spellings.everywhere(words) if _applies(words, item))
        chosen: dict[int, Found[Spelling]] = {}
        for item in sorted(longest(found), key=lambda item: not item.exact):
            chosen.setdefault(item.first, item)
        return [chosen[first] for first in sorted(chosen)]

    def _added(self, reading: str) -> Iterator[str]:
        words = words_of(Folded.of(reading))
        present = fold(reading)
        for item in longest(self._synonyms.everywhere(words)):
            if item.last - item.first == 1 and not item.exact:
                continue
            yield from (phrase for phrase in item.value if fold(phrase) not in present)

    def _language(self, words: Sequence[Word]) -> Language:
        spelled = {
            place for item in self._spellings.everywhere(words) for place in range(item.first, item.last)
        }
        plain = [
            word
            for place, word in enumerate(words)
            if place not in spelled and len(word.text) > 1 and word.text not in self._either
        ]
        foreign = [word for word in plain if self._is_foreign(word)]
        telling = {word.text for word in foreign} & self._telling
        share = len(foreign) / max(1, len(plain))
        needed = _SHARE_WHEN_TOLD if len(telling) > 1 else _SHARE
        against = sum(word.accented in self._vietnamese for word in words)
        return "en" if len(telling) > against and share >= needed else "vi"

    def _is_foreign(self, word: Word) -> bool:
        if word.text != word.accented or not word.text.isalpha():
            return False
        return word.text in self._telling or not _SYLLABLE.fullmatch(word.text)


def _is_name(text: str, folded: Folded, words: Sequence[Word], item: Found[str]) -> bool:
    """Whether a lone small word is written like a name: "Ms An", inside a sentence."""
    if item.value or item.last - item.first > 1 or not item.first:
        return False
    typed = folded.span(words[item.first].start, words[item.first].end).of(text)
    return len(typed) > 1 and typed.istitle()


def could_be_vietnamese(word: str) -> bool:
    """Whether a folded word without diacritics has the shape of a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(word))


def _applies(words: Sequence[Word], item: Found[Spelling]) -> bool:
    place = _Place(words, item.first, item.last)
    if (item.value.exact and not item.exact) or place.inside_number():
        return False
    return not any(place.checks(item.value.unless))


def _meaning(words: Sequence[Word], item: Found[Spelling]) -> _Reading:
    """What a spelling is read as where it stands, and its other meanings."""
    place = _Place(words, item.first, item.last)
    meanings = [Meaning(to=to) if isinstance(to, str) else to for to in item.value.means]
    to = next((meaning.to for meaning in meanings if place.holds(meaning.when)), meanings[-1].to)
    others = tuple(dict.fromkeys(meaning.to for meaning in meanings if meaning.to != to))
    return _Reading(item.first, item.last, to, others)


def _merged(preferred: list[_Reading], others: Iterable[_Reading]) -> list[_Reading]:
    taken = {place for item in preferred for place in range(item.first, item.last)}
    free = [item for item in others if taken.isdisjoint(range(item.first, item.last))]
    return sorted([*preferred, *free], key=lambda item: item.first)


def _replace(
    text: str, folded: Folded, words: Sequence[Word], readings: Sequence[_Reading]
) -> tuple[str, tuple[Replaced, ...]]:
    if not readings:
        return nfc(text).strip(), ()
    pieces: list[str] = []
    replaced: list[Replaced] = []
    end = 0
    for item in readings:
        span = folded.span(words[item.first].start, words[item.last - 1].end)
        pieces += [text[end : span.start], item.to]
        if span.of(text) != item.to:  # some words only stay as they are where they stand
            replaced.append(Replaced(span.of(text), item.to))
        end = span.end
    pieces.append(text[end:])
    reading = _SPACES.sub(" ", nfc("".join(pieces)))
    return _LOOSE_STOP.sub(r"\1", reading).strip(), tuple(replaced)
