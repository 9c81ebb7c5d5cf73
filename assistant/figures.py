"""The facts of a sentence that can be checked letter by letter: figures, dates, places, names, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.agencies import Agencies
from knowledge.patterns import DATE, INSTRUMENT_NUMBER, UPPER, same_figure
from knowledge.text import fold

_NUMBER = re.compile(r"(?P<number>\d+(?:[./,]\d+)*)(?P<percent>\s?%)?")
_MARKER = re.compile(r"\[\d+\]")
_PLACE = re.compile(
    r"\b[Mm]ục [IVX]+(?:\.\d+)*|\bPhụ lục, phần [IVX]+(?:, mục \d+)?|(?<!giai )\b(?:đoạn|gạch đầu dòng) \d+"
)
_NAME = re.compile(rf"\b[{UPPER}]\w*(?: [{UPPER}]\w*)+")
_OPENER = re.compile(
    r"(?:Theo|Nếu|Khi|Để|Từ|Tại|Với|Các|Những|Mỗi|Mọi|Trong|Do|Vì|Nhờ|Sau|Trước|Ngoài|Về|Ở|Cả|Chỉ|Muốn|Đối|Bên"
    r"|Hằng|Hàng|Nay|Đến|Tới|Như|Thưa|Nhưng|Và|Còn|Mà|Thì|Là|Có|Không|Chưa|Phải|Được|Cho|Của) "
)
"""Words that begin a sentence and no name."""


@dataclass(frozen=True, slots=True)
class HardFacts:
    """What must stand in the evidence word for word, in comparable form.

    `parts` are what dates are made of: evidence that prints "07/3/2023" proves "3/2023" and the year too.
    `text` is the whole, in lower case: a name is proven where it stands in it.
    """

    figures: frozenset[str]
    parts: frozenset[str]
    places: frozenset[str]
    instruments: frozenset[str]
    agencies: frozenset[str]
    names: frozenset[str]
    text: str

    def all(self) -> frozenset[str]:
        """Every fact, of whatever kind."""
        return self.figures | self.places | self.instruments | self.agencies | self.names

    def missing_from(self, evidence: HardFacts) -> tuple[str, ...]:
        """What is here and not there."""
        figures = sorted(self.figures - evidence.figures - evidence.parts)
        return (*figures, *self.beside_figures(evidence))

    def beside_figures(self, evidence: HardFacts) -> tuple[str, ...]:
        """What is here and not there, figures left aside."""
        return (*self.named_beside(evidence), *sorted(self.agencies - evidence.agencies))

    def named_beside(self, evidence: HardFacts) -> tuple[str, ...]:
        """Places, instruments and names that are here and not there."""
        return (
            *sorted(self.places - evidence.places),
            *sorted(self.instruments - evidence.instruments),
            *sorted(name for name in self.names if name not in evidence.text),
        )


def hard_facts(text: str, agencies: Agencies) -> HardFacts:
    """The checkable facts of `text`; markers such as [1] are none."""
    text = _MARKER.sub(" ", text)
    mentions = agencies.find(text)
    instruments = frozenset(fold(match["number"]) for match in INSTRUMENT_NUMBER.finditer(text))
    places = frozenset(fold(match.group()) for match in _PLACE.finditer(text))
    rest = DATE.sub(r" \g<day>/\g<month>/\g<year> ", _PLACE.sub(" ", INSTRUMENT_NUMBER.sub(" ", text)))
    figures = frozenset(_comparable(match) for match in _NUMBER.finditer(rest))
    return HardFacts(
        figures=figures,
        parts=frozenset(part for figure in figures for part in _parts(figure)),
        places=places,
        instruments=instruments,
        agencies=frozenset(i for m in mentions for i in m.agency_ids),
        names=frozenset(_names(text, [(m.span.start, m.span.end) for m in mentions])),
        text=fold(text),
    )


def together(found: Iterable[HardFacts]) -> HardFacts:
    """All facts of several texts as one."""
    every = list(found)
    return HardFacts(
        figures=frozenset().union(*(facts.figures for facts in every)),
        parts=frozenset().union(*(facts.parts for facts in every)),
        places=frozenset().union(*(facts.places for facts in every)),
        instruments=frozenset().union(*(facts.instruments for facts in every)),
        agencies=frozenset().union(*(facts.agencies for facts in every)),
        names=frozenset().union(*(facts.names for facts in every)),
        text="\n".join(facts.text for facts in every),
    )


def _comparable(match: re.Match[str]) -> str:
    """One printed number in one form: "07/3/2023" is "7/3/2023", "05" is "5", a percentage keeps its sign."""
    number = "/".join(same_figure(part) for part in match["number"].split("/"))
    return f"{number}%" if match["percent"] else number


def _parts(figure: str) -> Iterator[str]:
    parts = figure.split("/")
    if len(parts) > 1:
        yield from ("/".join(parts[:2]), "/".join(parts[1:]))
    if len(parts[-1]) == len("2023"):
        yield parts[-1]


def _names(text: str, offices: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Runs of capitalised words, those of known offices left aside."""
    spans = list(offices)
    for match in _NAME.finditer(INSTRUMENT_NUMBER.sub(lambda found: " " * len(found.group()), text)):
        name = _OPENER.sub("", match.group(), count=1)
        if " " in name and not any(match.start() < end and start < match.end() for start, end in spans):
            yield fold(name)
