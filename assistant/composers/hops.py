"""Questions in two steps: "cơ quan chủ trì chuyển đổi số còn phải làm gì?": first who, then what of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Status
from assistant.composers.ranking import matching
from assistant.composers.standing_office import standing_offices
from assistant.composers.wording import task_claims
from assistant.desk import Desk, anchors_of, partners_of
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from knowledge.facts import Task
from knowledge.text import Folded

_OFFICE = r"(?:co quan|don vi|so|nganh|ben|noi|cho|to chuc|ban nao|body|office|agency|department|unit)"
_DESCRIBES = re.compile(rf"^\W*(?:(?:cho|xin) hoi\s+|vay\s+|the\s+)?(?:cai\s+|nhung\s+)?{_OFFICE}\b")
_JOINT = re.compile(
    r"[,;:.]\s+|\s+(?=(?:con|thi|va|cung|dong thoi|ngoai ra|chu tri|phu trach|cam trich|cam chich)\b)"
)
_ANAPHOR = re.compile(
    r"^(?:(?:thi|va|ma|vay|trong|con|chinh)\s+)*"
    rf"(?:do la {_OFFICE}(?: nao)?(?: va)?|{_OFFICE} (?:do|ay|nay|kia)|ho|no|they|it)\b"
)
_ANYWHERE = re.compile(
    rf"\b(?:{_OFFICE} (?:do|ay)|ho(?= (?:lam|lo|cam|chu|phu|con|phai|duoc|co)\b)|it|they)\b"
)
_GOES_ON = re.compile(r"^(?:thi\s+)?(?:con|cung|ngoai ra|dong thoi|chu tri|phu trach|cam trich|cam chich)\b")
_PARTNER = re.compile(r"\b(?:di chung|lam chung|phoi hop|cung lam|sat canh)\b")
_STANDING = re.compile(r"\bthuong truc\b")
_BOTH = re.compile(r"\bvua (?P<one>.+?)[,\s]+(?:vua|lai|va ca) (?P<two>.+)$")
_LED = re.compile(r"^\W*(?:chu tri|phu trach|cam trich|cam chich|lo)\b")
_COLLECTS_REPORTS = re.compile(r"\b(?:nhan|gom|tong hop|thu)\b.*\bbao cao\b")

ENOUGH = 0.3
"""Coverage of a description by a task from which it describes the task's office."""


@dataclass(frozen=True, slots=True)
class _Office:
    """An office that a question describes instead of naming it, and what shows that it is meant."""

    id: str
    coverage: float
    proof: tuple[DraftClaim, ...]


def two_steps(desk: Desk) -> Draft | None:
    """The answer about the office that one half of a question describes; passes on other questions."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    if not _DESCRIBES.search(folded.text):
        return None
    if match := _BOTH.search(folded.text):
        halves = (folded.span(*match.span(name)).of(reading) for name in ("one", "two"))
        return _both(desk, *halves)
    found = [
        (office, rest)
        for does, rest in _halves(folded, reading)
        if (office := _described(desk, does)) and office.id not in desk.offices()
    ]
    for office, rest in sorted(found, key=lambda item: -item[0].coverage):
        second = desk.reopen(f"{desk.name(office.id)} {rest}").compose()
        if second and second.status is Status.ANSWERED and _is_of(desk, office.id, second):
            claims = tuple(dict.fromkeys((*office.proof, *second.answering)))
            return replace(second, claims=claims, composer="register", core=0)
    return None


def _is_of(desk: Desk, office: str, draft: Draft) -> bool:
    """Whether the draft tells of a task or a report of the office."""
    cited = {source.anchor for source in draft.sources}
    of_tasks = {anchor for task in desk.tasks_of((office,)) for anchor in anchors_of(task)}
    reports = desk.reports()
    return bool(cited & of_tasks) or any(r.anchor in cited and office in r.receivers for r in reports)


def _halves(folded: Folded, reading: str) -> Iterator[tuple[str, str]]:
    """Each way to part the question into a description and what is asked of the office described."""
    for joint in _JOINT.finditer(folded.text):
        before, rest = folded.text[: joint.start()], folded.text[joint.end() :]
        refers = _ANAPHOR.search(rest)
        linked = _GOES_ON.search(rest) or refers or _ANYWHERE.search(rest) or ":" in joint.group()
        if not before or not linked or len(rest.split()) < 3 or _only_led(before, rest):
            continue
        start = joint.end() + (refers.end() if refers else 0)
        if start < len(folded.text):
            does = folded.span(0, joint.start()).of(reading)
            yield does, _without_anaphor(folded.span(start, len(folded.text)).of(reading))


def _only_led(before: str, rest: str) -> bool:
    """Whether the parting is before a mere verb: "cơ quan nào | chủ trì …" describes nothing so far."""
    led = _GOES_ON.search(rest) and _LED.search(rest)
    return bool(led) and not _STANDING.search(before) and not _PARTNER.search(before)


def _without_anaphor(words: str) -> str:
    folded = Folded.of(words)
    match = _ANYWHERE.search(folded.text)
    if not match:
        return words
    span = folded.span(*match.span())
    return f"{words[: span.start]} {words[span.end :]}"


def _described(desk: Desk, does: str) -> _Office | None:
    """The office that fits a description: by its standing, as who gets a report, or by its tasks."""
    plain = Folded.of(does).text
    if _STANDING.search(plain):
        return _standing(desk)
    first = desk.reopen(does)
    if first.question.intent is Intent.REPORT or _COLLECTS_REPORTS.search(plain):
        return _receiver(first)
    return _by_task(first, partner=bool(_PARTNER.search(plain)))


def _standing(desk: Desk) -> _Office | None:
    """The office that the plan calls the standing one ("Cơ quan thường trực là …")."""
    found = next(standing_offices(desk), None)
    return _Office(found[1], 1.0, tuple(task_claims(desk, found[0], short=True))) if found else None


def _receiver(desk: Desk) -> _Office | None:
    """Who gets the report that everyone sends every year."""
    every = desk.reports()
    dated = [r for r in every if "/" in desk.words(r.document, r.when) and r.receivers]
    if not dated:
        return None
    report = dated[0]
    words = desk.words(report.document, report.span)
    claim = DraftClaim(f"**{report.place}**: {words}", (Source(report.document, report.anchor, report.span),))
    return _Office(report.receivers[0], 1.0, (claim,))


def _by_task(desk: Desk, *, partner: bool) -> _Office | None:
    """The office of the task that a description tells of."""
    if not desk.question.topic:
        return None
    named = desk.offices()
    pool = desk.tasks_of(named) or tuple(desk.tasks())
    for item in matching(desk, pool, enough=ENOUGH):
        for office in partners_of(item.task) if partner else item.task.leads:
            if _carries_duties(desk, office) and office not in named:
                proof = tuple(task_claims(desk, item.task, (item.action.anchor,), short=True))
                return _Office(office, item.coverage, proof)
    return None


def _carries_duties(desk: Desk, office: str) -> bool:
    agency = desk.agencies.get(office)
    return bool(agency and agency.duty_holder and agency.kind != "group")


def _both(desk: Desk, one: str, two: str) -> Draft | None:
    """The office that leads two things at once."""
    first, second = (desk.reopen(half) for half in (one, two))
    pairs = [
        (a.coverage + b.coverage, a, b)
        for a in matching(first, desk.tasks(), close=0.5)
        for b in matching(second, desk.tasks(), close=0.5)
        if set(a.task.leads) & set(b.task.leads)
    ]
    if not pairs:
        return None
    _, a, b = max(pairs, key=lambda pair: pair[0])
    tasks: dict[Task, list[str]] = {}
    for item in (a, b):
        tasks.setdefault(item.task, []).append(item.action.anchor)
    claims = [claim for task, anchors in tasks.items() for claim in task_claims(desk, task, anchors)]
    return Draft(
        Status.ANSWERED,
        tuple(claims),
        "register",
        fit=min(a.coverage, b.coverage),
        tasks=tuple(task.anchor for task in tasks),
    )
