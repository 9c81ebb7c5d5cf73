"""How much of what a claim says stands in what it cites: words covered, words left over, nearness of meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.proof.objection import Kind, Objection
from assistant.proof.reading import Reading
from assistant.proof.words import words
from knowledge.lexicon import Lexicon
from knowledge.text import fold

Embed = Callable[[list[str]], NDArray[np.float32]]
"""Texts to unit vectors, one row each."""

LONGEST_RUN = 1
"""Unsupported words in a row that pass: one may be a turn of speech, two are a statement."""

MOST_MISSING = 2
"""Unsupported words of one clause that pass."""

LEAST_COSINE = 0.25
"""Below this a claim and its sources speak of different things; fitted on the development half."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a text finds in its sources: the share of its words, those left over in runs, the cosine."""

    share: float
    missing: tuple[tuple[str, ...], ...]
    cosine: float | None = None


def known_words(texts: Iterable[Reading]) -> frozenset[str]:
    """The words of what is cited and of what those words cover."""
    found: set[str] = set()
    for reading in texts:
        found |= reading.set
        for phrase, more in words().covers:
            if phrase in reading.text:
                found |= more
    return frozenset(found)


def support(reading: Reading, given: frozenset[str], lexicon: Lexicon | None) -> Support:
    """How much of a clause the words of its source carry; synonyms of the lexicon count."""
    wanted = [token for token in reading.tokens if _is_content(token)]
    if not wanted:
        return Support(1.0, ())
    lacking = [token in wanted and token not in given for token in reading.tokens]
    if lexicon is not None and any(lacking):
        lacking = _spared(reading, lacking, given, lexicon)
    return Support(1 - sum(lacking) / len(wanted), tuple(_runs(reading, lacking)))


def _is_content(token: str) -> bool:
    return token[0].isalpha() and token not in words().neutral


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
    bad = [run for run in found.missing if len(run) > LONGEST_RUN or telling.intersection(run)]
    if bad or sum(map(len, found.missing)) > MOST_MISSING:
        yield Objection(Kind.SUPPORT, ", ".join(" ".join(run) for run in bad or found.missing))


def cosine(text: str, cited: Sequence[str], embed: Embed) -> float:
    """The highest cosine of a claim with any of the texts it cites, -1 to 1."""
    said, *given = embed([text, *cited])
    return max(float(said @ one) for one in given)
