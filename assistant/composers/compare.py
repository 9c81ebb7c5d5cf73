"""Comparisons: two years of targets, body and annex of one task, two offices."""

from __future__ import annotations

import re

from assistant.answer import Status
from assistant.composers.duties import all_duties, holds, on_topic
from assistant.composers.particulars import dated
from assistant.composers.ranking import matching
from assistant.composers.targets import targets
from assistant.composers.wording import task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.text import Folded

_MOST = 4


def compare(desk: Desk) -> Draft | None:
    """Both sides of what is compared."""
    question = desk.question
    if question.intents.of(Intent.DATE) > 0.2 or re.search(
        r"\bngay (?:ban hanh|ky|thang)\b", Folded.of(question.reading).text
    ):
        return dated(desk)
    plain = Folded.of(question.reading).text
    about_targets = question.years or any(word in plain for word in ("muc tieu", "chi tieu", "target"))
    if about_targets and (found := targets(desk)):
        return found
    holders = tuple(name for name in question.agency_ids if holds(desk, name))
    if "phu luc" in plain and holders:
        return _all_places(desk, holders)
    if question.topic and (found := _on_topic(desk)):
        return found
    return (on_topic(desk, holders) if question.topic else None) or (
        all_duties(desk, holders) if holders else None
    )


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
    chosen = list(dict.fromkeys(item.task for item in topical)) or list(tasks)
    claims = [claim for task in chosen[:_MOST] for claim in task_claims(desk, task)]
    return (
        Draft(Status.ANSWERED, tuple(claims), "register", tasks=tuple(t.anchor for t in chosen[:_MOST]))
        if claims
        else None
    )
