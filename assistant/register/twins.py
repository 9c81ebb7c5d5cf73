"""The same duty in body and annex: in which fields and words the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.register.duty import Duty, Passage
from knowledge.text import fold

ALIKE = 0.5
"""Ratio of common words from which two texts are shown as one with changes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a text; `own` where the other text lacks them."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A duty beside its twin.

    `leads_here` and so on are agencies that only one of the two names. `here` and `there` are the texts that
    come closest, cut where they differ; `same` says that they do not, `alike` that they are near each other.
    """

    twin: Duty
    leads_here: tuple[str, ...]
    leads_there: tuple[str, ...]
    partners_here: tuple[str, ...]
    partners_there: tuple[str, ...]
    here: tuple[Piece, ...]
    there: tuple[Piece, ...]
    same: bool
    alike: bool


def compared(duty: Duty, every: Mapping[tuple[str, str], Duty]) -> Comparison | None:
    """The duty beside its twin; nothing where it has none."""
    twin = every.get((duty.document, duty.twin))
    if twin is None:
        return None
    mine, its, ratio = max(_pairs(duty, twin), key=lambda pair: pair[2])
    here, there = _pieces(mine.text, its.text)
    return Comparison(
        twin,
        *_apart(duty.leads, twin.leads),
        *_apart(duty.partners, twin.partners),
        here,
        there,
        _bare(mine.text) == _bare(its.text) and len(duty.actions) == len(twin.actions),
        ratio >= ALIKE,
    )


def _pairs(duty: Duty, twin: Duty) -> Iterator[tuple[Passage, Passage, float]]:
    for mine in duty.actions:
        for its in twin.actions:
            words = _bare(mine.text), _bare(its.text)
            yield mine, its, SequenceMatcher(None, *words, autojunk=False).ratio()


def _apart(here: tuple[str, ...], there: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(name for name in here if name not in there),
        tuple(name for name in there if name not in here),
    )


def _pieces(here: str, there: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    mine, its = here.split(), there.split()
    blocks = SequenceMatcher(None, _bare(here), _bare(there), autojunk=False).get_opcodes()
    left = ((mine[a:b], kind) for kind, a, b, _, _ in blocks)
    right = ((its[a:b], kind) for kind, _, _, a, b in blocks)
    return tuple(_marked(left)), tuple(_marked(right))


def _marked(runs: Iterator[tuple[list[str], str]]) -> Iterator[Piece]:
    for words, kind in runs:
        if words:
            yield Piece(" ".join(words), kind != "equal")


def _bare(words: str) -> list[str]:
    """The words as they are compared: case, tone placement and punctuation at their ends do not count."""
    return [fold(word).strip(".,;:()") for word in words.split()]
