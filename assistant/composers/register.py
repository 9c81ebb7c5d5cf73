"""Which composers are tried for which kind of question, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.composers.compare import compare
from assistant.composers.counts import counts
from assistant.composers.duties import duties
from assistant.composers.extractive import extractive
from assistant.composers.fields import FIELD_OF, asked_fields, field, whole_task
from assistant.composers.filters import rows_by_value
from assistant.composers.hops import two_steps
from assistant.composers.particulars import basis, particulars, plan_validity
from assistant.composers.places import places
from assistant.composers.premises import premises
from assistant.composers.ranking import bullet_of
from assistant.composers.recipients import recipients, without_reports
from assistant.composers.references import definitions, references
from assistant.composers.reports import reports
from assistant.composers.requirements import requirements
from assistant.composers.runner_up import with_runner_up
from assistant.composers.same_year import same_year
from assistant.composers.targets import targets
from assistant.composers.two_parts import two_parts
from assistant.desk import Desk, anchors_of
from assistant.draft import Draft
from assistant.understanding.intents import Intent, Ranked
from knowledge.facts import Task
from knowledge.text import Folded

Compose = Callable[[Desk], Draft | None]

ORDER: dict[Intent, tuple[Compose, ...]] = {
    Intent.DUTY: (rows_by_value, duties, extractive),
    Intent.WHO: (field, extractive),
    Intent.PARTNER: (rows_by_value, field, extractive),
    Intent.DEADLINE: (rows_by_value, field, extractive),
    Intent.PRODUCT: (rows_by_value, field, extractive),
    Intent.TARGET: (targets, extractive),
    Intent.COUNT: (counts, extractive),
    Intent.REPORT: (reports, extractive),
    Intent.REFERENCE: (references, extractive),
    Intent.POLICY: (duties, extractive),
    Intent.DEFINITION: (definitions, extractive),
    Intent.COMPARE: (compare, extractive),
    Intent.SIGNER: (particulars, extractive),
    Intent.DATE: (particulars, extractive),
    Intent.NUMBER: (particulars, extractive),
    Intent.ISSUER: (particulars, extractive),
    Intent.TITLE: (particulars, extractive),
    Intent.RECIPIENT: (particulars,),
    Intent.STRUCTURE: (duties, places, extractive),
    Intent.VALIDITY: (plan_validity, references),
    Intent.CONTENT: (duties, extractive),
}


_OR = re.compile(r"\bhay (?:la )?(?:\S+ ){0,6}(?:lam|lo|chu tri|hay|ca hai)\b|\bor\b")
""" "Huyện làm hay Liên minh làm" asks what each of them does."""

_WHICH_COMES = re.compile(
    r"\b(?:truoc|som|muon|sau|lau|nhieu|it|cao|thap|dong)(?: thanh vien)? hon\b"
    r"|\b(?:cai|viec|ben) nao (?:phai |can )?(?:xong |lam |hoan thanh )?truoc\b"
    r"|\bfirst\b.*\b(?:or|hoac|hay)\b|\b(?:earlier|sooner|later)\b"
)
""" "Bên nào xong trước", "bên nào nhiều hơn" weighs one against the other."""

_LISTS_TASKS = re.compile(r"\b(?:danh sach|liet ke|ke ra)(?: (?:cac|nhung|het|ra))* (?:nhiem vu|viec|dong)\b")
LISTING = 0.5
"""Score of an intent below which a list of tasks is what is asked for."""

_SENDS_THE_PLAN = re.compile(
    r"\b(?:ke hoach|van ban|ban)(?: nay| 127)?(?: co| duoc| phai| thi)* (?:gui|goi|chuyen)\b"
)
""" "Kế hoạch này gửi báo cáo lên ai?" asks for recipients, not for a duty to report."""

_SENT = re.compile(
    r"\b(?:gui|goi|luu|nhan|copy)\b(?: \S+){0,4} (?:ke hoach|van ban) nay\b|\bnoi nhan\b"
    r"|\b(?:ke hoach|van ban) nay(?: \S+){0,3} (?:gui|goi|chuyen|luu|nhan)\b"
)
""" "Kế hoạch này được lưu ở bộ phận nào?" asks for recipients, whatever else is named."""

_OF_A_LAW = re.compile(r"\b(?:luat|nghi dinh|thong tu)\b")
""" "Điều 100 Luật Đất đai" is no place of the plan."""

_A_TEXT = re.compile(r"\b(?:van ban|cong van|to trinh|bien ban|hop dong)\b(?! (?:nay|127))")
_WHICH_TEXT = re.compile(
    r"\b(?:quyet dinh|nghi dinh|thong tu|nghi quyet|chi thi)(?: so)? (?:may|bao nhieu|nao|gi)\b"
)
""" "Mô hình điểm là quyết định số mấy" asks for an instrument, whatever kind of question it looks like."""

_CARRIES_OUT = re.compile(
    r"\b(?:ai|(?:so|ben|noi|don vi|co quan|nganh) nao)(?: \S+){0,2}? "
    r"(?:chi dao|thuc hien|trien khai|chu tri|phu trach|theo doi|dam nhan|chiu trach nhiem|lo|lam"
    r"|huong dan)\b"
)
""" "Mô hình theo quyết định 167 do sở nào chỉ đạo" asks who has the task that names the instrument."""

_WHICH_ROWS = re.compile(r"\b(?:dong|hang|dau viec|nhiem vu) (?:nao|may)\b")
""" "Những dòng nào do Liên minh đứng đầu" asks for tasks, whatever kind of question it looks like."""

_ABOUT_A_TEXT = (
    Intent.CONTENT,
    Intent.TITLE,
    Intent.DATE,
    Intent.NUMBER,
    Intent.ISSUER,
    Intent.SIGNER,
    Intent.STRUCTURE,
)
"""With an instrument named, these ask about it and not about the plan."""


_OF_AN_OFFICE = (
    Intent.TARGET,
    Intent.CONTENT,
    Intent.POLICY,
    Intent.TITLE,
    Intent.ISSUER,
    Intent.DEFINITION,
    Intent.STRUCTURE,
)
"""With an office named, these most often ask for its duties in other words."""


def compose(desk: Desk) -> Draft | None:
    """The first draft for the kind of question it seems to be, else for the second likeliest kind."""
    found = _composed(desk) or _of_second_kind(desk)
    return with_runner_up(desk, found) if found else None


def _of_second_kind(desk: Desk) -> Draft | None:
    """The draft for the second likeliest kind of question, where it is likely enough."""
    scores = desk.question.intents.scores
    if len(scores) < 2 or scores[1][1] < ALSO:
        return None
    return _composed(_asking(desk, *scores[1]))


def _asking(desk: Desk, intent: Intent, score: float) -> Desk:
    """The desk, its question taken to be of another kind, so surely."""
    others = tuple(other for other in desk.question.intents.scores if other[0] is not intent)
    return replace(desk, question=replace(desk.question, intents=Ranked(((intent, score), *others))))


def _lead(desk: Desk) -> Draft | None:
    """Who has the task, whatever kind of question it seems to be."""
    return field(_asking(desk, Intent.WHO, desk.question.intents.scores[0][1]))


def _composed(desk: Desk) -> Draft | None:
    """The first draft that a composer for this kind of question offers."""
    if found := same_year(desk) or premises(desk) or two_steps(desk) or two_parts(desk):
        return found
    if kept := requirements(desk):
        return kept
    if _asks_recipients(desk):
        return recipients(desk)
    return basis(desk) or _supported(desk, _with_places(desk, _order(desk)))


def _asks_recipients(desk: Desk) -> bool:
    """Whether it is asked where the plan goes, whatever else is named."""
    intent, plain = desk.question.intent, without_reports(desk)
    reported = intent is Intent.REPORT and _SENDS_THE_PLAN.search(plain)
    return bool(reported or (intent is Intent.RECIPIENT and _SENT.search(plain)))


def _order(desk: Desk) -> tuple[Compose, ...]:
    """The composers for a question, the likeliest first."""
    question, plain = desk.question, Folded.of(desk.question.reading).text
    order = _by_intent(desk)
    if _guessed_field(desk) or _guessed_structure(desk):
        order = (extractive, *order)
    if _LISTS_TASKS.search(plain) and question.intents.scores[0][1] < LISTING:
        order = (rows_by_value, *order)
    if _WHICH_COMES.search(plain):
        order = (compare, *order)
    if len(asked_fields(desk)) > 1:
        order = (whole_task, *order)
    if len(desk.offices()) > 1 and _OR.search(plain):
        order = (compare, *order)
    order = (*_of_texts(desk, plain), *order)
    of_plan = not question.instruments and not _OF_A_LAW.search(plain)
    if of_plan and question.places and not any(place.anchors for place in question.places):
        order = (places, *order)
    rows = not question.topic and _WHICH_ROWS.search(plain)
    if desk.offices() and (question.intent in _OF_AN_OFFICE or rows):
        order = (duties, *order)
    return order


def _of_texts(desk: Desk, plain: str) -> tuple[Compose, ...]:
    """What tells of an instrument that is named or asked for: who carries it out, or the text itself."""
    if _about_a_text(desk, plain):
        return (references,)
    question = desk.question
    named = question.intent is Intent.REFERENCE and question.instruments
    return (_lead,) if named and _CARRIES_OUT.search(plain) else ()


def _about_a_text(desk: Desk, plain: str) -> bool:
    """Whether an instrument is named and asked about, or it is asked which one it is, and nothing else."""
    question = desk.question
    if question.instruments:
        return question.intent in _ABOUT_A_TEXT
    return bool(_WHICH_TEXT.search(plain)) and not asked_fields(desk)


def _by_intent(desk: Desk) -> tuple[Compose, ...]:
    """The composers for the kind of question; the plan's own day and number are not another text's."""
    order = ORDER.get(desk.question.intent, (extractive,))
    return (extractive,) if particulars in order and _of_another_text(desk) else order


def _of_another_text(desk: Desk) -> bool:
    """Whether the day or number of a text by an office is asked for, and the plan is not spoken of."""
    plain = Folded.of(desk.question.reading).text
    return bool(desk.offices() and _A_TEXT.search(plain)) and "ke hoach" not in plain


def _guessed_field(desk: Desk) -> bool:
    """Whether a field of a task is asked for by a faint guess alone: no word of the question asks for one."""
    question = desk.question
    faint = question.intent in FIELD_OF and question.intents.scores[0][1] < FAINT
    return faint and not asked_fields(desk) and not desk.offices()


def _guessed_structure(desk: Desk) -> bool:
    """Whether the parts of the plan are asked for by a faint guess, and the question names a matter."""
    question = desk.question
    faint = question.intent is Intent.STRUCTURE and question.intents.scores[0][1] < FAINT
    return faint and len(desk.evidence.topic) > 1 and not question.places


def _with_places(desk: Desk, order: Sequence[Compose]) -> Sequence[Compose]:
    """Of several places each is told; what one place says comes before passages from elsewhere."""
    named = {anchor for place in desk.question.places for anchor in place.anchors}
    if len(named) > 1:
        return (places, *order)
    return (*(composer for composer in order if composer is not extractive), places) if named else order


SUPPORTED = 0.75
SUPPORTED_IF_SURE = 0.5
"""A draft whose sources retrieval likes less than this, beside the best passage, is about something else;
where the intent scores above SURE, less support is enough. Of 961 development questions 859 are right with
these, 855 with 0.5 and 0.3."""

SURE = 0.65

ALSO = 0.4
"""Score from which a question may be of its second likeliest kind, where the first gives nothing."""

FAINT = 0.35
"""Score of an intent below which it is a guess."""

CERTAIN = 0.95
"""Fit from which a draft about an instrument that the question names needs no further support."""


def _supported(desk: Desk, order: Sequence[Compose]) -> Draft | None:
    """The first draft that cites what retrieval found too; where none does, the one that comes nearest."""
    offered: list[tuple[float, Draft]] = []
    enough = SUPPORTED_IF_SURE if desk.question.intents.scores[0][1] >= SURE else SUPPORTED
    for composer in (*order, extractive):
        draft = composer(desk)
        if draft and (support := _support(desk, draft)) >= enough:
            return draft
        if draft:
            offered.append((support, draft))
    return max(offered, key=lambda offer: offer[0])[1] if offered else None


def _shared(desk: Desk, task: Task, twin: Task) -> Sequence[str]:
    """The action of the twin that says most of what the task says: a row stands for one bullet of an item."""
    if task.origin == "body" or not twin.actions or not task.actions:
        return anchors_of(twin)
    return (bullet_of(desk, task, twin).anchor,)


def _support(desk: Desk, draft: Draft) -> float:
    """How retrieval likes what the draft cites, beside the best passage: 0 to 1; 1 where words decide not."""
    question = desk.question
    told = any(claim.counted is not None for claim in draft.claims) or any(p.anchors for p in question.places)
    told = told or (bool(question.instruments) and draft.fit >= CERTAIN)
    if told or not draft.topical or not question.topic or not desk.evidence.hits:
        return 1.0
    best = desk.evidence.hits[0].score
    cited = {(source.document, source.anchor) for claim in draft.claims for source in claim.sources}
    twins = {
        (twin.document, anchor)
        for task in desk.tasks()
        if (task.document, task.anchor) in cited and (twin := desk.twin(task))
        for anchor in (twin.anchor, *_shared(desk, task, twin))
    }
    liked = max((desk.evidence.score(number, (anchor,)) for number, anchor in cited | twins), default=0.0)
    return liked / best if best > 0 else 1.0
