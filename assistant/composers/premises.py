"""What a question takes for granted and the texts say otherwise: who issued, who leads, how much, by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant import messages
from assistant.answer import Status
from assistant.composers.duties import ELSEWHERE, wrong_office
from assistant.composers.ranking import Scored, ranked
from assistant.composers.scope import frequency, has_deadline
from assistant.composers.targets import targets
from assistant.composers.wording import place_sources, row_claim, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.understanding.intents import Intent
from assistant.understanding.question import Role
from knowledge.document import Span
from knowledge.facts import Action, Task
from knowledge.text import Folded, syllables

_MADE = r"(?:bieu quyet |da |moi )*(?:thong qua|ban hanh|ky|phe duyet|duyet|soan|lam ra)"
_MADE_BY = re.compile(rf"^\W*{_MADE}\b")
_BY = re.compile(r"\b(?:do|boi|duoc|by)\W*$")
_MADE_BEFORE = re.compile(rf"\b{_MADE}(?: \S+){{0,3}} (?:do|boi|cua|by)\W*$")
_PLAN = re.compile(r"\b(?:ke hoach(?: nay| 127|\b)|van ban nay|ban nay|plan)\b")
_ISSUERS = ("ubnd-tinh", "chu-tich-ubnd-tinh")
_DONE_BY = re.compile(
    r"\b(?:xong|hoan thanh|han|ket thuc|truoc|trong nam|den nam|phai nop|due|finished|deadline)\b"
)
_BECOMES = re.compile(
    r"\b(?:chuyen|doi|bien|tro|nang|sap nhap|hop nhat|turn\w*|convert\w*)\b.{0,70}?(?<!hoan )(?<!hinh )(?<!cau )"
    r"\bthanh (?!vien|lap|pho\b|phan|tich|cong\b(?! ty)|tra\b|toan|nien|the\b|quyet|thi\b|ra\b)"
    r"(?P<what>(?:[^\W_]+\s?){2,6})"
)

_GIVEN_TO = re.compile(
    r"\b(?:giao|bat|buoc|yeu cau|phan cong|put|makes?|gives?)(?: viec| trach nhiem)?(?: cho| to)?\W*$"
)
_ACTS = re.compile(
    r"^\W*(?:lai |da |duoc |bi |se |cung )*(?:phai|chu tri|phu trach|dung dau|lo|lam|bo tri|trinh|dua|to chuc|xay dung"
    r"|bao cao|dao tao|quan ly|giai quyet|thuc hien|duoc giao|tham muu|huong dan|put|lead|in charge|responsible)\b"
)
_LEADS = re.compile(r"^\W*(?:duoc giao |la (?:co quan|don vi) )?(?:chu tri|phu trach|dung dau|lead)\b")
_CIRCUMSTANCE = re.compile(r"\b(?:phoi hop|cung|voi|gui|ve|den|toi|cua|cho den|nhu)\W*$")
_EACH = re.compile(
    r"\b(?:moi|tung|tat ca(?: cac)?) (xa|phuong|thon|buon|ap|huyen|tinh|lang)\b"
    r"|\b(xa|phuong|thon|buon|ap|huyen|tinh|lang) nao cung\b|\bevery (commune|village|ward)\b"
)

ENOUGH = 0.4
ALMOST_NONE = 0.15
"""An office whose own tasks cover less than ALMOST_NONE is corrected from ENOUGH of another's on."""

SHARED = 3
"""Words that a question about something turning into another thing shares with the text."""

SURE = 0.45
"""Coverage of the topic from which a task is what the question speaks of."""

OWN = 0.7
"""An office's own task that covers so much of what the best one covers may be the one meant."""

ALIKE = 0.34
"""Part of the words of what something becomes that must agree with the text."""


def premises(desk: Desk) -> Draft | None:
    """The correction of what the question takes for granted; nothing where the texts agree or say nothing."""
    for check in _CHECKS:
        if draft := check(desk):
            return draft
    return None


def _maker(desk: Desk) -> Draft | None:
    """The plan ascribed to an office that did not issue it."""
    question = desk.question
    makers = [m for m in question.agencies if _made_by(question.reading, m.span)]
    if not makers:
        return None
    office = makers[0].agency_ids
    if question.instruments:
        return _other_maker(desk, office)
    about_plan = _made_plan(question.reading, makers[0].span)
    return _not_made_by(desk, office[0]) if about_plan and not set(office) & set(_ISSUERS) else None


def _made_plan(reading: str, office: Span) -> bool:
    """Whether what the office is said to have made is the plan: named just before it or just after."""
    before = Folded.of(reading[: office.start]).text[-30:]
    after = Folded.of(reading[office.end :]).text[:40]
    return bool(_PLAN.search(before) or _PLAN.search(after))


def _other_maker(desk: Desk, office: tuple[str, ...]) -> Draft | None:
    """An instrument ascribed to an office, where the plan names another beside it."""
    numbers = {number for item in desk.question.instruments for number in item.numbers}
    every = (r for doc in desk.library.plan_documents for r in desk.library.facts(doc.number).references)
    for reference in every:
        clause = desk.words(reference.document, reference.clause)
        _, _, after = clause.partition(reference.number)
        makers = {name for mention in desk.agencies.find(after[:120]) for name in mention.agency_ids}
        if reference.number in numbers and " của " in after[:60] and makers and not makers & set(office):
            text = messages.NOT_FIGURE_PLAIN.format(asked=desk.name(office[0]), stated=clause.rstrip(" ;"))
            source = Source(reference.document, reference.anchor, reference.clause)
            claim = DraftClaim(text, (source,), echoes=tuple(office))
            return Draft(Status.FALSE_PREMISE, (claim,), "register", topical=False)
    return None


def _made_by(reading: str, office: Span) -> bool:
    """Whether the words around an office say that it issued, passed or signed something."""
    after = Folded.of(reading[office.end :]).text
    before = Folded.of(reading[: office.start]).text
    if _MADE_BEFORE.search(before):
        return True
    verb = _MADE_BY.search(after)
    return bool(verb and (_BY.search(before) or "thong qua" in verb.group() or "ky" in verb.group().split()))


def _not_made_by(desk: Desk, office: str) -> Draft | None:
    for document in desk.library.plan_documents:
        for found in desk.library.facts(document.number).particulars:
            if found.kind == "signed_for":
                lines = [line.strip() for line in desk.words(found.document, found.span).split("\n")]
                right = messages.SIGNED.format(value=lines[-1], title=" – ".join(filter(None, lines[:-1])))
                text = messages.NOT_MADE.format(asked=desk.name(office), issuer=lines[0], signer=right)
                source = Source(found.document, found.anchor, found.span)
                claim = DraftClaim(text, (source,), echoes=(office,))
                return Draft(Status.FALSE_PREMISE, (claim,), "register", topical=False)
    return None


def _office(desk: Desk) -> Draft | None:
    """A task ascribed to an office that has no part in it."""
    offices = _ascribed(desk)
    if not offices or desk.question.negated or len(desk.evidence.topic) < 2:
        return None
    every = ranked(desk, desk.tasks())
    own = _own_coverage(desk, every, offices)
    enough = ELSEWHERE if own > ALMOST_NONE else ENOUGH
    if not every or every[0].coverage < enough or own >= OWN * every[0].coverage:
        return None
    return None if _involved(desk, every[0], offices) else wrong_office(desk, offices, every[0])


def _ascribed(desk: Desk) -> tuple[str, ...]:
    """The first office that the question gives a task to ("giao cho …", "… phải", "… chủ trì")."""
    question = desk.question
    holders = set(desk.offices())
    for mention in question.agencies:
        before = Folded.of(question.reading[: mention.span.start]).text
        after = Folded.of(question.reading[mention.span.end :]).text
        if holders.isdisjoint(mention.agency_ids) or _CIRCUMSTANCE.search(before):
            continue
        if question.presumes and (_GIVEN_TO.search(before) or _ACTS.search(after)):
            return mention.agency_ids
        if _LEADS.search(after) and question.role is Role.LEAD:
            return mention.agency_ids
    return ()


def _involved(desk: Desk, item: Scored, offices: tuple[str, ...]) -> bool:
    """Whether one of the offices leads the task, alone or within a group, or is named in it."""
    groups = {g for name in offices if (agency := desk.agencies.get(name)) for g in agency.member_of}
    members = {m.id for name in offices for m in desk.agencies.members(name)}
    named = {name for name in (*item.task.partners, *item.action.partners) if name not in groups}
    said = desk.agencies.find(desk.words(item.task.document, item.action.span))
    named |= {name for mention in said for name in mention.agency_ids} - groups
    return bool(({*item.task.leads} & {*offices, *groups, *members}) or named & {*offices, *members})


def _own_coverage(desk: Desk, every: tuple[Scored, ...], offices: tuple[str, ...]) -> float:
    mine = set(desk.tasks_of(offices))
    return max((item.coverage for item in every if item.task in mine), default=0.0)


def _sender(desk: Desk) -> Draft | None:
    """A report that an office is said to owe, and others do."""
    question = desk.question
    offices = _ascribed(desk)
    if question.intent is not Intent.REPORT or not offices:
        return None
    every = [r for doc in desk.library.plan_documents for r in desk.library.facts(doc.number).reports]
    groups = {g for name in offices if (agency := desk.agencies.get(name)) for g in agency.member_of}
    monthly = "thang" in Folded.of(question.reading).text.split()
    wanted = "tháng" if monthly else frequency(desk).removeprefix("hàng ")
    fitting = [r for r in every if wanted and wanted in desk.words(r.document, r.when).lower()] or every
    if any({*r.senders} & {*offices, *groups} for r in fitting):
        return None
    for report in fitting[:1]:
        senders = ", ".join(desk.name(name) for name in report.senders)
        text = messages.NOT_SENDER.format(asked=", ".join(map(desk.name, offices)), senders=senders)
        source = Source(report.document, report.anchor, report.span)
        whole = DraftClaim(
            f"**{report.place}**: {desk.words(report.document, report.span)}", (source,), depth=1
        )
        claim = DraftClaim(text, (source,), echoes=tuple(offices))
        return Draft(Status.FALSE_PREMISE, (claim, whole), "register", topical=False)
    return None


def _figure(desk: Desk) -> Draft | None:
    """A figure that a target does not have."""
    question = desk.question
    if not question.figures or not (question.years or question.presumes):
        return None
    draft = targets(desk)
    return draft if draft and draft.status is Status.FALSE_PREMISE and draft.fit >= SURE else None


def _level(desk: Desk) -> Draft | None:
    """Something said to hold for each commune or village, where the text says it of each district."""
    asked = _EACH.search(Folded.of(desk.question.reading).text)
    if not asked or not (desk.question.presumes or desk.question.yes_no):
        return None
    for hit in desk.evidence.hits[:3]:
        words = hit.passage.span.of(desk.document(hit.passage.document).text)
        said = _EACH.search(Folded.of(words).text)
        if said and hit.score >= SURE and _unit(asked) != _unit(said):
            source = Source(hit.passage.document, hit.passage.anchor, hit.passage.span)
            claim = DraftClaim(messages.NOT_EACH.format(asked=asked.group().strip(), stated=words), (source,))
            return Draft(
                Status.FALSE_PREMISE, (claim,), "register", topical=False, tasks=(hit.passage.anchor,)
            )
    return None


def _unit(match: re.Match[str]) -> str:
    return next(word for word in match.groups() if word)


def _year(desk: Desk) -> Draft | None:
    """A year by which a task is said to be done, where the annex prints another time."""
    question = desk.question
    plain = Folded.of(question.reading).text
    if not question.years or not (question.presumes or question.yes_no) or not _DONE_BY.search(plain):
        return None
    for item in ranked(desk, desk.tasks())[:1]:
        task = item.task if item.task.deadline else desk.twin(item.task)
        if item.coverage < SURE or task is None or task.deadline is None:
            return None
        asked = [str(year) for year in question.years]
        if any(has_deadline(desk, task, year) for year in asked) or not _has_year(
            desk, task.document, task.deadline
        ):
            return None
        text = messages.NOT_DEADLINE.format(
            asked=f"năm {', '.join(asked)}", stated=desk.words(task.document, task.deadline)
        )
        claim = DraftClaim(text, place_sources(desk, (task,)), echoes=tuple(asked))
        return Draft(
            Status.FALSE_PREMISE,
            (claim, row_claim(desk, task)),
            "register",
            fit=item.coverage,
            tasks=(task.anchor,),
        )
    return None


def _has_year(desk: Desk, document: str, span: Span) -> bool:
    return bool(re.search(r"\d{4}", desk.words(document, span)))


def _becoming(desk: Desk) -> Draft | None:
    """Something said to turn into another thing than the text says."""
    reading = desk.question.reading
    folded = Folded.of(reading)
    asked = _BECOMES.search(folded.text)
    if not asked:
        return None
    about = set(folded.text[: asked.start()].split())
    shared, task, action = max(
        ((_shared(desk, about, task, action), task, action) for task, action in _turning(desk)),
        key=lambda item: item[0],
        default=(0, None, None),
    )
    if task is None or action is None or shared < SHARED:
        return None
    said = _becomes(desk.words(task.document, action.span))
    if max(_alike(set(asked["what"].split()), thing) for thing in said) >= ALIKE:
        return None
    typed = folded.span(*asked.span("what")).of(reading).strip()
    source = Source(task.document, action.anchor, action.span)
    claim = DraftClaim(messages.NOT_BECOMING.format(asked=typed), (source,))
    rest = task_claims(desk, task, (action.anchor,))
    return Draft(Status.FALSE_PREMISE, (claim, *rest), "register", topical=False, tasks=(task.anchor,))


def _turning(desk: Desk) -> Iterator[tuple[Task, Action]]:
    """The actions that turn something into something."""
    for task in desk.tasks():
        for action in task.actions:
            if any(_becomes(desk.words(task.document, action.span))):
                yield task, action


def _shared(desk: Desk, about: set[str], task: Task, action: Action) -> int:
    return len(about & set(Folded.of(desk.words(task.document, action.span)).text.split()))


def _becomes(words: str) -> Iterator[set[str]]:
    """The words after each "thành" that means "into"."""
    for match in _BECOMES.finditer(Folded.of(words).text):
        yield set(syllables(match["what"]))


def _alike(asked: set[str], said: set[str]) -> float:
    return len(asked & said) / len(asked) if asked else 1.0


_CHECKS: tuple[Callable[[Desk], Draft | None], ...] = (
    _maker,
    _sender,
    _becoming,
    _office,
    _figure,
    _year,
    _level,
)
