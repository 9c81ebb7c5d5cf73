"""Reading the words that name an instrument: its number, its short form, a law by name, "Nghị định này"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.citation import Refers
from knowledge.citation_text import AN_AMOUNT, TEXT_FOLLOWS, Plain
from knowledge.instrument_number import InstrumentNumber
from knowledge.law_names import LawNames

KINDS = {
    "thong tu lien tich": "Thông tư liên tịch",
    "nghi quyet lien tich": "Nghị quyết liên tịch",
    "chuong trinh hanh dong": "Chương trình hành động",
    "van ban hop nhat": "Văn bản hợp nhất",
    "nghi quyet": "Nghị quyết",
    "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định",
    "thong tu": "Thông tư",
    "ke hoach": "Kế hoạch",
    "chuong trinh": "Chương trình",
    "chi thi": "Chỉ thị",
    "phap lenh": "Pháp lệnh",
    "hien phap": "Hiến pháp",
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "quy che": "Quy chế",
    "quy dinh": "Quy định",
    "dieu le": "Điều lệ",
    "de an": "Đề án",
    "ket luan": "Kết luận",
    "thong bao": "Thông báo",
    "huong dan": "Hướng dẫn",
    "cong van": "Công văn",
    "cong dien": "Công điện",
    "quy chuan": "Quy chuẩn",
}
SHORT_KINDS = {
    "nd": "Nghị định",
    "tt": "Thông tư",
    "qd": "Quyết định",
    "nq": "Nghị quyết",
    "ttlt": "Thông tư liên tịch",
    "ct": "Chỉ thị",
    "kh": "Kế hoạch",
    "vbhn": "Văn bản hợp nhất",
    "kl": "Kết luận",
    "blds": "Bộ luật Dân sự",
    "bllđ": "Bộ luật Lao động",
}
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
# Kinds whose word is an everyday one too: "quy định này" may be any rule, "Quy định này" is the text.
_EVERYDAY = {
    "Quy định",
    "Điều lệ",
    "Đề án",
    "Chương trình",
    "Kết luận",
    "Thông báo",
    "Hướng dẫn",
    "Quy chuẩn",
}
_UNNUMBERED = _EVERYDAY | {"Quy chế", "Hiến pháp", "Công văn", "Công điện", "Kế hoạch"}
_NOT_LAW_AFTER = {"pháp", "phap", "kỷ", "ky", "quy", "dự", "âm", "bộ"}
_MANY = {"các", "những", "mọi", "cac", "nhung"}

_HEADS = re.compile(
    "nd|tt|qd|nq|kh|ct|ctr|tb|kl|ttlt|nqlt|ttlb|vbhn|hd|cd|bc|ttr|cv|lct|l|pl|sl|qc|qh|ubtvqh|cp|hdbt|ttg|da|cthd|"
    "lpqt|gm|qcvn|tw|qyd|qdlt"
)
_PIECE = r"[a-z&]+\d{0,2}"
_SYMBOL = rf"{_PIECE}(?:(?:[-/]| ?- ?){_PIECE})*"
NUMBER = re.compile(
    r"(?P<ordinal>\d{1,5}[a-d]?)(?:"
    rf" ?/ ?(?P<year>(?:19|20)\d\d) ?[/-] ?(?P<dated>{_SYMBOL})"
    rf"|(?P<slash> ?/ ?| ?- ?)(?P<symbol>{_SYMBOL}))"
)
_JOINT = re.compile(r" ?[-/] ?")
_SHORT = re.compile(r"(?P<ordinal>\d{1,4}[a-d]?)(?:[/ ](?P<year>(?:19|20)\d\d))?(?![\w/]|[.,]\d|-\d)")
_SO = re.compile(r" ?(?:so ?:? ?(?:lien tich )?)?['’]*")
_DAY = re.compile(
    r",? ?\(?(?:(?:duoc )?ban hanh )?ngay (?P<day>\d{1,2}) ?(?:[/.-]| thang ) ?(?P<month>\d{1,2})"
    r" ?(?:[/.-]| nam ) ?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_IN_YEAR = re.compile(r",? ?(?:nam |\()?(?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d)")
_AMENDING = re.compile(
    r"sua doi,? (?:va )?bo sung (?:mot so|cac|\d{1,3})? ?(?:dieu|quy dinh)(?: va phu luc[^.;\n]{0,60}?)?"
    r" (?:cua|tai) (?:cac )?(?=bo luat|luat|phap lenh)"
)
_LAW_WORD = re.compile(r"(?:bo luat|luat|phap lenh) ")
_ANOTHER_LAW = re.compile(r"(?:,| va| va cua) (?=bo luat |luat )")


@dataclass(frozen=True, slots=True)
class Instrument:
    """Words that name an instrument. A `weak` one ("45/2021" without a kind) counts only beside others."""

    start: int
    end: int
    refers: Refers
    kind: str = ""
    number: InstrumentNumber | None = None
    name: str = ""
    issued: str = ""


def read_number(plain: Plain, start: int, *, kind: str = "") -> Instrument | None:
    """The instrument whose whole number begins there; `kind` is what the words before it tell."""
    match = NUMBER.match(plain.bare, start)
    if match is None:
        return None
    group = "dated" if match["dated"] else "symbol"
    end = _symbol_end(plain, match.start(group), match.end(group), known=bool(kind or match["year"]))
    if end is None or re.match(r"[\w&]", plain.small[end : end + 1]):
        return None
    number = InstrumentNumber.parse(_one_dash(plain.small[start:end]))
    if number is None or (number.party and "/" not in number.symbol and not _old(number)):
        return None
    issued, after = _issued(plain, end)
    return Instrument(start, after, Refers.NUMBERED, kind or number.kind, number, issued=issued)


def _one_dash(number: str) -> str:
    """ "45/2021-NĐ-CP", a slip, as "45/2021/NĐ-CP"."""
    return re.sub(r"(/\d{4})-", r"\1/", re.sub(r"\s+", "", number))


def _old(number: InstrumentNumber) -> bool:
    return number.symbol in ("CP", "HĐBT", "TTg")


def _symbol_end(plain: Plain, start: int, end: int, *, known: bool) -> int | None:
    """Where the letters of a number end: capitals, or a head that only numbers have."""
    joints = list(_JOINT.finditer(plain.bare, start, end))
    bounds = [start, *(joint.end() for joint in joints)]
    stops = [*(joint.start() for joint in joints), end]
    head = re.sub(r"\d", "", plain.bare[start : stops[0]])
    capital = plain.capital(start, stops[0]) and (known or len(stops) > 1)
    if not capital and (_HEADS.fullmatch(head) is None or (head == "l" and len(stops) == 1)):
        return None
    if not capital and not known and len(stops) == 1:
        return None
    reached = stops[0]
    for joint, begin, stop in zip(joints, bounds[1:], stops[1:], strict=True):
        spaced = len(joint[0]) > 1
        printed = plain.capital(begin, stop) and stop - begin > 1
        if not printed and (spaced or (capital and not _lower_tail(plain, begin, stop))):
            break
        reached = stop
    return reached


def _lower_tail(plain: Plain, start: int, end: int) -> bool:
    return plain.bare[start:end] in ("ttg", "cp", "tw", "tu") or plain.typed[start:end].isupper()


def read_named(plain: Plain, start: int, end: int, names: LawNames) -> Instrument | None:
    """The instrument whose kind word is `plain.bare[start:end]`; nothing where no text is meant."""
    kind = KINDS[plain.bare[start:end]]
    before = plain.word_before(start)
    if not plain.says(start, end, kind.lower()) or (kind == "Luật" and before in _NOT_LAW_AFTER):
        return None
    if (this := _this(plain, start, end, kind, before)) is not None:
        return this
    if (numbered := _numbered(plain, start, end, kind)) is not None:
        return numbered
    if kind in _LAWS and (law := _law(plain, start, end, kind, names)) is not None:
        return law
    return None if kind in _UNNUMBERED else _shortened(plain, start, end, kind)


def read_short(plain: Plain, start: int, end: int) -> Instrument | None:
    """The instrument after a shortened kind: "NĐ 45/2021", "nđ45", "TT số 01/2020/TT-BKHĐT", "BLDS 2015"."""
    word = plain.small[start:end]
    bare = plain.bare[start:end]
    kind = SHORT_KINDS.get(word) or SHORT_KINDS.get(bare) or ""
    if not kind or (word != bare and bare in ("nd", "qd") and "đ" not in word):
        return None
    if kind.startswith("Bộ luật"):
        issued, after = _issued(plain, end)
        return Instrument(start, after, Refers.NAMED, "Bộ luật", name=kind, issued=issued)
    if (this := _this(plain, start, end, kind, "")) is not None:
        return this
    return _numbered(plain, start, end, kind) or _shortened(plain, start, end, kind)


def read_listed(plain: Plain, start: int, kind: str) -> Instrument | None:
    """The next member of a list of shortened numbers: "116/2018" after "các Nghị định 55/2015,"."""
    match = _SHORT.match(plain.bare, start)
    if match is None or not match["year"]:
        return None
    number = InstrumentNumber(match["ordinal"], match["year"])
    return Instrument(start, match.end(), Refers.NUMBERED, kind, number)


def _this(plain: Plain, start: int, end: int, kind: str, before: str) -> Instrument | None:
    if not plain.bare.startswith(" nay", end) or plain.bare[end + 4 : end + 5].isalnum():
        return None
    small = not plain.typed[start].isupper()
    if before in _MANY or (small and kind in _EVERYDAY):
        return None
    if not plain.small.startswith("này", end + 1) and plain.accented:
        return None
    return Instrument(start, end + 4, Refers.THIS_DOCUMENT, kind)


def _numbered(plain: Plain, start: int, end: int, kind: str) -> Instrument | None:
    so = _SO.match(plain.bare, end)
    found = so and read_number(plain, so.end(), kind=kind)
    if not found:
        return None
    return Instrument(start, found.end, found.refers, kind, found.number, issued=found.issued)


def _shortened(plain: Plain, start: int, end: int, kind: str) -> Instrument | None:
    so = _SO.match(plain.bare, end)
    match = so and _SHORT.match(plain.bare, so.end())
    if not so or not match:
        return None
    bare_figure = not match["year"] and "so" not in so[0]
    if bare_figure and (kind in _LAWS or not _may_be_number(plain, match.end())):
        return None
    if bare_figure and kind in ("Chỉ thị", "Kế hoạch", "Kết luận") and not plain.capital(start, start + 2):
        return None
    number = InstrumentNumber(match["ordinal"], match["year"] or "")
    issued, after = _issued(plain, match.end())
    return Instrument(start, after, Refers.NUMBERED, kind, number, issued=issued)


def _may_be_number(plain: Plain, end: int) -> bool:
    return TEXT_FOLLOWS.match(plain.bare, end) is not None and AN_AMOUNT.match(plain.bare, end) is None


def _law(plain: Plain, start: int, end: int, kind: str, names: LawNames) -> Instrument | None:
    if kind == "Hiến pháp":
        name, after = kind, end
    elif (read := _law_name(plain, end + 1, kind, names)) is not None:
        name, after = read
    else:
        return None
    so = re.compile(r",? (?:so ?:? ?)?").match(plain.bare, after)
    numbered = so and read_number(plain, so.end(), kind=kind)
    if numbered:
        return Instrument(start, numbered.end, Refers.NUMBERED, kind, numbered.number, name, numbered.issued)
    issued, after = _issued(plain, after)
    return Instrument(start, after, Refers.NAMED, kind, name=name, issued=issued)


def _law_name(plain: Plain, start: int, kind: str, names: LawNames) -> tuple[str, int] | None:
    if not plain.bare.startswith(" ", start - 1):
        return None
    amending = _AMENDING.match(plain.bare, start)
    if amending is None:
        return names.read(plain, start)
    reached, after = 0, amending.end()
    while (word := _LAW_WORD.match(plain.bare, after)) and (read := names.read(plain, word.end())):
        reached = read[1]
        another = _ANOTHER_LAW.match(plain.bare, reached)
        if another is None:
            break
        after = another.end()
    return (f"{kind} {plain.typed[start:reached]}", reached) if reached else None


def _issued(plain: Plain, end: int) -> tuple[str, int]:
    """The day or year printed behind, in ISO form, and where it ends."""
    if (day := _DAY.match(plain.bare, end)) is not None:
        closed = day.end() + (plain.bare[day.end() : day.end() + 1] == ")" and "(" in day[0])
        return f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}", closed
    if (year := _IN_YEAR.match(plain.bare, end)) is not None:
        opened = "(" in year[0]
        if opened and plain.bare[year.end() : year.end() + 1] != ")":
            return "", end
        if "," in year[0] and "nam" not in year[0]:
            return "", end
        return year["year"], year.end() + opened
    return "", end
