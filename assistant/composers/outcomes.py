"""The paper that a task ends with, where a question says another kind of paper, or another office's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import messages
from assistant.composers.ranking import ranked
from assistant.composers.wording import correction, place_sources, row_claim
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from knowledge.facts import Task
from knowledge.text import Folded

SURE = 0.45
"""Coverage of the topic from which a row is what the question speaks of."""

NEAR = 0.8
"""A row may cover so much less than the best action does: its words are those of a table."""

_KIND = (
    r"(?:van ban quy pham phap luat|nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi|cong van|to trinh"
    r"|bao cao|ke hoach|huong dan|bai giang|to roi|ban tin|so tay|de an|luat)"
)
_ENDS_WITH = re.compile(
    r"\b(?:(?:san pham|ket qua|dau ra)\b.*? (?:la|phai la|bang)|chi can(?: co| nop| lam| ra)?"
    r"|(?:phai |se |thi |can |moi )(?:ra|co|nop|lam ra|ban hanh)(?: duoc)?|xong(?: thi)? (?:ra|co|nop)|ra)"
    rf" (?:mot |1 |cai |tam |ban |to )*(?P<kind>{_KIND})\b(?! (?:so \d|\d))"
)
_ISSUES = re.compile(r"^\W*(?:se |phai )?(?:ban hanh|ra|ky|cap|phe duyet)\b")
_BY = re.compile(rf"\b{_KIND}\b.*\b(?:do|boi|by)\W*$")


def wrong_product(desk: Desk) -> Draft | None:
    """The correction of what a task is said to end with, where its row prints another thing."""
    question = desk.question
    if question.negated or not (desk.claimed.anything or desk.claimed.words):
        return None
    row = _row(desk) if _kind(desk) or any(_issuers(desk)) else None
    if row is None:
        return None
    printed = desk.words(row.document, row.product)
    kind = _kind(desk)
    if kind and Folded.of(kind).text not in Folded.of(printed).text:
        return _denial(desk, row, kind, (kind,))
    named = {name for mention in desk.agencies.find(printed) for name in mention.agency_ids}
    wrong = [name for name in _issuers(desk) if named and name not in named]
    return _denial(desk, row, desk.asked_name(wrong[0]), tuple(wrong)) if wrong else None


def _kind(desk: Desk) -> str:
    """The kind of paper that the question says comes out, as typed."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    match = _ENDS_WITH.search(folded.text)
    return folded.span(*match.span("kind")).of(reading) if match else ""


def _issuers(desk: Desk) -> Iterator[str]:
    """The offices that the question says issue such a paper."""
    reading = desk.question.reading
    for mention in desk.question.agencies:
        before = Folded.of(reading[: mention.span.start]).text
        if _BY.search(before) and _ISSUES.search(Folded.of(reading[mention.span.end :]).text):
            yield mention.agency_ids[0]


def _row(desk: Desk) -> Task | None:
    """The row that the question speaks of, where it prints what it ends with."""
    if desk.question.instruments:
        return None
    every = ranked(desk, desk.tasks())
    best = every[0] if every else None
    rows = [item for item in every if item.task.product]
    if best is None or not rows or rows[0].coverage < max(SURE, NEAR * best.coverage):
        return None
    return rows[0].task


def _denial(desk: Desk, row: Task, asked: str, echoes: tuple[str, ...]) -> Draft:
    stated = desk.words(row.document, row.product)
    text = messages.NOT_PRODUCT.format(asked=asked, stated=stated)
    claim = DraftClaim(text, place_sources(desk, (row,)), echoes=echoes)
    return correction(claim, row_claim(desk, row), tasks=(row.anchor,))
