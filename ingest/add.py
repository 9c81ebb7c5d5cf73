"""Adding texts from official sources to DATA_DIR/texts: page by page, so that a killed add goes on.

Each page is read, its texts are united with those that stand there, and the page is noted as done in
`.added`; a page noted there whose texts still stand is not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.archive import ArchivedPage, pages_of
from ingest.collected import FORMAT, Collected, file_of, load, save, united
from ingest.phapdien import Selection, Survey, Topic, read_topic, selected, survey
from ingest.quarantine import set_aside
from ingest.sources import Listener, Progress, Skipped
from ingest.vbpl import DatabasePage, read_page, texts_of
from knowledge.config import Settings
from knowledge.errors import DocumentError

_READER = f"{FORMAT} phapdien/1"
"""Part of what is noted of a page; raised when pages are read in another way, so that they are read again."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of collected texts and of broken pages."""

    texts: Path
    quarantine: Path

    @classmethod
    def below(cls, data: Path) -> Places:
        """The folders below the data directory."""
        return cls(data / "texts", data / "quarantine")

    @classmethod
    def of(cls, settings: Settings) -> Places:
        """Those of the data directory that is set."""
        return cls.below(settings.data_dir.expanduser())


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an add did: numbers whose text is new or changed, those that stood there, what was not read.

    `unknown` are topics and instruments that were asked for and are not in the source.
    """

    changed: tuple[str, ...]
    same: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    unknown: tuple[str, ...] = ()
    articles: int = 0


@dataclass(slots=True)
class _Tally:
    """What was done so far."""

    changed: dict[str, None] = field(default_factory=dict)
    same: dict[str, None] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    articles: int = 0

    def report(self, unknown: Sequence[str] = ()) -> AddReport:
        same = tuple(number for number in self.same if number not in self.changed)
        return AddReport(tuple(self.changed), same, tuple(self.skipped), tuple(unknown), self.articles)


def add_codification(
    path: Path, wanted: Selection, places: Places, listen: Listener = lambda _: None
) -> AddReport:
    """Add what is `wanted` of the codification at `path`, a folder or an archive.

    Broken pages are set aside and named, the rest goes on.

    Raises:
        DocumentError: `path` is nothing of the codification.
        LibraryError: the folder of texts cannot be written.
    """
    seen = survey(path, listen)
    topics = {topic.page: topic for topic in seen.topics if wanted.takes(topic)}
    tally = _Tally(skipped=list(seen.broken))
    _keep_broken(path, seen.broken, places)
    ledger = _Ledger(places.texts / ".added")
    for done, page in enumerate(selected(path, frozenset(topics))):
        listen(Progress("thêm văn bản", done, len(topics)))
        _add_topic(page, topics[page.name], seen, wanted, places, ledger, tally)
    listen(Progress("thêm văn bản", len(topics), len(topics)))
    return tally.report(_unknown(seen, wanted))


def _keep_broken(path: Path, broken: tuple[Skipped, ...], places: Places) -> None:
    reasons = {skipped.path.name: skipped.why for skipped in broken}
    if reasons:
        for page in selected(path, frozenset(reasons)):
            set_aside(places.quarantine, page, reasons[page.name])


def _unknown(seen: Survey, wanted: Selection) -> list[str]:
    topics = {topic.code for topic in seen.topics}
    numbers = {number for topic in seen.topics for number in topic.numbers}
    return [*sorted(wanted.topics - topics), *sorted(wanted.numbers - numbers)]


def _add_topic(
    page: ArchivedPage,
    topic: Topic,
    seen: Survey,
    wanted: Selection,
    places: Places,
    ledger: _Ledger,
    tally: _Tally,
) -> None:
    key = ledger.key(page.raw, topic, wanted)
    if (known := ledger.standing(key, places.texts)) is not None:
        tally.same |= dict.fromkeys(known)
        return
    try:
        found = read_topic(page, topic, seen, wanted)
    except DocumentError as error:
        set_aside(places.quarantine, page, str(error))
        tally.skipped.append(Skipped(Path(page.name), str(error)))
        return
    if found.faults:
        set_aside(places.quarantine, page, "\n".join(found.faults))
        tally.skipped += [Skipped(Path(page.name), fault) for fault in found.faults]
    _keep(found.texts, places, tally)
    ledger.note(key, {text.number: file_of(places.texts, text.number, "phapdien") for text in found.texts})


def _keep(texts: Iterable[Collected], places: Places, tally: _Tally) -> None:
    """Unite `texts` with what stands in the folder and write what changed."""
    for text in texts:
        changed = save(places.texts, _with_held(text, places))
        (tally.changed if changed else tally.same)[text.number] = None
        tally.articles += text.articles


def _with_held(text: Collected, places: Places) -> Collected:
    path = file_of(places.texts, text.number, text.meta.source)
    if not path.exists():
        return text
    try:
        return united(load(path), text)
    except DocumentError as error:
        set_aside(places.quarantine, ArchivedPage(path.name, "", path.read_bytes()), str(error))
        return text


def add_database(paths: Sequence[Path], places: Places, listen: Listener = lambda _: None) -> AddReport:
    """Add the instruments whose pages of the national database lie below `paths`.

    Raises:
        DocumentError: a path cannot be read.
        LibraryError: the folder of texts cannot be written.
    """
    tally = _Tally()
    pages: list[DatabasePage] = []
    found = [page for path in paths for page in pages_of(path)]
    for done, page in enumerate(found):
        listen(Progress("đọc trang", done, len(found)))
        try:
            pages.append(read_page(page))
        except DocumentError as error:
            set_aside(places.quarantine, page, str(error))
            tally.skipped.append(Skipped(Path(page.name), str(error)))
    listen(Progress("đọc trang", len(found), len(found)))
    texts, missing = texts_of(pages)
    _keep(texts, places, tally)
    for number in missing:
        why = f"{number}: không có trang «Toàn văn»; hãy thêm trang vbpq-toanvan.aspx của văn bản này"
        tally.skipped.append(Skipped(Path(number), why))
    return tally.report()


class _Ledger:
    """Pages that were added, and the files they went into; one JSON line each, appended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted: dict[str, dict[str, str]] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        for line in lines:
            try:
                row = json.loads(line)
                self._noted[str(row["page"])] = dict(row["texts"])
            except (ValueError, KeyError, TypeError):  # a line cut by a kill
                continue

    def key(self, raw: bytes, topic: Topic, wanted: Selection) -> str:
        """What is noted: the page, how it was read, and which of its instruments were taken."""
        taken = sorted(number for number in topic.numbers if wanted.wants(topic, number))
        return hashlib.sha256(raw + repr((_READER, topic.page, taken)).encode()).hexdigest()[:32]

    def standing(self, key: str, texts: Path) -> list[str] | None:
        """The numbers that a noted page gave, where all their files still stand; else nothing."""
        noted = self._noted.get(key)
        if noted is None or not all((texts / name).is_file() for name in noted.values()):
            return None
        return list(noted)

    def note(self, key: str, files: dict[str, Path]) -> None:
        """Write the page down as added."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        row = {"page": key, "texts": {number: path.name for number, path in files.items()}}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
