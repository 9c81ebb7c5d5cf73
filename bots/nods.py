"""Small words of a chat that ask nothing: "dạ", "ok", "alo", a thumb. The assistant need not read them."""

from __future__ import annotations

import re

from bots import messages
from knowledge.text import strip_accents

_NOD = re.compile(
    r"ok[ek]?|okie|okay|da|vang|u|uh|uhm|um|uhu|a|ah|roi|duoc|hieu|biet|ro|nhe|nha|hihi|haha|hehe|kk|tot|o|ban|ad"
)
"""A word that says no more than that something was heard, without accents."""

_KNOCK = re.compile(
    r"a ?lo(?: alo)?|(?:xin |cho (?:em |minh |tui |toi )?)?hoi(?: ti| chut| xiu)?(?: voi| nha| nhe| a)?|test"
)
"""What people write to see whether somebody is there, without accents."""

MOST_WORDS = 4
"""Words of a nod; what is longer says something."""


def answer_to(text: str) -> str:
    """What to say to a nod or to a knock on the door; nothing where the text may be a question."""
    if "?" in text:
        return ""
    bare = strip_accents(text).lower()
    words = re.findall(r"\w+", bare)
    if not words:
        return messages.NODDED if _a_sign(bare) else ""
    if _KNOCK.fullmatch(" ".join(words)):
        return messages.LISTENING
    nods = len(words) <= MOST_WORDS and all(map(_NOD.fullmatch, words))
    return messages.NODDED if nods else ""


def _a_sign(text: str) -> bool:
    """Whether there is an emoji or some other sign in it, not points and commas alone."""
    return any(ord(character) > 0x2000 and character != "…" for character in text)
