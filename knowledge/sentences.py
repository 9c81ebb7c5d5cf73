"""Where sentences and clauses of a unit begin and end, as spans of the canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.document import Span

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”')]*\s+(?=[\"“'(]*[^\W\d_a-zà-ỹđ])|\n+|\t+")
_CLAUSE_END = re.compile(r";\s+|(?<=[.!?…])\s+(?=\W*[^\W\d_a-zà-ỹđ])|\n+|\t+")


def sentences(text: str, within: Span) -> Iterator[Span]:
    """Spans of the sentences in `text[within.start:within.end]`, white space around them left out."""
    yield from _split(text, within, _SENTENCE_END)


def clauses(text: str, within: Span) -> Iterator[Span]:
    """Spans of the clauses: like sentences, but a semicolon ends one too."""
    yield from _split(text, within, _CLAUSE_END)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + max(left, len(words.rstrip())))


def _split(text: str, within: Span, end: re.Pattern[str]) -> Iterator[Span]:
    start = within.start
    for match in end.finditer(text, within.start, within.end):
        span = trimmed(text, Span(start, match.start()))
        if span.end > span.start:
            yield span
        start = match.end()
    span = trimmed(text, Span(start, within.end))
    if span.end > span.start:
        yield span
