"""Which instruments and units that an order cites are its objects, and which only stand in their names.

"Thay thế Thông tư số 2/2090/TT-BTC … sửa đổi Thông tư số 1/2089/TT-BTC": the second is part of the first
one's name. What stands between one citation and the next tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.effect_words import VERBS, EffectKind, Order, active
from knowledge.citation import Citation, Refers
from knowledge.find import find
from knowledge.instrument_number import InstrumentNumber
from knowledge.resolve import Context, Instruments, Known, Resolved, Units, resolve

AMBIGUOUS = "có thể chỉ được nhắc trong tên của văn bản đứng trước"
A_RANGE = "nêu một khoảng «từ … đến …», mới đọc được hai đầu"
NO_UNIT = "lời văn đang có trong thư viện không có đơn vị này"
NO_ARTICLE = "không rõ thuộc điều nào"
NO_NUMBER = "không rõ số hiệu"
NO_INSTRUMENT = "không rõ thuộc văn bản nào"
_FAR = 250
EXCEPTED = "có ngoại lệ: trừ {what}"

_LOOSE = ("khoan_", "diem_")
_RANK = {"Thông tư": 1, "Nghị định": 2, "Luật": 3}

_LEAD = re.compile(
    r"^\s*(?:(?:toàn bộ|các|những|nội dung|quy định|cụm từ|tại|của|về|và|phần|tên|từ|mục)\s*|[,:]\s*"
    r"|(?:bộ luật|luật|pháp lệnh|nghị quyết|nghị định|thông tư|quyết định)\s[^,;:]{0,80}\bsố\s*$)*$",
    re.IGNORECASE,
)
_NOT_OBJECT = re.compile(
    r"\b(?:theo|căn cứ|hướng dẫn|thực hiện|phù hợp|để|khi|nếu|tiền|vốn|hồ sơ|giấy|thông tin|điều kiện)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^\s*(?:[,;]|và|,\s*và|;\s*và|hoặc|cùng)\s*(?:các\s*)?(?:số\s*)?$", re.IGNORECASE)
_LATER = re.compile(r"(?:[,;]|\bvà)\s*(?:các\s*)?$", re.IGNORECASE)
_POSITION = re.compile(r"\b(?:sau|trước)\s*(?:cụm từ\s*)?$", re.IGNORECASE)
_INTO = re.compile(r"\b(?:vào|tại|của|trong)\s*$", re.IGNORECASE)
_RANGE = re.compile(r"^\s*đến\s*$", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:bằng|thành)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"(?<!sửa đổi)(?<!sửa đổi )(?:[,;]|\bvà|\bđồng thời)\s*(?P<verb>{VERBS})\s*(?:các\s*)?$", re.IGNORECASE
)
_PARTLY = re.compile(
    r"cụm từ|từ ngữ|\btừ\s{2,}|khổ đầu|\bđoạn\b|\btên (?:điều|khoản|chương)|tiêu đề|một phần", re.IGNORECASE
)
_SOME = re.compile(r"\b(?:một số|các (?:quy định|nội dung|điều)|nội dung|quy định)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Object:
    """What an order acts on; see `ingest.effects.Effect` for the fields."""

    kind: EffectKind
    number: str
    anchors: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unstated: bool = False
    partly: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Aim:
    """A citation in the place of an object; `beside` is the unit that a new one is put next to."""

    citation: Citation
    order: Order
    beside: Citation | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the objects of orders in the text of `document`, issued on `day`."""

    document: str
    day: date | None
    instruments: Instruments
    units: Units

    def read(self, order: Order, number: str = "", unit: str = "") -> Iterator[Object]:
        """The objects of `order`; `number` and `unit` are those that the units above speak of."""
        aims = tuple(_aims(order))
        before = order.words[: aims[0].citation.span.start] if aims else ""
        partly, some = bool(_PARTLY.search(before)), bool(_SOME.search(before))
        excepted = EXCEPTED.format(what=order.excepted) if order.excepted else ""
        for place, aim in enumerate(aims):
            number = self._number(aims[place:]) or number
            found = self._object(aim, number, unit or self._article(aims[place + 1 :], number), partly=partly)
            if found is None or (found.why == AMBIGUOUS and self._outranks(found.number)):
                continue
            bare = not (found.anchors or found.added or found.missing)
            why = "; ".join(filter(None, (found.why, excepted)))
            yield replace(found, unstated=bare and (some or found.kind == "amends"), why=why)

    def _number(self, aims: Sequence[_Aim]) -> str:
        """The instrument of the first citation from here on that names one."""
        for aim in aims:
            for citation in filter(None, (aim.citation, aim.beside)):
                if citation.refers in (Refers.NUMBERED, Refers.NAMED):
                    return self._resolved(replace(citation, pointers=()), "", "").number
        return ""

    def _article(self, aims: Sequence[_Aim], number: str) -> str:
        """The unit that the next citation names, where one before it leaves its article out."""
        for aim in aims:
            anchors = self._resolved(aim.beside or aim.citation, number, "").anchors
            if anchors and not anchors[0].startswith(_LOOSE):
                return anchors[0]
        return ""

    def _outranks(self, number: str) -> bool:
        """Whether an instrument stands above this one, which then cannot change it."""
        own, other = (_RANK.get(_kind_of(one), 0) for one in (self.document, number))
        return 0 < own < other

    def _object(self, aim: _Aim, number: str, unit: str, *, partly: bool) -> Object | None:
        kind = aim.order.kind if aim.citation.pointers else aim.order.whole_kind
        if partly and aim.citation.pointers:
            kind = "amends"
        if not number:
            return Object(kind, "", why=NO_INSTRUMENT) if aim.citation.pointers else None
        if number == self.document:
            return None
        beside = self._resolved(aim.beside, number, unit).anchors if aim.beside else ()
        found = self._resolved(aim.citation, number, beside[0] if beside else unit)
        return self._sorted(Object(kind, number, why=aim.why, partly=partly), found, aim)

    def _sorted(self, blank: Object, found: Resolved, aim: _Aim) -> Object:
        """The units found as changed, new or not there."""
        adds = aim.order.adds and not blank.partly
        there = [anchor for anchor in found.anchors if not adds or self.units.has(blank.number, anchor)]
        new = tuple(anchor for anchor in (*found.anchors, *found.missing) if adds and anchor not in there)
        missing = () if adds else found.missing
        loose = any(anchor.startswith(_LOOSE) for anchor in (*there, *new, *missing))
        nameless = InstrumentNumber.parse(blank.number) is None
        doubts = {blank.why: True, NO_ARTICLE: loose, NO_NUMBER: nameless, NO_UNIT: missing and not loose}
        why = "; ".join(words for words, holds in doubts.items() if words and holds)
        return replace(blank, anchors=tuple(there), added=new, missing=missing, why=why)

    def _resolved(self, citation: Citation, number: str, anchor: str) -> Resolved:
        """The units of a citation; `number` is the instrument where it names none."""
        near = citation.refers not in (Refers.NUMBERED, Refers.NAMED)
        context = Context(number, anchor if near else "", self.day)
        meaning = resolve(citation, context, WholeNumbers(self.instruments), self.units)
        if isinstance(meaning, Resolved):
            return meaning if meaning.checked else replace(meaning, anchors=_likeliest(meaning.anchors))
        if meaning.reason == "no_such_unit":
            return Resolved(meaning.number, (), meaning.candidates, checked=True)
        return Resolved(meaning.number or (number if near else citation.name))


@dataclass(frozen=True, slots=True)
class _Printed:
    """An instrument that no catalogue has, by the number printed."""

    number: str


@dataclass(frozen=True, slots=True)
class WholeNumbers:
    """A catalogue that also takes every whole number as it is printed."""

    instruments: Instruments

    def get(self, number: str, /) -> Known | None:
        """The instrument with this number; nothing for a shortened number that is not known."""
        if (known := self.instruments.get(number)) is not None:
            return known
        printed = InstrumentNumber.parse(number)
        return _Printed(str(printed)) if printed and printed.whole else None

    def named(self, name: str, day: date | None = None, /) -> Known | None:
        """The instrument of this name that holds on `day`, or nothing."""
        return self.instruments.named(name, day)


def _aims(order: Order) -> tuple[_Aim, ...]:
    """The citations that are objects, in reading order."""
    scan = _Scan(order.words, order)
    for citation in find(order.words):
        pointed = citation.refers in (Refers.NUMBERED, Refers.NAMED, Refers.UNSTATED)
        if pointed and not scan.goes_on_after(citation):
            break
    return tuple(scan.aims)


@dataclass(slots=True)
class _Scan:
    """How far the reading of a sentence has come; `inner` is the kind of text last named inside a name."""

    words: str
    order: Order
    aims: list[_Aim] = field(default_factory=list)
    end: int = 0
    inner: str = ""

    def goes_on_after(self, citation: Citation) -> bool:
        """Take the citation for what it is; whether objects may still follow."""
        gap = self.words[self.end : citation.span.start]
        if not self.aims and not _opens(gap, ahead=self.order.ahead):
            return False
        if self.aims and _INSTEAD.search(gap):
            return False
        if self.aims and (
            _POSITION.search(gap) or (self.order.adds and _INTO.search(gap) and not self.inner)
        ):
            self.aims[-1] = replace(self.aims[-1], beside=citation)
        else:
            self._take(citation, gap)
        self.end = citation.span.end
        return True

    def _take(self, citation: Citation, gap: str) -> None:
        another = _ANOTHER.search(gap)
        if not self.aims:
            self.aims.append(_Aim(citation, self.order))
        elif another and not self.inner:
            self.order = replace(active(another["verb"], ""), excepted=self.order.excepted)
            self.aims.append(_Aim(citation, self.order))
        elif _RANGE.search(gap) and not self.inner:
            self.aims[-1] = replace(self.aims[-1], why=A_RANGE)
            self.aims.append(_Aim(citation, self.order, why=A_RANGE))
        elif _JOINT.search(gap) or _LATER.search(gap):
            self._join(citation, apart=";" in gap)
        else:
            self.inner = _kind(citation) or "?"

    def _join(self, citation: Citation, *, apart: bool) -> None:
        """A further member of a list: of the objects, or of what the name of the last object names."""
        if self.inner and not apart and _kind(citation) in (self.inner, ""):
            return
        self.aims.append(_Aim(citation, self.order, why=AMBIGUOUS if self.inner else ""))
        self.inner = ""


def _opens(gap: str, *, ahead: bool) -> bool:
    """Whether the first citation behind these words is an object of the order."""
    if ahead:
        return _LEAD.search(gap) is not None
    return len(gap) <= _FAR and not _NOT_OBJECT.search(gap)


def _kind(citation: Citation) -> str:
    kind = citation.kind or (citation.number.kind if citation.number else "")
    return "Luật" if kind == "Bộ luật" else kind


def _kind_of(number: str) -> str:
    parsed = InstrumentNumber.parse(number)
    return parsed.kind if parsed else ""


def _likeliest(anchors: tuple[str, ...]) -> tuple[str, ...]:
    """Anchors of a text that is not at hand: there, a point after "d" is most often named "đ"."""
    return tuple(anchor.replace("diem_d_2", "diem_dd") for anchor in anchors)
