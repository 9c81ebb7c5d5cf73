"""Which of several things is asked for, where a text only says that there are some: "một số cây trồng"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.text import Folded

AFTER = 5
"""Words after "một số" in which the things stand."""

TELLING = 3
"""Letters of a word that is hardly another one without its marks."""

_WHICH = re.compile(r"\b(?P<thing>[a-z]+(?: [a-z]+)?) (?:nao|gi)\b(?! (?:cung|het|ca)\b)")
_SOME = re.compile(r"\bmot so (?P<things>[^.;:()]+)")
_LISTED = re.compile(r"\b(?:nhu|gom|bao gom|gom co|cu the la)\b|[:(]")


def left_unnamed(question: str, quotes: Iterable[str]) -> bool:
    """Whether the question asks which of a thing, and the quotes speak of some of it and name none."""
    asked = [match["thing"] for match in _WHICH.finditer(Folded.of(question).text)]
    told = [Folded.of(quote).text for quote in quotes] if asked else []
    some = [match["things"] for text in told for match in _SOME.finditer(text)]
    return any(_is_among(thing, things) for thing in asked for things in some if not _LISTED.search(things))


def _is_among(thing: str, things: str) -> bool:
    """Whether the first of the things are those asked for: by two words, or by a last one that is telling."""
    words = re.findall(r"[a-z]+", things)[:AFTER]
    last = thing.split()[-1]
    return f" {thing} " in f" {' '.join(words)} " or (len(last) >= TELLING and last in words)
