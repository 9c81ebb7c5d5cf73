"""What free text may look like: plain Vietnamese letters, no markup, no addresses, no orders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.proof.objection import Kind, Objection
from assistant.proof.words import words
from knowledge.patterns import UPPER
from knowledge.text import fold, nfc, syllables

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + UPPER[3:] + UPPER[3:].lower())
_OTHERS = frozenset("0123456789 \n\t%+=≥≤~°")
_SPACES = frozenset("\u00a0\u2009\u202f")
_MARKUP = re.compile(r"<\s*/?\w|\]\s*\(|`|\{\{|^\s*#|^\s*\|.*\||!\[|&\w+;|\\\w", re.MULTILINE)
_CONTACT = re.compile(
    r"\w+://\S*|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|vn|net|org|info|io|gov|edu)\b"
    r"|(?<![\d/])(?:\+84|0|1[89]00)(?:[ .-]?\d){6,10}(?!\d)",
    re.IGNORECASE,
)
_MIXED = re.compile(r"(?<![\w/.-])(?:\d+[^\W\d_]+|[^\W\d_]+\d+)[\w]*(?:/[\w-]+)?")
_ROMAN = re.compile(r"(?<![\w.])[IVXLCDM]{2,}(?!\w)")


def faults(text: str, cited: str) -> Iterator[Objection]:
    """What `text` may not hold unless `cited` prints it too."""
    if odd := "".join(dict.fromkeys(sign for sign in nfc(text) if not _is_plain(sign, cited))):
        yield Objection(Kind.HIDDEN, ", ".join(f"U+{ord(sign):04X}" for sign in odd))
    yield from _unprinted(Kind.HIDDEN, _MIXED, text, cited)
    yield from _unprinted(Kind.HIDDEN, _ROMAN, text, cited)
    yield from _unprinted(Kind.MARKUP, _MARKUP, text, cited)
    yield from _unprinted(Kind.CONTACT, _CONTACT, text, cited)
    yield from _orders(text, cited)


def _is_plain(sign: str, cited: str) -> bool:
    if sign in _LETTERS or sign in _OTHERS or sign in _SPACES:
        return True
    return (unicodedata.category(sign)[0] == "P" and unicodedata.east_asian_width(sign) not in "FW") or (
        sign in cited and unicodedata.category(sign)[0] not in "CM"
    )


def _unprinted(kind: Kind, pattern: re.Pattern[str], text: str, cited: str) -> Iterator[Objection]:
    for match in pattern.finditer(text):
        if match[0].strip() not in cited:
            yield Objection(kind, match[0].strip())


def _orders(text: str, cited: str) -> Iterator[Objection]:
    said = f" {' '.join(syllables(text))} "
    for order in words().orders:
        phrase = " ".join(order)
        if f" {phrase} " in said and phrase not in fold(cited):
            yield Objection(Kind.ORDER, phrase)
