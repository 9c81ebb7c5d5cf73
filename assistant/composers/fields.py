"""One field of a task: who leads it, who co-operates, its product, its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Status
from assistant.composers.duties import ELSEWHERE, duties, wrong_office
from assistant.composers.ranking import Scored, bullet_of, matching, ranked
from assistant.composers.scope import has_deadline, in_scope
from assistant.composers.wording import (
    Field,
    action_claim,
    head_source,
    item_claim,
    place_sources,
    row_claim,
    span_of,
    task_claims,
)
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.cues import ASKS_PRODUCT
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.facts import Task
from knowledge.text import Folded

FIELD_OF: dict[Intent, Field] = {
    Intent.WHO: "lead",
    Intent.PARTNER: "partner",
    Intent.PRODUCT: "product",
    Intent.DEADLINE: "deadline",
}
_ASKED: dict[Field, re.Pattern[str]] = {
    "lead": re.compile(
        r"\b(?:ai|co quan nao|don vi nao|so nao|ben nao) (?:chu tri|lam|lo|dung dau|phu trach)\b"
        r"|\bwho leads?\b"
    ),
    "partner": re.compile(
        r"\bphoi hop voi ai\b|\bai phoi hop\b|\bvoi (?:nhung )?(?:ai|co quan nao|don vi nao)\b"
    ),
    "product": ASKS_PRODUCT,
    "deadline": re.compile(
        r"\b(?:han|thoi gian|xong|hoan thanh)\b.{0,20}\b(?:nao|bao gio|may|ra sao)\b"
        r"|\b(?:khi nao|bao gio|luc nao|nam nao)\b|\bby when\b|\bwhen\b"
    ),
}
"""How the words of a question ask for a field; two in one question ask for the task as a whole."""

ROW_ENOUGH = 0.7
"""A row that covers so much of what the best item covers is what a question about its field means."""

OWN_ENOUGH = 0.15
"""Coverage of the topic that is enough where the office itself is named."""

_WHICH_TASKS = re.compile(
    r"\b(?:nhiem vu|viec|noi dung|cong viec|muc|dong|hang|dau viec|cho) (?:nao|gi|may)\b"
    r"|\bnhung (?:nhiem vu|viec|dong|hang|gi)\b|\b(?:which|what) (?:tasks|rows|items)\b"
)
""" "Sở Nội vụ phối hợp trong nhiệm vụ nào" asks for tasks of the office, not for its partners."""

UNSURE = 0.6
"""Coverage below which the runners-up are told beside the best match."""

MOST = 3
"""Tasks told at most when several match alike."""


def asked_fields(desk: Desk) -> tuple[Field, ...]:
    """The fields that the words of a question ask for."""
    plain = Folded.of(desk.question.reading).text
    return tuple(name for name, pattern in _ASKED.items() if pattern.search(plain))


def whole_task(desk: Desk) -> Draft | None:
    """The task that a question with several parts is about: the row with all its fields, and the item."""
    found = matching(desk, in_scope(desk, _tasks(desk, "lead")), close=0.95) if desk.question.topic else ()
    if not found or found[0].coverage < UNSURE:
        return None
    task, twin = found[0].task, desk.twin(found[0].task)
    rows = [t for t in (task, twin) if t and t.origin == "annex"]
    items = [t for t in (task, twin) if t and t.origin == "body"]
    claims = [row_claim(desk, row) for row in rows]
    for item in items:
        action = found[0].action if item is task or not rows else bullet_of(desk, rows[0], item)
        claims += task_claims(desk, item, (action.anchor,))
    return Draft(Status.ANSWERED, tuple(claims), "register", fit=found[0].coverage, tasks=(task.anchor,))


def field(desk: Desk) -> Draft | None:
    """The asked field of the task that the question is about."""
    name = FIELD_OF[desk.question.intent]
    if name in ("lead", "partner") and _asks_tasks(desk):
        return duties(desk)
    found = _candidates(desk, name)
    if not found:
        return None
    if denied := _denied(desk, name, found[0]):
        return denied
    claims = [claim for item in found[:MOST] for claim in _claims(desk, item, name)]
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(claims)),
        "register",
        fit=found[0].coverage,
        tasks=tuple(dict.fromkeys(item.task.anchor for item in found[:MOST])),
    )


def _asks_tasks(desk: Desk) -> bool:
    """Whether an office is named and nothing but which tasks it has is asked."""
    question = desk.question
    own = question.role is not Role.ANY or not question.topic
    return own and bool(desk.offices()) and bool(_WHICH_TASKS.search(Folded.of(question.typed).text))


def _candidates(desk: Desk, name: Field) -> tuple[Scored, ...]:
    """The actions asked about: at a named place, on a topic, or all of one office."""
    question = desk.question
    tasks = in_scope(desk, _tasks(desk, name))
    if question.topic:
        if own := _own(desk, tasks, name):
            return own
        found = _with_field(desk, _rows_first(desk, tasks, name), name)
        return found if found or not question.places else ranked(desk, tasks)
    if question.places or question.agencies:
        return _with_field(desk, ranked(desk, tasks), name)
    return _with_field(desk, _citing(desk, tasks), name)


def _citing(desk: Desk, tasks: Iterable[Task]) -> tuple[Scored, ...]:
    """The actions that cite an instrument of the question, for a question about nothing else."""
    numbers = [number for named in desk.question.instruments for number in named.numbers]
    found = ranked(desk, tasks) if numbers else ()
    return tuple(
        item for item in found if any(n in desk.words(item.task.document, item.action.span) for n in numbers)
    )


def _own(desk: Desk, tasks: Sequence[Task], name: Field) -> tuple[Scored, ...]:
    """Where "who" is asked of a named office: its own task if that speaks to the topic as well as any."""
    offices = desk.offices()
    if name != "lead" or not offices:
        return ()
    mine = matching(desk, [task for task in tasks if task in desk.tasks_of(offices)], enough=OWN_ENOUGH)
    best = ranked(desk, tasks)
    return mine if mine and mine[0].coverage >= ROW_ENOUGH * best[0].coverage else ()


def _tasks(desk: Desk, name: Field) -> Iterable[Task]:
    """The tasks of the offices named; of any office where none is named or "who" is asked."""
    named = desk.offices()
    if not named:
        return desk.tasks()
    role = Role.LEAD if name == "partner" else desk.question.role
    mine = desk.tasks_of(named, role) or desk.tasks_of(named)
    if name == "lead" or not mine:
        return desk.tasks()
    return mine


def _rows_first(desk: Desk, tasks: Sequence[Task], name: Field) -> tuple[Scored, ...]:
    """The matching actions; for what only rows print, the matching rows where they match about as well."""
    found = matching(desk, tasks, close=0.93)
    if found and found[0].coverage < UNSURE:
        found = matching(desk, tasks, close=0.75)
    if name not in ("product", "deadline") or not found:
        return found
    rows = matching(desk, (task for task in tasks if span_of(task, name)), close=0.93)
    return rows if rows and rows[0].coverage >= ROW_ENOUGH * found[0].coverage else found


def _with_field(desk: Desk, found: Sequence[Scored], name: Field) -> tuple[Scored, ...]:
    """The same actions, each body item followed by the row that prints the field, the row first."""
    out: list[Scored] = []
    for item in found:
        twin = desk.twin(item.task)
        if (
            span_of(item.task, name) is None
            and twin
            and span_of(twin, name)
            and _stands_for(desk, twin, item)
        ):
            out.append(Scored(twin, twin.actions[0], item.coverage, item.rank))
        out.append(item)
    if name in ("product", "deadline"):
        printed = [item for item in out if span_of(item.task, name)]
        out = printed or out
    unique = {(item.task.anchor, item.action.anchor): item for item in reversed(out)}
    return tuple(item for item in out if unique[item.task.anchor, item.action.anchor] is item)


def _stands_for(desk: Desk, row: Task, item: Scored) -> bool:
    """Whether a row stands for a bullet: an item has others beside the one that it stands for."""
    return len(item.task.actions) < 2 or not row.actions or bullet_of(desk, row, item.task) == item.action


def _denied(desk: Desk, name: Field, best: Scored) -> Draft | None:
    """The correction of a wrong office or a wrong year in the question."""
    question = desk.question
    offices = desk.offices()
    if best.coverage < ELSEWHERE:
        return None
    if name == "lead" and offices and question.presumes and not question.negated:
        involved = {*best.task.leads, *(() if question.role is Role.LEAD else best.task.partners)}
        if not involved & {*offices, *desk.groups(offices)}:
            return wrong_office(desk, offices, best)
    if name == "deadline" and question.years and best.task.deadline:
        own = desk.words(best.task.document, best.action.span)  # "… giai đoạn 2022 - 2025" is what is done
        asked = [str(year) for year in question.years if str(year) not in own]
        if asked and not any(has_deadline(desk, best.task, str(year)) for year in question.years):
            return wrong_deadline(desk, best.task, asked, best.coverage)
    return None


def wrong_deadline(desk: Desk, task: Task, asked: Sequence[str], fit: float) -> Draft:
    """The correction where a question gives a task another time than its row prints."""
    stated = desk.words(task.document, task.deadline)
    text = messages.NOT_DEADLINE.format(asked=f"năm {', '.join(asked)}", stated=stated)
    claim = DraftClaim(text, place_sources(desk, (task,)), echoes=tuple(asked))
    return Draft(
        Status.FALSE_PREMISE,
        (claim, row_claim(desk, task)),
        "register",
        fit=fit,
        tasks=(task.anchor,),
    )


def _claims(desk: Desk, item: Scored, name: Field) -> Iterable[DraftClaim]:
    task = item.task
    value = desk.words(task.document, span_of(task, name))
    if task.origin == "annex":
        if value:
            yield DraftClaim(
                messages.ANSWER_FIELD.format(label=messages.FIELD[name], value=value),
                place_sources(desk, (task,)),
            )
        else:
            yield DraftClaim(
                messages.NOT_PRINTED.format(what=messages.FIELD_EMPTY[name]), place_sources(desk, (task,))
            )
        yield row_claim(desk, task)
        return
    if len(task.actions) == 1:
        yield item_claim(desk, task, depth=0)
        return
    opening = desk.words(task.document, task.lead)
    yield DraftClaim(f"**{task.place}**: {opening}:", (head_source(desk, task),))
    yield action_claim(desk, task, item.action, depth=1)
