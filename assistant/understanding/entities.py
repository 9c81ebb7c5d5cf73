"""What a question names: instruments, places in the document, years, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.understanding.places import NamedPlace, PlaceFinder
from knowledge.document import Span
from knowledge.patterns import same_figure
from knowledge.text import Folded, strip_accents
from knowledge.units import Units

_KINDS = {
    "nghi dinh": "NĐ",
    "nd": "NĐ",
    "quyet dinh": "QĐ",
    "qd": "QĐ",
    "thong tu": "TT",
    "tt": "TT",
    "nghi quyet": "NQ",
    "nq": "NQ",
    "chuong trinh hanh dong": "CTr",
    "chuong trinh": "CTr",
    "ctr": "CTr",
    "cthd": "CTr",
    "ke hoach": "KH",
    "kh": "KH",
    "luat": "QH",
    "decree": "NĐ",
    "decision": "QĐ",
    "circular": "TT",
    "resolution": "NQ",
    "plan": "KH",
}
_WITH_KIND = re.compile(
    rf"\b(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})\s*(?:so|no\.?)?\s*:?\s*"
    r"(?P<number>\d{1,5}(?:\s?[/-]\s?[a-z0-9]+)*)(?!\d|[.,]\d)(?!\s?(?:%|phan tram\b|ty\b|trieu\b|dong\b))"
)
_BY_DECISION = "chuong trinh"
"""A programme is called by the number of the decision that approves it: "chương trình 1804"."""

_BARE_NUMBER = re.compile(r"(?<![\w/])\d{1,5}(?:/\d{4})?[/-][a-z]{2,5}[0-9]*(?:[-/][a-z]{2,10})?(?![\w/])")
_LONE = re.compile(
    r"(?<=[a-z] )(?<!nam )(?!(?:19|20)\d\d)\d{4}(?![\w/.,%-])"
    r"(?!\s*(?:hop tac|to hop|thanh vien|ho |nguoi|dong|trieu|ty|ha )\b)"
)
"""Four digits that are no year may be an instrument's number: "đề án nông nghiệp 1626"."""

_YEAR = re.compile(r"(?<![\d/.,])(?<!\D-)(?:19|20)\d{2}(?![\d/.,]*\d)")
_HALF = (
    r"\b(?:(?:phan|mot) nua(?= [a-z])|(?:toi|ca|gan|qua|hon) nua(?= (?:dan|so|thanh vien|hop tac|nguoi)\b))"
    r"(?! (?:nam|thang|ngay|doi|dem|the ky|chung|nhiem ky|con lai|la|thi|duoc)\b)"
)
_THOUSANDS = r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})+(?![\w/])"
_PLAIN_FIGURE = r"(?<![\w/.,])(?<!\D-)\d+(?:,\d+)?(?![\w/]|[.,]\d)"
_FIGURE = re.compile(rf"{_HALF}|{_THOUSANDS}|{_PLAIN_FIGURE}")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<!\d){_DAY}\s?/\s?{_MONTH}(?:\s?/\s?\d{{4}})?(?!\d)|(?<!\d){_DAY}\s?-\s?{_MONTH}\s?-\s?\d{{4}}(?!\d)"
    rf"|(?<=ngay ){_DAY}-{_MONTH}(?!\d)|ngay\s+{_DAY}\s+thang\s+{_MONTH}(?:\s+nam\s+\d{{4}})?"
)


@dataclass(frozen=True, slots=True)
class NamedInstrument:
    """An instrument that a question names: as typed, and the known numbers it may mean (none: unknown)."""

    span: Span
    typed: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """What a question names, agencies left aside."""

    instruments: tuple[NamedInstrument, ...]
    places: tuple[NamedPlace, ...]
    dates: tuple[Span, ...]
    years: tuple[Span, ...]
    figures: tuple[Span, ...]


class EntityFinder:
    """Finds entities in questions, given the instruments and the documents that are known."""

    def __init__(self, numbers: Iterable[str], units: Sequence[Units]) -> None:
        self._numbers = tuple(dict.fromkeys(numbers))
        self._places = PlaceFinder(units)

    def find(self, text: str) -> Entities:
        """The entities of `text`; every span points into `text` and no two of them overlap."""
        folded = Folded.of(text)
        taken: list[Span] = []
        instruments = (*self._instruments(folded, text, taken), *self._lone(folded, text, taken))
        places = tuple(p for p in self._places.find(folded, text) if not _overlaps(p.span, taken))
        taken += [place.span for place in places]
        dates = tuple(_free(folded, _DATE, taken))
        years = tuple(_free(folded, _YEAR, taken))
        return Entities(instruments, places, dates, years, tuple(_free(folded, _FIGURE, taken)))

    def _instruments(self, folded: Folded, text: str, taken: list[Span]) -> Iterable[NamedInstrument]:
        for pattern in (_WITH_KIND, _BARE_NUMBER):
            for match in pattern.finditer(folded.text):
                span = folded.span(match.start(), match.end())
                groups = match.groupdict()
                number = re.sub(r"\s", "", groups.get("number") or match.group())
                if _overlaps(span, taken) or _is_year(groups.get("kind"), number):
                    continue
                taken.append(span)
                yield NamedInstrument(span, span.of(text), self._known(groups.get("kind"), number))

    def _lone(self, folded: Folded, text: str, taken: list[Span]) -> Iterable[NamedInstrument]:
        """Numbers without a kind that only one known instrument has."""
        for match in _LONE.finditer(folded.text):
            span = folded.span(match.start(), match.end())
            known = self._known(None, match.group())
            if len(known) == 1 and not _overlaps(span, taken):
                taken.append(span)
                yield NamedInstrument(span, span.of(text), known)

    def _known(self, kind: str | None, number: str) -> tuple[str, ...]:
        """Known numbers that agree with every part that was typed, the kind included where one was."""
        parts = re.split(r"[/-]", number)
        sign = _KINDS.get(kind or "", "")
        agreeing = [known for known in self._numbers if _agrees(parts, _parts_of(known))]
        found = [known for known in agreeing if not sign or sign.lower() in known.lower() or len(parts) > 1]
        if kind == _BY_DECISION and not found and len(agreeing) == 1:
            return tuple(agreeing)
        return tuple(found)


def _is_year(kind: str | None, number: str) -> bool:
    """ "Luật 2023" and "kế hoạch 2023" name a year, no number."""
    return kind in ("luat", "ke hoach", "kh", "plan") and len(number) == 4 and number[:2] in ("19", "20")


def _parts_of(number: str) -> list[str]:
    return re.split(r"[/-]", strip_accents(number).lower())


def _agrees(typed: Sequence[str], known: Sequence[str]) -> bool:
    if same_figure(typed[0]) != same_figure(known[0]):
        return False
    rest = list(known[1:])
    return all(
        any(part == other or part == other.rstrip("0123456789") for other in rest) for part in typed[1:]
    )


def _free(folded: Folded, pattern: re.Pattern[str], taken: list[Span]) -> Iterable[Span]:
    for match in pattern.finditer(folded.text):
        span = folded.span(match.start(), match.end())
        if not _overlaps(span, taken):
            taken.append(span)
            yield span


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)
