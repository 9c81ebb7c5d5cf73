"""The walk-through at a keyboard. Lines come in through `read`, text goes out through `write`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from assistant.policies import words
from assistant.policies.guide import Guide, Known, View
from assistant.policies.walk import MOST_QUESTIONS, Walk, answered, back, corrected, passed_over, stopped
from knowledge.errors import DataError
from knowledge.policies.model import Fact
from knowledge.policies.profile import Value
from knowledge.policies.profile_file import fact_value
from knowledge.text import fold, strip_accents

Read: TypeAlias = Callable[[], str]
Write: TypeAlias = Callable[[str], object]
_CORRECT = re.compile(r"sua\s+(\w+)")


@dataclass(frozen=True, slots=True)
class Terminal:
    """One person at a keyboard."""

    guide: Guide
    read: Read
    write: Write

    def run(self, day: date) -> View:
        """Ask until nothing is left to ask or the person stops; the walk as it then stands."""
        self.write(words.BEGIN)
        view = self.guide.view(self.guide.tell(Walk(), self.read()), day)
        shown: tuple[Known, ...] = ()
        while view.ask:
            self._tell_known([item for item in view.known if item not in shown])
            shown = view.known
            self._put(view)
            view = self.guide.view(self._next(view, view.ask.fact), day)
        return view

    def _tell_known(self, known: Sequence[Known]) -> None:
        if known:
            self.write("\n".join((words.UNDERSTOOD, *map(_known_line, known))))

    def _put(self, view: View) -> None:
        if view.ask:
            fact, most = view.ask.fact, MOST_QUESTIONS * view.walk.rounds
            lines = [words.QUESTION.format(number=view.number, most=most, question=fact.question)]
            lines += [
                words.CHOICE.format(number=number, label=choice.label)
                for number, choice in enumerate(fact.choices, 1)
            ]
            self.write("\n".join([*lines, f"({how_to(fact)}; {words.HOW_OTHERS})"]))

    def _next(self, view: View, fact: Fact) -> Walk:
        """The walk after what was typed; as it was where that was not understood."""
        typed = " ".join(self.read().split())
        plain = strip_accents(fold(typed))
        match plain:
            case "":
                return passed_over(view.walk, fact.id)
            case "q":
                return stopped(view.walk)
            case "b":
                return back(view.walk)
        if wrong := _CORRECT.fullmatch(plain):
            return self._taken_back(view, wrong[1])
        try:
            return answered(view.walk, fact.id, read_answer(fact, typed))
        except DataError:
            self.write(words.NOT_UNDERSTOOD.format(typed=typed[:60], how=how_to(fact)))
            return view.walk

    def _taken_back(self, view: View, name: str) -> Walk:
        if any(item.fact.id == name for item in view.known):
            return corrected(view.walk, name, None)
        self.write(words.NO_SUCH_FACT.format(typed=name[:60]))
        return view.walk


def how_to(fact: Fact) -> str:
    """How a question is answered at a keyboard."""
    if fact.answer == "number":
        return words.HOW_NUMBER.format(unit=f" ({fact.unit})" if fact.unit else "")
    return words.HOW_SEVERAL if fact.answer == "choices" else words.HOW_ONE


def read_answer(fact: Fact, typed: str) -> Value:
    """The value typed: the places of choices, or the value itself (a number, "có", a label).

    Raises:
        DataError: it does not fit.
    """
    if fact.answer == "number":
        return fact_value(fact, _number(typed))
    if fact.answer == "choices":
        return fact_value(fact, list(_picked(fact, typed)))
    return fact_value(fact, _choice(fact, typed))


def _number(typed: str) -> float | str:
    match = re.fullmatch(r"\d{1,9}(?:[.,]\d{1,3})?", typed)
    return float(typed.replace(",", ".")) if match else typed


def _picked(fact: Fact, typed: str) -> Iterator[object]:
    if typed.strip() != "0":
        yield from (_choice(fact, part.strip()) for part in re.split(r"[,;]", typed))


def _choice(fact: Fact, typed: str) -> object:
    place = int(typed) - 1 if typed.isdecimal() and len(typed) < 4 else -1
    return fact.choices[place].value if 0 <= place < len(fact.choices) else typed


def _known_line(item: Known) -> str:
    wording = {"said": words.SAID, "assumed": words.ASSUMED, "answered": words.ANSWERED}[item.origin]
    return wording.format(label=item.fact.label, value=item.text, words=item.words, fact=item.fact.id)
