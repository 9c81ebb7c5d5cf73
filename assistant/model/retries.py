"""Asking again after a fault that may pass, after random pauses. The only file that knows tenacity.

It is imported with the first call: an assistant without a model does without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.model.chat import TRANSIENT, Failed, Piece

if TYPE_CHECKING:
    from tenacity import RetryCallState

ATTEMPTS = 3
FIRST_PAUSE = 0.3
LONGEST_PAUSE = 4.0
JITTER = 0.3
"""Seconds: the pause before the second attempt, its bound, and the random part of it."""

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream up to its first words or its fault, and what follows."""

    head: tuple[Piece, ...]
    rest: Iterator[Piece]

    @property
    def failed(self) -> Failed | None:
        """The fault, where it ended before any word."""
        last = self.head[-1] if self.head else None
        return last if isinstance(last, Failed) else None


def opened(
    attempt: Callable[[], Opened], time_left: Callable[[], float], sleep: Sleep = time.sleep
) -> Opened:
    """The first attempt that says something, or the last; none begins that could not wait for its turn."""
    from tenacity import Retrying, retry_if_result

    retrying = Retrying(
        retry=retry_if_result(_may_pass),
        wait=_pause,
        stop=partial(_given_up, time_left),
        retry_error_callback=_last,
        sleep=sleep,
    )
    return retrying(attempt)


def _may_pass(found: Opened) -> bool:
    return found.failed is not None and found.failed.fault in TRANSIENT


def _last(state: RetryCallState) -> Opened:
    assert state.outcome is not None
    found: Opened = state.outcome.result()
    return found


def _pause(state: RetryCallState) -> float:
    from tenacity.wait import wait_exponential_jitter

    failed = _last(state).failed
    asked = failed.retry_after if failed and failed.retry_after else 0.0
    growing = wait_exponential_jitter(multiplier=FIRST_PAUSE, max=LONGEST_PAUSE, jitter=JITTER)
    return max(asked, growing(state))


def _given_up(time_left: Callable[[], float], state: RetryCallState) -> bool:
    """Whether there were attempts enough, or the next one would come too late."""
    return state.attempt_number >= ATTEMPTS or state.upcoming_sleep >= time_left()
