"""The rewriter: a question that the built-in understanding is unsure of, as one that stands alone.

What it gives is only searched for. Offices, instruments and figures that nobody spoke of make it void.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from assistant.answer import Turn
from assistant.figures import hard_facts, together
from assistant.model.cache import Rewrites
from assistant.model.chat import Failed, Fault
from assistant.model.claims import UNFIT
from assistant.model.line import Line
from assistant.model.prompts import REWRITE, rewriting
from assistant.model.writer import Call
from assistant.screen import Screen
from assistant.understanding.question import Question
from knowledge.agencies import Agencies
from knowledge.text import fold, strip_accents

TURNS = 6
"""Earlier turns shown."""

LONGEST = 400
"""Characters of a rewritten question at most."""

LONGEST_REPLY = 1500

Route = Literal["plan", "law", ""]
Read = Callable[[str], Question]

_ASKED = re.compile(r"^\W*câu hỏi\W*:\s*(?P<text>.+)$", re.IGNORECASE | re.MULTILINE)
_STORE = re.compile(r"^\W*kho\W*:\W*(?P<name>kế hoạch|quy định)", re.IGNORECASE | re.MULTILINE)
_ROUTES: dict[str, Route] = {"kế hoạch": "plan", "quy định": "law"}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question to search for, and the shelf that the model would look on; empty where it cannot tell."""

    text: str
    route: Route = ""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What came of asking: a question or none, and why none."""

    question: Rewritten | None
    why: str = ""


class Rewriter:
    """Asks a model for the question; the same question is asked about once."""

    def __init__(
        self, line: Line, agencies: Agencies, screen: Screen, cache: Rewrites, name: str = ""
    ) -> None:
        self._line = line
        self._agencies = agencies
        self._screen = screen
        self._cache = cache
        self._name = name

    def rewrite(self, question: Question, history: Sequence[Turn], read: Read, call: Call) -> Rewriting:
        """The question standing alone; nothing where the model gives none that may be used."""
        turns = tuple(history)[-TURNS:]
        key = self._key(question.typed, turns)
        reply = self._cache.get(key)
        if reply is None:
            reply, why = self._reply(question, turns, call)
            if why:
                return Rewriting(None, why)
            self._cache.put(key, reply)
        return self._usable(_parsed(reply), question, turns, read)

    def _key(self, typed: str, turns: Sequence[Turn]) -> str:
        """A digest of all that the reply depends on."""
        said = [[turn.role, turn.text] for turn in turns]
        return sha256(json.dumps([self._name, REWRITE, typed, said]).encode()).hexdigest()

    def _reply(self, question: Question, turns: Sequence[Turn], call: Call) -> tuple[str, str]:
        """The reply, or why there is none."""
        words = ""
        prompt = rewriting(question.typed, turns)
        with closing(self._line.say(prompt, call.meter, call.deadline)) as pieces:
            for piece in pieces:
                if isinstance(piece, Failed):
                    return "", piece.fault.value
                words += piece.words
                if len(words) > LONGEST_REPLY:
                    return "", Fault.LENGTH.value
        return (words, "") if words.strip() else ("", "empty")

    def _usable(
        self, found: Rewritten | None, question: Question, turns: Sequence[Turn], read: Read
    ) -> Rewriting:
        if found is None:
            return Rewriting(None, "no_question")
        if self._screen.objection(found.text) is not None:
            return Rewriting(None, "objectionable")
        if self._invents(found.text, question, turns, read):
            return Rewriting(None, "invented")
        return Rewriting(found)

    def _invents(self, text: str, question: Question, turns: Sequence[Turn], read: Read) -> bool:
        """Whether the text names an office, an instrument or a figure that nobody spoke of."""
        heard = [read(turn.text) for turn in turns]
        told = (question.typed, question.reading, *(turn.text for turn in turns), *(q.reading for q in heard))
        given = together(hard_facts(words, self._agencies) for words in told)
        stated = hard_facts(text, self._agencies)
        offices = {name for q in (question, *heard) for name in q.agency_ids} | given.agencies
        numbers = {n for q in (question, *heard) for item in q.instruments for n in item.numbers}
        instruments = given.instruments | {fold(number) for number in numbers}
        years = {str(year) for q in (question, *heard) for year in q.years}
        bare = strip_accents(given.text)
        return bool(
            stated.figures - given.figures - given.parts - years
            or stated.agencies - offices
            or stated.instruments - instruments
            or any(strip_accents(name) not in bare for name in stated.names)
        )


def _parsed(reply: str) -> Rewritten | None:
    """The question and the shelf of a reply in the agreed form; nothing else is taken for one."""
    asked, store = _ASKED.search(reply), _STORE.search(reply)
    text = " ".join(asked["text"].strip(' «»"*').split()) if asked else ""
    if not text or len(text) > LONGEST or not text.isprintable() or UNFIT.search(text):
        return None
    return Rewritten(text, _ROUTES.get(fold(store["name"]), "") if store else "")
