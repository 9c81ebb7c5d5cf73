"""Small talk: greetings, thanks, farewells and questions about the assistant, answered in fixed words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant import messages
from assistant.pleasantries import load_pleasantries
from assistant.understanding.intents import Intent, Ranked
from assistant.understanding.question import Question
from knowledge.text import Folded

SMALLTALK_WORDS = 2
SURE = 0.75
"""Small talk has at most so many words of a topic, unless its intent scores above SURE."""

SURE_STATED = 0.4
"""The same for what asks nothing."""

HARDLY = 0.3
"""Score of an intent below which nothing tells small talk: greetings score above 0.7."""

BEHIND = 0.6
"""Score of an intent from which what follows a greeting is the question."""

_IN_OFFICE = re.compile(
    r"\b(?:truong ban|pho ban|truong phong|giam doc|chu tich|bi thu|cuc truong|lanh dao|nguoi ky)\b"
)
""" "Ai là trưởng ban?" asks for a person, not for the assistant."""

_VIETNAMESE = ("ai", "gi", "nao", "dau", "sao", "may", "bao")
_ENGLISH = ("who", "what", "which", "when", "where", "how", "why", "many", "much")
_QUESTION_WORDS = frozenset((*_VIETNAMESE, *_ENGLISH))
"""Words that ask for something."""

_REPLIES = {
    Intent.GREETING: messages.GREETING,
    Intent.THANKS: messages.THANKS,
    Intent.BYE: messages.BYE,
    Intent.ABOUT: messages.ABOUT,
}


def reply_to(question: Question) -> str:
    """What is said to small talk; empty for a question about something."""
    if kind := _spoken(question):
        return _REPLIES[kind]
    return _REPLIES[question.intent] if _is_smalltalk(question) else ""


def past_greeting(own: Question, read: Callable[[str], Question]) -> Question:
    """The question that follows a greeting ("xin chào, ai ký kế hoạch?"); else the message as it was read."""
    if own.intent not in _REPLIES or _is_statement(own):
        return own
    return _behind_greeting(own.typed, read) or own


def of_substance(question: Question) -> Question:
    """The question with the intents of small talk left out: it names something to answer about."""
    scores = tuple(item for item in question.intents.scores if item[0] not in _REPLIES)
    return replace(question, intents=Ranked(scores)) if question.intent in _REPLIES else question


def _spoken(question: Question) -> Intent | None:
    """The kind of small talk that a message is made of, but for a few words where it reads as such at all."""
    if question.agencies or question.instruments or question.years:
        return None
    texts = (question.typed,) if question.carried else (question.typed, question.reading)
    spoken = min(map(load_pleasantries().read, texts), key=lambda found: len(found.left))
    likely = question.intent in _REPLIES and question.intents.scores[0][1] >= HARDLY
    few = likely and len(spoken.left) <= SMALLTALK_WORDS and len(spoken.left) < spoken.said
    return spoken.kind if not spoken.left or (few and not _asks(spoken.left)) else None


def _asks(words: Iterable[str]) -> bool:
    """Whether a question word is among what is left beside small talk."""
    return not _QUESTION_WORDS.isdisjoint(words)


def _is_smalltalk(question: Question) -> bool:
    """A greeting may carry a few words of its own; a long topic makes it a question about something."""
    score = question.intents.scores[0][1]
    beside = load_pleasantries().read(question.typed)
    of_assistant = question.intents.of(Intent.ABOUT) >= HARDLY
    if beside.kind and _asks(beside.left) and not of_assistant:
        return False
    if _IN_OFFICE.search(Folded.of(question.reading).text):
        return False
    if question.intent not in _REPLIES or question.agencies or question.instruments or score < HARDLY:
        return False
    short = len(question.topic.replace(".", " ").split()) <= SMALLTALK_WORDS
    return short or score > (SURE_STATED if _is_statement(question) else SURE)


def _is_statement(question: Question) -> bool:
    """Whether a message asks nothing: "cảm ơn, giải thích vậy là tui hiểu rồi!"."""
    asks = "?" in question.typed or question.yes_no
    return question.intent in (Intent.THANKS, Intent.BYE) and not asks


def _behind_greeting(text: str, read: Callable[[str], Question]) -> Question | None:
    """The question that follows a greeting ("xin chào, ai ký kế hoạch?"), or nothing where none does."""
    pause = re.search(r"[,.!;\n]+", text)
    rest = text[pause.end() :].strip() if pause else ""
    if not rest:
        return None
    question = read(rest)
    sure = question.intents.scores[0][1] > BEHIND
    return question if sure and question.intent not in _REPLIES else None
