"""A clause and what a question takes for granted, as words: what both say, and of whom.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.law.signs import load_model

Says = Callable[[str, str], bool]
"""Whether a text has a word, or another word for it."""

TOLD = 0.5
KNOWN = 0.6
"""So much of what is taken for granted must stand in the words that deny it, and in the clause as a whole."""

RUN = 2
"""So many words tell what something is: those after "có thể" in a clause and "cấm" in a question, say."""

WORD = re.compile(r"[a-z0-9]+")
"""A word of a folded text."""

EMPTY = re.compile(
    r"(?:la|va|cua|cho|de|o|tai|theo|do|voi|nay|khi|trong|mot|cac|nhung|thi|ma|duoc|co|phai|the|can|se|da|dang|vi"
    r"|boi|nen|bi|den|tu|ve|nhu|ra|vao|luat|nghe|noi|hay|chi|toi|tui|minh|moi|cung|dc|dung|khong|roi|luon|van)$"
)
"""Words that tell nothing by themselves."""

NAMES = re.compile(r"\bkhong (?:chia|gop von|chuyen trach|xac dinh)\b")
"""Terms of the law that only look like a denial ("quỹ chung không chia")."""

_COOPERATIVE, _GROUP = "hop tac xa", "to hop tac"
_ITSELF = re.compile(r"\b(?:lien hiep )?(?<!quy )hop tac xa\b|\bhtx\b|\bba con\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause, and those of its headings, which tell what it is about."""

    words: str
    headings: str

    @property
    def whole(self) -> str:
        """Headings and words."""
        return f"{self.headings} . {self.words}"


def about_the_same(clause: Clause, premise: str) -> bool:
    """Whether the clause or its heading names everyone whom the premise names."""
    named = (subject for subject in load_model().subjects if subject.search(premise))
    return not of_groups_alone(clause.words, premise) and all(
        subject.search(clause.whole) for subject in named
    )


def of_groups_alone(said: str, premise: str) -> bool:
    """Whether words rule for co-operative groups alone, and the premise is about a co-operative."""
    return _GROUP in said and _COOPERATIVE not in said and _COOPERATIVE in premise and _GROUP not in premise


def content_of(text: str) -> list[str]:
    """The words that tell something, in order; the co-operative itself is in every clause."""
    return [word for word in WORD.findall(_ITSELF.sub(" ", text)) if not EMPTY.match(word)]


def share_of(words: list[str], text: str, says: Says) -> float:
    """The part of the words, 0 to 1, that a text says; 0 of none."""
    return sum(says(text, word) for word in words) / len(words) if words else 0.0
