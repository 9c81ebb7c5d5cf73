"""What a question means by "sở đó", "văn bản sửa đổi đó": what the last answer named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.understanding.question import Question
from knowledge.text import Folded

Understand = Callable[[str], Question]

_OFFICE_SAID = (
    r"(?:co quan|don vi|so|ben|nganh|noi|cho|to chuc) (?:chu tri |lam )?(?:viec )?(?:do|ay|nay|kia|vua roi)"
)
_WHO_GETS = (
    r"(?:ben|noi|cho|don vi|co quan|so) (?:duoc )?(?:nhan|tiep nhan)(?: bao cao)?(?: do| ay)?"
    r"(?= (?:phai|con|lam|se|co|thi|lo|duoc)\b)"
)
_THEY = r"(?<!dong )ho(?= (?:con|phai|lam|co|duoc|lo|chu tri|phoi hop)\b)"
_OFFICE_SAID_ENGLISH = r"that (?:office|agency|department|body)|(?:does|do|is|are|will) (?:it|they)"
_THAT_OFFICE = re.compile(rf"\b(?:{_OFFICE_SAID}|{_WHO_GETS}|{_THEY}|{_OFFICE_SAID_ENGLISH})\b")
_RECEIVES = re.compile(r"\b(?:ve|gui|cho|len|toi|den|nop|to)\W*(?:the )?$")
_GETS = re.compile(r"\bnhan\b|\breceiv")
_MANY = re.compile(r"(?:cac|moi|nhung|tung)\b")
""" "Sở đó" is one office, where the answer names groups of offices and one."""

_THAT_INSTRUMENT = re.compile(
    r"\b(?:van ban|nghi dinh|quyet dinh|thong tu|luat|nghi quyet)"
    r"(?: (?:sua doi|bo sung|thay the|thay|moi|huong dan|sau|kia|cu))*"
    r" (?:do|ay|vua (?:roi|noi|neu)|tren|kia)\b"
    r"|\bthat (?:decree|decision|law|circular|resolution|document)\b"
)


def told_of(question: Question, history: Sequence[Turn], understand: Understand) -> Question | None:
    """The question with such words written out; nothing where it has none, or the answer names nothing."""
    if not history or history[-1].role != "assistant":
        return None
    return _office(question, history, understand) or _instrument(question, history, understand)


def _office(question: Question, history: Sequence[Turn], understand: Understand) -> Question | None:
    match = _THAT_OFFICE.search(Folded.of(question.reading).text)
    if not match or question.agencies:
        return None
    named = _meant(match.group(), question, understand(history[-1].text))
    return _written_out(question, match, named, understand) if named else None


def _meant(said: str, question: Question, told: Question) -> str:
    """The office of the answer that is meant: one of its kind ("sở đó"), the one that gets what is sent.

    Else the first, and where that is a group ("các Sở … báo cáo về Sở …") the one that gets it or one.
    """
    every = list(told.agencies)
    alone = [m for m in every if not _MANY.match(Folded.of(m.text).text)]
    getting = [m for m in alone if _RECEIVES.search(Folded.of(told.reading[: m.span.start]).text)]
    kind = [m for m in alone if said.startswith("so ") and Folded.of(m.text).text.startswith("so ")]
    wanted = getting if _GETS.search(Folded.of(question.reading).text) else []
    both = [m for m in wanted if m in kind]
    first = every[:1] if every[:1] == alone[:1] else []
    return next((found[0].text for found in (both, wanted, kind, first, getting, alone, every) if found), "")


def _instrument(question: Question, history: Sequence[Turn], understand: Understand) -> Question | None:
    """The instrument that the answer named and the question before it did not; else the one of both."""
    match = _THAT_INSTRUMENT.search(Folded.of(question.reading).text)
    if not match or question.instruments:
        return None
    asked = {n for turn in history if turn.role == "user" for n in _numbers(understand(turn.text))}
    told = understand(history[-1].text).instruments
    new = [item for item in told if not asked.intersection(item.numbers)]
    meant = next(iter(new or told), None)
    return _written_out(question, match, meant.typed, understand) if meant else None


def _numbers(question: Question) -> set[str]:
    return {number for item in question.instruments for number in item.numbers}


def _written_out(question: Question, match: re.Match[str], name: str, understand: Understand) -> Question:
    """The question with a name for what points back; whole by itself then, it carries nothing more."""
    span = Folded.of(question.reading).span(*match.span())
    whole = f"{question.reading[: span.start]} {name} {question.reading[span.end :]}"
    return replace(understand(" ".join(whole.split())), typed=question.typed, follows=True)
