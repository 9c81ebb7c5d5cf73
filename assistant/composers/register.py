"""Which composers are tried for which kind of question, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.composers.compare import compare
from assistant.composers.counts import counts
from assistant.composers.duties import duties
from assistant.composers.extractive import extractive
from assistant.composers.fields import asked_fields, field, whole_task
from assistant.composers.filters import rows_by_value
from assistant.composers.hops import two_steps
from assistant.composers.particulars import particulars, plan_validity, recipients
from assistant.composers.places import places
from assistant.composers.premises import premises
from assistant.composers.references import definitions, references
from assistant.composers.reports import reports
from assistant.composers.targets import targets
from assistant.desk import Desk, anchors_of
from assistant.draft import Draft
from assistant.understanding.intents import Intent
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

_SENDS_THE_PLAN = re.compile(
    r"\b(?:ke hoach|van ban|ban)(?: nay| 127)?(?: co| duoc| phai| thi)* (?:gui|goi|chuyen)\b"
)
""" "Kế hoạch này gửi báo cáo lên ai?" asks for recipients, not for a duty to report."""

_OF_A_LAW = re.compile(r"\b(?:luat|nghi dinh|thong tu)\b")
""" "Điều 100 Luật Đất đai" is no place of the plan."""

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
    """The first draft that a composer for this kind of question offers."""
    question = desk.question
    if corrected := premises(desk):
        return corrected
    if relayed := two_steps(desk):
        return relayed
    order = ORDER.get(question.intent, (extractive,))
    if question.intent is Intent.REPORT and _SENDS_THE_PLAN.search(Folded.of(question.reading).text):
        return recipients(desk)
    if len(asked_fields(desk)) > 1:
        order = (whole_task, *order)
    if len(desk.offices()) > 1 and _OR.search(Folded.of(question.reading).text):
        order = (compare, *order)
    if question.instruments and question.intent in _ABOUT_A_TEXT:
        order = (references, *order)
    of_plan = not question.instruments and not _OF_A_LAW.search(Folded.of(question.reading).text)
    if of_plan and question.places and not any(place.anchors for place in question.places):
        order = (places, *order)
    if desk.offices() and question.intent in _OF_AN_OFFICE:
        order = (duties, *order)
    return _supported(desk, order)


SUPPORTED = 0.5
SUPPORTED_IF_SURE = 0.3
"""A draft whose sources retrieval likes less than this, beside the best passage, is about something else;
where the intent scores above SURE, only very little support speaks against it."""

SURE = 0.65


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


def _support(desk: Desk, draft: Draft) -> float:
    """How retrieval likes what the draft cites, beside the best passage: 0 to 1; 1 where words decide not."""
    question = desk.question
    told = any(claim.counted is not None for claim in draft.claims) or any(p.anchors for p in question.places)
    if told or not draft.topical or not question.topic or not desk.evidence.hits:
        return 1.0
    best = desk.evidence.hits[0].score
    cited = {(source.document, source.anchor) for claim in draft.claims for source in claim.sources}
    twins = {
        (twin.document, anchor)
        for task in desk.tasks()
        if (task.document, task.anchor) in cited and (twin := desk.twin(task))
        for anchor in anchors_of(twin)
    }
    liked = max((desk.evidence.score(number, (anchor,)) for number, anchor in cited | twins), default=0.0)
    return liked / best if best > 0 else 1.0
