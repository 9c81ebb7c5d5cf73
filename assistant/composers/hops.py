"""Questions in two steps: "cơ quan chủ trì chuyển đổi số còn phải làm gì?": first who, then what of them."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Status
from assistant.composers.ranking import matching
from assistant.composers.wording import task_claims
from assistant.desk import Desk, partners_of
from assistant.draft import Draft
from knowledge.facts import Task
from knowledge.text import Folded

_TWO_STEPS = re.compile(
    r"^\W*(?:cai\s+)?(?:co quan|co qan|don vi|so|nganh|ben|noi)\s+(?:nao\s+)?"
    r"(?P<does>(?P<partner>di chung|lam chung|phoi hop|cung lam)?"
    r"(?:chu tri|phu trach|dung dau|lam dau moi|lo|duoc giao)?\b.+?)"
    r"[\s,]+(?:(?:thi|so do|co quan do|don vi do|ben do)\s+)*(?P<more>(?:con|co lam|co phai)\s.+)$"
)


def two_steps(desk: Desk) -> Draft | None:
    """The answer about the office that the first half of a question describes; passes on other questions."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    match = _TWO_STEPS.match(folded.text)
    if not match or not (
        match["partner"] or match["does"].startswith(("chu tri", "phu trach", "dung", "lam", "lo", "duoc"))
    ):
        return None
    does = folded.span(match.start("does"), match.end("does")).of(reading)
    first = _described(desk.reopen(does), partner=bool(match["partner"]))
    if first is None:
        return None
    task, office = first
    more = folded.span(match.start("more"), match.end("more")).of(reading)
    second = desk.reopen(f"{desk.name(office)} {more}").compose()
    if second is None or second.status is not Status.ANSWERED:
        return None
    lead_in = tuple(task_claims(desk, task, short=True))[:1]
    claims = tuple(dict.fromkeys((*lead_in, *second.claims)))
    return replace(second, claims=claims)


def _described(desk: Desk, *, partner: bool) -> tuple[Task, str] | None:
    """The task that the first half is about and the office it describes."""
    named = desk.offices()
    pool = desk.tasks_of(named) if named else tuple(desk.tasks())
    found = matching(desk, pool, enough=0.3) if desk.question.topic else ()
    for item in found:
        offices = partners_of(item.task) if partner else item.task.leads
        for office in offices:
            agency = desk.agencies.get(office)
            if agency and agency.duty_holder and agency.kind != "group" and office not in named:
                return item.task, office
    return None
