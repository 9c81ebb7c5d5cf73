"""Which of the instruments and units that an order cites are its objects, and which only stand in their names.

"Thay thế Thông tư số 2/2090/TT-BTC … sửa đổi Thông tư số 1/2089/TT-BTC": the second is part of the first
one's name. What stands between one citation and the next tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.effect_words import VERBS, EffectKind, Order, active
from knowledge.citation import Citation, Refers
from knowledge.find import find
from knowledge.instrument_number import InstrumentNumber
from knowledge.resolve import Context, Instruments, Known, Resolved, Units, resolve

AMBIGUOUS = "có thể chỉ được nhắc trong tên của văn bản đứng trước"
A_RANGE = "nêu một khoảng «từ … đến …», mới đọc được hai đầu"
NO_UNIT = "lời văn đang có trong thư viện không có đơn vị này"
NO_INSTRUMENT = "không rõ thuộc văn bản nào"
EXCEPTED = "có ngoại lệ: trừ {what}"

_LEAD = re.compile(
    r"^\s*(?:(?:toàn bộ|các|những|nội dung|quy định|cụm từ|tại|của|về|và|phần|tên|từ|mục)\s*|[,:]\s*)*$", re.IGNORECASE
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
_ANOTHER = re.compile(rf"\b(?P<verb>{VERBS})\s*(?:các\s*)?$", re.IGNORECASE)
_PARTLY = re.compile(r"cụm từ|từ ngữ|\btừ\s{2,}|khổ đầu|\bđoạn\b|\btên (?:điều|khoản|chương)|tiêu đề|một phần", re.IGNORECASE)
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
        start = _PARTLY.search(order.words[: aims[0].citation.span.start]) if aims else None
        partly = start is not None
        some = bool(aims and _SOME.search(order.words[: aims[0].citation.span.start]))
        for place, aim in enumerate(aims):
            found = self._object(aim, self._number(aims[place:]) or number, unit, partly=partly)
            if found is None:
                continue
            bare = not (found.anchors or found.added or found.missing)
            why = "; ".join(filter(None, (found.why, EXCEPTED.format(what=order.excepted) if order.excepted else "")))
            yield replace(found, unstated=bare and (some or found.kind == "amends"), why=why)

    def _number(self, aims: Sequence[_Aim]) -> str:
        """The instrument of the first citation from here on that names one."""
        for aim in aims:
            for citation in filter(None, (aim.citation, aim.beside)):
                if citation.refers in (Refers.NUMBERED, Refers.NAMED):
                    return self._resolved(replace(citation, pointers=()), "", "").number
        return ""

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
        why = "; ".join(filter(None, (blank.why, NO_UNIT if missing else "")))
        return replace(blank, anchors=tuple(there), added=new, missing=missing, why=why)

    def _resolved(self, citation: Citation, number: str, anchor: str) -> Resolved:
        """The units of a citation; `number` is the instrument where it names none."""
        near = citation.refers not in (Refers.NUMBERED, Refers.NAMED)
        context = Context(number, anchor if near else "", self.day)
        meaning = resolve(citation, context, _Any(self.instruments), self.units)
        if isinstance(meaning, Resolved):
            return meaning
        if meaning.reason == "no_such_unit":
            return Resolved(meaning.number, (), meaning.candidates, checked=True)
        return Resolved(meaning.number or (number if near else citation.name))


@dataclass(frozen=True, slots=True)
class _Printed:
    """An instrument that no catalogue has, by the number printed."""

    number: str


@dataclass(frozen=True, slots=True)
class _Any:
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


def _aims(order: Order) -> Iterator[_Aim]:
    """The citations that are objects, in reading order."""
    words, current = order.words, order
    cited = [one for one in find(words) if one.refers in (Refers.NUMBERED, Refers.NAMED, Refers.UNSTATED)]
    last: _Aim | None = None
    inner = ""
    for one in cited:
        gap = words[last.citation.span.end if last else 0 : one.span.start]
        if last is None:
            if not _opens(gap, ahead=order.ahead):
                return
            last = _Aim(one, current)
            continue
        if _INSTEAD.search(gap):
            break
        if _POSITION.search(gap) or (last.order.adds and _INTO.search(gap) and not inner):
            last = replace(last, beside=one, citation=replace(last.citation, span=_over(last.citation, one)))
            continue
        yield_now, nxt, inner, current = _next(gap, one, last, inner, current)
        if yield_now:
            yield last
            last = nxt
        else:
            last = nxt
    if last is not None:
        yield last
