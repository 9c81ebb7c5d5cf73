"""How much of what a claim says stands in what it cites: words covered, left over, nearness of meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import STOPS, Pairs, Reading
from assistant.proof.words import Phrase, words
from knowledge.lexicon import Lexicon
from knowledge.text import fold

Embed = Callable[[list[str]], NDArray[np.float32]]
"""Texts to unit vectors, one row each."""

LONGEST_RUN = 1
"""Unsupported words in a row that pass: one may be a turn of speech, two are a statement."""

MOST_MISSING = 2
"""Unsupported words of one clause that pass; of a long one, a quarter."""

NEAR = 8
"""Words within which two of a source may stand to be told side by side: "góp đủ phần vốn", "góp vốn"."""

GENERAL = ("hợp", "tác", "xã")
"""Whom a rule without a subject is told for."""

LONG_CLAUSE = 0.25
"""The share of words that may be unsupported where none of them stand together."""

LEAST_SCORE = 1.0
"""Share of words plus cosine below which a claim and its sources speak of different things.

Fitted on the development half: the honest stay above 1.2, and many lies are below 0.95.
"""


@dataclass(frozen=True, slots=True)
class Support:
    """What a text finds in its sources: the share of its words, those left over in runs, the cosine.

    `opens`: the first word that says something is left over, so that it speaks of something else.
    """

    share: float
    missing: tuple[tuple[str, ...], ...]
    cosine: float | None = None
    opens: bool = False

    @property
    def score(self) -> float | None:
        """Both opinions as one: words may be few where the meaning is near, and the reverse."""
        return None if self.cosine is None else self.share + self.cosine


@dataclass(frozen=True, slots=True)
class Known:
    """The words of what is cited, which stand side by side there, and which `NEAR` each other in order.

    `general`: the source names nobody, so that what it says is said of cooperatives too.
    """

    words: frozenset[str]
    pairs: Pairs
    near: Pairs
    general: bool = False

    @classmethod
    def together(cls, several: Iterable[Known]) -> Known:
        """All of them as one."""
        every = list(several)
        return cls(
            frozenset().union(*(one.words for one in every)),
            frozenset().union(*(one.pairs for one in every)),
            frozenset().union(*(one.near for one in every)),
            all(one.general for one in every),
        )


def known_words(texts: Sequence[Reading]) -> Known:
    """The words of what is cited and of what those words cover."""
    found: set[str] = set()
    pairs = Pairs().union(*(reading.pairs for reading in texts))
    for reading in texts:
        found |= reading.set
        for phrase, more in words().covers:
            if phrase in reading.text:
                found |= more
                pairs |= {(first, second) for first in more for second in more}
    near = frozenset(pair for reading in texts[:1] for pair in _near(reading.tokens))
    general = bool(texts) and not words().subjects.found(texts[0].tokens)
    return Known(frozenset(found), pairs, near, general)


def _near(tokens: Phrase) -> Iterator[tuple[str, str]]:
    for place, token in enumerate(tokens):
        for other in tokens[place + 1 : place + NEAR]:
            if other in STOPS:
                break
            yield token, other


def support(reading: Reading, given: Known, lexicon: Lexicon | None) -> Support:
    """How much of a clause the words of its source carry; synonyms of the lexicon count."""
    wanted = _is_content(reading.tokens)
    if not any(wanted):
        return Support(1.0, ())
    first = wanted.index(True)
    if given.general and reading.tokens[first : first + len(GENERAL)] == GENERAL:
        wanted[first : first + len(GENERAL)] = [False] * len(GENERAL)
    lacking = [
        wants and token not in given.words for wants, token in zip(wanted, reading.tokens, strict=True)
    ]
    for place in _loose(reading.tokens, wanted, given):
        lacking[place] = True
    if lexicon is not None and any(lacking):
        lacking = _spared(reading, lacking, given.words, lexicon)
    opens = sum(wanted) > 1 and lacking[wanted.index(True)]
    return Support(1 - sum(lacking) / max(1, sum(wanted)), tuple(_runs(reading, lacking)), opens=opens)


def _loose(tokens: Phrase, wanted: Sequence[bool], given: Known) -> Iterator[int]:
    """Words side by side of which neither has a neighbour that it has in the source: another compound."""
    held = [False] * len(tokens)
    for place, pair in enumerate(pairwise(tokens)):
        if pair in given.pairs or pair in given.near:
            held[place] = held[place + 1] = True
    for place in range(len(tokens) - 1):
        if wanted[place] and wanted[place + 1] and not held[place] and not held[place + 1]:
            yield from (place, place + 1)


def _is_content(tokens: Phrase) -> list[bool]:
    """Which words say something; light phrases do not, nor what other checks look at."""
    known = words()
    found = [token[0].isalpha() and token not in known.neutral for token in tokens]
    for cues in (known.light, known.polarity, known.comparators, known.only, known.exceptions):
        for place in range(len(tokens)):
            _, end = cues.at(tokens, place)
            found[place:end] = [False] * (end - place)
    return found


def _spared(reading: Reading, lacking: list[bool], given: frozenset[str], lexicon: Lexicon) -> list[bool]:
    """The words for which no synonym stands in the source either; figures and signs keep the count."""
    text = " ".join(token if token[0].isalnum() else "," for token in reading.tokens)
    places = [place for place, token in enumerate(reading.tokens) if token[0].isalnum()]
    spared = list(lacking)
    for related in lexicon.related(text):
        if any(given.issuperset(fold(phrase).split()) for phrase in related.phrases):
            for place in places[related.first : related.last]:
                spared[place] = False
    return spared


def _runs(reading: Reading, lacking: list[bool]) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    for token, lacks in zip((*reading.tokens, ""), (*lacking, False), strict=True):
        if lacks:
            run.append(token)
        elif run:
            yield tuple(run)
            run = []


def unsupported(found: Support) -> Iterator[Objection]:
    """Whether the words left over are a statement of their own."""
    telling = words().telling
    if found.opens:
        yield Objection(Kind.SUPPORT, found.missing[0][0])
    bad = [run for run in found.missing if len(run) > LONGEST_RUN or telling.intersection(run)]
    if bad or (sum(map(len, found.missing)) > MOST_MISSING and found.share < 1 - LONG_CLAUSE):
        yield Objection(Kind.SUPPORT, ", ".join(" ".join(run) for run in bad or found.missing))


def cosine(text: str, cited: Sequence[str], embed: Embed) -> float:
    """The highest cosine of a claim with any of the texts it cites, -1 to 1."""
    said, *given = embed([text, *cited])
    return max(float(said @ one) for one in given)
