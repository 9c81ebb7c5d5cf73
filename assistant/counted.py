"""Whether what is cited counts what "bao nhiêu …" asks for: a figure and the thing in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from knowledge.patterns import DATE, DAY_MONTH, INSTRUMENT_NUMBER, YEAR
from knowledge.text import Folded

_MEASURES = (
    r"phan|tien|nam|ngay|thang|lan|tuoi|dong|trieu|ty|muc|la|thi|va|de|nua|vay|a|o|duoc|can|moi|phai|se"
    r"|theo|do|tai|trong|khi|neu|cho|nhu|so voi|don vi|ke tu|ba con|anh em|nha|rua|ri|z|v|ad|em|anh|chi"
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

_CASE = re.compile(r"^[^,.;?]*\bthi\b(?=[^?]*\b(?:ai|gi|dau|sao|nao|may|bao)\b)")
""" "Sổ ghi ai góp bao nhiêu thì ai giữ?" tells first what it asks about."""

_PEOPLE = ("nguoi", "vien", "dan")
"""People are counted as "thành viên", "học viên", "dân số", too."""

_CLASSED = re.compile(
    r"\bmay (?:con|chiec|tan|ta|kg|ky(?! (?:trong|mot|moi|bao|nam)\b)|lit|can|suat|bao|cay|goi|thung|can nha)"
    r" (?P<thing>[a-z]+)"
)
""" "Mấy con bò" counts oxen."""

_MACHINE = re.compile(r"\bmáy\b", re.IGNORECASE)
"""A machine is no "mấy"."""

_COUNTS = re.compile(
    r"(?<!ngay )(?<!so )(?<!dieu )(?<!khoan )(?<!muc )\b(?P<how>bao nhieu|(?<!nhu )(?<!voi )(?<!cua )may)"
    r" (?:(?:chuc|tram|ngan|nghin|cai|con|chiec) )?(?P<thing>[a-z]+)"
)
_UNCOUNTED = re.compile(
    rf"(?:{_MEASURES}|tuan|gio|ke|tu|ba|ong|den|tinh|so|cua|phai|tham|vao|lau|tang|giam|nay|cu|hang|nhieu|it|hon"
    r"|roi|dieu|loai|to|thu|nhom|don|dich|len|xuong|mot)$"
)
"""Words after "bao nhiêu" and "mấy" that name no thing, or so many that a figure of any may be meant."""

_ASKS_ELSE = re.compile(
    r"\b(?:ai|gi|nao|dau|sao|bao nhieu|bao gio|bao lau|chua|the nao|ke|liet ke)\b"
    r"|\b(?:khong|hong)\W*$|\bso may\b"
)
""" "Ai lo cho mấy hợp tác xã" asks who: "mấy" counts only where nothing else asks."""

_THEN_WHO = re.compile(
    r"[,.;] (?:(?:the|vay|roi|ma|con) )*(?:thi )?(?:ai|co quan nao|don vi nao|so nao|ben nao)\b"
)
""" "Hứa bao nhiêu … rồi để đó, thế ai đi kiểm tra?" asks who: the number is only spoken of."""

_BESIDE = 8
"""Words after a figure among which the thing stands that it counts."""

_AMOUNT = re.compile(r"\d[\d.,%-]*|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE)

_FIGURE = re.compile(r"\d|\b(?:một (?!số\b|cách\b|phần\b)|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) (?!mươi))")
_LABEL = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s", re.MULTILINE)
_NO_FIGURES = (INSTRUMENT_NUMBER, DATE, DAY_MONTH, YEAR, _LABEL)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n")


def asked_things(question: str) -> tuple[str | None, ...]:
    """What "bao nhiêu" and "mấy" ask the number of, folded; None for what is not named."""
    plain = _plain(question)
    found = {
        match.start(): match["thing"]
        for pattern in (_ASKED, _FEW, _HUNDREDS, _CLASSED)
        for match in pattern.finditer(plain)
        if _asks_a_number(pattern, match, plain) and not _THEN_WHO.search(plain[match.end() :])
    }
    return tuple(found[start] for start in sorted(found))


def _asks_a_number(pattern: re.Pattern[str], match: re.Match[str], plain: str) -> bool:
    """Whether nothing else is asked where "mấy" may be "some"; "dư mấy chục bao, ghi vào đâu" is a story."""
    if pattern is _CLASSED:
        return not _asks_else(plain, match)
    after = plain[match.end() :]
    if pattern is _HUNDREDS:
        return not _ASKS_ELSE.search(after)
    return bool(match["thing"]) or not _CASE.search(after)


def _asks_else(plain: str, match: re.Match[str]) -> bool:
    """Whether the words around a match ask for something else."""
    return bool(_ASKS_ELSE.search(f"{plain[: match.start()]}x{plain[match.end() :]}"))


def counts_one(quotes: Iterable[str], things: Iterable[str | None], says: Callable[[str, str], bool]) -> bool:
    """Whether a sentence of the quotes has a figure and one of the things; `says` finds a word in it.

    Numbers of instruments, dates, years and labels count nothing.
    """
    wanted = [other for thing in things for other in (_PEOPLE if thing in _PEOPLE else (thing,))]
    figured = [sentence for quote in quotes for sentence in _SENTENCE.split(quote) if _has_figure(sentence)]
    return any(thing is None or says(sentence, thing) for thing in wanted for sentence in figured)


def things_counted(question: str) -> tuple[str, ...]:
    """What a question asks the number of and nothing else, folded: "có mấy phó ban", "bao nhiêu sản phẩm"."""
    plain = _plain(question)
    return tuple(
        match["thing"]
        for match in _COUNTS.finditer(plain)
        if not _UNCOUNTED.match(match["thing"])
        and (match["how"] != "may" or not _asks_else(plain, match))
        and not _THEN_WHO.search(plain[match.end() :])
    )


def stands_beside(quotes: Iterable[str], thing: str, says: Callable[[str, str], bool]) -> bool:
    """Whether a figure of the quotes stands right before the thing: "70 hợp tác xã" counts no products."""
    wanted = _PEOPLE if thing in _PEOPLE else (thing,)
    for quote in map(_counting, quotes):
        for match in _AMOUNT.finditer(quote):
            after = " ".join(quote[match.end() :].split()[:_BESIDE])
            if any(says(after, other) for other in wanted):
                return True
    return False


def _has_figure(sentence: str) -> bool:
    return bool(_FIGURE.search(_counting(sentence)))


def _counting(text: str) -> str:
    """A text without the figures that count nothing."""
    for pattern in _NO_FIGURES:
        text = pattern.sub(" ", text)
    return text


def _plain(question: str) -> str:
    """A question folded, its machines spelled apart from "mấy"."""
    return Folded.of(_MACHINE.sub("maay", question)).text
