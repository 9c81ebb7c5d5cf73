"""Counts: tasks of an office, rows of the annex, instruments, recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.filters import rows_by_value
from assistant.composers.places import places
from assistant.composers.references import references
from assistant.composers.scope import in_scope
from assistant.composers.targets import targets
from assistant.composers.wording import place_list, place_sources, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.question import Role
from knowledge.document import NodeKind
from knowledge.facts import Task
from knowledge.text import Folded

_OF_TASKS = re.compile(r"\b(?:nhiem vu|viec|muc|noi dung|cho|lan|tasks?|duties)\b")
"""What an office has several of in the plan; trucks and tractors are not counted there."""

_OF_GROUPS = re.compile(r"\b(?:may|bao nhieu) (?:nhom|phan|chuong|muc lon)\b")

_OF_PLACES = re.compile(
    r"(?<!chuyen )(?<!danh )\bmuc\b(?! (?:tieu|dich|vay|phi|thu|dong|ho tro|luong|thuong|phat|do)\b)"
    r"|(?<!dong may )(?<!chiu may )(?<!tra may )(?<!gop may )\bphan\b"
    r"(?! (?:tram|bon|loai|cong|phoi|anh|mem)\b)"
    r"|\b(?:nhom|phu luc|parts?)\b"
)
"""Parts of the text; "đóng mấy phần" asks for a share, "chuyên mục" is one of a newspaper."""

_COUNTS_TASKS = re.compile(r"\b(?:bao nhieu|may|how many) (?:dau )?(?:nhiem vu|viec|tasks)\b")

FEW = 3
"""So few tasks are told beside their number."""

MOST_WORDS = 3
"""A question about the number of rows has at most so many words besides; more are another subject."""


def counts(desk: Desk) -> Draft | None:
    """How many there are of what the question counts."""
    plain = Folded.of(desk.question.reading).text
    if any(word in plain for word in ("van ban", "nghi dinh", "quyet dinh", "thong tu", "nghi quyet")):
        return references(desk)
    if any(word in plain for word in ("noi nhan", "co quan nhan", "recipient")):
        return _recipients(desk)
    if filtered := rows_by_value(desk):
        return filtered
    if _OF_GROUPS.search(plain) and not desk.question.agency_ids and not desk.question.places:
        return _with_rows(desk, places(desk)) if _COUNTS_TASKS.search(plain) else places(desk)
    if desk.question.agency_ids and (not desk.question.topic or _OF_TASKS.search(plain)):
        return _of_agencies(desk, desk.question.agency_ids)
    if "nhiem vu" in plain or "viec" in plain or "task" in plain:
        return _rows(desk) if not desk.question.places else places(desk)
    if _OF_PLACES.search(plain):
        return places(desk)
    return targets(desk)


def _of_agencies(desk: Desk, ids: Sequence[str]) -> Draft | None:
    claims: list[DraftClaim] = []
    role = desk.question.role
    for name in ids:
        tasks = in_scope(desk, desk.tasks_of((name,), Role.PARTNER if role is Role.PARTNER else Role.LEAD))
        if tasks:
            line = messages.COUNT_TASKS_PARTNER if role is Role.PARTNER else messages.COUNT_TASKS
            text = line.format(agency=desk.name(name), count=len(tasks), places=place_list(tasks))
            claims.append(DraftClaim(text, place_sources(desk, tasks), counted=len(tasks)))
            told = tasks if len(tasks) <= FEW else ()
            claims += [claim for task in told for claim in task_claims(desk, task, short=True)]
    return Draft(Status.ANSWERED, tuple(claims), "register") if claims else None


def _with_rows(desk: Desk, parts: Draft | None) -> Draft | None:
    """The number of tasks before that of the parts, where both are asked for."""
    rows = _rows(desk)
    if not rows or not parts:
        return rows
    return replace(rows, claims=(rows.claims[0], parts.claims[0], *rows.claims[1:]))


def _rows(desk: Desk) -> Draft | None:
    rows: list[Task] = [task for task in desk.tasks() if task.origin == "annex"]
    if not rows:
        return None
    text = messages.COUNT_ROWS.format(place="Phụ lục", count=len(rows))
    head = DraftClaim(text, place_sources(desk, rows), counted=len(rows))
    told = len(desk.question.topic.replace(".", " ").split()) > MOST_WORDS
    return Draft(Status.ANSWERED, (head, *_per_group(desk)), "register", topical=told)


def _per_group(desk: Desk) -> Sequence[DraftClaim]:
    claims = []
    for document in desk.library.plan_documents:
        for node in document.root.walk():
            rows = [child for child in node.children if child.kind is NodeKind.ROW]
            if node.kind is NodeKind.ROW_GROUP and rows:
                sources = tuple(Source(document.number, row.anchor, row.head) for row in rows)
                text = messages.COUNT_ROWS.format(place=node.place, count=len(rows))
                claims.append(DraftClaim(text, sources, depth=1, counted=len(rows)))
    return claims


def _recipients(desk: Desk) -> Draft | None:
    for document in desk.library.plan_documents:
        found = [p for p in desk.library.facts(document.number).particulars if p.kind == "recipient"]
        if found:
            sources = tuple(Source(p.document, p.anchor, p.span) for p in found)
            text = messages.COUNT_RECIPIENTS.format(count=len(found))
            return Draft(Status.ANSWERED, (DraftClaim(text, sources, counted=len(found)),), "register")
    return None
