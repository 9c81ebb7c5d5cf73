"""The steps from a message to a verified draft and what stands beside it: `STEPS` is the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant import messages, render
from assistant.abstain import judge
from assistant.annotate import notes
from assistant.answer import Answer, Status
from assistant.choice import Offer, by_likelihood, choose, only_the_plan
from assistant.composers.register import Compose
from assistant.contrary import corrected
from assistant.desk import Desk
from assistant.eligibility import eligible
from assistant.evidence import Evidence
from assistant.granted import claimed_of
from assistant.law.register import compose_law
from assistant.screen import Objection
from assistant.smalltalk import of_substance, past_greeting, reply_to
from assistant.suggest import suggestions
from assistant.term_index import TermIndex
from assistant.understanding.core import core_of
from assistant.understanding.question import Question
from assistant.work import Tools, Work
from knowledge.shelf import Shelf


def screen(work: Work, tools: Tools) -> Work:
    """Turn away what is not a question: orders to the assistant, personal data."""
    text = work.message.text
    objection = tools.screen.objection(f"{text}\n{tools.lexicon.expand(text).reading}")
    if objection is Objection.INJECTION:
        return _ended(work, Status.BLOCKED_INJECTION, messages.BLOCKED_INJECTION)
    if objection is Objection.PERSONAL:
        return _ended(work, Status.BLOCKED_PERSONAL_DATA, messages.BLOCKED_PERSONAL)
    return work


def understand(work: Work, tools: Tools) -> Work:
    """What is asked, history folded in; small talk ends here."""
    read = tools.understander.understand
    own = past_greeting(read(work.message.text), read)
    question = tools.fold(own, work.message.history, read)
    if reply := reply_to(question):
        return _ended(work, Status.GREETING, reply, messages.OPENING_SUGGESTIONS[:3])
    return replace(work, question=of_substance(question))


def retrieve(work: Work, tools: Tools) -> Work:
    """Passages of plans and of regulations, by words and meaning."""
    assert work.question is not None
    day = work.message.as_of or date.today()
    plans = _desk(work.question, tools.library.plans, tools.plans, tools.compose, day, tools)
    of_law = replace(work.question, topic=work.question.subject)
    laws = _desk(of_law, tools.library.laws, tools.laws, compose_law, day, tools)
    if work.question.topic:
        _ = plans.evidence.hits
    return replace(work, desk=plans, laws=None if only_the_plan(plans) else laws)


def _desk(
    question: Question, shelf: Shelf, index: TermIndex, composer: Compose, day: date, tools: Tools
) -> Desk:
    def another(text: str) -> Desk:
        return _desk(tools.understander.understand(text), shelf, index, composer, day, tools)

    return Desk(
        question,
        _evidence(question, shelf, index, tools, day),
        tools.library,
        tools.agencies,
        tools.catalogue,
        day,
        another,
        composer,
        claimed_of(question),
    )


def _evidence(question: Question, shelf: Shelf, index: TermIndex, tools: Tools, day: date) -> Evidence:
    """What a shelf has for the question; regulations have a lexicon of their own."""
    if shelf is tools.library.laws:
        return Evidence(question, shelf.searcher, index, tools.law_lexicon, whole=True, as_of=day)
    return Evidence(question, shelf.searcher, index, tools.lexicon)


def compose_step(work: Work, tools: Tools) -> Work:
    """A draft from the plan or from a regulation; or the reason why there is none.

    Where a story is told and nothing answers all of it, the sentence that asks is tried alone.
    """
    assert work.question is not None
    found = _composed(work, tools)
    core = core_of(work.question.typed) if found.ending else ""
    if not core:
        return found
    read = tools.understander.understand(core)
    asked = replace(read, language=work.question.language, before=work.question.subject)
    again = _composed(retrieve(replace(work, question=asked), tools), tools) if asked.topic else found
    return found if again.ending else again


def _composed(work: Work, tools: Tools) -> Work:
    """What somebody qualifies for, where they tell of themselves; else the draft of a shelf."""
    assert work.desk is not None
    if tools.guide and (draft := eligible(work.laws or work.desk, tools.guide)):
        return replace(work, desk=work.laws or work.desk, draft=draft)
    offers = {"plan": _offer(work.desk, tools, "plan")}
    if work.laws:
        offers["law"] = _offer(work.laws, tools, "law")
    chosen = choose(offers["plan"], offers.get("law"))
    found = replace(work, desk=chosen.desk, draft=chosen.draft, judgement=chosen.judgement, offers=offers)
    if chosen.stands:
        return replace(found, ending=None)
    near = by_likelihood(offers["plan"], offers.get("law"))
    return replace(found, ending=render.declined(chosen.judgement, chosen.desk, tools.library, near))


def _offer(desk: Desk, tools: Tools, shelf: str) -> Offer:
    draft = corrected(desk, desk.compose())
    return Offer(desk, draft, judge(desk, draft, tools.screen, shelf))


def verify(work: Work, tools: Tools) -> Work:
    """Only claims whose proof stands; nothing left means no answer."""
    assert work.draft is not None
    verdict = tools.verifier.verify(work.draft)
    if not verdict.passed:
        return _ended(work, Status.NOT_IN_SOURCES, messages.NOTHING_VERIFIED)
    status = (
        Status.PARTIAL if verdict.rejected and work.draft.status is Status.ANSWERED else work.draft.status
    )
    return replace(work, claims=verdict.passed, draft=replace(work.draft, status=status))


def annotate(work: Work, _: Tools) -> Work:
    """How what is cited stands today, offices merged since, misprints of the source."""
    assert work.desk is not None and work.draft is not None
    of_model = work.session.notes() if work.session else ()
    return replace(work, notes=(*notes(work.desk, work.draft, work.claims), *of_model))


def suggest(work: Work, _: Tools) -> Work:
    """What people ask next."""
    assert work.desk is not None and work.draft is not None
    asked = tuple(turn.text for turn in work.message.history if turn.role == "user")
    return replace(work, suggestions=suggestions(work.desk, work.draft, asked))


StepFunction = Callable[[Work, Tools], Work]

STEPS: tuple[tuple[str, StepFunction], ...] = (
    ("screen", screen),
    ("understand", understand),
    ("retrieve", retrieve),
    ("compose", compose_step),
    ("verify", verify),
    ("annotate", annotate),
    ("suggest", suggest),
)


def _ended(work: Work, status: Status, text: str, following: tuple[str, ...] = ()) -> Work:
    return replace(work, ending=Answer(status, text, suggestions=following))
