"""Whether one part of a clause says what a question takes for granted: then no other part denies it.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.law.clause_words import NAMES, Clause, Says, content_of, share_of

SUPPORTS = 0.95
"""So much of what is taken for granted must one part say, with the words that open the clause."""

FEWEST = 7
"""Telling words that a claim has at least; of fewer, one that is wrong would weigh too little."""

_NEGATED = re.compile(r"\b(?:khong|chua|chang|cam|khoi|mien|tru)\b")
_LIMITS = re.compile(
    r"\bkhong (?:qua|vuot|duoi|thap hon|it hon)\b"
    r"|\b(?:toi da|toi thieu|it nhat|nhieu nhat|tren|tro len|duoi)\b"
)
_AT_MOST = re.compile(r"khong (?:qua|vuot)|toi da|nhieu nhat|duoi")
_PART = re.compile(r"[;.](?!\d)|(?:^|(?<=\s))[a-z]\) |, (?=(?:con|rieng|doi voi|cua)\b)")


def supports(clause: Clause, claim: str, says: Says) -> bool:
    """Whether a part of the clause says the claim, figures and all, and denies no more than it does."""
    words = content_of(claim)
    if len(words) < FEWEST:
        return False
    return any(
        _figures(claim) <= _figures(text)
        and _denies(claim) == _denies(text)
        and _limits(claim) <= _limits(text)
        and share_of(words, text, says) >= SUPPORTS
        for text in _parts(clause)
    )


def _parts(clause: Clause) -> Iterator[str]:
    """The words that open the clause, and each of its parts after them."""
    parts = [part for part in _PART.split(clause.words) if part.strip()]
    yield from parts[:1]
    yield from (f"{parts[0]} {part}" for part in parts[1:])


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") for figure in re.findall(r"\d+", text)}


def _denies(text: str) -> bool:
    return bool(_NEGATED.search(_LIMITS.sub(" ", NAMES.sub(" ", text))))


def _limits(text: str) -> set[str]:
    """The kinds of limits a text sets: at most, at least."""
    return {"most" if _AT_MOST.match(found) else "least" for found in _LIMITS.findall(text)}
