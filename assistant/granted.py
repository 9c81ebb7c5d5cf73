"""Whether a question as a whole is a claim: `law/taken` reads it as typed, here it is read as mended, too."""

from __future__ import annotations

import re

from assistant.law.taken import SHORTEST, claims_of, is_given, puts_as_given, taken
from assistant.understanding.claimed import Claimed
from assistant.understanding.question import Question
from knowledge.text import Folded

_ASKS_WHY = re.compile(
    r"^\W*(?:(?:vay|the|ua|u|o|ma|nhung|cho hoi|cho em hoi) )*(?:sao|tai sao|vi sao|co sao|why)\b"
    r"(?! (?:y|luu|chep|ke(?! hoach)|nao|cho (?:dung|hop|duoc)|de)\b)"
)


_IS_IT = re.compile(r"^\W*(?:lieu )?(?:co phai|phai chang)\b(?! (?:la )?(?:ai|gi|nao)\b)")
_SO = re.compile(
    r"^\W*(?:a |u |o |ok |da )*(?:vay|the|tuc|nghia) (?:la|ra la|nghia la|tuc la|thi)\b"
    r"(?! (?:sao|nao|nhu the nao)\b)"
)
_ASKS = re.compile(r"\b(?:ai|gi|nao|dau|may|bao nhieu|bao gio|sao|khi nao|who|what|when|how|which)\b")
""" "Vậy là 70 phần trăm …?" draws a conclusion; with a question word it asks."""

_USES = re.compile(r"\bdùng (?:không|chưa|ko)\W*$")
""" "… phải dùng không?" is no "… đúng không?"."""


def claimed_of(question: Question) -> Claimed:
    """What the question takes for granted."""
    whole = is_claim(question)
    return Claimed(whole, whole or question.presumes, _claimed_words(question, whole=whole))


def is_claim(question: Question) -> bool:
    """Whether the question is a claim to be confirmed or explained."""
    folded = Folded.of(question.reading)
    if _USES.search(folded.accented):
        return False
    reading, typed = folded.text, Folded.of(question.typed).text
    if _SO.search(typed) and not _ASKS.search(typed):
        return True
    opens = _ASKS_WHY.search(reading) or _IS_IT.search(reading)
    return bool(opens) or is_given(question) or puts_as_given(reading, reading)


def _claimed_words(question: Question, *, whole: bool) -> tuple[str, ...]:
    """The words, folded, of each claim that the question takes for granted; else the whole of a claim."""
    reading = Folded.of(question.reading).text
    found = claims_of(question) or taken(reading, reading)
    words = tuple(claim.words.strip() for claim in found if not claim.planned)
    if words or not whole:
        return words
    rest = _ASKS_WHY.sub("", reading).strip()
    return (rest,) if len(rest.split()) >= SHORTEST else ()
