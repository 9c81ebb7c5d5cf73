"""Articles as numbers of their words, end to end, cut into windows: what `knowledge.ranking` counts in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.syllables import bare
from knowledge.text import nfc, unify_tones

WINDOW = 100
"""Words of a window, as far as lines allow."""

MOST_READ = 5000
"""Characters of a body that are looked at: an annex of a hundred pages would take longer than all others."""

_ROOMY, _FULL = 1.3, 1.5
"""A line begins a window where it would fill the open one so far; a longer line is cut."""

_LINE, _TEXT = "\n", "\x1f"
_TOKEN = re.compile(rf"[^\W_]+|[{_LINE}{_TEXT}]")
_LINE_END, _TEXT_END = -1, -2
_PAIR = 1 << 24
"""More words than that are never numbered at one time, so that a pair is one number."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Article:
    """A text to rank: the instrument it stands in, its title without the number, its lines."""

    instrument: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """Texts end to end, each of a word at least: `words` and their accent-free `plain`, by number."""

    words: Numbers
    plain: Numbers
    starts: Numbers

    @classmethod
    def of(cls, texts: Sequence[Numbers], forms: Numbers) -> Self:
        """These texts; `forms` has the accent-free form of each word."""
        filled = [text if len(text) else np.zeros(1, np.int64) for text in texts]
        words = np.concatenate(filled)
        return cls(words, forms[words], np.cumsum([0, *map(len, filled[:-1])]))

    @property
    def pairs(self) -> Numbers:
        """The pair that begins at each word; -1 at the last of a text."""
        pairs = np.full(len(self.plain), -1, dtype=np.int64)
        pairs[:-1] = self.plain[:-1] * _PAIR + self.plain[1:]
        pairs[self.starts[1:] - 1] = -1
        return pairs

    def times(self, keys: Numbers, sought: Numbers) -> Floats:
        """How often each key sought (sorted) stands in each text: (texts, sought)."""
        places = np.flatnonzero(np.isin(keys, sought))
        rows = np.searchsorted(self.starts, places, "right") - 1
        cells = rows * len(sought) + np.searchsorted(sought, keys[places])
        counts = np.bincount(cells, minlength=len(self.starts) * len(sought))
        return counts.reshape(len(self.starts), len(sought)).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A question and articles as numbers of `names`; the windows of article i begin at `first[i]`."""

    names: list[str]
    question: Flat
    titles: Flat
    windows: Flat
    first: Numbers

    @classmethod
    def of(cls, question: str, articles: Sequence[Article]) -> Self:
        """What there is to count; there is an article at least."""
        bodies = [_LINE.join(article.lines)[:MOST_READ] for article in articles]
        names, (asked, *texts) = _numbered([question, *(article.title for article in articles), *bodies])
        forms = _forms(names)
        windows = [_windows(text) for text in texts[len(articles) :]]
        return cls(
            names,
            Flat.of([asked[asked >= 0]], forms),
            Flat.of([text[text >= 0] for text in texts[: len(articles)]], forms),
            Flat.of([window for of_one in windows for window in of_one], forms),
            np.cumsum([0, *map(len, windows[:-1])]),
        )

    def spelled(self, key: int) -> str:
        """The word of a number, or the words of a pair: "dat_dai"."""
        before, after = divmod(key, _PAIR)
        return f"{self.names[before]}_{self.names[after]}" if before else self.names[after]

    @property
    def owners(self) -> Numbers:
        """The article of each window."""
        return np.searchsorted(self.first, np.arange(len(self.windows.starts)), "right") - 1


def _numbered(texts: Sequence[str]) -> tuple[list[str], list[Numbers]]:
    """Words, the empty one first, and each text as numbers of them, with the ends of its lines."""
    found = _TOKEN.findall(nfc(f" {_TEXT} ".join(texts).lower()))
    table = {_LINE: _LINE_END, _TEXT: _TEXT_END}
    numbers = {"": 0}
    for token in dict.fromkeys(found):
        if token not in table:
            table[token] = numbers.setdefault(unify_tones(token), len(numbers))
    flat = np.fromiter(map(table.__getitem__, found), dtype=np.int64, count=len(found))
    ends = np.flatnonzero(flat == _TEXT_END)
    return list(numbers), [part[part != _TEXT_END] for part in np.split(flat, ends)]


def _forms(names: list[str]) -> Numbers:
    """By word, the number of its accent-free form; a form that is no word here is added to the names."""
    numbers = {name: number for number, name in enumerate(names)}
    forms = np.array([numbers.setdefault(bare(name), len(numbers)) for name in names], dtype=np.int64)
    names += list(numbers)[len(names) :]
    return forms


def _windows(text: Numbers) -> list[Numbers]:
    """Stretches of about `WINDOW` words, whole lines where they are short."""
    ends = np.flatnonzero(text == _LINE_END)
    words = text[text >= 0]
    cuts = [0, *(ends - np.arange(len(ends))).tolist(), len(words)]
    starts = [0]
    for begin, end in pairwise(cuts):
        if end - starts[-1] > _ROOMY * WINDOW and begin > starts[-1]:
            starts.append(begin)
        while end - starts[-1] > _FULL * WINDOW:
            starts.append(starts[-1] + WINDOW)
    return np.split(words, starts[1:])
