"""Whether citations reach the places and quotes that answer. The README of this package states the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from evals.answers import CitedRow, HitRow
from evals.cases import Place
from knowledge.text import fold

SHARED_SHARE = 0.5
"""The part of a gold quote's words that must stand, in one run, in the quote of a citation."""

SHARED_WORDS = 5
"""... and never fewer words than this, unless the gold quote itself is shorter."""

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")


def reaches(cited: CitedRow | HitRow, place: Place) -> bool:
    """Whether a citation stands at this place or below it: `iii.2.12.gach_1` reaches `iii.2.12`."""
    if cited.document.strip() != place.document:
        return False
    return not place.anchor or cited.anchor == place.anchor or cited.anchor.startswith(f"{place.anchor}.")


def groups_met(citations: Sequence[CitedRow | HitRow], gold: Sequence[Sequence[Place]]) -> list[bool]:
    """For each gold group whether any citation reaches any of its places."""
    return [any(reaches(cited, place) for cited in citations for place in group) for group in gold]


def quotes_met(citations: Iterable[CitedRow], gold_quotes: Sequence[str]) -> list[bool]:
    """For each gold quote whether one citation shares a long enough run of words with it."""
    quoted = [words(cited.quote) for cited in citations]
    return [any(shares_run(words(gold), quote) for quote in quoted) for gold in gold_quotes]


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, Markdown marks and punctuation dropped."""
    return tuple(_WORDS.findall(fold(_TAG.sub(" ", text))))


def shares_run(gold: Sequence[str], quote: Sequence[str]) -> bool:
    """Whether a run of at least half of `gold`'s words, five or more, stands in `quote`.

    A gold quote of fewer than five words must stand there whole.
    """
    if not gold:
        return False
    need = max(ceil(SHARED_SHARE * len(gold)), min(SHARED_WORDS, len(gold)))
    return not _runs(gold, need).isdisjoint(_runs(quote, need))


def _runs(tokens: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}


def ranked_relevance(
    ranking: Sequence[CitedRow | HitRow], gold: Sequence[Sequence[Place]]
) -> tuple[dict[str, int], dict[str, float]]:
    """The relevant groups and the run of one question, as IR metrics want them.

    Each gold group is one relevant item (`g0`, `g1` …). A passage stands for the first group it reaches
    that no earlier passage stood for; a further passage of a group already found is skipped; any other is
    an irrelevant item. Scores fall by rank.
    """
    relevant = {f"g{number}": 1 for number in range(len(gold))}
    order: list[str] = []
    for rank, passage in enumerate(ranking):
        met = [f"g{number}" for number, hit in enumerate(groups_met([passage], gold)) if hit]
        if not met:
            order.append(f"x{rank}")
        elif fresh := [group for group in met if group not in order]:
            order.extend(fresh)
    return relevant, {item: float(len(order) - rank) for rank, item in enumerate(order)}
