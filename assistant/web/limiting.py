"""How often a client may ask. The only file that knows the `limits` library."""

from __future__ import annotations

import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from knowledge.errors import ConfigError

OFF = "off"
HEADERS = "assistant.rate_limit"
"""The key of the scope under which the headers of a request that was counted are found."""


class RateLimit:
    """A moving window for each client, kept in memory.

    Raises ConfigError for a rate that cannot be read.
    """

    def __init__(self, rate: str) -> None:
        try:
            self._item = None if rate.strip().lower() == OFF else parse(rate)
        except ValueError:
            raise ConfigError(
                f"ASSISTANT_RATE_LIMIT={rate!r} is not a rate: write for example 60/minute, 5/second or off"
            ) from None
        self._windows = MovingWindowRateLimiter(MemoryStorage()) if self._item else None

    def wait(self, client: str) -> int:
        """Whole seconds this client has to wait; 0 counts the request and lets it in."""
        if self._item is None or self._windows is None or self._windows.hit(self._item, client):
            return 0
        reset = self._windows.get_window_stats(self._item, client).reset_time
        return max(1, math.ceil(reset - time.time()))

    def headers(self, client: str) -> tuple[tuple[str, str], ...]:
        """What a client is told of its window; nothing where there is no limit."""
        if self._item is None or self._windows is None:
            return ()
        left = self._windows.get_window_stats(self._item, client)
        reset = max(0, math.ceil(left.reset_time - time.time()))
        return (
            ("RateLimit-Limit", str(self._item.amount)),
            ("RateLimit-Remaining", str(max(0, left.remaining))),
            ("RateLimit-Reset", str(reset)),
        )
