"""The tokens a static embedding sums: syllables, their accent-free forms, accent-free pairs of neighbours.

The weights of a model stand for exactly these tokens: a change here asks for a model trained anew.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from knowledge.text import nfc, strip_accents, unify_tones

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The syllables and numbers of `text` in order: NFC, lower case, one placement of the tone mark."""
    return [_unified(word) for word in _WORD.findall(nfc(nfc(text).lower()))]


@lru_cache(maxsize=65_536)
def _unified(word: str) -> str:
    return unify_tones(word)


@lru_cache(maxsize=65_536)
def bare(word: str) -> str:
    """The word as typed without Vietnamese marks: `được` gives `duoc`."""
    return strip_accents(word)


def tokens(found: list[str]) -> list[str]:
    """What is looked up for these words: each one, its accent-free form where that differs, each pair.

    Pairs are accent-free: two bare syllables side by side are seldom ambiguous, and a question typed without
    marks then meets the same pairs as one typed with them.
    """
    plain = [bare(word) for word in found]
    differing = [form for form, word in zip(plain, found, strict=True) if form != word]
    pairs = [f"{left} {right}" for left, right in pairwise(plain)]
    return [*found, *differing, *pairs]
