"""Whether what a question takes for granted stands word for word in a passage: nothing denies it then."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.desk import Desk
from knowledge.text import Folded

LOOKED_AT = 10
"""Passages found that are looked at: words copied from one bring it to the top."""

SHORTEST = 6
"""Words that a claim has at least: fewer stand in many a passage by chance."""

_WORD = re.compile(r"\w+")


def is_confirmed(desk: Desk) -> bool:
    """Whether a passage says the whole claim of the question, word for word."""
    claim = max(desk.claimed.words, key=len, default="")
    words = _words(claim)
    if len(words.split()) < SHORTEST or not desk.question.topic:
        return False
    return any(words in _words(hit.passage.context) for hit in desk.evidence.hits[:LOOKED_AT])


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(Folded.of(text).text))} "
