"""Places that a question names: "mục III.2.12", "phụ lục phần 2 mục 9", "dòng 3 phần IV", "điều 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.document import NodeKind, Span
from knowledge.text import Folded
from knowledge.units import Units

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VALUE = {
    **{word: place for words in (_ROMANS, _WORDS, _ENGLISH) for place, word in enumerate(words, 1)},
    "tu": 4,
    "nhat": 1,
    "dau": 1,
    "first": 1,
    "second": 2,
    "third": 3,
}
_SPELLED = "|".join(sorted({*_WORDS, *_ENGLISH, "tu", "nhat", "dau"}, key=len, reverse=True))
_ROMAN = "viii|vii|iii|vi|iv|ix|ii|x|v|i"
_OF = r"[\s,;.:(\-]*(?:(?:cua|thuoc|trong|o|tai|of|in|bang|phu luc)\s+)*"
_PART = rf"(?:phan|nhom|part|section)\s+(?:so\s+|thu\s+)?(?P<part>{_ROMAN}|\d{{1,2}}|{_SPELLED})\b"
_ITEM = (
    r"(?:dong|hang|stt|so thu tu|(?:nhiem vu|viec|muc|dong|noi dung)\s+(?:so|thu)|muc|nhiem vu|so"
    r"|row|item|task|line)"
    rf"\s+(?:so\s+|thu\s+|no\.?\s+)?(?P<item>\d{{1,2}}|{_SPELLED})\b(?!\s*[./]\d)"
)
_ROW = re.compile(r"\b(?:dong|hang|stt|so thu tu|row|line|(?:nhiem vu|viec) (?:so|thu))\s")
_IN_ANNEX = re.compile(r"\bphu luc\b|\bbang\b|\bannex\b|\bappendix\b|\btable\b")

_TABLE = (re.compile(rf"\b{_PART}{_OF}{_ITEM}"), re.compile(rf"\b{_ITEM}{_OF}{_PART}"))
"""A part and an item of it, in either order."""

_END = re.compile(
    rf"\b(?:dong|hang|muc|nhiem vu|viec|row|item)\s+(?P<which>cuoi(?: cung)?|chot|dau tien|dau|last|first)\b"
    rf"{_OF}(?:{_PART})?"
)
"""The first or the last row: of a part, or of the whole annex."""

_FIRST = ("dau tien", "dau", "first")

_BODY = (
    re.compile(
        rf"\b(?:muc|phan|nhom|khoan)\s+(?P<part>{_ROMAN})\b"
        r"(?:\s*[.,\s]\s*(?:(?:muc|so|dong|khoan|thu)\s+)*(?P<item>\d+(?:\.\d+)?)\b)?"
    ),
    re.compile(rf"\bphu luc\s+(?P<part>{_ROMAN})(?:\s*[.,/]\s*(?P<item>\d+))?\b"),
    re.compile(rf"\b(?P<part>{_ROMAN})\.(?P<item>\d+(?:\.\d+)?)\b"),
    re.compile(r"\b(?:muc|khoan|diem)\s+(?P<item>\d+\.\d+)\b"),
)
_PARTS = (
    re.compile(rf"\b{_PART}"),
    re.compile(rf"(?<=[a-z0-9])(?:,| va| and| &) (?P<part>{_ROMAN})\b(?! [a-z])"),
)
"""A part of the annex alone, and each further one: "phần I, II và IV"."""

_ARTICLE = re.compile(r"\bdieu\s+(?P<article>\d+[a-z]?)\b(?:\s*,?\s*khoan\s+(?P<clause>\d+))?")


BODY_DEPTH = 2
"""Points in a place that only the body has: "III.3.1" is no row, though the annex is named beside it."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that a question names; `anchors` is empty when the document has no such place."""

    span: Span
    typed: str
    anchors: tuple[str, ...]


class PlaceFinder:
    """Finds places in questions, given the documents that are known."""

    def __init__(self, units: Sequence[Units]) -> None:
        self._units = tuple(units)

    def find(self, folded: Folded, text: str) -> Iterator[NamedPlace]:
        """The places of `text`, none overlapping."""
        taken: list[Span] = []
        ends = (
            (match, self._end(match)) for match in _END.finditer(folded.text) if _in_annex(folded.text, match)
        )
        found = ((match, self._known(wanted)) for match, wanted in _readings(folded.text))
        for match, anchors in (*((m, a) for m, a in ends if a), *found):
            span = folded.span(match.start(), match.end())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            yield NamedPlace(span, span.of(text), anchors)

    def _end(self, match: re.Match[str]) -> tuple[str, ...]:
        """The first or the last row of a part, or of the annex."""
        above = f"pl.{_roman(match['part'])}" if match["part"] else "pl"
        for units in self._units:
            node = units.node(above)
            rows = [n.anchor for n in node.walk() if n.kind is NodeKind.ROW] if node else []
            if rows:
                return (rows[0 if match["which"] in _FIRST else -1],)
        return ()

    def _known(self, wanted: str) -> tuple[str, ...]:
        found = tuple(wanted for units in self._units if units.node(wanted))
        body = wanted.removeprefix("pl.")
        if found or body == wanted or body.count(".") < BODY_DEPTH:
            return found
        return self._known(body)


def following(anchor: str, step: int) -> str:
    """The anchor of the unit `step` places further in the same part: "pl.ii.10" and 1 give "pl.ii.11"."""
    above, _, last = anchor.rpartition(".")
    return f"{above}.{int(last) + step}" if last.isdigit() else ""


def _in_annex(plain: str, match: re.Match[str]) -> bool:
    return bool(_IN_ANNEX.search(plain) or match["part"])


def _readings(plain: str) -> Iterable[tuple[re.Match[str], str]]:
    """What names a place, with the anchor it means; of two that overlap the first counts."""
    in_annex = bool(_IN_ANNEX.search(plain))
    yield from _rows(plain, in_annex)
    for match in _matches(_BODY, plain):
        yield match, _body(match, in_annex)
    for match in _matches(_PARTS, plain) if in_annex else ():
        yield match, f"pl.{_roman(match['part'])}"
    for match in _ARTICLE.finditer(plain):
        clause = f".khoan_{match['clause']}" if match["clause"] else ""
        yield match, f"dieu_{match['article']}{clause}"


def _rows(plain: str, in_annex: bool) -> Iterable[tuple[re.Match[str], str]]:
    """Items of a part, where the annex is named or they are called rows."""
    for match in _matches(_TABLE, plain):
        if in_annex or _ROW.search(match.group()):
            yield match, f"pl.{_roman(match['part'])}.{_number(match['item'])}"


def _matches(patterns: Iterable[re.Pattern[str]], plain: str) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns for match in pattern.finditer(plain))


def _body(match: re.Match[str], in_annex: bool) -> str:
    groups = match.groupdict()
    part = groups.get("part")
    if not part:
        return f"iii.{groups['item']}"
    item = f".{groups['item']}" if groups.get("item") else ""
    return f"pl.{part}{item}" if in_annex else f"{part}{item}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _VALUE[word]


def _roman(word: str) -> str:
    place = _number(word)
    return _ROMANS[place - 1] if 0 < place <= len(_ROMANS) else word
