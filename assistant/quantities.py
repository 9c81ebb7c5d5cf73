"""Figures with their units: which unit a question asks for, which a clause gives, and whether they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.patterns import same_figure
from knowledge.text import Folded

_COUNTED = "hang|sach|hop tac|to|nguoi|thanh vien|ho|ty|lao dong|ha|tan|con|cay|hecta"
"""What is counted in thousands: no sum of money, nor a bank ("ngân hàng")."""

_SCALE = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9}
_UNIT = {
    "percent": r"%|phan tram",
    "money": rf"dong|(?P<scale>trieu|ty(?! le)|(?:nghin|ngan)(?! (?:{_COUNTED})\b))(?: dong)?",
    "person": r"thanh vien|nguoi|ba con|anh em|ca nhan|ho(?! tro)(?= |$|[,.;?])"
    r"|to vien|xa vien|kiem soat vien|can bo",
    "cooperative": r"hop tac xa",
    "fund": r"quy(?= hop tac xa|[,.;?]|$| (?:dia phuong|tinh|ho tro)\b)",
    "day": r"ngay|hom|bua",
    "month": r"thang(?! \d)",
    "year": r"nam(?! \d)",
    "time": r"lan",
    "point": r"diem(?! [a-z]\b)",
    "age": r"tuoi",
    "vote": r"phieu",
    "hour": r"gio",
}
_NAMED = "|".join(rf"(?P<{name}>{words})" for name, words in _UNIT.items())
_WORD_FIGURES = {
    "mot": "1",
    "hai": "2",
    "ba": "3",
    "bon": "4",
    "nam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
    "muoi": "10",
}
_SMALL = r"(?:lam viec |tai chinh |so |cai |con |chiec )?"
_NUMBER = r"(?<![\w/.,])(?P<figure>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
_IN_WORDS = r"(?:\([a-z ]+\) ?)?"
"""The figure once more in words: "20 (hai mươi) tỷ đồng"."""

_FIGURE = re.compile(rf"{_NUMBER}|{'|'.join(_WORD_FIGURES)})\s?{_IN_WORDS}(?:{_NAMED})(?!\w)")
_KNOWN = "|".join(_UNIT.values())
_OTHER = re.compile(rf"{_NUMBER}) (?!(?:{_KNOWN})(?!\w))(?P<unit>[a-z]{{2,}} [a-z]{{2,}})")
_NUMBERED = re.compile(r"\b(?:dieu|khoan|diem|so|ngay|thang|nam|quy|muc|phan|chuong|luc)\W*$")
_PARTS = re.compile(
    r"\b(?:(?P<above>mot|hai|ba) phan (?P<below>hai|ba|tu|bon|nam)\b"
    r"|(?P<over>[1-3])/(?P<under>[2-5]) (?=tong|so|thanh vien|dai bieu|nguoi|to vien|von))"
)
_SHARE = re.compile(
    r"\bmot nua\b|\bqua (?:ban|nua)\b|(?<!nguyen tac )\bda so\b"
    r"|\b(?P<whole>(?:tat ca(?: cac)?|toan bo) thanh vien)\b"
)
_ASKS = re.compile(
    rf"\b(?:bao nhieu|nhieu it|(?<!nhu )(?<!voi )(?<!cua )may)\s+{_SMALL}(?:{_NAMED})(?!\w| cung\b)"
)
""" "Như mấy hợp tác xã khác" counts nothing: "mấy" makes a plural there."""

_SOME = re.compile(
    rf"(?:^|[,.;?]) *may (?:{_UNIT['person']}|{_UNIT['cooperative']}) (?=.*\b(?:bao nhieu|may|bao lau)\b)"
)
""" "Mấy hộ ký hợp đồng xong thì … mấy ngày?" tells of some, whose number nobody asks."""

_LONG = re.compile(
    r"\bbao lau\b|\bthoi (?:han|gian) (?:\S+ ){0,4}(?:nao|bao|may)\b|\bky han\b.*\b(?:nao|bao|may)\b"
)
_HOW_MUCH = re.compile(
    r"\bbao nhieu(?: (?:vay|a|nhi|the|z|v|ha))?\W*$"
    r"|(?<!chon )(?<!theo )(?<!huong )(?<!lay )\bmuc (?:nao|bao nhieu)\b"
)
_ALIKE = {"vote": ("percent",), "person": ("percent",), "time": ("percent",)}
_DECIMAL = re.compile(r"\d,\d")
_NO_RULE = re.compile(
    r"\b(?:hien (?:nay|gio|tai)|bay gio|ca nuoc|toan quoc|toan tinh)\b.*\b(?:co|duoc)"
    r" (?:bao nhieu|may)\b.*\bdang\b"
    r"|\b(?:tinh|huyen|(?<!hop tac )xa|ben) (?:minh|ta|toi|tui)\b.*\bdang\b.*\b(?:bao nhieu|may)\b"
    r"|\b(?:ca nuoc|toan quoc|toan tinh|tinh minh) (?:hien |dang |da )*(?:co|duoc) (?:bao nhieu|may)\b"
    r"|\b(?:quy|ngan hang|nha nuoc)\b(?:(?! (?:toi|tui|minh|em)\b)[^,.;])* dang"
    r" (?:cho vay|thu|tinh|ap dung)\b[^,.;]*\b(?:bao nhieu|may)\b"
    r"|\b(?:nhiem ky|khoa|dot|lan|ky|vu) (?:toi|sau|ke)\b[^,.;]*\b(?:to chuc|dien ra|khai mac|hop|mo)\b"
    r"[^,.;]*\b(?:(?:thang|ngay) (?:may|nao)|khi nao|bao gio|luc nao)\b"
    r"|\bfile (?:word|excel|pdf|mau|scan|mem)\b|\b(?:xin|gui|lay|tai)(?: \S+){0,4} file\b"
    r"|\btai (?:ve|xuong|o (?:dau|trang|link))\b"
    r"|\btruong nao (?:day|dao tao|mo)\b"
    r"|\b(?:khi nao|chung nao|bao gio|luc nao)\b.*\b(?:dot|lan|ky|vu) (?:toi|sau|nay|ke)\b"
    r"|\b(?:khi nao|chung nao|bao gio|luc nao|may gio)\b.*\bmo cua\b|\bten (?:la )?gi\b.*\b(?:so|goi)\b"
)
_PAGE = re.compile(
    r"\b(?:link nao|trang (?:nao|web nao)|(?:o|tren|vao) trang web|duong link)\b",
)
_NAMES_PAGE = re.compile(r"\bwww\.|\bhttps?:|\w\.vn\b|\bcong (?:thong tin|dich vu cong)\b")
_SPANS = ("day", "month", "year", "hour")
_SPANS_ALIKE = {
    "hour": ("hour", "day"),
    "day": ("day", "month", "hour"),
    "month": _SPANS,
    "year": ("year", "month"),
}
"""Spans of time that answer for one another: who asks how many days is not told a term of years."""
DATE = "date"
"""The unit of a day of the year: "ngày 31/3", "31 tháng 3"."""

_DATE = re.compile(
    r"(?<![\d/.,-])(?P<day>[0-3]?\d)(?:\s?[/-]\s?|\s+thang\s+)(?P<month>1[0-2]|0?[1-9])(?![\d/.,-]*\d)"
    r"(?! ?%| nam \d| (?:tong|so|thanh vien|dai bieu|nguoi|to vien|von)\b)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in one form ("05" is "5"), the name of its unit, and where it stands in the text.

    `scale`: what a sum is told in ("2 triệu" in millions).
    """

    figure: str
    unit: str
    start: int
    end: int
    scale: int = 1


def quantities(text: str) -> Iterator[Quantity]:
    """The figures of a text that have a unit, figures in words too; an unknown unit is named by two words."""
    folded = Folded.of(text)
    for match in _FIGURE.finditer(folded.text):
        figure = match["figure"]
        span = folded.span(*match.span())
        unit = next(name for name in _UNIT if match[name] is not None)
        scale = _SCALE.get(match["scale"] or "", 1)
        yield Quantity(_WORD_FIGURES.get(figure) or same_figure(figure), unit, span.start, span.end, scale)
    for match in _OTHER.finditer(folded.text):
        if _NUMBERED.search(folded.text[: match.start()]):
            continue
        span = folded.span(*match.span())
        yield Quantity(same_figure(match["figure"]), match["unit"], span.start, span.end)
    for match in _SHARE.finditer(folded.text):
        span = folded.span(*match.span())
        yield Quantity("100" if match["whole"] else "50", "percent", span.start, span.end)
    for match in _PARTS.finditer(folded.text):
        span = folded.span(*match.span())
        yield Quantity(_percent(match), "percent", span.start, span.end)


def dates(text: str) -> Iterator[Quantity]:
    """The days of the year that a text names without a year, each as "31/3"."""
    folded = Folded.of(text)
    for match in _DATE.finditer(folded.text):
        span = folded.span(*match.span())
        figure = f"{int(match['day'])}/{int(match['month'])}"
        yield Quantity(figure, DATE, span.start, span.end)


def _percent(match: re.Match[str]) -> str:
    """ "33" for "một phần ba" and "1/3"."""
    words = {**_WORD_FIGURES, "tu": "4"}
    above, below = match["over"] or words[match["above"]], match["under"] or words[match["below"]]
    return str(100 * int(above) // int(below))


def asked_units(question: str) -> tuple[str, ...]:
    """The units in which a question wants its answer, any of which will do; none where no figure is asked."""
    plain = Folded.of(question).text
    if _LONG.search(plain):
        return _SPANS
    match = _ASKS.search(_SOME.sub(" ", plain))
    if match is None:
        return ()
    unit = next(name for name in _UNIT if match[name] is not None)
    return _SPANS_ALIKE.get(unit, (unit,))


def asks_in(question: str, unit: str) -> bool:
    """Whether a question wants a figure in this unit; of spans of time, in any."""
    units = asked_units(question)
    return unit in units or (unit in _SPANS and any(asked in _SPANS for asked in units))


def asks_how_much(question: str) -> bool:
    """Whether a question ends in how much, whatever the unit ("lãi suất bao nhiêu?")."""
    return bool(_HOW_MUCH.search(Folded.of(question).text))


def gives(text: str, units: tuple[str, ...]) -> bool:
    """Whether a text has a figure in one of these units; "1,5 mức lương" says how many times."""
    found = {item.unit for item in quantities(text)}
    alike = {other for unit in units for other in _ALIKE.get(unit, ())}
    return bool(found & {*units, *alike}) or ("time" in units and bool(_DECIMAL.search(text)))


def asks_no_rule(question: str) -> bool:
    """Whether a question wants what no rule tells.

    How many there are today, where to download something, when the next round comes, what someone is called.
    """
    return bool(_NO_RULE.search(Folded.of(question).text))


def asks_other_page(question: str, quotes: Iterable[str]) -> bool:
    """Whether a question asks for a page on the net and no quote names any."""
    asks = bool(_PAGE.search(Folded.of(question).text))
    return asks and not any(_NAMES_PAGE.search(Folded.of(quote).text) for quote in quotes)
