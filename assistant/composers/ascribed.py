"""Tasks and reports that a question gives to an office, and the texts give to another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import messages
from assistant.composers.duties import ELSEWHERE, holds, wrong_office
from assistant.composers.ranking import Scored, ranked
from assistant.composers.scope import frequency, in_scope, monthly
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.facts import Report, Task
from knowledge.text import Folded

_GIVEN_TO = re.compile(
    r"\b(?:giao|bat|buoc|yeu cau|phan cong|put|makes?|gives?)(?: viec| trach nhiem)?(?: cho| to)?\W*$"
)
_SOFTENED = r"(?:lai |da |duoc |bi |se |cung )*"
_DOES = (
    r"(?:phai|chu tri|phu trach|dung dau|lo|lam|bo tri|trinh|dua|to chuc|xay dung|bao cao|dao tao|quan ly"
    r"|giai quyet|thuc hien|duoc giao|tham muu|huong dan|put|lead|in charge|responsible)"
)
_ACTS = re.compile(rf"^\W*{_SOFTENED}{_DOES}\b")
_LEADS = re.compile(
    r"^\W*(?:duoc giao |(?:voi|trong|giu) vai (?:tro )?|la |lam |dung ra )*(?:(?:co quan|don vi|noi) )?"
    r"(?:chu tri|phu trach|dung dau|dung ra(?: (?:lam|lo))?|cam trich|lead)\b"
)
_WHILE_LEADING = re.compile(r"^\W*(?:khi|luc|trong khi|while)(?: duoc giao)? chu tri\b[^?]*,\W*$")
""" "Khi chủ trì …, Sở Tài chính phải …"."""

_BY = re.compile(r"\b(?:do|boi|by|(?:viec|nhiem vu|phan viec) cua)\W*$")
_CIRCUMSTANCE = re.compile(r"\b(?:phoi hop|cung|voi|gui|ve|den|toi|cua|cho den|nhu)\W*$")
_IN_PASSING = re.compile(
    r"\b(?:phoi hop|cung|voi|gui|ve|den|toi|cua|nhu|o|tai|thuoc|qua|tu|theo|cap|noi|thay|hoi|len|xin"
    r"|thanh vien|tren|va|hay|hoac|ngoai|to|by|of|from|with)\W*$"
)
"""Before an office that a question names without saying that it does something."""

ENOUGH = 0.4
ALMOST_NONE = 0.15
"""An office whose own tasks cover less than ALMOST_NONE is corrected from ENOUGH of another's on."""

_OF_A_TASK = (Intent.DEADLINE, Intent.PRODUCT, Intent.PARTNER)
"""What is asked of a task that the question takes to be an office's."""

_ACTING_KINDS = ("department", "branch", "union", "school", "press", "committee")
"""Offices with work of their own; the province, its districts and ministries stand beside any task."""

OWN = 0.7
"""An office's own task that covers so much of what the best one covers may be the one meant."""

ASKED = 0.48
"""Score from which it is not a guess that something is asked of a task."""

SURELY = 0.55
HARDLY = 0.4
"""An office that is only named is corrected where another's task covers SURELY of the topic, and its own ones
less than HARDLY of that."""


def wrong_lead(desk: Desk) -> Draft | None:
    """The correction of a task ascribed to an office that has no part in it."""
    if desk.question.negated or len(desk.evidence.topic) < 2 or not desk.offices():
        return None
    every = ranked(desk, in_scope(desk, desk.tasks()))
    return (
        (_not_leading(desk, every) or _not_theirs(desk, every) or _not_named(desk, every)) if every else None
    )


def _not_leading(desk: Desk, every: tuple[Scored, ...]) -> Draft | None:
    """The correction where an office is said to lead a task that it only has a part in."""
    offices, best = _said_to_lead(desk), every[0]
    if not offices or best.coverage < ENOUGH or _asks_for_all(desk) or not best.task.leads:
        return None
    own = _own_coverage(desk, every, offices, Role.LEAD)
    if own >= OWN * best.coverage or _leads(desk, best.task, offices):
        return None
    return wrong_office(desk, offices, best)


def _said_to_lead(desk: Desk) -> tuple[str, ...]:
    """The first office right before "chủ trì", "phụ trách" and the like, or after "Khi chủ trì …,"."""
    reading = desk.question.reading
    return next(
        (
            mention.agency_ids
            for mention in desk.question.agencies
            if _LEADS.search(Folded.of(reading[mention.span.end :]).text)
            or _WHILE_LEADING.search(Folded.of(reading[: mention.span.start]).text)
        ),
        (),
    )


def _not_theirs(desk: Desk, every: tuple[Scored, ...]) -> Draft | None:
    """The correction where the question says that an office has the task."""
    offices = _ascribed(desk)
    own = _own_coverage(desk, every, offices)
    enough = ELSEWHERE if own > ALMOST_NONE else ENOUGH
    if not offices or every[0].coverage < enough or own >= OWN * every[0].coverage:
        return None
    return None if _involved(desk, every[0], offices) else wrong_office(desk, offices, every[0])


def _not_named(desk: Desk, every: tuple[Scored, ...]) -> Draft | None:
    """The correction where the question only names an office with a task that is quite another's."""
    offices, best = _acting(desk), every[0]
    intent, score = desk.question.intents.scores[0]
    asks = desk.question.role is Role.LEAD or (intent in _OF_A_TASK and score >= ASKED)
    asks = asks and desk.question.role is not Role.PARTNER  # "Đài phối hợp với ai" gives it no task
    if not offices or not asks or best.coverage < SURELY or _asks_for_all(desk):
        return None
    if _own_coverage(desk, every, offices) > HARDLY * best.coverage or _involved(desk, best, offices):
        return None
    return wrong_office(desk, offices, best)


def _asks_for_all(desk: Desk) -> bool:
    """Whether everything an office has to do is asked for: the words beside its name are hardly a topic."""
    asks = desk.question.intent is Intent.DUTY and not desk.claimed.whole
    return asks and any(holds(desk, name) for name in desk.offices())


def _acting(desk: Desk) -> tuple[str, ...]:
    """The first office that the question names as one that does something; the province is everywhere."""
    question, holders = desk.question, set(desk.offices())
    for mention in question.agencies:
        before = Folded.of(question.reading[: mention.span.start]).text
        if not holders.isdisjoint(mention.agency_ids) and not _IN_PASSING.search(before):
            return mention.agency_ids if _acts(desk, mention.agency_ids) else ()
    return ()


def _acts(desk: Desk, offices: Sequence[str]) -> bool:
    """Whether all of these are offices with work of their own."""
    found = (desk.agencies.get(name) for name in offices)
    return all(a is not None and a.kind in _ACTING_KINDS for a in found)


def _ascribed(desk: Desk) -> tuple[str, ...]:
    """The first office that the question gives a task to ("giao cho …", "… phải", "… chủ trì")."""
    question = desk.question
    holders = set(desk.offices())
    given = desk.claimed.words if desk.claimed.whole else ()
    for mention in question.agencies:
        before = Folded.of(question.reading[: mention.span.start]).text
        after = Folded.of(question.reading[mention.span.end :]).text
        if holders.isdisjoint(mention.agency_ids) or _CIRCUMSTANCE.search(before):
            continue
        if question.presumes and (_GIVEN_TO.search(before) or _ACTS.search(after)):
            return mention.agency_ids
        if (
            given
            and _acts(desk, mention.agency_ids)
            and (_BY.search(before) or any(c.startswith(Folded.of(mention.text).text) for c in given))
        ):
            return mention.agency_ids
        if _LEADS.search(after) and question.role is Role.LEAD:
            return mention.agency_ids
    return ()


def _involved(desk: Desk, item: Scored, offices: tuple[str, ...]) -> bool:
    """Whether one of the offices leads the task, alone or within a group, or is named in it."""
    groups = desk.groups(offices)
    named = {name for name in (*item.task.partners, *item.action.partners) if name not in groups}
    words = (desk.words(item.task.document, span) for span in (item.task.lead, item.action.span))
    said = desk.agencies.find("\n".join(words))  # "Ban Chỉ đạo (Cơ quan thường trực là Sở …)"
    named |= {name for mention in said for name in mention.agency_ids} - groups
    return _leads(desk, item.task, offices) or not named.isdisjoint({*offices, *_members(desk, offices)})


def _leads(desk: Desk, task: Task, offices: tuple[str, ...]) -> bool:
    """Whether one of the offices leads the task, alone, within a group or through a member."""
    return not {*offices, *desk.groups(offices), *_members(desk, offices)}.isdisjoint(task.leads)


def _members(desk: Desk, offices: tuple[str, ...]) -> set[str]:
    return {member.id for name in offices for member in desk.agencies.members(name)}


def _own_coverage(
    desk: Desk, every: tuple[Scored, ...], offices: tuple[str, ...], role: Role = Role.ANY
) -> float:
    mine = set(desk.tasks_of(offices, role))
    return max((item.coverage for item in every if item.task in mine), default=0.0)


def wrong_sender(desk: Desk) -> Draft | None:
    """The correction of a report that an office is said to owe, and others do."""
    offices = _ascribed(desk)
    if desk.question.intent is not Intent.REPORT or not offices:
        return None
    found = fitting(desk)
    if not found or any({*r.senders} & {*offices, *desk.groups(offices)} for r in found):
        return None
    return _not_sender(desk, offices, found[0])


def fitting(desk: Desk) -> Sequence[Report]:
    """The reports of the frequency asked about; every report where none is named or none has it."""
    every = desk.reports()
    wanted = "tháng" if monthly(desk) else frequency(desk).removeprefix("hàng ")
    return [r for r in every if wanted and wanted in desk.words(r.document, r.when).lower()] or every


def _not_sender(desk: Desk, offices: tuple[str, ...], report: Report) -> Draft:
    senders = ", ".join(map(desk.name, report.senders))
    text = messages.NOT_SENDER.format(asked=", ".join(map(desk.asked_name, offices)), senders=senders)
    source = Source(report.document, report.anchor, report.span)
    told = f"**{report.place}**: {desk.words(report.document, report.span)}"
    claims = (DraftClaim(text, (source,), echoes=offices), DraftClaim(told, (source,), depth=1))
    return correction(*claims)
