"""A text made ready for finding citations, and what may stand behind the label of a place or a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.document import Span
from knowledge.text import is_accented, reads_as, strip_accents, unify_tones

# Dashes of every length, the Icelandic eth of old fonts, spaces that do not break.
_ALIKE = str.maketrans("‐‑‒–—−ðÐ\u00a0\u2009\u202f", "------đĐ   ")

TEXT_FOLLOWS = re.compile(
    r"\s*(?:$|[,;:.!?)(\]/\"”’'…\n\t-])"
    r"| (?:ngay|nam)(?= \d)"
    r"| (?:dieu|khoan|diem|tiet|muc|tieu muc|chuong|phan|phu luc|mau so|d\d|k\d|"
    r"nghi dinh|nghi quyet|thong tu|quyet dinh|luat|bo luat|phap lenh|ke hoach|quy che|nd|tt|qd|nq|so|"
    r"cua|nay|va|hoac|hay|den|tai|theo|thuoc|trong|tren|giua|o|ve|voi|cho|do|de|khi|neu|thi|la|nhu|ha|a|"
    r"quy dinh|ban hanh|kem|sua|bo sung|bai bo|thay|het|huong dan|ap dung|yeu cau|noi|gom|hieu luc|"
    r"duoc|bi|phai|khong|co|con|da|se|dang|cung|vua|chua|moi|cu|khac|so voi|ra)(?!\w)"
)
"""What may stand behind a bare figure that is a label: a stop, or a word that goes on about the text."""

AN_AMOUNT = re.compile(
    r" ?(?:[%‰]|(?:tr(?:ieu)?|ty|ti|dong|nghin|ngan|tram|phan tram|ha|m2|km|kg|tan|vnd|usd)(?!\w))"
)
"""What makes a figure an amount: "khoản 5 tỷ" is no khoản."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in three forms of one length: as typed, in small letters, bare of marks."""

    typed: str
    small: str
    bare: str
    accented: bool
    places: tuple[int, ...] | None

    @classmethod
    def of(cls, text: str) -> Plain:
        """The text prepared; total over every string."""
        typed, places = _tidied(*_composed(text))
        alike = typed.translate(_ALIKE)
        small = alike.lower()
        if len(small) != len(alike):
            small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in alike)
        bare = strip_accents(small)
        if len(bare) != len(small):
            bare = small
        return cls(typed, small, bare, is_accented(typed), places)

    def span(self, start: int, end: int) -> Span:
        """The range of the text as it was handed in."""
        return Span(start, end) if self.places is None else Span(self.places[start], self.places[end])

    def says(self, start: int, end: int, meant: str) -> bool:
        """Whether the letters there may be a spelling of `meant`: its marks may be left out, not changed."""
        typed = self.small[start:end]
        return typed == meant or reads_as(_toned(typed), _toned(meant))

    def capital(self, start: int, end: int) -> bool:
        """Whether it is printed in capitals: "NĐ-CP" and "TTg", not "Về"."""
        return sum(letter.isupper() for letter in self.typed[start:end]) >= min(2, end - start)

    def word_before(self, start: int) -> str:
        """The word before a place of the same line, in small letters; empty at the beginning."""
        match = _LAST_WORD.search(self.small, max(0, start - 12), start)
        return match[1] if match else ""

    def begins_line(self, start: int) -> bool:
        """Whether only blanks and quotation marks stand before it in its line."""
        before = self.small[self.small.rfind("\n", 0, start) + 1 : start]
        return not before.strip(" \t“\"'")


_SUPERFLUOUS = re.compile(
    "(?<=[ \u00a0\u2009\u202f])[ \u00a0\u2009\u202f]+|[\u200b-\u200d\u2060\ufeff\u00ad]+"
)
_LAST_WORD = re.compile(r"(\w+) ?$")


@lru_cache(maxsize=4096)
def _toned(word: str) -> str:
    return unify_tones(word)


def _composed(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text in composed form, with the place of each of its letters where that moved them."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    letters: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        letters.append(composed)
        same = len(composed) == end - start
        places += range(start, end) if same else [start] * len(composed)
    return "".join(letters), (*places, len(text))


def _tidied(text: str, places: tuple[int, ...] | None) -> tuple[str, tuple[int, ...] | None]:
    """The text without letters nobody sees and without a second blank, with the places of what is left."""
    if _SUPERFLUOUS.search(text) is None:
        return text, places
    kept: list[int] = []
    end = 0
    for match in _SUPERFLUOUS.finditer(text):
        kept += range(end, match.start())
        end = match.end()
    kept += range(end, len(text))
    moved = (*kept, len(text))
    left = "".join(text[place] for place in kept)
    return left, moved if places is None else tuple(places[place] for place in moved)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the text that composing changes by themselves: whole lines, letters with their marks."""
    for line in re.finditer(r"[^\n]*\n?", text):
        if unicodedata.is_normalized("NFC", line[0]):
            yield line.span()
            continue
        start = line.start()
        for place in range(start + 1, line.end() + 1):
            if place == line.end() or not unicodedata.combining(text[place]):
                yield start, place
                start = place
