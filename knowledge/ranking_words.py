"""Articles as numbers of their words, cut into windows: what `knowledge.ranking` counts in.

A library keeps these numbers (`knowledge.readings`), so that no question reads or cuts a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.syllables import bare, words
from knowledge.text import is_accented, nfc, unify_tones

WINDOW = 100
"""Words of a window, as far as lines allow."""

MOST_READ = 5000
"""Characters of a body that are looked at: an annex of a hundred pages would take longer than all others."""

NO_WORD = 0
"""The number of the empty word, which stands alone where a text has none."""

_ROOMY, _FULL = 1.3, 1.5
"""A line begins a window where it would fill the open one so far; a longer line is cut."""

_LINE = "\n"
_TOKEN = re.compile(rf"[^\W_]+|{_LINE}")
_LINE_END = -1

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Article:
    """A text to rank: the instrument it stands in, its title without the number, its lines.

    `opens` tells that it is Article 1, which says what the instrument is about.
    """

    instrument: str
    title: str
    lines: tuple[str, ...]
    opens: bool = False


class Vocabulary:
    """Words by number, the empty one first.

    `forms` has the accent-free form of each, itself a word here; `times` how often it stands in all texts,
    whatever its marks.
    """

    def __init__(self, names: Sequence[str], forms: Numbers, times: Numbers) -> None:
        self.names = names
        self.forms = forms
        self.times = times
        self._numbers = {name: number for number, name in enumerate(names)}
        self._rows: tuple[Mapping[str, int], NDArray[np.int64]] | None = None

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def of(cls, names: Iterable[str], said: Numbers) -> Self:
        """These words, and their accent-free forms after them; `said` is every word of all texts."""
        numbers = {name: number for number, name in enumerate(names)}
        forms = [numbers.setdefault(bare(name), len(numbers)) for name in list(numbers)]
        forms += range(len(forms), len(numbers))
        plain = np.array(forms, dtype=np.int32)
        times = np.bincount(plain, np.bincount(said, minlength=len(plain)), minlength=len(plain))
        return cls(list(numbers), plain, times[plain].astype(np.int32))

    def numbers(self, found: Sequence[str]) -> Numbers:
        """The number of each word; -1 for one that no text has, and for the empty word."""
        return np.array([self._numbers.get(word, -1) if word else -1 for word in found], dtype=np.int32)

    def rarity(self, numbers: Numbers, articles: int) -> Floats:
        """How rare these words are, whatever their marks, among so many articles."""
        rare: Floats = np.log1p(articles / (self.times[numbers] + np.float32(0.5)))
        return rare

    def rows(self, known: Mapping[str, int]) -> NDArray[np.int64]:
        """The row that `known` gives each word, -1 where it has none; the last answer is kept."""
        if self._rows is None or self._rows[0] is not known:
            self._rows = known, np.array([known.get(name, -1) for name in self.names], dtype=np.int64)
        return self._rows[1]


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question in order, as typed and accent-free; `accented` tells whether any has marks."""

    typed: tuple[str, ...]
    plain: tuple[str, ...]
    accented: bool

    @classmethod
    def of(cls, question: str) -> Self:
        """The words of this question; the empty word alone where there is none."""
        found = tuple(words(question)) or ("",)
        return cls(found, tuple(map(bare, found)), is_accented(question))

    @property
    def spelt(self) -> tuple[str, ...]:
        """The words as they are to be compared: with marks where any was typed."""
        return self.typed if self.accented else self.plain

    @property
    def sought(self) -> tuple[str, ...]:
        """Each accent-free word, once."""
        return tuple(dict.fromkeys(self.plain))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each pair of neighbouring accent-free words, once."""
        return tuple(dict.fromkeys(pairwise(self.plain)))


class Numbering(dict[str, int]):
    """The number of every token met so far; `names` are the words by number."""

    def __init__(self) -> None:
        super().__init__({_LINE: _LINE_END})
        self.names = {"": NO_WORD}

    def __missing__(self, token: str) -> int:
        number = self[token] = self.names.setdefault(unify_tones(token), len(self.names))
        return number

    def parts(self, article: Article) -> list[Numbers]:
        """The title of an article and the windows of its body, each of a word at least."""
        title, body = self._read(article.title), self._read(_LINE.join(article.lines)[:MOST_READ])
        return [_filled(part) for part in (title[title >= 0], *windows(body))]

    def _read(self, text: str) -> Numbers:
        return np.array(list(map(self.__getitem__, _TOKEN.findall(nfc(text.lower())))), dtype=np.int32)


def windows(text: Numbers) -> list[Numbers]:
    """Stretches of about `WINDOW` words, whole lines where they are short."""
    ends = np.flatnonzero(text == _LINE_END)
    said = text[text >= 0]
    cuts = [0, *(ends - np.arange(len(ends))).tolist(), len(said)]
    starts = [0]
    for begin, end in pairwise(cuts):
        if end - starts[-1] > _ROOMY * WINDOW and begin > starts[-1]:
            starts.append(begin)
        while end - starts[-1] > _FULL * WINDOW:
            starts.append(starts[-1] + WINDOW)
    return np.split(said, starts[1:])


def _filled(part: Numbers) -> Numbers:
    return part if len(part) else np.array([NO_WORD], dtype=np.int32)
