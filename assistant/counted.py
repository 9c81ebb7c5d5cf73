"""Whether what is cited counts what "bao nhiêu …" asks for: a figure and the thing in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from knowledge.patterns import DATE, DAY_MONTH, INSTRUMENT_NUMBER, YEAR
from knowledge.text import Folded

_MEASURES = (
    r"phan|tien|nam|ngay|thang|lan|tuoi|dong|trieu|ty|muc|la|thi|va|de|nua|vay|a|o|duoc|can|moi"
    r"|theo|do|tai|trong|khi|neu|cho|nhu|ke tu|ba con|anh em|nha|rua|ri|z|v|ad|em|anh|chi"
)
"""Words after "bao nhiêu" that name no thing to be counted."""

_THING = rf"(?: (?!(?:{_MEASURES})\b)(?P<thing>[a-z]+))?"
_ASKED = re.compile(rf"(?<!ngay )(?<!so )(?<!dieu )(?<!khoan )(?<!muc )\bbao nhieu{_THING}")
_FEW = re.compile(
    r"\b(?:mo|to chuc|lap|xay|xay dung|dao tao|cu|bo tri|moi (?:nam|huyen|xa|lop|khoa|thang|quy))"
    rf"(?: duoc| ra)? may (?!(?:{_MEASURES})\b)(?P<thing>[a-z]+)"
)
""" "Mở mấy lớp"; elsewhere "mấy" is "some"."""

_HUNDREDS = re.compile(rf"\bmay (?:chuc|tram|ngan|nghin|van|trieu)\b{_THING}")
""" "Mấy ngàn tờ" asks a number whatever stands before it."""

_PEOPLE = ("nguoi", "vien", "dan")
"""People are counted as "thành viên", "học viên", "dân số", too."""

_CLASSED = re.compile(
    r"\bmay (?:con|chiec|tan|ta|kg|ky|lit|can|suat|bao|cay|goi|thung|can nha) (?P<thing>[a-z]+)"
)
""" "Mấy con bò" counts oxen."""

_MACHINE = re.compile(r"\bmáy\b", re.IGNORECASE)
"""A machine is no "mấy"."""

_FIGURE = re.compile(r"\d|\b(?:một (?!số\b|cách\b|phần\b)|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) (?!mươi))")
_LABEL = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s", re.MULTILINE)
_NO_FIGURES = (INSTRUMENT_NUMBER, DATE, DAY_MONTH, YEAR, _LABEL)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n")


def asked_things(question: str) -> tuple[str | None, ...]:
    """What "bao nhiêu" and "mấy" ask the number of, folded; None for what is not named."""
    plain = Folded.of(_MACHINE.sub("maay", question)).text
    found = {
        match.start(): match["thing"]
        for pattern in (_ASKED, _FEW, _HUNDREDS, _CLASSED)
        for match in pattern.finditer(plain)
    }
    return tuple(found[start] for start in sorted(found))


def counts_one(quotes: Iterable[str], things: Iterable[str | None], says: Callable[[str, str], bool]) -> bool:
    """Whether a sentence of the quotes has a figure and one of the things; `says` finds a word in it.

    Numbers of instruments, dates, years and labels count nothing.
    """
    wanted = [other for thing in things for other in (_PEOPLE if thing in _PEOPLE else (thing,))]
    figured = [sentence for quote in quotes for sentence in _SENTENCE.split(quote) if _has_figure(sentence)]
    return any(thing is None or says(sentence, thing) for thing in wanted for sentence in figured)


def _has_figure(sentence: str) -> bool:
    for pattern in _NO_FIGURES:
        sentence = pattern.sub(" ", sentence)
    return bool(_FIGURE.search(sentence))
