"""What is due as of a day: printed days ahead, years that have ended, what returns every year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.register.duty import Duty, Timing
from assistant.register.periods import Rhythm

SOON_DAYS = 60
"""A day within so many days is near."""


class State(StrEnum):
    """How a duty stands to a day, in the order in which one looks at them."""

    SOON = "soon"
    LATER = "later"
    YEARLY = "yearly"
    PERIODIC = "periodic"
    CONTINUOUS = "continuous"
    PAST = "past"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Due:
    """A duty and one of its times as of a day; `day` is the next one printed, `left` the days to it.

    A year that is printed alone counts to its end; `left` is negative once it is over. Whether the duty was
    done nobody here knows.
    """

    duty: Duty
    timing: Timing
    state: State
    day: date | None = None
    left: int = 0


def due_on(duties: Iterable[Duty], today: date) -> tuple[Due, ...]:
    """Every printed time of these duties as of `today`, the nearest first in each state."""
    found = (_due(duty, timing, today) for duty in duties for timing in duty.timings)
    order = list(State)
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.day or date.max)))


def _due(duty: Duty, timing: Timing, today: date) -> Due:
    day = timing.period.next(today)
    if day is None:
        return Due(duty, timing, _WITHOUT_DAY[timing.period.rhythm])
    left = (day - today).days
    state = State.PAST if left < 0 else State.SOON if left <= SOON_DAYS else State.LATER
    return Due(duty, timing, state, day, left)


_WITHOUT_DAY = {
    Rhythm.CONTINUOUS: State.CONTINUOUS,
    Rhythm.YEARLY: State.YEARLY,
    Rhythm.PERIODIC: State.PERIODIC,
    Rhythm.UNSTATED: State.UNSTATED,
    Rhythm.UNTIL: State.LATER,
}
