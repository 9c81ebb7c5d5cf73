"""The model as the pipeline sees it: opened once, one session for each question, never more than its time."""

from __future__ import annotations

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
        self._written = yield from self._model.writer.reword(brief, self._call())
        return self._written.claims

    def answer(self, brief: Brief) -> tuple[DraftClaim, ...]:
        """The claims of an answer where the draft was declined; nothing where it stays declined."""
        self._written = self._model.writer.answer(brief, self._call())
        return self._written.claims

    def notes(self) -> tuple[Note, ...]:
        """What a reader should know of the model's part: that all is its own, or that it said nothing."""
        if self._written is None:
            return ()
        if self._written.outcome is Outcome.ANSWERED:
            return (Note("model", messages.MODEL_ANSWERED),)
        if self._written.outcome is Outcome.DISCARDED and self._written.claims:
            return (Note("model", messages.MODEL_FELL_BACK),)
        return ()

    def use(self) -> ModelUse | None:
        """What was taken and what came of it; nothing where the model had no part. Adds to the totals."""
        if self._deadline is None:
            return None
        written, meter = self._written, self._meter
        use = ModelUse(
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
        self._model.ledger.enter(use)
        return use

    def _outcome(self) -> Outcome:
        if self._written is not None and self._written.outcome is not Outcome.DISCARDED:
            return self._written.outcome
        if self._rewritten:
            return Outcome.REPHRASED
        return self._written.outcome if self._written else Outcome.UNUSED

    def _call(self) -> Call:
        """The time left, counted from the first call on."""
        now = self._model.clock()
        if self._deadline is None:
            self._deadline = now + self._model.timeout
        return Call(self._meter, self._deadline, max(0.0, self._deadline - now))
