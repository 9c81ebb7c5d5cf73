"""From message to answer, step by step. Read `STEPS` in `assistant/steps.py` first: it is the whole of it.

Where a language model is configured, `WITH_MODEL` has two steps more: it may ask the question in other words
where nothing was understood, and word what was verified.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial

from assistant import messages, render
from assistant.answer import Answer, ClaimVerified, Event, Finished, Message, Step, StepStarted, Trace
from assistant.draft import DraftClaim
from assistant.model.session import Model
from assistant.screen import readable
from assistant.steps import STEPS
from assistant.with_model import WITH_MODEL, WRITE, answered, brief_of, is_worded, may_reopen
from assistant.work import Tools, Work

__all__ = ["STEPS", "Pipeline", "Tools", "Work"]

MAX_QUESTION_CHARS = 2000


class Pipeline:
    """Answers messages."""

    def __init__(self, tools: Tools, max_chars: int = MAX_QUESTION_CHARS) -> None:
        self._tools = tools
        self._max_chars = max_chars

    @property
    def tools(self) -> Tools:
        """What the steps work with."""
        return self._tools

    @property
    def model(self) -> Model | None:
        """The language model, where one is configured."""
        return self._tools.model

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
        model = self._tools.model
        session = model.session() if model else None
        try:
            yield from self._steps(Work(replace(message, text=text), session=session))
        finally:  # also where nobody listens to the end: what was taken counts
            if session:
                session.use()

    def _steps(self, work: Work) -> Iterator[Event]:
        for name, step in WITH_MODEL if work.session else STEPS:
            if work.ending and not may_reopen(name, work):
                continue
            yield StepStarted(name)
            started = time.perf_counter()
            if name == WRITE:
                work = yield from self._written(work)
            else:
                work = step(work, self._tools)
            elapsed = round((time.perf_counter() - started) * 1000, 2)
            work = replace(work, steps=(*work.steps, Step(name, elapsed)))
            if name == "verify" and not work.ending and not is_worded(work):
                yield from self._verified(work)
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
        yield from map(self._teller(work), work.claims)

    def _written(self, work: Work) -> Generator[Event, None, Work]:
        """The verified draft in the model's words, claim by claim; or an answer where there was none."""
        if work.ending:
            work = answered(work)
            yield from () if work.ending else self._verified(work)
        elif work.session is not None and is_worded(work):
            tell, told = self._teller(work), list[DraftClaim]()
            for claim in work.session.reword(brief_of(work)):
                told.append(claim)
                yield tell(claim)
            return replace(work, claims=tuple(told))
        return work

    def _teller(self, work: Work) -> Callable[[DraftClaim], Event]:
        """What makes events of claims, their sources numbered in the order they are told."""
        book = render.CitationBook(self._tools.library, _validity_of(work))
        growing = render.Growing(framing_of(work))

        def tell(claim: DraftClaim) -> Event:
            shown = book.claim(claim)
            return ClaimVerified(shown, book.of(shown), growing.add(shown, claim.depth))

        return tell

    def _finished(self, work: Work) -> Answer:
        composer = work.draft.composer if work.draft and not work.ending else None
        confidence = work.judgement.confidence if work.judgement and work.draft else None
        use = work.session.use() if work.session else None
        model = work.session.name if work.session and use else None
        trace = Trace(work.steps, composer, model, confidence, use)
        if work.ending:
            return replace(work.ending, trace=trace)
        return replace(render.answer(work_parts(work), self._tools.library, _validity_of(work)), trace=trace)


def _validity_of(work: Work) -> render.ValidityOf | None:
    return partial(render.validity, work.desk) if work.desk else None


def work_parts(work: Work) -> render.Parts:
    """What the finished answer is made of."""
    assert work.draft is not None
    return render.Parts(work.draft.status, framing_of(work), work.claims, work.notes, work.suggestions)


def framing_of(work: Work) -> str:
    """The line before the claims; most answers have none."""
    assert work.draft is not None and work.question is not None
    return messages.ENGLISH_INTRO if work.question.language == "en" else work.draft.framing
