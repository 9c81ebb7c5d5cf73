"""The first step: what is not a question, or must not be worked on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from assistant import messages
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.errors import QuestionError
from knowledge.text import Folded, fold, strip_accents

_UNSEEN = dict.fromkeys(
    [
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        0x00AD,
        *range(0xE0000, 0xE0080),
    ]
)

_SHAPES = "\u0302\u0306\u031b"
"""Marks that make another vowel (circumflex, breve, horn); all others are tones."""


class Objection(StrEnum):
    """Why a question is not worked on."""

    INJECTION = "injection"
    PERSONAL = "personal"


class _File(BaseModel):
    injection: tuple[str, ...]
    personal: tuple[str, ...]
    honest: tuple[str, ...]
    domain: str
    everyday: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """Patterns of what is turned away; `honest` ones are no orders, though they have the words of some.

    `everyday` are matters of life that have nothing to do with what the documents are about.
    """

    injection: tuple[re.Pattern[str], ...]
    personal: tuple[re.Pattern[str], ...]
    domain: re.Pattern[str]
    honest: tuple[re.Pattern[str], ...] = ()
    everyday: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def load(cls, path: Path = SHIPPED / "screen.yaml") -> Screen:
        """The patterns of a YAML file.

        Raises:
            DataError: the file cannot be read or has another layout.
        """
        data = read_data(path, _File)
        words = [Folded.of(word).text for word in data.domain.replace("\n", "").split("|")]
        return cls(
            tuple(map(re.compile, data.injection)),
            tuple(map(re.compile, data.personal)),
            re.compile(rf"\b(?:{'|'.join(word.strip() for word in words)})\b"),
            tuple(map(re.compile, data.honest)),
            tuple(re.compile(_lenient(pattern)) for pattern in data.everyday),
        )

    def objection(self, text: str) -> Objection | None:
        """Why `text` is not worked on, or nothing."""
        plain = Folded.of(text).text
        ordered = plain
        for pattern in self.honest:
            ordered = pattern.sub(" . ", ordered)
        if any(pattern.search(ordered) for pattern in self.injection):
            return Objection.INJECTION
        if any(pattern.search(plain) for pattern in self.personal):
            return Objection.PERSONAL
        return None

    def in_domain(self, text: str) -> bool:
        """Whether the text speaks of what the documents are about."""
        return bool(self.domain.search(Folded.of(text).text))

    def everyday_matter(self, text: str) -> re.Pattern[str] | None:
        """The pattern of a matter of everyday life that the text names; nothing where it is in the domain."""
        if self.in_domain(text):
            return None
        folded = fold(text)
        return next((pattern for pattern in self.everyday if pattern.search(folded)), None)


def _lenient(pattern: str) -> str:
    """The pattern, each marked letter also with fewer marks: marks may be missing, none may be wrong."""
    return "".join(map(_with_fewer_marks, pattern))


def _with_fewer_marks(letter: str) -> str:
    """A letter as it is, without its tone ("ê" for "ế"), and bare."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    kept = "".join(mark for mark in marks if mark in _SHAPES)
    forms = dict.fromkeys((letter, unicodedata.normalize("NFC", base + kept), strip_accents(letter)))
    return letter if len(forms) == 1 else f"(?:{'|'.join(forms)})"


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    return re.compile(r"[^\W_]")


def readable(text: str, limit: int) -> str:
    """The question without characters nobody sees.

    Raises:
        QuestionError: it is empty, longer than `limit` characters, or holds binary.
    """
    seen = unicodedata.normalize("NFC", text.translate(_UNSEEN)).strip()
    if any(map(_is_binary, seen)):
        raise QuestionError(messages.UNREADABLE)
    if not _letters().search(seen):
        raise QuestionError(messages.EMPTY_QUESTION)
    if len(seen) > limit:
        raise QuestionError(messages.TOO_LONG.format(length=len(seen), limit=limit))
    return seen


def _is_binary(character: str) -> bool:
    """Whether nobody types it: control characters, halves of pairs, private use, the sign of lost bytes."""
    hidden = unicodedata.category(character) in ("Cc", "Cs", "Co") and character not in "\n\r\t"
    return hidden or character == "\ufffd"
