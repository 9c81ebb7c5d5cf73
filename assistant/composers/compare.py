"""Comparisons: two years of targets, body and annex of one task, two offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Status
from assistant.composers.duties import all_duties, holds, on_topic
from assistant.composers.particulars import dated
from assistant.composers.ranking import Scored, matching
from assistant.composers.targets import targets
from assistant.composers.wording import task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.text import Folded

_MOST = 4
_AND = re.compile(r"\s+(?:va|voi|so voi|vs|con|and|hay|hoac|or)\s+|\s*[,;:]\s+")

_COMPARES = re.compile(
    r"\b(?:khac|giong|chenh|lech|so ra|ra sao|nhu the nao|the nao|cai nao|ben nao|differ\w*|compare\w*)\b.*$"
)
_BOTH_PLACES = re.compile(r"\bphu luc\b|\bbang (?:nhiem vu|kem theo|phia sau|cuoi)\b|\bannex\b")
_FIELDS = re.compile(r"\b(?:san pham|thoi gian|han|thoi han|phoi hop|chu tri|phu luc|xong)\b")
_DAYS = re.compile(r"\bngay (?:ban hanh|ky|thang)\b")

_TARGETS = re.compile(r"muc tieu|chi tieu|target|\b(?:nhieu|dong|it) (?:thanh vien |nguoi )?hon\b")
""" "Bên nào đông thành viên hơn": members are counted among the targets alone."""

MOST_ROWS = 8
"""Rows of several offices told side by side at most."""

LEANING = 0.2
"""Score of "date" from which a comparison is one of the document's dates."""

SIDE = 0.45
"""Coverage of one side's words by a task from which the side names it."""


def compare(desk: Desk) -> Draft | None:
    """Both sides of what is compared."""
    question = desk.question
    plain = Folded.of(question.reading).text
    if question.intents.of(Intent.DATE) > LEANING or _DAYS.search(plain):
        return dated(desk)
    about_targets = question.years or _TARGETS.search(plain)
    if about_targets and (found := targets(desk)):
        return found
    holders = tuple(name for name in question.agency_ids if holds(desk, name))
    if _BOTH_PLACES.search(plain) and len(holders) == 1:
        return _all_places(desk, holders)
    if found := _two_offices(desk, holders) or _rows_of(desk, holders) or _two_tasks(desk):
        return found
    if question.topic and (found := _on_topic(desk)):
        return found
    return (on_topic(desk, holders) if question.topic else None) or (
        all_duties(desk, holders) if holders else None
    )


def _two_tasks(desk: Desk) -> Draft | None:
    """The two tasks that "… A và B khác nhau …" names, each with its fields."""
    found = [
        (one.coverage + two.coverage, one, two)
        for left, right in _halves(desk.question.reading)
        if (one := _side(desk, left)) and (two := _side(desk, right))
        if one.task not in (two.task, desk.twin(two.task))
    ]
    return _side_by_side(desk, max(found, key=lambda item: item[0])[1:]) if found else None


def _halves(reading: str) -> Iterator[tuple[str, str]]:
    """Each way to part a question at "và", "với", "còn", without the words that only compare."""
    folded = Folded.of(reading)
    tail = _COMPARES.search(folded.text)
    end = tail.start() if tail and tail.start() > 0 else len(folded.text)
    for joint in _AND.finditer(folded.text, 0, end):
        if joint.start() > 0 and joint.end() < end:
            yield folded.span(0, joint.start()).of(reading), folded.span(joint.end(), end).of(reading)


def _side(desk: Desk, words: str) -> Scored | None:
    """The task that one side names; a row of the annex where its fields are compared."""
    half = desk.reopen(words)
    if not half.question.topic:
        return None
    rows = [task for task in half.tasks() if task.origin == "annex"]
    fields = _FIELDS.search(Folded.of(desk.question.reading).text)
    found = (matching(half, rows, enough=SIDE) if fields else ()) or matching(half, half.tasks(), enough=SIDE)
    return found[0] if found else None


def _side_by_side(desk: Desk, found: Sequence[Scored]) -> Draft:
    """Each task as the row of the annex prints it, where there is one."""
    claims: list[DraftClaim] = []
    for item in found:
        twin = desk.twin(item.task)
        row = item.task if item.task.origin == "annex" else twin
        claims += task_claims(desk, row) if row else task_claims(desk, item.task, (item.action.anchor,))
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(claims)),
        "register",
        fit=min(item.coverage for item in found),
        topical=False,
        tasks=tuple(dict.fromkeys(item.task.anchor for item in found)),
    )


def _two_offices(desk: Desk, holders: tuple[str, ...]) -> Draft | None:
    """What each of several offices does on one topic."""
    if len(holders) < 2 or not desk.question.topic:
        return None
    drafts = [draft for holder in holders if (draft := on_topic(desk, (holder,)))]
    drafts = [draft for draft in drafts if draft.status is Status.ANSWERED]
    if len(drafts) < 2:
        return None
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(claim for draft in drafts for claim in draft.claims)),
        "register",
        fit=min(draft.fit for draft in drafts),
        tasks=tuple(dict.fromkeys(anchor for draft in drafts for anchor in draft.tasks)),
    )


def _rows_of(desk: Desk, holders: tuple[str, ...]) -> Draft | None:
    """The rows that each of several offices leads, where what rows print is compared and there are few."""
    if len(holders) < 2 or not _FIELDS.search(Folded.of(desk.question.reading).text):
        return None
    each = [[t for t in desk.tasks_of((name,), Role.LEAD) if t.origin == "annex"] for name in holders]
    rows = tuple(dict.fromkeys(task for tasks in each for task in tasks))
    if not all(each) or len(rows) > MOST_ROWS:
        return None
    claims = tuple(claim for row in rows for claim in task_claims(desk, row))
    anchors = tuple(row.anchor for row in rows)
    return Draft(Status.ANSWERED, claims, "register", topical=False, tasks=anchors)


def _on_topic(desk: Desk) -> Draft | None:
    """The best match of each side, where the topic has sides, and what matches the whole."""
    sides = [matching(desk.reopen(part), desk.tasks())[:1] for part in desk.question.topic.split(" . ")]
    whole = matching(desk, desk.tasks(), close=0.75)
    found = list(dict.fromkeys([*(side[0] for side in sides if side and len(sides) > 1), *whole]))[:_MOST]
    if not found:
        return None
    claims: list[DraftClaim] = []
    for item in found:
        claims += task_claims(desk, item.task, (item.action.anchor,))
        if twin := desk.twin(item.task):
            claims += task_claims(desk, twin)
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(claims)),
        "register",
        fit=max(item.coverage for item in found),
        tasks=tuple(dict.fromkeys(item.task.anchor for item in found)),
    )


def _all_places(desk: Desk, holders: tuple[str, ...]) -> Draft | None:
    """Body and annex side by side: every task the office has a part in, on the topic if there is one."""
    tasks = desk.tasks_of(holders, Role.ANY)
    topical = matching(desk, tasks, close=0.5) if desk.question.topic else ()
    chosen = (list(dict.fromkeys(item.task for item in topical)) or list(tasks))[:_MOST]
    claims = [claim for task in chosen for claim in task_claims(desk, task)]
    if not claims:
        return None
    return Draft(Status.ANSWERED, tuple(claims), "register", tasks=tuple(task.anchor for task in chosen))
