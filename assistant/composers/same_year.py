"""Targets in two steps: "năm nào mọi hợp tác xã áp dụng công nghệ, năm đó bao nhiêu tổ chức có hiệu quả?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Status
from assistant.composers.targets import best_matching, indicator_words, targets, told
from assistant.desk import Desk
from assistant.draft import Draft
from knowledge.facts import Target
from knowledge.patterns import same_figure
from knowledge.text import Folded

_WHEN = r"(?:nam (?:nao|may|bao nhieu)|khi nao|bao gio|luc nao|chung nao|moc nao)"
_THEN = r"(?:(?:vao|den|toi|trong|o|cung|chinh|ngay) )*(?:nam|luc|khi|moc|thoi diem) (?:do|ay|nay)"
_ASKED_THEN = re.compile(
    rf"^(?=.*\b{_WHEN}\b)(?P<first>.+?)\W+(?:(?:roi|va|thi|con|vay|the|ma) )*{_THEN}\b(?P<second>.+)$"
)
_NAMED_THEN = re.compile(
    rf"^(?P<first>.*\b20\d\d\b.*?)\W+(?:(?:roi|va|thi|con|vay|the|ma) )*{_THEN}\b(?P<second>.+)$"
)
_TOLD_THEN = re.compile(
    r"^\W*(?:(?:vao|den|toi|trong|cai|o) )*(?:moc )?nam ma (?P<first>.+?)(?:,| thi| la)\s"
    r"(?P<second>.*\bbao nhieu\b.*)$"
)


def same_year(desk: Desk) -> Draft | None:
    """The target that gives the year, then the one asked of that year; passes on other questions."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    match = _ASKED_THEN.search(folded.text) or _TOLD_THEN.search(folded.text)
    match = match or (_NAMED_THEN.search(folded.text) if len(desk.question.years) == 1 else None)
    if not match or len(desk.question.years) > 1:
        return None
    first, second = (folded.span(*match.span(name)).of(reading) for name in ("first", "second"))
    opening = desk.reopen(first)
    found = _described(opening)
    if not found:
        return None
    answer = targets(desk.reopen(f"đến năm {found[0].year} {second}"))
    if not answer or answer.status is not Status.ANSWERED:
        return None
    claims = tuple(dict.fromkeys((*told(opening, found).claims, *answer.claims)))
    return replace(answer, claims=claims, topical=False)


def _described(desk: Desk) -> Sequence[Target]:
    """The targets of one year that say most of a description, its figures among them."""
    every: Sequence[Target] = desk.targets()
    stated = {same_figure(figure) for figure in desk.question.figures}
    every = [target for target in every if same_figure(target.value) in stated] or every
    every = [target for target in every if target.year in desk.question.years] or every
    words = indicator_words(desk, every) if every else frozenset()
    found = best_matching(desk, every, words) if words else ()
    return found if len({target.year for target in found}) == 1 else ()
