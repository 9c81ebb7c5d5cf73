"""What an office has to do: its tasks from body and annex, none twice, on a topic where one is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.ranking import Scored, matching, ranked
from assistant.composers.scope import in_scope
from assistant.composers.wording import correction, place_list, place_sources, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.facts import Task
from knowledge.text import Folded

LONG_LIST_WORDS = 330
WHOLE_LIST_WORDS = 900
"""Above so many words the actions of a list are cut; their citations hold the whole. Who asks for all of it
is told more."""

_ASKS_WHOLE = re.compile(
    r"\b(?:het|tat ca|toan bo|day du|nguyen van|tat tan tat|khong sot|tron bo|ky cang|chi tiet"
    r"|all|everything|in full)\b"
)

ENOUGH_OF_OFFICE = 0.12
"""Coverage of the topic that is enough where the office itself is named."""

CLOSE_OF_OFFICE = 0.55
"""Duties of one office that match so much worse than the best one are left out."""

FEW = 4
SURE_DUTY = 0.4
FAINT_TOPIC = 0.3
"""Where duties are surely asked for, a topic that they say so little of is talk ("đứng mũi chịu sào")."""

FAINT = 0.15
"""An office with at most FEW actions, one of which covers FAINT of the topic, is told whole."""

ELSEWHERE = 0.62
"""Coverage of the topic by another office's task from which a wrong office in a question is corrected."""


def duties(desk: Desk) -> Draft | None:
    """The tasks of the offices that the question names."""
    question = desk.question
    holders = tuple(name for name in question.agency_ids if holds(desk, name))
    if not holders:
        return _no_duties(desk)
    if question.topic and desk.evidence.topic:
        return on_topic(desk, holders)
    return all_duties(desk, holders)


def _no_duties(desk: Desk) -> Draft | None:
    """The correction where a task of somebody's is ascribed to an office without any."""
    offices = desk.offices()
    if not offices or not desk.question.topic or not _ascribes(desk):
        return None
    best = ranked(desk, desk.tasks())
    return wrong_office(desk, offices, best[0]) if best and best[0].coverage >= ELSEWHERE else None


def _ascribes(desk: Desk) -> bool:
    """Whether the question gives the task to the office, rather than naming the office in passing."""
    question = desk.question
    return question.presumes or question.role is Role.LEAD


def all_duties(desk: Desk, holders: Sequence[str]) -> Draft | None:
    """Everything the offices lead, then where they co-operate."""
    role = desk.question.role
    leads = in_scope(desk, desk.tasks_of(holders, Role.LEAD)) if role is not Role.PARTNER else ()
    helps = in_scope(desk, desk.tasks_of(holders, Role.PARTNER)) if role is not Role.LEAD else ()
    helps = tuple(task for task in helps if task not in leads)
    if not leads and not helps:
        return _no_row(desk, holders)
    claims: list[DraftClaim] = []
    for holder in holders:
        claims.extend(_of_holder(desk, holder, leads, helps))
    return Draft(Status.ANSWERED, tuple(claims), "register", tasks=_anchors((*leads, *helps)))


def _no_row(desk: Desk, holders: Sequence[str]) -> Draft | None:
    """The correction where rows of the annex are asked for and the offices lead none there."""
    tasks = desk.tasks_of(holders, Role.LEAD)
    if desk.question.places or not tasks or any(task.origin == "annex" for task in tasks):
        return None
    name = ", ".join(map(desk.name, holders))
    head = _opening(desk, messages.NO_ROW, name, tasks)
    told = [claim for task in tasks for claim in task_claims(desk, task, short=_is_long(desk, tasks))]
    return correction(head, *told, tasks=_anchors(tasks))


def _of_holder(desk: Desk, holder: str, leads: Sequence[Task], helps: Sequence[Task]) -> Iterable[DraftClaim]:
    own = [task for task in leads if holder in task.leads]
    helped = [task for task in helps if task not in own and _is_partner(task, holder)]
    name = desk.name(holder)
    if own:
        yield _opening(desk, messages.DUTIES, name, own)
        short = _is_long(desk, own)
        for task in own:
            yield from task_claims(desk, task, short=short)
    if helped:
        line = messages.ALSO_PARTNER if own else messages.DUTIES_PARTNER
        yield _opening(desk, line, name, helped)
        if not own:
            for task in helped:
                yield from task_claims(desk, task, short=True)


def on_topic(desk: Desk, holders: Sequence[str]) -> Draft | None:
    """The duties of the offices that speak to the topic; the right office when it is another's."""
    own = in_scope(desk, desk.tasks_of(holders, desk.question.role))
    if not own and (in_body := _no_row(desk, holders)):
        return in_body
    led = [task for task in own if not task.leads or set(holders) & set(task.leads)]  # of some none leads
    found = _matching(desk, led) or _matching(desk, own)
    others = ranked(desk, (task for task in desk.tasks() if task not in own))
    elsewhere = others[0].coverage if others else 0.0
    best = max((item.coverage for item in found), default=0.0)
    if _ascribes(desk) and len(desk.evidence.topic) > 1 and elsewhere >= ELSEWHERE and elsewhere > 2 * best:
        return wrong_office(desk, holders, others[0])
    if not found or (_asks_all(desk) and found[0].coverage < FAINT_TOPIC):
        return _few(desk, holders, own)
    return Draft(
        Status.ANSWERED,
        tuple(_topic_claims(desk, holders, found)),
        "register",
        fit=found[0].coverage,
        tasks=_anchors(item.task for item in found),
    )


def _matching(desk: Desk, tasks: Sequence[Task]) -> tuple[Scored, ...]:
    return matching(desk, tasks, close=CLOSE_OF_OFFICE, enough=ENOUGH_OF_OFFICE)


def _few(desk: Desk, holders: Sequence[str], own: Sequence[Task]) -> Draft | None:
    """All duties of an office that has few, where none of them speaks to the topic in the same words."""
    best = ranked(desk, own)
    noise = len(desk.question.topic.replace(".", " ").split()) <= 1 or _asks_all(desk)
    if not best or (not noise and (len(best) > FEW or best[0].coverage < FAINT)):
        return None
    every = all_duties(desk, holders)
    if every is None:
        return None
    return replace(every, fit=max(best[0].coverage, ENOUGH_OF_OFFICE), topical=not _asks_all(desk))


def _asks_all(desk: Desk) -> bool:
    """Whether the duties of an office are asked for by the words of the question, whatever else it says."""
    question = desk.question
    return question.intent is Intent.DUTY and question.intents.scores[0][1] >= SURE_DUTY


def _topic_claims(desk: Desk, holders: Sequence[str], found: Sequence[Scored]) -> Iterable[DraftClaim]:
    tasks = list(dict.fromkeys(item.task for item in found))
    twins = [twin for task in tasks if (twin := desk.twin(task)) and twin not in tasks]
    tasks += [twin for twin in twins if any(_takes_part(twin, holder) for holder in holders)]
    theirs = [holder for holder in holders if any(_takes_part(task, holder) for task in tasks)]
    names = ", ".join(desk.name(holder) for holder in theirs)
    lead = any(set(holders) & set(task.leads) for task in tasks)
    line = messages.DUTIES_ON_TOPIC if lead else messages.DUTIES_PARTNER
    yield _opening(desk, line, names, tasks)
    for task in tasks:
        only = [item.action.anchor for item in found if item.task == task]
        yield from task_claims(desk, task, only)


def wrong_office(desk: Desk, holders: Sequence[str], right: Scored) -> Draft:
    """The correction where a question gives a task to an office that the plan does not give it to."""
    asked = ", ".join(map(desk.asked_name, holders))
    lead = ", ".join(desk.name(name) for name in (right.task.leads or right.task.partners[:1]))
    text = messages.NOT_LEAD.format(lead=lead, asked=asked)
    claim = DraftClaim(text, place_sources(desk, (right.task,)), echoes=tuple(holders))
    return Draft(
        Status.FALSE_PREMISE,
        (claim, *task_claims(desk, right.task, (right.action.anchor,))),
        "register",
        fit=right.coverage,
        tasks=_anchors((right.task,)),
    )


def _opening(desk: Desk, line: str, name: str, tasks: Sequence[Task]) -> DraftClaim:
    return DraftClaim(line.format(agency=name, places=place_list(tasks)), place_sources(desk, tasks))


def holds(desk: Desk, name: str) -> bool:
    """Whether the agency has a part in any task."""
    return bool(desk.tasks_of((name,)))


def _takes_part(task: Task, holder: str) -> bool:
    return holder in task.leads or _is_partner(task, holder)


def _is_partner(task: Task, holder: str) -> bool:
    return holder in task.partners or any(holder in action.partners for action in task.actions)


def _is_long(desk: Desk, tasks: Iterable[Task]) -> bool:
    words = (desk.words(task.document, action.span).split() for task in tasks for action in task.actions)
    asked = _ASKS_WHOLE.search(Folded.of(desk.question.reading).text)
    return sum(map(len, words)) > (WHOLE_LIST_WORDS if asked else LONG_LIST_WORDS)


def _anchors(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(task.anchor for task in tasks))
