"""The steps that a language model adds: other words for a question not understood, for an answer verified.

Both leave everything as it is where they have nothing to add, or where the model fails.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Status
from assistant.draft import Draft
from assistant.model.rewriter import Rewritten
from assistant.model.writer import Brief
from assistant.smalltalk import of_substance, reply_to
from assistant.steps import STEPS, StepFunction, compose_step, retrieve
from assistant.work import Tools, Work

REPHRASE = "rephrase"
WRITE = "write"


def rephrase(work: Work, tools: Tools) -> Work:
    """The question in the model's words, where ours were not understood; heard only if it finds more."""
    question, session = work.question, work.session
    if question is None or session is None or not _is_unsure(work):
        return work
    found = session.rewrite(question, work.message.history, tools.understander.understand)
    if found is None:
        return work
    again = _searched(work, found, tools)
    if again is None or not _is_better(again, work):
        return work
    session.took(found)
    return again


def _searched(work: Work, found: Rewritten, tools: Tools) -> Work | None:
    """What comes of a rewritten question; the words typed and their language stay those of the person."""
    asked = tools.understander.understand(found.text)
    assert work.question is not None
    if reply_to(asked):
        return None
    own = replace(
        of_substance(asked),
        typed=work.question.typed,
        language=work.question.language,
        follows=work.question.follows,
        carried=work.question.carried or bool(work.message.history),
    )
    again = compose_step(retrieve(replace(work, question=own, ending=None), tools), tools)
    routed = again.offers.get(found.route)
    if routed is None or not routed.stands or again.draft is routed.draft:
        return again
    return replace(again, desk=routed.desk, draft=routed.draft, judgement=routed.judgement, ending=None)


def _is_unsure(work: Work) -> bool:
    """Whether a draft was declined for want of understanding, or goes on from a question hardly understood.

    What names an unknown instrument is understood; what is out of scope stays so, unless it follows on.
    """
    if work.desk is None or work.question is None or work.judgement is None:
        return False
    named = work.question.instruments
    if work.ending:
        if named and not any(item.numbers for item in named):
            return False
        return work.ending.status in _UNCLEAR or bool(work.message.history)
    confidence = work.judgement.confidence
    unlike = work.question.intents.scores[0][1] < UNLIKE
    return unlike and confidence is not None and confidence < DOUBTED


def _is_better(again: Work, work: Work) -> bool:
    if again.ending or again.judgement is None:
        return False
    return bool(work.ending) or (again.judgement.confidence or 0.0) > (_confidence(work) or 0.0)


def _confidence(work: Work) -> float | None:
    return work.judgement.confidence if work.judgement else None


UNLIKE = 0.3
"""Score of the likeliest intent below which a question is hardly understood."""

DOUBTED = 0.5
"""Probability of a draft below which other words for the question are tried."""

_UNCLEAR = (Status.NOT_IN_SOURCES, Status.CLARIFY)
_WORDED = (Status.ANSWERED, Status.PARTIAL)


def may_reopen(name: str, work: Work) -> bool:
    """Whether a step of the model has something to do where the question ended."""
    if work.session is None:
        return False
    return (name == REPHRASE and _is_unsure(work)) or (name == WRITE and _is_tried(work))


def is_worded(work: Work) -> bool:
    """Whether the model may word the verified draft: an answer in Vietnamese, no list and no correction."""
    if work.session is None or work.draft is None or work.question is None or not work.claims:
        return False
    wanted = work.draft.status in _WORDED and work.question.language == "vi"
    return wanted and not brief_of(work).is_list


def _is_tried(work: Work) -> bool:
    """Whether the model may answer what was declined: near evidence, and no rule that spoke against it."""
    if work.ending is None or work.desk is None or work.judgement is None or work.question is None:
        return False
    declined = work.ending.status is Status.NOT_IN_SOURCES and bool(work.ending.closest)
    return declined and not work.judgement.ruled and work.question.language == "vi"


def answered(work: Work) -> Work:
    """The model's answer where ours was declined, or the decline."""
    assert work.session is not None
    claims = work.session.answer(brief_of(work)) if _is_tried(work) else ()
    if not claims:
        return work
    draft = Draft(Status.ANSWERED, claims, "generative")
    return replace(work, claims=claims, draft=draft, ending=None)


def brief_of(work: Work) -> Brief:
    """What the model may word: the desk chosen and, where both shelves were offered, the other one too."""
    assert work.desk is not None
    offers = {name: offer.desk for name, offer in work.offers.items()}
    chosen = next((name for name, desk in offers.items() if desk is work.desk), "plan")
    others = ((name, desk) for name, desk in offers.items() if name != chosen)
    return Brief(((chosen, work.desk), *others), work.draft, work.claims)


WITH_MODEL: tuple[tuple[str, StepFunction], ...] = (
    *STEPS[:4],
    (REPHRASE, rephrase),
    *STEPS[4:5],
    (WRITE, lambda work, _: work),
    *STEPS[5:],
)
"""The steps where a language model is configured; `write` tells its claims while it is at work."""
