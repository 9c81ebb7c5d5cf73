"""Rows of the annex that share a printed time or product, or lack a co-operating office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.duties import holds
from assistant.composers.scope import ends_in, frequency, has_deadline, in_scope
from assistant.composers.wording import Field, place_sources, row_claim
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.question import Role
from knowledge.facts import Task
from knowledge.text import Folded, strip_accents

_WHICH = re.compile(
    r"\b(?:nhung|cac|liet ke|danh sach|bao nhieu|may)\b.*\b(?:nhiem vu|viec|dong|cong viec)\b"
    r"|\b(?:nhiem vu|viec|dong) nao\b|\bwhich tasks\b|\btasks?\b.*\b(?:due|yearly|annual)"
)
_NO_PARTNER = re.compile(
    r"\b(?:khong|chua)\s+(?:co|ghi|neu)\s+(?:don vi |co quan |ai )?phoi hop|\bde trong\b|\bbo trong\b"
)
_PRODUCTS = (
    "Văn bản quy phạm pháp luật",
    "Nghị quyết",
    "Quyết định",
    "Kế hoạch",
    "Báo cáo",
    "bản tin",
    "bài giảng",
    "Hướng dẫn",
)
"""Kinds of paper that a question may ask for; the more special before the more common."""


MOST_WORDS = 2
"""A question for rows by a value has at most so many words besides; more are a subject that rows must say."""


def rows_by_value(desk: Desk) -> Draft | None:
    """The rows whose time is the named year or frequency, or whose product is the named kind of paper."""
    plain = Folded.of(f"{desk.question.reading}\n{desk.question.typed}").text
    if not _WHICH.search(plain):
        return None
    if _NO_PARTNER.search(plain):
        rows = tuple(row for row in _rows(desk) if row.partner is None)
        found = _list(desk, rows, messages.FILTER_NO_PARTNER, "", ("lead", "deadline"))
        return found and replace(found, topical=False)  # what a row leaves blank it does not say
    wanted = frequency(desk) or "-".join(map(str, sorted(desk.question.years)))
    if wanted:
        meets = ends_in if wanted.isdigit() else has_deadline
        rows = tuple(row for row in _rows(desk) if meets(desk, row, wanted))
        return _list(desk, rows, messages.FILTER_DEADLINE, wanted, ("lead", "deadline"))
    if "san pham" in plain or "product" in plain:
        return _by_product(desk, plain)
    return None


def _by_product(desk: Desk, plain: str) -> Draft | None:
    """The rows whose product is the kind of paper named after "sản phẩm"."""
    asked = plain.split("san pham", 1)[-1]
    for product in _PRODUCTS:
        bare = strip_accents(product).lower()
        if bare in asked:
            rows = tuple(row for row in _rows(desk) if bare in _plain_product(desk, row))
            return _list(desk, rows, messages.FILTER_PRODUCT, product, ("lead", "product"))
    return None


def _plain_product(desk: Desk, row: Task) -> str:
    return strip_accents(desk.words(row.document, row.product)).lower()


def _rows(desk: Desk) -> Sequence[Task]:
    """The annex rows in view; only those that named offices lead, where offices are named."""
    holders = tuple(name for name in desk.question.agency_ids if holds(desk, name))
    tasks = desk.tasks_of(holders, Role.LEAD) if holders else tuple(desk.tasks())
    return [task for task in in_scope(desk, tasks) if task.origin == "annex"]


def _list(desk: Desk, rows: Sequence[Task], line: str, value: str, fields: Sequence[Field]) -> Draft | None:
    if not rows:
        return None
    head = DraftClaim(line.format(count=len(rows), value=value), place_sources(desk, rows), counted=len(rows))
    items = (row_claim(desk, row, fields, short=len(rows) > 6) for row in rows)
    told = len(desk.question.topic.replace(".", " ").split()) > MOST_WORDS
    anchors = tuple(row.anchor for row in rows)
    return Draft(Status.ANSWERED, (head, *items), "register", topical=told, tasks=anchors)
