"""Where sentences and clauses of a unit begin and end, as spans of the canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Span
from knowledge.patterns import UPPER

_ENDED = r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’')]))(?<!\bTP\.)(?<!\bTX\.)(?<!\bTM\.)(?<!\bKT\.)"
_STOP = rf"{_ENDED}\s+(?=[\"“‘'(]*[{UPPER}])"
_SENTENCE_END = re.compile(rf"{_STOP}|\n+|\t+")
_CLAUSE_END = re.compile(rf";\s+|{_STOP}|\n+|\t+")
_MARK = re.compile(r"(?:[-–•+]|\d{1,3}(?:\.\d{1,3})*\.|[a-zđ]\))\s+")


def sentences(text: str, within: Span) -> Iterator[Span]:
    """Spans of the sentences in `text[within.start:within.end]`.

    White space around them is left out, and so is the number or dash that a unit begins with.
    """
    yield from _split(text, within, _SENTENCE_END)


def clauses(text: str, within: Span) -> Iterator[Span]:
    """Spans of the clauses: like sentences, but a semicolon ends one too."""
    yield from _split(text, within, _CLAUSE_END)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + max(left, len(words.rstrip())))


def unmarked(text: str, span: Span) -> Span:
    """The span without the number or dash that it begins with."""
    match = _MARK.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _split(text: str, within: Span, end: re.Pattern[str]) -> Iterator[Span]:
    start = unmarked(text, within).start
    for match in end.finditer(text, start, within.end):
        span = trimmed(text, Span(start, match.start()))
        if span.end > span.start:
            yield span
        start = match.end()
    span = trimmed(text, Span(start, within.end))
    if span.end > span.start:
        yield span
