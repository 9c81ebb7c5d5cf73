"""What stands before the assistant: maintenance, then standard answers, then the assistant itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from assistant.answer import Answer, ClaimVerified, Event, Finished, Message, Status, Trace
from assistant.office.sources import Texts
from assistant.office.standard import StandardAnswer, StandardAnswers, matching
from assistant.office.switch import Maintenance, Switch
from knowledge.errors import StoreError
from knowledge.text import syllables

AGAIN_S = 2.0
"""Seconds for which what was read of the database is good: a switch turned by another process shows then."""

COMPOSER = "maintenance"
SELF_STANDING = 6
"""Syllables from which a question is understood without what was said before."""

_POINTING = frozenset(syllables("này đó ấy kia nó trên vậy thế nay do ay no tren vay the"))
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Orders:
    """What the office ordered."""

    maintenance: Maintenance = field(default_factory=Maintenance)
    answers: tuple[StandardAnswer, ...] = ()


class Standing:
    """The orders as last read; those from before stand while the database is out of reach."""

    def __init__(
        self, switch: Switch, answers: StandardAnswers, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._switch = switch
        self._answers = answers
        self._clock = clock
        self._lock = threading.Lock()
        self._orders = Orders()
        self._until = 0.0

    def now(self) -> Orders:
        """The orders, at most `AGAIN_S` old."""
        if self._clock() < self._until:
            return self._orders
        with self._lock:
            if self._clock() >= self._until:
                self._orders = self._latest()
                self._until = self._clock() + AGAIN_S
        return self._orders

    def forget(self) -> None:
        """Read again at the next question: this process changed something."""
        self._until = 0.0

    def _latest(self) -> Orders:
        try:
            return Orders(self._switch.read(), self._answers.standing())
        except StoreError as fault:
            log.error("what the office ordered cannot be read: %s", fault)
            return self._orders


class Front:
    """Answers for the assistant where the office ordered so; nothing where it did not."""

    def __init__(self, standing: Standing, texts: Texts, today: Callable[[], date] = date.today) -> None:
        self._standing = standing
        self._texts = texts
        self._today = today

    def answer(self, message: Message) -> Answer | None:
        """The notice of maintenance, or the standard answer to this very question if its sources stand."""
        orders = self._standing.now()
        if orders.maintenance.on:
            return Answer(Status.ERROR, orders.maintenance.message, trace=Trace(composer=COMPOSER))
        today = self._today()
        if message.as_of not in (None, today) or not _stands_alone(message):
            return None
        found = matching(message.text, orders.answers)
        if found is None or self._texts.faults(found, today):
            return None
        return self._texts.answer(found, today)

    def events(self, message: Message) -> Iterator[Event] | None:
        """The same as events."""
        found = self.answer(message)
        return _told(found) if found else None


def _told(answer: Answer) -> Iterator[Event]:
    for claim in answer.claims:
        wanted = tuple(citation for citation in answer.citations if citation.id in claim.citations)
        yield ClaimVerified(claim, wanted)
    yield Finished(answer)


def _stands_alone(message: Message) -> bool:
    """Whether a question means the same whatever was said before it."""
    words = syllables(message.text)
    return not message.history or (len(words) >= SELF_STANDING and not _POINTING.intersection(words))
