"""What a build reads: documents from several providers, one for each number, the rest named with the reason.

Which of two texts of one number stays: the shipped one; else the one that is verbatim, not our digest; else
the one with more articles; else one from an official source; else the one read first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ingest.parse import parse
from ingest.read import DOCUMENTS, read
from knowledge.document import Document, Meta, NodeKind
from knowledge.errors import DocumentError
from knowledge.stacks import in_memory


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not become a document, and why, in one line."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A file that became a document, and what its reader notes on how the text came about."""

    path: Path
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: the step, and `done` of `total` units of it."""

    step: str
    done: int
    total: int


Listener = Callable[[Progress], None]


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file to read or to name as unreadable: a folder gives the documents below it, sorted."""
    for path in paths:
        if _is_folder(path):
            found = (below for below in path.rglob("*") if below.suffix.lower() in DOCUMENTS)
            yield from sorted(below for below in found if not _is_folder(below))
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder closed to us: `read` says so
        return False


def rememberable(paths: Iterable[Path]) -> Iterator[str]:
    """Absolute paths; one that is not UTF-8 cannot be written down, so it counts for this build alone."""
    for path in paths:
        name = str(path.absolute())
        if name.encode(errors="replace").decode() == name:
            yield name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document and the file that it was read from; `shipped` with the program.

    `notes` are those of the file's reader: a font converted, a scan recognised and how surely.
    """

    document: Document
    path: Path
    shipped: bool = False
    notes: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, bool, int, bool]:
        """What decides between two texts of one number, the higher stays."""
        meta = self.document.meta
        articles = sum(node.kind is NodeKind.ARTICLE for node in self.document.root.walk())
        return self.shipped, meta.verbatim, articles, meta.source in ("phapdien", "vbpl")


def read_files(files: Sequence[Path], shipped: Path, listen: Listener) -> Iterator[Candidate | Skipped]:
    """The documents in `files`, or the reason why a file gave none; those below `shipped` are ours."""
    for done, path in enumerate(files):
        listen(Progress("đọc", done, len(files)))
        try:
            source, ours = read(path), path.is_relative_to(shipped)
            document = parse(source)
            meta = replace(document.meta, source="shipped") if ours else document.meta
            yield Candidate(replace(document, meta=meta), path, ours, source.notes)
        except DocumentError as error:
            yield Skipped(path, str(error))
    listen(Progress("đọc", len(files), len(files)))


def noted(found: Iterable[Candidate | Skipped]) -> tuple[Noted, ...]:
    """The files of which there is something to note."""
    return tuple(Noted(one.path, one.notes) for one in found if isinstance(one, Candidate) and one.notes)


def united(found: Iterable[Candidate | Skipped]) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """One document for each number in the order of their numbers' first coming, and what was left out.

    A digest that gives way, or a copy of the same text, is not worth a word. The text that stays takes what
    an official source remarks from the one that gives way.
    """
    held: dict[str, Candidate] = {}
    skipped: list[Skipped] = []
    for candidate in found:
        if isinstance(candidate, Skipped):
            skipped.append(candidate)
            continue
        number = candidate.document.number
        other = held.setdefault(number, candidate)
        if other is candidate or other.document.digest == candidate.document.digest:
            continue
        kept, left = (candidate, other) if candidate.rank > other.rank else (other, candidate)
        held[number] = replace(kept, document=_remarked(kept, left))
        if left.document.meta.verbatim:
            why = f"{left.path}: số {number} đã có ở {kept.path}; hãy bỏ bớt một tệp"
            skipped.append(Skipped(left.path, why))
    return tuple(candidate.document for candidate in held.values()), tuple(skipped)


def _remarked(kept: Candidate, left: Candidate) -> Document:
    """The document that stays, with what only an official text of the same number tells beside the text."""
    mine, other = in_memory(kept.document), left.document
    if kept.shipped or other.meta.source not in ("phapdien", "vbpl"):
        return mine
    anchors = {node.anchor for node in mine.root.walk()}
    told = {remark.anchor for remark in mine.remarks if remark.anchor or mine.meta.source != "file"}
    more = tuple(r for r in other.remarks if r.anchor in anchors and r.anchor not in told)
    meta = Meta(**{f.name: getattr(mine.meta, f.name) or getattr(other.meta, f.name) for f in fields(Meta)})
    if not more and meta == mine.meta:
        return mine
    digest = hashlib.sha256(f"{mine.digest} {other.digest}".encode()).hexdigest()
    return replace(mine, meta=meta, remarks=(*mine.remarks, *more), digest=digest)
