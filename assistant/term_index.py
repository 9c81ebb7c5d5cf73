"""The words of each passage of a shelf, and how rare each is there."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from knowledge.passage import Passage
from knowledge.patterns import INSTRUMENT_NUMBER
from knowledge.shelf import Shelf
from knowledge.text import strip_accents, syllables

Terms = frozenset[str]
"""Words ("đất"), pairs ("đất_đai"), both without diacritics ("~dat"), numbers of instruments ("#45/…")."""

UNSEEN = 0.5
"""Weight of a word that no passage has, beside the rarest word that one has."""

KEPT = 8192
"""Passages whose terms are kept: some 50 MB."""


class TermIndex:
    """The words and word pairs of each passage, with and without diacritics, and how rare each is.

    Those of a passage are worked out when it is first looked at: of a large shelf few ever are.
    """

    def __init__(
        self, passage: Callable[[str], Passage | None], frequency: Callable[[str], int], size: int
    ) -> None:
        """`passage` gives one by its id; `frequency` tells in how many of `size` texts a term stands."""
        self._frequency = frequency
        self._size = max(1, size)
        self.unseen = math.log(1 + 2 * self._size)
        self.terms = lru_cache(maxsize=KEPT)(lambda name: _context_terms(passage(name)))
        """What the passage with this id says; nothing for an unknown one."""
        self.worded = lru_cache(maxsize=KEPT)(lambda name: _worded_terms(passage(name)))
        """What only its wordings say: they tell what people mean, not what the passage says."""

    @classmethod
    def of(cls, shelf: Shelf) -> TermIndex:
        """The index of the passages of `shelf`."""
        return cls(shelf.passage, shelf.frequency, shelf.size)

    def known(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._frequency(term.removeprefix("#")) > 0

    def rate(self, term: str) -> float:
        """The share of passages that have a term, never quite 0."""
        return (self._frequency(term) + 0.5) / (self._size + 1)

    def weight(self, term: str) -> float:
        """Rarity of a term. One that no passage has may be the subject or just talk: it weighs half."""
        count = self._frequency(term.removeprefix("#"))
        return math.log(1 + self._size / count) if count else UNSEEN * self.unseen


def _context_terms(passage: Passage | None) -> Terms:
    return terms_of(passage.context) if passage else frozenset()


def _worded_terms(passage: Passage | None) -> Terms:
    texts = passage.wordings if passage else ()
    said = frozenset().union(*map(terms_of, texts))
    return said - _context_terms(passage) if said else said


def terms_of(text: str) -> Terms:
    """The terms of a text."""
    found = syllables(text)
    pairs = [f"{one}_{two}" for one, two in pairwise(found)]
    accented = (*found, *pairs)
    numbers = map(cited, INSTRUMENT_NUMBER.findall(text))
    return frozenset((*accented, *(f"~{strip_accents(term)}" for term in accented), *numbers))


def cited(number: str) -> str:
    """The term of an instrument, which no word can be taken for."""
    return f"#{number.lower()}"


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> Terms:
    """The word pairs of a text without diacritics; kept, since every question weighs the same actions."""
    return frozenset(filter(is_bare_pair, terms_of(text)))


def is_bare_pair(term: str) -> bool:
    """Whether a term is a pair of words without diacritics."""
    return term.startswith("~") and "_" in term
