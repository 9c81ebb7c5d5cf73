"""A circuit breaker: a service that keeps failing is left alone for a while, then tried once."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FAULTS = 3
"""Faults in a row after which the service is left alone."""

REST = 30.0
"""Seconds for which it is."""


class Breaker:
    """Closed while the service answers; open after faults in a row; half open, for a trial, after a rest."""

    def __init__(
        self, faults: int = FAULTS, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = faults
        self._rest = rest
        self._clock = clock
        self._lock = Lock()
        self._faults = 0
        self._until: float | None = None
        self._trial = False

    @property
    def state(self) -> str:
        """`closed`, `open` or `half_open`."""
        with self._lock:
            if self._until is None:
                return "closed"
            return "open" if self._clock() < self._until else "half_open"

    def admits(self) -> bool:
        """Whether the service may be asked now; each yes is answered by `passed`, `failed` or `left`."""
        with self._lock:
            if self._until is None:
                return True
            if self._trial or self._clock() < self._until:
                return False
            self._trial = True
            return True

    def passed(self) -> None:
        """The service answered."""
        with self._lock:
            self._faults, self._until, self._trial = 0, None, False

    def failed(self) -> None:
        """The service did not answer."""
        with self._lock:
            self._faults += 1
            if self._trial or self._faults >= self._limit:
                self._until = self._clock() + self._rest
            self._trial = False

    def left(self) -> None:
        """Nobody waited for the service: nothing is known of it."""
        with self._lock:
            self._trial = False
