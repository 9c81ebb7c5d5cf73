"""The conversations as the service uses them: opened when needed, again after a fault, swept by the clock."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Answer, Message, Status, Turn
from assistant.conversations.model import Asked, history_of
from assistant.conversations.store import Store
from knowledge.errors import AssistantError, StoreError

AGAIN_S = 15.0
"""Seconds after which a store that could not be opened is tried again."""

SWEPT_EVERY_S = 3600.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a turn: its number, nothing where the conversation is gone; whether it has no words."""

    number: int | None
    withheld: bool


class Archive:
    """A store that may be out of reach for a while.

    `opening` gives the store, `personal` says whether a text holds personal data, `days` is the retention,
    at least 1. `clock` gives seconds from any beginning.
    """

    def __init__(
        self,
        opening: Callable[[], Store],
        personal: Callable[[str], bool],
        days: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.personal = personal
        self.days = days
        self._opening = opening
        self._clock = clock
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._failed: tuple[float, str] | None = None

    def store(self) -> Store:
        """The store, opened and swept where it was not yet.

        Raises:
            StoreError: it cannot be opened, or could not be a moment ago.
        """
        with self._lock:
            if self._store is None:
                self._store = self._opened()
            return self._store

    def keep(self, id: str, message: Message, answer: Answer) -> Kept:
        """Keep a turn; of a question with personal data only that there was one. Raises StoreError."""
        withheld = answer.status is Status.BLOCKED_PERSONAL_DATA or self.personal(message.text)
        return Kept(self.store().add(id, Asked(message.text, answer, message.as_of, withheld)), withheld)

    def history(self, id: str, most: int) -> tuple[Turn, ...] | None:
        """The last `most` utterances of a conversation; nothing for an unknown id. Raises StoreError."""
        found = self.store().find(id, last=most)
        return None if found is None else history_of(found.turns, most)

    def sweep(self) -> None:
        """Delete what is older than the retention; a store out of reach is swept the next time."""
        try:
            count = self.store().sweep()
        except AssistantError as fault:
            log.error("conversations are not swept: %s", fault)
            return
        log.info("%d turns and conversations were older than %d days", count, self.days)

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            if self._store:
                self._store.close()
            self._store = None

    def _opened(self) -> Store:
        if self._failed and self._clock() < self._failed[0]:
            raise StoreError(self._failed[1])
        try:
            store = self._opening()
        except AssistantError as fault:
            self._failed = (self._clock() + AGAIN_S, str(fault))
            raise StoreError(str(fault)) from None
        self._failed = None
        store.sweep()
        return store
