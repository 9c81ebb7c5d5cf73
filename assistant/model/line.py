"""The line to the model: in time, asked again where it helps, left alone where it keeps failing."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import closing

from assistant.model.breaker import Breaker
from assistant.model.chat import OF_SERVICE, Chat, Failed, Fault, Piece, Prompt, Text, Usage
from assistant.model.ledger import Meter
from assistant.model.retries import Opened, Sleep, opened
from assistant.model.timing import Clock, Reading


class Line:
    """One way to one model, shared by all questions."""

    def __init__(
        self,
        chat: Chat,
        breaker: Breaker | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._chat = chat
        self._breaker = breaker or Breaker(clock=clock)
        self._clock = clock
        self._sleep = sleep
        self._reading = Reading(clock=clock)

    @property
    def state(self) -> str:
        """Whether the model is asked: `closed` (yes), `open` (not now), `half_open` (once)."""
        return self._breaker.state

    def say(self, prompt: Prompt, meter: Meter, deadline: float) -> Generator[Text | Failed, None, None]:
        """The reply as it comes; `Failed` is the last piece of one that is not whole."""
        if self._clock() >= deadline:
            yield Failed(Fault.TIMEOUT)
        elif not self._breaker.admits():
            yield Failed(Fault.RESTING)
        else:
            yield from self._told(prompt, meter, deadline)

    def _told(self, prompt: Prompt, meter: Meter, deadline: float) -> Generator[Text | Failed, None, None]:
        said, counted, fault = 0, False, None
        try:
            with closing(self._pieces(prompt, meter, deadline)) as pieces:
                for piece in pieces:
                    if isinstance(piece, Usage):
                        counted = True
                        meter.counted(piece)
                        continue
                    if isinstance(piece, Failed):
                        fault = fault or piece.fault
                    else:
                        said += len(piece.words)
                    yield piece
        finally:
            if not counted and (said or fault is Fault.TIMEOUT):
                meter.guessed(prompt, said)
            self._judge(fault, said)

    def _judge(self, fault: Fault | None, said: int) -> None:
        if fault in OF_SERVICE:
            self._breaker.failed()
        elif fault is None and not said:
            self._breaker.left()
        else:
            self._breaker.passed()

    def _pieces(self, prompt: Prompt, meter: Meter, deadline: float) -> Generator[Piece, None, None]:
        def attempt() -> Opened:
            meter.call()
            pieces = self._reading.until(deadline, lambda: self._chat.stream(prompt))
            head: list[Piece] = []
            for piece in pieces:
                head.append(piece)
                if not isinstance(piece, Usage):
                    break
            return Opened(tuple(head), pieces)

        found = opened(attempt, lambda: deadline - self._clock(), self._sleep)
        yield from found.head
        yield from found.rest
