"""From message to answer, step by step. Read `STEPS` first: it is the whole of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from assistant import messages, render
from assistant.abstain import Judgement, judge
from assistant.annotate import notes
from assistant.answer import (
    Answer,
    ClaimVerified,
    Event,
    Finished,
    Message,
    Note,
    Status,
    Step,
    StepStarted,
    Trace,
    Turn,
)
from assistant.choice import Offer, choose, only_the_plan
from assistant.composers.register import Compose, compose
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from assistant.evidence import Evidence, TermIndex
from assistant.law.register import compose_law
from assistant.screen import Objection, Screen, readable
from assistant.smalltalk import of_substance, past_greeting, reply_to
from assistant.suggest import suggestions
from assistant.understanding.history import fold_history
from assistant.understanding.question import Question
from assistant.understanding.understand import Understander
from assistant.verify import Verifier
from knowledge.agencies import Agencies
from knowledge.catalogue import Catalogue
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.shelf import Shelf

Fold = Callable[[Question, Sequence[Turn], Callable[[str], Question]], Question]
"""Gives a question what it leaves out, from the turns before it."""

MAX_QUESTION_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with, made once when the service starts."""

    library: Library
    agencies: Agencies
    lexicon: Lexicon
    law_lexicon: Lexicon
    understander: Understander
    screen: Screen
    verifier: Verifier
    catalogue: Catalogue
    plans: TermIndex
    laws: TermIndex
    compose: Compose = compose
    fold: Fold = fold_history


@dataclass(frozen=True, slots=True)
class Work:
    """One question on its way. A step that sets `ending` sends it straight to the end.

    `desk` is the one the answer comes from: the plan's until a draft is chosen. `laws` is that of the
    regulations, where the question may be about them. `offers` has what each shelf, "plan" or "law", offered.
    """

    message: Message
    question: Question | None = None
    desk: Desk | None = None
    laws: Desk | None = None
    draft: Draft | None = None
    judgement: Judgement | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    claims: tuple[DraftClaim, ...] = ()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    ending: Answer | None = None
    steps: tuple[Step, ...] = field(default=())


class Pipeline:
    """Answers messages."""

    def __init__(self, tools: Tools, max_chars: int = MAX_QUESTION_CHARS) -> None:
        self._tools = tools
        self._max_chars = max_chars

    def ask(self, message: Message) -> Answer:
        """The answer to `message`.

        Raises:
            QuestionError: the question is empty, too long or binary.
        """
        for event in self.stream(message):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def stream(self, message: Message) -> Iterator[Event]:
        """Each step as it starts, each claim that passed verification, and the finished answer.

        Raises:
            QuestionError: the question is empty, too long or binary.
        """
        text = readable(message.text, self._max_chars)
        work = Work(replace(message, text=text))
        for name, step in STEPS:
            yield StepStarted(name)
            started = time.perf_counter()
            work = step(work, self._tools)
            elapsed = round((time.perf_counter() - started) * 1000, 2)
            work = replace(work, steps=(*work.steps, Step(name, elapsed)))
            if name == "verify" and not work.ending:
                yield from self._verified(work)
            if work.ending:
                break
        yield Finished(self._finished(work))

    def examine(self, message: Message) -> Work:
        """What becomes of `message` up to the judgement on its draft, given or declined; nothing is verified.

        Raises:
            QuestionError: the question is empty, too long or binary.
        """
        work = Work(replace(message, text=readable(message.text, self._max_chars)))
        for name, step in STEPS:
            work = step(work, self._tools)
            if work.ending or name == "compose":
                break
        return work

    def _verified(self, work: Work) -> Iterator[Event]:
        book = render.CitationBook(self._tools.library, _validity_of(work))
        for claim in work.claims:
            shown = book.claim(claim)
            yield ClaimVerified(shown, book.of(shown))

    def _finished(self, work: Work) -> Answer:
        composer = work.draft.composer if work.draft and not work.ending else None
        confidence = work.judgement.confidence if work.judgement and work.draft else None
        trace = Trace(work.steps, composer, confidence=confidence)
        if work.ending:
            return replace(work.ending, trace=trace)
        return replace(render.answer(work_parts(work), self._tools.library, _validity_of(work)), trace=trace)


def _validity_of(work: Work) -> render.ValidityOf | None:
    return partial(render.validity, work.desk) if work.desk else None


def work_parts(work: Work) -> render.Parts:
    """What the finished answer is made of."""
    draft = work.draft
    assert draft is not None and work.question is not None
    framing = messages.ENGLISH_INTRO if work.question.language == "en" else draft.framing
    return render.Parts(draft.status, framing, work.claims, work.notes, work.suggestions)


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
        _evidence(question, shelf, index, tools),
        tools.library,
        tools.agencies,
        tools.catalogue,
        day,
        another,
        composer,
    )


def _evidence(question: Question, shelf: Shelf, index: TermIndex, tools: Tools) -> Evidence:
    """What a shelf has for the question; regulations have a lexicon of their own."""
    if shelf is tools.library.laws:
        return Evidence(question, shelf.searcher, index, tools.law_lexicon, whole=True)
    return Evidence(question, shelf.searcher, index, tools.lexicon)


def compose_step(work: Work, tools: Tools) -> Work:
    """A draft from the plan or from a regulation; or the reason why there is none."""
    assert work.desk is not None
    offers = {"plan": _offer(work.desk, tools, "plan")}
    if work.laws:
        offers["law"] = _offer(work.laws, tools, "law")
    chosen = choose(offers["plan"], offers.get("law"))
    declined = render.declined(chosen.judgement, chosen.desk, tools.library) if not chosen.stands else None
    found = replace(work, desk=chosen.desk, draft=chosen.draft, judgement=chosen.judgement, offers=offers)
    return replace(found, ending=declined)


def _offer(desk: Desk, tools: Tools, shelf: str) -> Offer:
    draft = desk.compose()
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
    return replace(work, notes=notes(work.desk, work.draft, work.claims))


def suggest(work: Work, _: Tools) -> Work:
    """What people ask next."""
    assert work.desk is not None and work.draft is not None
    return replace(work, suggestions=suggestions(work.desk, work.draft))


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
