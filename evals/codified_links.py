"""Citations found in the codification's notes, held against the links that its editors put on them.

Every article of the codification carries a note saying which article of which instrument it is (`pGhiChu`)
and a list of related ones (`pChiDan`). Their links point at an article by its fragment ("#Chuong_II_Dieu_5")
and at an instrument by its item id in the national database, or at an article of the codification by the
name of its anchor. The links are the gold; the words around them are what citations are found in.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.citation import Citation, Pointer
from knowledge.errors import DataError
from knowledge.find import find
from knowledge.instrument_number import InstrumentNumber
from knowledge.text import nfc, strip_accents

_NOTE = re.compile(r"<p class='(?P<kind>pGhiChu|pChiDan)'>(?P<body>.*?)</p>", re.DOTALL)
_ANCHOR = re.compile(r"<a (?P<marks>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_ITEM = re.compile(r"ItemID=(?P<item>\d+)(?:#(?P<fragment>[^']*))?'")
_CODIFIED = re.compile(r"ViewNoiDungPhapDien\('(?P<name>\d+)'\)")
_HEADING = re.compile(r"<p class='p(?:Dieu|Chuong|Muc|Phan)'><a name='(?P<name>\d+)'></a>(?P<words>[^<]*)")
_LAST_UNIT = re.compile(r"(?:^|_)(?P<unit>Dieu|Chuong|Muc|Phan|Tieu_muc)_(?P<label>[^_]+)$")
_UNITS = {"Dieu": "Điều", "Chuong": "Chương", "Muc": "Mục", "Phan": "Phần"}
_LABELLED = re.compile(r"(?P<label>Điều [\w.]+\w|(?:Chương|Mục|Phần) [\w.]*\w)")
# The notes print the number behind "số"; a plain pattern, so that the gold owes nothing to `find`.
_NUMBER = r"(?P<number>\d+\w? ?(?:/ ?\d{4} ?)?[/-] ?[\w&]+(?:/[\w&]+)?(?: ?- ?[A-ZĐ][A-ZĐT][\w&]*|-[a-zđ]+)*)"
_NUMBERED = re.compile(rf"\bsố:? *'*{_NUMBER}")
_OF_NUMBERED = re.compile(
    rf"của (?:Bộ luật|Luật|Pháp lệnh|Nghị \w+|Thông tư(?: liên tịch)?|Quyết định) {_NUMBER}"
)
_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A link: where its words stand in the note, the place it leads to ("Điều 5"), the item or anchor."""

    start: int
    end: int
    place: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The words of one note and its links that lead somewhere."""

    kind: str
    text: str
    links: tuple[GoldLink, ...]


@dataclass(slots=True)
class Tally:
    """Counts for one kind of link: how many, where a citation was found, and where it was right."""

    links: int = 0
    contrary: int = 0
    found: int = 0
    places: int = 0
    numbered: int = 0
    numbers: int = 0
    both: int = 0
    examples: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The counts in one line."""
        return (
            f"{self.links} links, {self.contrary} of them on words that do not name their place; place found "
            f"in {self.found}, right: precision {_share(self.places, self.found)}, recall "
            f"{_share(self.places, self.links)}; instrument right in {self.numbers} of {self.numbered} "
            f"({_share(self.numbers, self.numbered)}); both right {_share(self.both, self.links)}"
        )


@dataclass(frozen=True, slots=True)
class LinkScore:
    """The tallies by kind of link, and citations of articles in the notes that no link stands on."""

    pages: int
    tallies: Mapping[str, Tally]
    beside: Counter[str]

    def told(self) -> str:
        """The figures in lines, with examples of what differs."""
        total = Tally()
        for tally in self.tallies.values():
            for name in ("links", "contrary", "found", "places", "numbered", "numbers", "both"):
                setattr(total, name, getattr(total, name) + getattr(tally, name))
        lines = [f"{self.pages} pages", f"all: {total.told()}"]
        for kind, tally in self.tallies.items():
            lines += [f"{kind}: {tally.told()}", *(f"    {example}" for example in tally.examples)]
        lines += [f"{kind}: {count} places cited beside the links" for kind, count in self.beside.items()]
        return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "none"


def measure(pages: Sequence[Path]) -> LinkScore:
    """The links of the pages held against what `find` makes of their notes.

    Raises:
        DataError: there are no pages.
    """
    if not pages:
        raise DataError("There are no pages (*.html) of the codification in this folder; name its folder.")
    headings, items = _gold(pages)
    tallies = {kind: Tally() for kind in ("pGhiChu", "pChiDan", "pChiDan inside the codification")}
    beside: Counter[str] = Counter()
    for page in pages:
        for note in notes(page.read_text(encoding="utf-8-sig"), headings):
            cited = find(note.text)
            beside[note.kind] += _beside(note, cited)
            for link in note.links:
                kind = note.kind if link.item else "pChiDan inside the codification"
                _compare(note, link, cited, items.get(link.item), tallies[kind])
    return LinkScore(len(pages), tallies, beside)


def notes(page: str, headings: Mapping[str, str]) -> Iterator[Note]:
    """The notes of a page; `headings` are the labels ("Điều 27.5.LQ.2") by the names of anchors."""
    for match in _NOTE.finditer(page):
        links: list[GoldLink] = []
        words: list[str] = []
        length = last = 0
        for anchor in _ANCHOR.finditer(match["body"]):
            before, inside = _plain(match["body"][last : anchor.start()]), _plain(anchor["words"])
            words += (before, inside)
            start = length + len(before)
            length = start + len(inside)
            last = anchor.end()
            links += _gold_link(anchor["marks"], start, length, headings)
        words.append(_plain(match["body"][last:]))
        yield Note(match["kind"], "".join(words), tuple(links))


def _plain(markup: str) -> str:
    return nfc(re.sub(r"\s", " ", html.unescape(re.sub(r"<[^>]*>", "", markup))))


def _gold_link(marks: str, start: int, end: int, headings: Mapping[str, str]) -> Iterator[GoldLink]:
    if (codified := _CODIFIED.search(marks)) is not None:
        if label := headings.get(codified["name"], ""):
            yield GoldLink(start, end, label)
    elif (item := _ITEM.search(marks)) is not None and item["fragment"]:
        unit = _LAST_UNIT.search(item["fragment"])
        if unit is not None and unit["unit"] in _UNITS:
            yield GoldLink(start, end, f"{_UNITS[unit['unit']]} {unit['label']}", item["item"])


def _gold(pages: Iterable[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of the codification by anchor, and the number of each item: what most of its notes print."""
    headings: dict[str, str] = {}
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        text = page.read_text(encoding="utf-8-sig")
        for heading in _HEADING.finditer(text):
            label = _LABELLED.match(_plain(heading["words"]).strip())
            if label is not None:
                headings[heading["name"]] = label["label"]
        for note in notes(text, {}):
            for link in note.links:
                number = _NUMBERED.search(note.text, link.start)
                if number is not None and note.kind == "pGhiChu":
                    printed[link.item][_key(number["number"])] += 1
    return headings, {item: counts.most_common(1)[0][0] for item, counts in printed.items()}


def _key(number: str) -> str:
    return re.sub(r"\s", "", strip_accents(number)).upper().strip(".,;:'\"")


def _compare(note: Note, link: GoldLink, cited: Sequence[Citation], number: str | None, tally: Tally) -> None:
    """One link counted: the place named where its words begin, the number named with it or in its words."""
    tally.links += 1
    words = note.text[link.start : link.end]
    tally.contrary += re.search(rf"\b{re.escape(_last_label(link.place))}\b", _folded(words)) is None
    at = [
        (citation, pointer)
        for citation in cited
        for pointer in citation.pointers
        if link.start - 1 <= pointer.span.start <= link.start + 2
    ]
    tally.found += bool(at)
    place = bool(at) and _same_place(at[0][1], link.place)
    tally.places += place
    same = True
    if number is not None and (note.kind == "pGhiChu" or _OF_NUMBERED.search(words)):
        tally.numbered += 1
        own = [at[0][0]] if at and at[0][0].number else _inside(link, cited)
        same = any(_same_number(citation.number, number) for citation in own)
        tally.numbers += same
    tally.both += place and same
    if not (place and same) and tally.links % 7 == 0 and len(tally.examples) < _EXAMPLES:
        tally.examples.append(f"{link.place} of {number}: {note.text[link.start : link.start + 160]}")


def _inside(link: GoldLink, cited: Sequence[Citation]) -> list[Citation]:
    return [item for item in cited if item.number and link.start <= item.span.start < link.end]


def _same_place(pointer: Pointer, place: str) -> bool:
    """Whether the place is the one linked; an article of the codification ends in its own label."""
    cited = _folded(str(pointer.target))
    return f"{cited} ".startswith(f"{_folded(place)} ") or cited.endswith(f".{_last_label(place)}")


def _last_label(place: str) -> str:
    return _folded(place).split(" ", 1)[1]


def _folded(place: str) -> str:
    """The words for comparing: the pages type a small "l" for the figure I, and "thứ tư" is "tư"."""
    plain = re.sub(r"\bthu ", "", strip_accents(place).lower())
    return re.sub(r"[^\w.]+", " ", re.sub(r"\bl(?=[iv]*\b)", "i", plain)).strip(" .")


def _same_number(number: InstrumentNumber | None, gold: str) -> bool:
    return number is not None and _key(str(number)) == gold


def _beside(note: Note, cited: Iterable[Citation]) -> int:
    """Places cited in a note outside the words of every link."""
    return sum(
        not any(link.start - 1 <= pointer.span.start < link.end for link in note.links)
        for citation in cited
        for pointer in citation.pointers
    )
