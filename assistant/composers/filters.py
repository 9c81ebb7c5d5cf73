"""Rows of the annex that share a printed time or product, or lack a co-operating office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.duties import holds
from assistant.composers.fields import asked_fields
from assistant.composers.scope import ends_in, frequency, has_deadline, in_scope
from assistant.composers.wording import FIELDS, Field, place_sources, row_claim
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

_LINK = (
    r"(?:hoan thanh|dau ra|cuoi cung|phai nop|can nop|bao gom|la|ghi|gom|co|phai|duoc|nop|ra|dang|loai"
    r"|thuoc|mot|cac|nhung|chi|in|ban hanh|trong|cot|nhiem vu|viec|dong|cong viec|cua|nao|may|bao nhieu)"
)
_AFTER_PRODUCT = re.compile(rf"\b(?:san pham|products?)(?:\W+{_LINK})*\W+$")
_BEFORE_PRODUCT = re.compile(
    r"^(?:\W+[^\W\d_]+){0,4}?\W+(?:la|lam|thanh|nhu|as|o cot)\W+(?:mot|cac|nhung|its|their|the|a|cua no)?\W*"
    r"(?:san pham|products?)\b"
)
"""A kind of paper is asked for where "sản phẩm" links to it; else it is a word of the task itself."""


_LEVEL = re.compile(r"\W+(?:do |cua |cap )*(?:ubnd|uy ban(?: nhan dan)?)(?: cap)? (tinh|huyen)\b")
_LEVELS = {"tinh": "tỉnh", "huyen": "huyện"}
"""Whose paper it is: "quyết định của UBND tỉnh"."""

MOST_WORDS = 2
"""A question for rows by a value has at most so many words besides; more are a subject that rows must say."""


def rows_by_value(desk: Desk) -> Draft | None:
    """The rows whose time is the named year or frequency, or whose product is the named kind of paper."""
    read = Folded.of(desk.question.reading).text
    texts = (read, Folded.of(desk.question.typed).text)
    if not any(map(_WHICH.search, texts)):
        return None
    if any(map(_NO_PARTNER.search, texts)):
        rows = tuple(row for row in _rows(desk) if row.partner is None)
        found = _list(desk, rows, messages.FILTER_NO_PARTNER, "", ("lead", "deadline"))
        return found and replace(found, topical=False)  # what a row leaves blank it does not say
    wanted = frequency(desk) or "-".join(map(str, sorted(desk.question.years)))
    if wanted:
        meets = ends_in if wanted.isdigit() else has_deadline
        rows = tuple(row for row in _rows(desk) if meets(desk, row, wanted))
        return _list(desk, rows, messages.FILTER_DEADLINE, wanted, ("lead", "deadline"))
    return _by_product(desk, read)


def _by_product(desk: Desk, plain: str) -> Draft | None:
    """The rows whose product is the kind of paper that the question links with "sản phẩm"."""
    for product in _PRODUCTS:
        bare = strip_accents(product).lower()
        asked = [m for m in re.finditer(bare, plain) if _is_product(plain[: m.start()], plain[m.end() :])]
        if asked:
            level = _LEVEL.match(plain[asked[0].end() :])
            parts = (product, f"UBND {_LEVELS[level[1]]}") if level else (product,)
            rows = tuple(row for row in _rows(desk) if _made_of(desk, row, parts))
            return _list(desk, rows, messages.FILTER_PRODUCT, "» và «".join(parts), ("lead", "product"))
    return None


def _made_of(desk: Desk, row: Task, parts: Sequence[str]) -> bool:
    """Whether the product of a row names the kind of paper, and the committee that issues it."""
    printed = strip_accents(desk.words(row.document, row.product)).lower().replace("ubnd cap ", "ubnd ")
    return all(strip_accents(part).lower() in printed for part in parts)


def _is_product(before: str, after: str) -> bool:
    """Whether what stands between these words is called a product."""
    return bool(_AFTER_PRODUCT.search(before) or _BEFORE_PRODUCT.search(after))


def _rows(desk: Desk) -> Sequence[Task]:
    """The annex rows in view; only those that named offices lead, where offices are named."""
    holders = tuple(name for name in desk.question.agency_ids if holds(desk, name))
    tasks = desk.tasks_of(holders, Role.LEAD) if holders else tuple(desk.tasks())
    return [task for task in in_scope(desk, tasks) if task.origin == "annex"]


def _list(desk: Desk, rows: Sequence[Task], line: str, value: str, fields: Sequence[Field]) -> Draft | None:
    if not rows:
        return None
    head = DraftClaim(line.format(count=len(rows), value=value), place_sources(desk, rows), counted=len(rows))
    shown = [name for name in FIELDS if name in fields or name in asked_fields(desk)]
    items = (row_claim(desk, row, shown, short=len(rows) > 6) for row in rows)
    told = len(desk.question.topic.replace(".", " ").split()) > MOST_WORDS
    anchors = tuple(row.anchor for row in rows)
    return Draft(Status.ANSWERED, (head, *items), "register", topical=told, tasks=anchors)
