"""Limits and days that a clause sets the other way round: at least for at most, counted from another day.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re

from assistant.law.clause_words import KNOWN, RUN, Clause, Says, content_of, share_of

_MOST = r"toi da|nhieu nhat|cao nhat|khong (?:qua|vuot qua|vuot|lon hon|cao hon)"
_LEAST = r"toi thieu|it nhat|thap nhat|khong (?:duoi|thap hon|it hon|duoc it hon)"
_LIMITED = re.compile(
    rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))(?: (?:la|bang|duoc|chi|den|toi|tu)\b)*(?:\W+[a-z]\))?\W*"
    r"(?P<figure>\d+(?:[.,]\d+)*) ?(?P<unit>%|[a-z]+)"
)
_FROM = re.compile(r"\b(?:ke )?tu (?:ngay|khi|luc) (?P<day>[^,.;:]{4,})")
_WORDS_OF_A_DAY = 6


def turns_a_limit(clause: Clause, premise: str) -> bool:
    """Whether the clause has at least what the premise has at most, or the other way round."""
    claimed, ruled = _limits(premise), _limits(clause.words)
    return any(figure in ruled and not ruled[figure] & kinds for figure, kinds in claimed.items())


def _limits(text: str) -> dict[tuple[str, str], set[str]]:
    """The kinds of limit, most or least, that a text sets to each figure in its unit."""
    found: dict[tuple[str, str], set[str]] = {}
    for match in _LIMITED.finditer(text):
        figure = (match["figure"].lstrip("0"), match["unit"])
        found.setdefault(figure, set()).add("most" if match["most"] else "least")
    return found


def counts_from_another_day(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise counts a term of the clause from a day of which the clause says nothing."""
    match = _FROM.search(premise)
    figures = re.findall(r"\d+", premise[: match.start()]) if match else []
    if (
        match is None
        or not figures
        or not all(re.search(rf"\b0?{int(one)}\b", clause.words) for one in figures)
    ):
        return False
    about, day = content_of(premise[: match.start()]), content_of(match["day"])[:_WORDS_OF_A_DAY]
    ruled = [found["day"] for found in _FROM.finditer(clause.words)]
    return (
        len(day) >= RUN
        and bool(ruled)
        and share_of(about, clause.whole, says) >= KNOWN
        and all(share_of(day, other, says) == 0 for other in ruled)
    )
