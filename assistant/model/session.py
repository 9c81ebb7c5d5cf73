"""The model as the pipeline sees it: opened once, one session for each question, never more than its time."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Sequence

from assistant import messages
from assistant.answer import ModelUse, Note, Outcome, Turn
from assistant.draft import DraftClaim
from assistant.model.cache import Rewrites
from assistant.model.ledger import Ledger, Meter, Totals
from assistant.model.line import Line
from assistant.model.rewriter import Read, Rewriter, Rewritten
from assistant.model.timing import Clock
from assistant.model.writer import Brief, Call, Objects, Writer, Written
from assistant.screen import Screen
from assistant.understanding.question import Question
from knowledge.agencies import Agencies

FAULT = "fault"
"""Why nothing is the model's where our own code could not cope with what it said."""

log = logging.getLogger(__name__)


class Model:
    """A language model with all that is needed to let it word answers."""

    def __init__(
        self,
        name: str,
        line: Line,
        *,
        verifier: Objects,
        screen: Screen,
        agencies: Agencies,
        timeout: float,
        ledger: Ledger | None = None,
        cache: Rewrites | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        """`timeout`: seconds for all calls of one question, from the first on."""
        self.name = name
        self.timeout = timeout
        self.clock = clock
        self.ledger = ledger or Ledger()
        self.writer = Writer(line, verifier, screen, agencies)
        self.rewriter = Rewriter(line, agencies, screen, cache or Rewrites(), name)
        self._line = line

    @property
    def state(self) -> str:
        """`closed` while the model is asked, `open` while it is left alone, `half_open` for a trial."""
        return self._line.state

    def totals(self) -> Totals:
        """What all answers took since the process started."""
        return self.ledger.totals()

    def session(self) -> Session:
        """What goes on with the model for one question."""
        return Session(self)


class Session:
    """The model's part in one answer."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._meter = Meter()
        self._deadline: float | None = None
        self._rewritten = ""
        self._why = ""
        self._written: Written | None = None
        self._use: ModelUse | None = None

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._model.name

    def rewrite(self, question: Question, history: Sequence[Turn], read: Read) -> Rewritten | None:
        """The question standing alone, or nothing."""
        found = self._model.rewriter.rewrite(question, history, read, self._call())
        self._why = found.why
        return found.question

    def took(self, rewritten: Rewritten) -> None:
        """The rewritten question is the one that is answered."""
        self._rewritten = rewritten.text

    def reword(self, brief: Brief) -> Generator[DraftClaim, None, tuple[DraftClaim, ...]]:
        """Each claim of the answer as it is proven; all of them in the end."""
        told: list[DraftClaim] = []
        try:
            self._written = yield from _noted(self._model.writer.reword(brief, self._call()), told)
        except Exception:  # what is optional must not cost the answer that stands
            log.exception("rewording a draft failed")
            left = tuple(claim for claim in brief.claims if claim not in told)
            yield from left
            self._written = Written((*told, *left), Outcome.DISCARDED, FAULT)
        return self._written.claims

    def answer(self, brief: Brief) -> tuple[DraftClaim, ...]:
        """The claims of an answer where the draft was declined; nothing where it stays declined."""
        try:
            self._written = self._model.writer.answer(brief, self._call())
        except Exception:  # as above: declined it stays
            log.exception("answering failed")
            self._written = Written((), Outcome.DISCARDED, FAULT)
        return self._written.claims

    def notes(self) -> tuple[Note, ...]:
        """What a reader should know: how the question was understood, that all or none is the model's."""
        found: list[Note] = []
        if self._rewritten:
            found.append(Note("model", messages.MODEL_REPHRASED.format(question=self._rewritten)))
        if self._written is not None and self._written.outcome is Outcome.ANSWERED:
            found.append(Note("model", messages.MODEL_ANSWERED))
        if self._written is not None and self._written.outcome is Outcome.DISCARDED and self._written.claims:
            found.append(Note("model", messages.MODEL_FELL_BACK))
        return tuple(found)

    def use(self) -> ModelUse | None:
        """What was taken and what came of it, added to the totals once; nothing if the model had no part."""
        if self._use is None and self._deadline is not None:
            self._use = self._used()
            self._model.ledger.enter(self._use)
        return self._use

    def _used(self) -> ModelUse:
        written, meter = self._written, self._meter
        return ModelUse(
            calls=meter.calls,
            input_tokens=meter.input_tokens,
            output_tokens=meter.output_tokens,
            cost=self._model.ledger.cost(meter.input_tokens, meter.output_tokens),
            estimated=meter.estimated,
            outcome=self._outcome(),
            fallback=(written.why if written else "") or self._why,
            shown=written.shown if written else 0,
            dropped=written.dropped if written else 0,
            unknown=written.unknown if written else 0,
            question=self._rewritten,
        )

    def _outcome(self) -> Outcome:
        if self._written is not None and self._written.outcome is not Outcome.DISCARDED:
            return self._written.outcome
        if self._rewritten:
            return Outcome.REPHRASED
        return self._written.outcome if self._written else Outcome.UNUSED

    def _call(self) -> Call:
        """What a call needs; the time is counted from the first one on."""
        if self._deadline is None:
            self._deadline = self._model.clock() + self._model.timeout
        return Call(self._meter, self._deadline)


def _noted(
    claims: Generator[DraftClaim, None, Written], told: list[DraftClaim]
) -> Generator[DraftClaim, None, Written]:
    """The same claims, each added to `told` before it is."""
    while True:
        try:
            claim = next(claims)
        except StopIteration as end:
            written: Written = end.value
            return written
        told.append(claim)
        yield claim
