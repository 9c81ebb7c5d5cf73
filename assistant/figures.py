"""The facts of a sentence that can be checked letter by letter: figures, dates, instruments, agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.agencies import Agencies
from knowledge.patterns import INSTRUMENT_NUMBER, same_figure
from knowledge.text import fold

_NUMBER = re.compile(r"\d+(?:[./,]\d+)*")
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class HardFacts:
    """What must stand in the evidence word for word, in comparable form."""

    figures: frozenset[str]
    instruments: frozenset[str]
    agencies: frozenset[str]

    def missing_from(self, evidence: HardFacts) -> tuple[str, ...]:
        """What is here and not there."""
        return (
            *sorted(self.figures - evidence.figures),
            *sorted(self.instruments - evidence.instruments),
            *sorted(self.agencies - evidence.agencies),
        )


def hard_facts(text: str, agencies: Agencies) -> HardFacts:
    """The checkable facts of `text`; markers such as [1] are none."""
    text = _MARKER.sub(" ", text)
    instruments = frozenset(fold(match["number"]) for match in INSTRUMENT_NUMBER.finditer(text))
    rest = INSTRUMENT_NUMBER.sub(" ", text)
    found = frozenset(part for match in _NUMBER.finditer(rest) for part in _comparable(match.group()))
    mentions = agencies.find(text)
    return HardFacts(found, instruments, frozenset(i for m in mentions for i in m.agency_ids))


def _comparable(number: str) -> tuple[str, ...]:
    """One printed number as comparable parts: "07/3/2023" gives day, month and year."""
    return tuple(same_figure(part) for part in re.split(r"/", number))
