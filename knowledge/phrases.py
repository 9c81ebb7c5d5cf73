"""Known phrases in a text, however they are typed: a trie over syllables without diacritics.

A phrase is found in any case, with all, some or none of its diacritics, and with any of space, "-", "/"
between its syllables; a comma counts only in phrases written with one. What carries another diacritic than
the phrase does ("hỏi nông dân" for "Hội Nông dân") is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from knowledge.text import KEPT_CHARS, TOKEN, Folded, reads_as

T = TypeVar("T")

_WORDS = re.compile(TOKEN + "|&")
_SOFT_GAP = re.compile(r"[ ,\-/'’]*")
# "TP. Gia Nghĩa": the one abbreviation whose full stop does not end a phrase.
_SHORTENED = frozenset({"tp"})


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable, number or "&" of a folded text.

    `text` has no diacritics, `accented` has those that were typed; `start` and `end` are offsets into the
    folded text. `gap` says what stands before it: "" nothing that parts a phrase, "," a comma, "-" a hyphen
    without spaces, "." anything that ends a phrase (also the beginning of the text).
    """

    text: str
    accented: str
    start: int
    end: int
    gap: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Words `first` to `last` (not included) spell a phrase; `exact` when every diacritic was typed."""

    first: int
    last: int
    value: T
    exact: bool


@dataclass(slots=True)
class _Node(Generic[T]):
    below: dict[str, _Node[T]] = field(default_factory=dict)
    entries: list[tuple[tuple[str, ...], bool, T]] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases with a value each, compiled once. Several values may share a phrase."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in entries:
            words = words_of(Folded.of(phrase))
            node = self._root
            for word in words:
                node = node.below.setdefault(word.text, _Node())
            if words:
                node.entries.append((tuple(word.accented for word in words), "," in phrase, value))

    def at(self, words: Sequence[Word], first: int) -> Iterator[Found[T]]:
        """Every phrase that begins at word `first`, shorter ones before longer ones."""
        node: _Node[T] | None = self._root
        comma = False
        for last in range(first, len(words)):
            gap = words[last].gap
            if last > first and gap == ".":
                return
            comma = comma or (last > first and gap == ",")
            node = node.below.get(words[last].text) if node else None
            if node is None:
                return
            if not node.entries:
                continue
            typed = tuple(word.accented for word in words[first : last + 1])
            for meant, commas, value in node.entries:
                if (commas or not comma) and all(map(reads_as, typed, meant)):
                    yield Found(first, last + 1, value, typed == meant)

    def everywhere(self, words: Sequence[Word]) -> Iterator[Found[T]]:
        """Every phrase at every word, overlapping ones too."""
        begins = self._root.below
        for first, word in enumerate(words):
            if word.text in begins:
                yield from self.at(words, first)


def words_of(folded: Folded) -> tuple[Word, ...]:
    """The words of a folded text, numbers of instruments whole, each with what stands before it.

    Those of a short text are kept: one question is looked through for names of many kinds.
    """
    return _kept_words(folded.source) if len(folded.source) <= KEPT_CHARS else _words_of(folded)


@lru_cache(maxsize=1024)
def _kept_words(text: str) -> tuple[Word, ...]:
    return _words_of(Folded.of(text))


def _words_of(folded: Folded) -> tuple[Word, ...]:
    words: list[Word] = []
    end = 0
    for match in _WORDS.finditer(folded.text):
        gap = _gap(folded.text[end : match.start()], words[-1].text if words else None)
        words.append(Word(match[0], folded.accented[match.start() : match.end()], *match.span(), gap))
        end = match.end()
    return tuple(words)


def _gap(between: str, before: str | None) -> str:
    if before in _SHORTENED and between == ". ":
        return ""
    if before is None or not _SOFT_GAP.fullmatch(between):
        return "."
    if "," in between:
        return ","
    return "-" if between == "-" else ""


def longest(found: Iterable[Found[T]]) -> list[Found[T]]:
    """Those that do not overlap, the longest first in claiming its words; in reading order.

    Values of one range stay together.
    """
    kept: list[Found[T]] = []
    taken: dict[int, tuple[int, int]] = {}
    for item in sorted(found, key=lambda item: (item.first - item.last, item.first)):
        ranges = {taken.get(place) for place in range(item.first, item.last)}
        if ranges in ({None}, {(item.first, item.last)}):
            kept.append(item)
            taken.update(dict.fromkeys(range(item.first, item.last), (item.first, item.last)))
    return sorted(kept, key=lambda item: item.first)
