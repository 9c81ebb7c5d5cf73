"""How sure the assistant was of a draft, and whether the draft was right: what a calibration rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Status
from evals.answers import AnswerRow
from evals.cases import Case
from evals.vocabulary import ANSWERING

BINS = 10
"""Equal widths from 0 to 1."""

FEW = 10
"""With fewer cases a bin tells little."""

_GIVEN = ANSWERING | {Status.FALSE_PREMISE}


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft that the assistant judged: its confidence, whether it was given, whether it was right.

    `right` is unknown where a draft was declined that the sources might have borne out.
    """

    confidence: float
    given: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class Bin:
    """The drafts with a confidence from `low` to below `high`; 1 belongs to the last bin."""

    low: float
    high: float
    drafts: tuple[Judged, ...]

    @property
    def known(self) -> tuple[Judged, ...]:
        """Those of which it is known whether they were right."""
        return tuple(draft for draft in self.drafts if draft.right is not None)

    @property
    def told(self) -> float:
        """The mean confidence of the known; 0 without any."""
        return sum(draft.confidence for draft in self.known) / max(1, len(self.known))

    @property
    def held(self) -> float:
        """The share of the known that was right; 0 without any."""
        return sum(bool(draft.right) for draft in self.known) / max(1, len(self.known))

    @property
    def few(self) -> bool:
        """Whether it holds too few known drafts to tell much."""
        return len(self.known) < FEW

    def count(self, *, given: bool, right: bool | None) -> int:
        """How many drafts were given (or declined) and right, wrong, or unknown."""
        return sum(draft.given == given and draft.right is right for draft in self.drafts)


def draft_of(case: Case, answer: AnswerRow | None, passed: bool) -> Judged | None:
    """The draft behind an answer; nothing where the answer tells no confidence between 0 and 1.

    A draft that was given is right when its case passed. One that was declined was wrong where the case has
    no answer; where it has one, the draft may have been right or wrong.
    """
    confidence = answer.trace.confidence if answer else None
    if answer is None or confidence is None or not 0 <= confidence <= 1:
        return None
    if answer.status in _GIVEN:
        return Judged(confidence, given=True, right=passed)
    hopeless = not case.answerable and Status.FALSE_PREMISE not in case.expected_status
    return Judged(confidence, given=False, right=False if hopeless else None)


def bin_of(confidence: float) -> int:
    """The number of the bin, from 0, that a confidence falls into."""
    return min(int(confidence * BINS), BINS - 1)


def binned(drafts: Iterable[Judged]) -> tuple[Bin, ...]:
    """The bins that hold any draft, the lowest first."""
    found: dict[int, list[Judged]] = {}
    for draft in drafts:
        found.setdefault(bin_of(draft.confidence), []).append(draft)
    return tuple(Bin(place / BINS, (place + 1) / BINS, tuple(found[place])) for place in sorted(found))
