"""How well diacritics are given back: accented questions of a set, asked without, held against themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.speech import is_marked
from knowledge.text import strip_accents, syllables


@dataclass(frozen=True, slots=True)
class Given:
    """Counts: questions, those given back whole, their syllables, and how many of these are right."""

    questions: int
    whole: int
    syllables: int
    right: int


def given_back(questions: Iterable[str], restore: Callable[[str], str]) -> Given:
    """What `restore` makes of each question that was typed with diacritics, once they are taken off.

    Questions whose reading has another number of syllables (a numeral split) are left out.
    """
    asked = whole = count = right = 0
    for question in filter(is_marked, questions):
        typed = syllables(question.lower())
        guess = syllables(restore(strip_accents(question.lower())))
        if len(guess) != len(typed):
            continue
        same = sum(one == other for one, other in zip(typed, guess, strict=True))
        asked, whole = asked + 1, whole + (same == len(typed))
        count, right = count + len(typed), right + same
    return Given(asked, whole, count, right)
