"""Whether the plan answers a question or a regulation does: both are asked, one is heard."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.abstain import Judgement
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.understanding.intents import Intent
from knowledge.text import Folded

LEAD = 0.12
"""By so much the probability of a regulation's answer must exceed the plan's to be heard instead."""

_OF_THE_PLAN = re.compile(
    r"\b(?:ke hoach|phu luc|van ban nay|ban nay|muc [ivx]+|phan [ivx]+|the plan|annex|appendix)\b"
)
_ABOUT_THE_PLAN = (
    Intent.SIGNER,
    Intent.DATE,
    Intent.NUMBER,
    Intent.ISSUER,
    Intent.TITLE,
    Intent.RECIPIENT,
    Intent.STRUCTURE,
)
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Offer:
    """What one shelf offers: its desk, a draft or none, and the judgement on it."""

    desk: Desk
    draft: Draft | None
    judgement: Judgement

    @property
    def stands(self) -> bool:
        """Whether there is an answer."""
        return self.draft is not None and self.judgement.status is None


def only_the_plan(desk: Desk) -> bool:
    """Whether a question is about the plan by its own words, or asks for data of the document itself."""
    question = desk.question
    if _OF_THE_PLAN.search(Folded.of(f"{question.reading}\n{question.typed}").text):
        return True
    surely = question.intents.scores[0][1] >= SURE
    return surely and question.intent in _ABOUT_THE_PLAN and not question.instruments


def choose(plan: Offer, law: Offer | None) -> Offer:
    """The offer to go on with; the plan's where neither stands, since it knows whom to ask."""
    if law is None or not law.stands:
        return plan
    if not plan.stands:
        return law
    assert law.draft is not None
    if not law.draft.topical:  # a named clause, or the validity of a named instrument
        return law
    named = bool(plan.desk.question.instruments) and not plan.desk.offices()
    lead = -LEAD if named else LEAD
    return law if law.judgement.probability >= plan.judgement.probability + lead else plan
