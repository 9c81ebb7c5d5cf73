"""Reading one named place: "các khoản 1, 2 và 4", "Điều 9", "điểm a, b", "Chương III", "Điều này"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.citation import THIS, Unit
from knowledge.citation_text import AN_AMOUNT, TEXT_FOLLOWS, Plain

WORDS = {
    "tieu muc": (Unit.SUBSECTION, "tiểu mục"),
    "phu luc": (Unit.ANNEX, "phụ lục"),
    "mau so": (Unit.FORM, "mẫu số"),
    "mau": (Unit.FORM, "mẫu"),
    "chuong": (Unit.CHAPTER, "chương"),
    "khoan": (Unit.CLAUSE, "khoản"),
    "diem": (Unit.POINT, "điểm"),
    "dieu": (Unit.ARTICLE, "điều"),
    "tiet": (Unit.SUBPOINT, "tiết"),
    "phan": (Unit.PART, "phần"),
    "muc": (Unit.SECTION, "mục"),
    "d": (Unit.ARTICLE, "đ"),
    "k": (Unit.CLAUSE, "k"),
}
"""How places are called, without diacritics: the unit and the word as it is written."""

# Words that make another thing of the next one ("tài khoản", "thời điểm", "danh mục", "cổ phần").
_NOT_AFTER = {
    Unit.CLAUSE: ("tài", "điều", "dieu"),
    Unit.POINT: (
        "địa",
        "dia",
        "thời",
        "thoi",
        "quan",
        "đặc",
        "ưu",
        "trọng",
        "giao",
        "khuyết",
        "nhược",
        "yếu",
    ),
    Unit.SECTION: ("danh", "hạng", "đề", "chuyên", "định"),
    Unit.PART: ("cổ", "co", "thành", "một", "góp", "học", "hợp", "tối", "bộ", "mỗi"),
    Unit.CHAPTER: ("huân", "huan", "nhạc"),
    Unit.SUBPOINT: ("chi", "thời", "thoi", "tình", "tinh"),
}
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})[a-d]?"
_COUNT = r"\d{1,3}"
_ORDINALS = "nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi|bon"
_LABELS = {
    Unit.ARTICLE: r"\d{1,2}\.\d{1,2}\.[a-z]{2}(?:\.\d{1,3}[a-z]?){1,3}|\d{1,3}[a-z]{0,2}",
    Unit.CLAUSE: r"\d{1,3}[a-z]?",
    Unit.POINT: r"[a-z](?:\.?\d{1,2}){0,2}|\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?",
    Unit.SUBPOINT: r"[a-z](?:\.?\d{1,2}){0,2}|\d{1,2}(?:\.\d{1,2}){0,3}",
    Unit.CHAPTER: rf"{_ROMAN}|{_COUNT}[a-z]?|thu (?:{_ORDINALS})",
    Unit.PART: rf"{_ROMAN}|{_COUNT}|thu (?:{_ORDINALS})|[a-e]",
    Unit.SECTION: rf"{_ROMAN}(?:\.\d{{1,2}}){{0,3}}|{_COUNT}(?:\.\d{{1,2}}){{0,3}}[a-z]?|[a-e]",
    Unit.SUBSECTION: rf"{_ROMAN}|{_COUNT}",
    Unit.ANNEX: rf"(?:so )?(?P<annex>{_ROMAN}|{_COUNT}[a-z]?|[a-z])",
    Unit.FORM: r"\d{1,3}[a-z]?(?:[./-][a-z0-9]{1,8}){0,3}",
}
# A label ends where no figure or word goes on: "1.000", "1,5 tỷ" and "5/2" are none, "K2Đ9" has two.
_END = rf"(?!(?![dk]\d)[\w&]|[./]\d|,\d+{AN_AMOUNT.pattern})"
_FIRST = {unit: re.compile(rf"(?:{label}){_END}") for unit, label in _LABELS.items()}
_JOIN = re.compile(r" ?, ?(?:va )?| ?; ?(?:va )?| va | hoac | hay | va/hoac ")
_RANGE = re.compile(r" ?- ?| den (?:het )?| toi ")
_HEADED = (Unit.ARTICLE, Unit.CHAPTER, Unit.SECTION, Unit.SUBSECTION, Unit.PART, Unit.ANNEX, Unit.FORM)
_NOTHING_MORE = re.compile(r"\s*\Z")
_HEADING = re.compile(r" ?(?:\.(?!\d)|:|\n)")


@dataclass(frozen=True, slots=True)
class Label:
    """One label and where it stands; `until` closes a range."""

    text: str
    start: int
    end: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit word with its labels (`THIS` for "Điều này"). A `weak` one counts only beside others."""

    unit: Unit
    labels: tuple[Label, ...]
    start: int
    end: int
    weak: bool = False


def read_place(plain: Plain, start: int, end: int) -> Place | None:
    """The place whose unit word is `plain.bare[start:end]`; nothing where the word means something else."""
    unit, word = WORDS[plain.bare[start:end]]
    if not plain.says(start, end, word) or plain.word_before(start) in _NOT_AFTER.get(unit, ()):
        return None
    if _is_this(plain, end):
        return Place(unit, (Label(THIS, start, end + 4),), start, end + 4)
    labels = _labels(plain, unit, end)
    if not labels:
        return _unnumbered(unit, start, end)
    last = labels[-1].end
    if _is_heading(plain, unit, start, last):
        return None
    return Place(unit, labels, start, last, _is_weak(plain, unit, start, end, labels))


def _is_this(plain: Plain, end: int) -> bool:
    if not plain.bare.startswith(" nay", end) or plain.bare[end + 4 : end + 5].isalnum():
        return False
    return plain.small.startswith("này", end + 1) or not plain.accented


def _labels(plain: Plain, unit: Unit, end: int) -> tuple[Label, ...]:
    between = re.compile(r" (?:tu (?:so )?)?|\.? ?(?=\d)").match(plain.bare, end)
    first = between and _label(plain, unit, between.end())
    if first is None or AN_AMOUNT.match(plain.bare, first.end):
        return ()
    labels = [_ranged(plain, unit, first)]
    while join := _JOIN.match(plain.bare, labels[-1].end):
        following = _label(plain, unit, join.end())
        if following is None or not TEXT_FOLLOWS.match(plain.bare, following.end):
            break
        labels.append(_ranged(plain, unit, following))
    return tuple(labels)


def _ranged(plain: Plain, unit: Unit, first: Label) -> Label:
    dash = _RANGE.match(plain.bare, first.end)
    last = dash and _label(plain, unit, dash.end())
    if last is None or not TEXT_FOLLOWS.match(plain.bare, last.end):
        return first
    return Label(first.text, first.start, last.end, last.text)


def _label(plain: Plain, unit: Unit, start: int) -> Label | None:
    match = _FIRST[unit].match(plain.bare, start)
    if match is None:
        return None
    if unit is Unit.ANNEX:
        start = match.start("annex")
    words = plain.small[start : match.end()]
    lettered = unit in (Unit.POINT, Unit.SUBPOINT, Unit.SECTION, Unit.ANNEX) and words[0] != "đ"
    if lettered and words != plain.bare[start : match.end()]:  # "ý", "ở", "à": a letter with a mark is a word
        return None
    return Label(_printed(plain, unit, start, match.end()), start, match.end())


def _printed(plain: Plain, unit: Unit, start: int, end: int) -> str:
    small = plain.small[start:end]
    if unit is Unit.ARTICLE and "." in small:
        return plain.typed[start:end]
    if unit in (Unit.CHAPTER, Unit.PART, Unit.SECTION, Unit.SUBSECTION, Unit.ANNEX, Unit.FORM):
        return small if small.startswith("th") else small.upper()
    return small


def _unnumbered(unit: Unit, start: int, end: int) -> Place | None:
    """An annex without a number: a place only beside others, or with the text it belongs to."""
    return Place(unit, (Label("", start, end),), start, end, weak=True) if unit is Unit.ANNEX else None


def _is_heading(plain: Plain, unit: Unit, start: int, end: int) -> bool:
    if unit not in _HEADED or not plain.begins_line(start):
        return False
    if _NOTHING_MORE.match(plain.bare, end):
        return start > 0 or (unit is not Unit.ARTICLE and _is_title(plain.typed[start:end]))
    return _HEADING.match(plain.bare, end) is not None or _is_titled(plain, unit, end)


def _is_title(words: str) -> bool:
    """Whether a line of these words alone is a title: "Phụ lục 28", not "Mục III.2" nor "phụ lục 28"."""
    return words[0].isupper() and "." not in words


def _is_titled(plain: Plain, unit: Unit, end: int) -> bool:
    """Whether a title in capitals stands behind: "Chương V ẤN ĐỊNH THUẾ", not "Chương V NĐ 45"."""
    if unit is Unit.ARTICLE or plain.bare[end + 1 : end + 3] in ("nd", "tt", "qd", "nq"):
        return False
    return plain.capital(end + 1, end + 3)


def _is_weak(plain: Plain, unit: Unit, start: int, end: int, labels: tuple[Label, ...]) -> bool:
    first = labels[0]
    if plain.bare[start:end] == "mau":
        return True
    if end - start == 1 or unit in (Unit.PART, Unit.SUBPOINT):
        return end - start == 1 or not (plain.typed[start].isupper() or first.text.startswith("th"))
    if unit is Unit.POINT:
        return first.text[0].isdigit() or plain.typed[first.start].isupper()
    return unit is Unit.SECTION and first.text in "ABCDE" and plain.typed[first.start].islower()
