"""Whether one part of a clause says what a question takes for granted: then no other part denies it.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.law.bodies import unnamed_deeds
from assistant.law.clause_words import NAMES, Clause, Says, content_of, of_groups_alone, share_of
from assistant.law.signs import load_model

SUPPORTS = 0.95
"""So much of what is taken for granted must one part say, with the words that open the clause."""

FEWEST = 7
"""Telling words that a claim has at least; of fewer, one that is wrong would weigh too little."""

_NEGATED = re.compile(r"\b(?:khong|chua|chang|cam|khoi|mien|tru(?! so))\b")
_LIMITS = re.compile(
    r"\bkhong (?:qua|vuot|duoi|thap hon|it hon)\b"
    r"|\b(?:toi da|toi thieu|it nhat|nhieu nhat|tren|tro len|duoi)\b"
)
_AT_MOST = re.compile(r"khong (?:qua|vuot)|toi da|nhieu nhat|duoi")
_PERCENT = re.compile(r"\d+(?:,\d+)? ?(?:%|phan tram)")
_PART = re.compile(
    r"[;.](?!\d)|(?:^|(?<=\s))[a-z]\) |, (?=(?:con|rieng|doi voi|cua)\b)"
    r"|(?<= xa) va (?=(?:khong|toi|it|nhieu)\b)"
)


def supports(clause: Clause, claim: str, says: Says) -> bool:
    """Whether a part of the clause says the claim, figures and all, and denies no more than it does."""
    words = content_of(claim)
    if len(words) < FEWEST or of_groups_alone(clause.words, claim):
        return False
    return any(
        _figures(claim) <= _figures(text)
        and _denies(claim) == _denies(text)
        and _limits(claim) <= _limits(text)
        and share_of(words, text, says) >= SUPPORTS
        and _of_the_same(clause, claim, text)
        and not unnamed_deeds(claim, (Clause(text, clause.headings),))
        for text in _parts(clause)
    )


def _of_the_same(clause: Clause, claim: str, part: str) -> bool:
    """Whether a part names those whom the claim names, where the clause names them in another part."""
    named = (who for who in load_model().subjects if who.search(claim) and who.search(clause.words))
    return all(who.search(part) for who in named)


def _parts(clause: Clause) -> Iterator[str]:
    """The words that open the clause, and each of its parts after them."""
    parts = [part for part in _PART.split(clause.words) if part.strip()]
    yield from parts[:1]
    yield from (f"{_opening(parts[0], part)} {part}" for part in parts[1:])


def _opening(first: str, part: str) -> str:
    """The opening words, without the share of others where a part gives its own."""
    return _PERCENT.sub(" ", first) if _PERCENT.search(part) else first


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") for figure in re.findall(r"\d+", text)}


def _denies(text: str) -> bool:
    return bool(_NEGATED.search(_LIMITS.sub(" ", NAMES.sub(" ", text))))


def _limits(text: str) -> set[str]:
    """The kinds of limits a text sets: at most, at least."""
    return {"most" if _AT_MOST.match(found) else "least" for found in _LIMITS.findall(text)}
