"""Numbers in words as figures: "ba trăm sáu mươi" is 360, "ngày mười lăm tháng mười hai" is 15/12."""

from __future__ import annotations

import re

_DIGITS = {
    word: value
    for value, forms in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm nhăm", "sáu", "bảy bẩy", "tám", "chín")
    )
    for word in forms.split()
}
_D = "(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
# After "mươi" five is "lăm": "hai mươi năm" are twenty years.
_U = "(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_TENS = rf"(?:{_D} mươi(?: {_U})?|mười(?: {_U})?)"
_BELOW_1000 = rf"(?:{_D} trăm(?: (?:linh|lẻ) {_D}| {_TENS})?|{_TENS}|{_D})"
_NUMBER = re.compile(
    rf"(?<![\w/])(?:{_BELOW_1000} (?:nghìn|ngàn)(?: (?:không trăm )?{_BELOW_1000})?|{_BELOW_1000})(?![\w/])"
)
_COUNTED = (
    r"(?= (?:ngày|tháng|tuần|năm|giờ|người|thành viên|hợp tác|liên hiệp|tổ|cách|lần|mô hình|triệu|tỷ|nghìn|"
    r"phần trăm|đồng|%|văn bản|nhiệm vụ|tiêu chí|loại|bước))"
)
_FIVE = re.compile(rf"năm{_COUNTED}")
_NOT_FIVE_AFTER = re.compile(r"(?:hàng|hằng|mỗi|từng|cả|\d|mươi|trong các|tháng \d+) $")
_ORDINAL = re.compile(r"(?:thứ|lần|cả|điều|khoản|mục) $")
_COUNTING_ONE = re.compile(
    r"(?:ít nhất|tối thiểu|tối đa|không quá|không dưới|đúng|khoảng|trên|dưới|hơn) (?:là )?$"
)
_NAMED = re.compile(r"(?:điều|khoản|mục|chương) $")


def figures_for_words(text: str, *, ones: bool = False) -> str:
    """Folded text with its numbers in words as figures.

    "một" is an article more often than a number: it counts after "ít nhất" and the like, and everywhere when
    `ones`. "năm" is the year except before something counted; ordinals ("lần hai") stay words.
    """

    def figure(match: re.Match[str]) -> str:
        words = match[0]
        before = text[max(0, match.start() - 16) : match.start()]
        if " " not in words and words != "mười" and not _counts(words, before, text, match.start(), ones):
            return words
        return str(_value(words))

    return _NUMBER.sub(figure, text)


def _counts(word: str, before: str, text: str, start: int, ones: bool) -> bool:
    if _NAMED.search(before):
        return word != "năm"
    if _ORDINAL.search(before):
        return False
    if word == "một":
        return ones or bool(_COUNTING_ONE.search(before))
    if word == "năm":
        return bool(_FIVE.match(text, start)) and not _NOT_FIVE_AFTER.search(before)
    return True


def _value(words: str) -> int:
    total = part = last = 0
    for word in words.split():
        if word in ("nghìn", "ngàn"):
            total, part, last = (part + last) * 1000, 0, 0
        elif word == "trăm":
            part, last = part + last * 100, 0
        elif word == "mươi":
            part, last = part + last * 10, 0
        elif word == "mười":
            part, last = part + 10, 0
        else:
            last = _DIGITS.get(word, 0)
    return total + part + last
