"""The electronic codification (Bộ pháp điển điện tử) as instruments: surveyed once, then read topic by topic.

An article of the codification is an article of some instrument, as the note below its title says. Articles
are grouped by that instrument; one whose note does not tell a number takes that of the other notes with the
same link, else its instrument is named after the link. What the codification relates to whole chapters is
left out; an instrument's annexes are not in the codification at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.archive import ArchivedPage, pages_of
from ingest.collected import Collected, Unit, in_order
from ingest.phapdien_note import Note, item_of, number_of, plain, read_note, read_related
from ingest.phapdien_page import Raw, lines_of, raw_articles, topic_of
from ingest.sources import Listener, Progress, Skipped
from knowledge.document import Meta
from knowledge.errors import DocumentError

PORTAL = "https://phapdien.moj.gov.vn/TraCuuPhapDien"
"""Where the Ministry of Justice shows the codification. A topic page stands at BPD/demuc/<name>.html there;
the pattern is taken from public code that reads the portal and was not tried from here."""

DATABASE = "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID="
"""Where the codification's own links lead."""

_ARTICLES = re.compile(
    r"<p\s+class=[\"']pDieu[\"']\s*>(.*?)</p>\s*<p\s+class=[\"']pGhiChu[\"']\s*>(.*?)<p\s+class=[\"']pNoiDung",
    re.DOTALL,
)
_CODE = re.compile(r"Điều\s+(\d+\.\d+\.[^\W\d]+(?:\.\d\w*)+)")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.html")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic page: file name, number ("12.4"), title, the numbers of the instruments in it."""

    page: str
    code: str
    title: str
    articles: int
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the whole codification holds, without its texts.

    `codes` gives number and article for each article's code, `items` the number for each ItemID of the
    national database. `broken` are the pages that are no topic pages.
    """

    topics: tuple[Topic, ...]
    codes: dict[str, tuple[str, str]]
    items: dict[str, str]
    broken: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part is wanted: topics by number, instruments by number; both empty means everything."""

    topics: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def takes(self, topic: Topic) -> bool:
        """Whether something of this topic page is wanted."""
        everything = not self.topics and not self.numbers
        return everything or topic.code in self.topics or bool(self.numbers & topic.numbers)

    def wants(self, topic: Topic, number: str) -> bool:
        """Whether the articles of this instrument on this page are wanted."""
        everything = not self.topics and not self.numbers
        return everything or topic.code in self.topics or number in self.numbers


@dataclass(frozen=True, slots=True)
class TopicTexts:
    """What one page gave: texts, and the articles that could not be placed, each with the reason."""

    texts: tuple[Collected, ...]
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Notes:
    """The surveyed notes, before numbers are settled."""

    codes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    by_item: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pages: list[tuple[str, str, str, list[str]]] = field(default_factory=list)

    def add(self, code: str, note: str) -> None:
        number = number_of(plain(note).partition("có hiệu lực")[0])
        item, linked = item_of(note)
        if item and number:
            self.by_item[item][number] += 1
        self.codes[code] = (number, item, linked or code.rpartition(".")[2])


def survey(path: Path, listen: Listener = lambda _: None) -> Survey:
    """Topics, article codes and ItemIDs of the codification at `path`, a folder or an archive.

    Raises:
        DocumentError: `path` cannot be read, or no page below it is one of the codification.
    """
    notes, broken = _Notes(), list[Skipped]()
    for done, page in enumerate(pages_of(path)):
        listen(Progress("xem mục lục", done, done + 1))
        try:
            html = text_of(page)
            topic, title = topic_of(html, page.name)
        except DocumentError as error:
            broken.append(Skipped(path / page.name, str(error)))
            continue
        codes = []
        for head, note in _ARTICLES.findall(html):
            if match := _CODE.match(plain(head)):
                codes.append(match[1])
                notes.add(match[1], note)
        notes.pages.append((page.name, topic, title, codes))
    if not notes.pages:
        raise DocumentError(
            f"{path}: không có trang đề mục nào; cần tệp hoặc thư mục của Bộ pháp điển điện tử"
        )
    listen(Progress("xem mục lục", len(notes.pages), len(notes.pages)))
    return _settled(notes, broken)


def text_of(page: ArchivedPage) -> str:
    """The characters of a page.

    Raises:
        DocumentError: too large or not UTF-8.
    """
    if page.fault:
        raise DocumentError(page.fault)
    try:
        return page.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{page.name}: không phải UTF-8 (byte thứ {error.start + 1}); hãy tải lại trang"
        ) from None


def _settled(notes: _Notes, broken: Iterable[Skipped]) -> Survey:
    items = {item: counted.most_common(1)[0][0] for item, counted in notes.by_item.items()}
    leading = frozenset(items.values())
    codes = {
        code: (settled(number, item, items, leading), label)
        for code, (number, item, label) in notes.codes.items()
    }
    topics = tuple(
        Topic(name, topic, title, len(found), frozenset(codes[code][0] for code in found))
        for name, topic, title, found in notes.pages
    )
    return Survey(topics, codes, items, tuple(broken))


def settled(number: str, item: str, items: dict[str, str], leading: frozenset[str]) -> str:
    """The number of an instrument: the note's own, save where other notes of its link agree on another."""
    if number and (number in leading or item not in items):
        return number
    return items.get(item) or (f"Khong-so-vbpl-{item}" if item else "")


def selected(path: Path, chosen: frozenset[str]) -> Iterator[ArchivedPage]:
    """The pages with these file names; of a folder only those are opened."""
    if path.is_dir():
        for found in sorted(path.rglob("*.html")):
            if found.name in chosen:
                yield from pages_of(found)
    else:
        yield from (page for page in pages_of(path) if page.name in chosen)


def read_topic(page: ArchivedPage, topic: Topic, seen: Survey, wanted: Selection) -> TopicTexts:
    """The wanted instruments of one topic page, as far as the page has them.

    Raises:
        DocumentError: the page cannot be read at all.
    """
    groups: dict[str, list[tuple[Note, Unit]]] = defaultdict(list)
    faults: list[str] = []
    for raw in raw_articles(text_of(page)):
        if isinstance(raw, str):
            faults.append(f"{page.name}: «{raw[:60]}» không có mã điều của Bộ pháp điển")
            continue
        note = read_note(raw.note) if raw.note else Note("")
        number = _number(raw, note, seen)
        if not number:
            faults.append(f"{page.name}: Điều {raw.code} không có ghi chú cho biết thuộc văn bản nào")
        elif wanted.wants(topic, number):
            try:
                groups[number].append((note, _unit(raw, note, seen, page.name)))
            except DocumentError as error:
                faults.append(f"{page.name}: Điều {raw.code}: {error}")
    address = f"{PORTAL}/BPD/demuc/{page.name}" if _GUID.fullmatch(page.name) else f"{PORTAL}/MainBoPD.aspx"
    texts = (_text(number, found, address, page.day) for number, found in groups.items())
    return TopicTexts(tuple(texts), tuple(faults))


def _number(raw: Raw, note: Note, seen: Survey) -> str:
    if raw.code in seen.codes and seen.codes[raw.code][0]:
        return seen.codes[raw.code][0]
    if note.number:
        return note.number
    prefix = raw.code.rpartition(".")[
        0
    ]  # a missing note: the instrument of its neighbours with the same code
    last = raw.code.rpartition(".")[2]
    before = seen.codes.get(f"{prefix}.{int(last) - 1}" if last.isdigit() else "") or seen.codes.get(
        f"{prefix}.1"
    )
    return before[0] if before else ""


def _unit(raw: Raw, note: Note, seen: Survey, name: str) -> Unit:
    label = note.label or raw.code.rpartition(".")[2]
    heading = f"Điều {label}. {raw.title}".rstrip()
    related = read_related(raw.related, seen.codes, seen.items)
    links = tuple(dict.fromkeys((*note.amended, *related)))
    text = "\n".join((heading, *lines_of(raw.body, name)))
    return Unit(label, text, raw.above if raw.leading else (), note.text, note.effective, links)


def _text(number: str, found: list[tuple[Note, Unit]], address: str, day: str) -> Collected:
    first = next((note for note, _ in found if note.name), found[0][0])
    kind = Counter(note.kind for note, _ in found if note.kind).most_common(1)
    item = next((note.item for note, _ in found if note.item), "")
    meta = Meta(
        kind=kind[0][0] if kind else "",
        issuer=first.issuer,
        issued=first.issued,
        address=address,
        collected=day,
        source="phapdien",
    )
    units: dict[str, Unit] = {}
    for _, unit in found:
        label = unit.label
        while label in units and units[label].text != unit.text:
            label += "bis"  # two articles of one page with one number: both stay
        units[label] = replace(unit, label=label)
    title = titled(meta.kind, first.name)
    return in_order(
        Collected(number, title, meta, tuple(units.values()), origin=DATABASE + item if item else "")
    )


def titled(kind: str, name: str) -> str:
    """A title as people write it: kind, then name without the kind said twice; empty without a name."""
    if not name or not kind or name.lower().startswith(kind.lower()):
        return name
    small = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return f"{kind} {small}"
