"""What a build reads: the files of the paths given, each a document or named with the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.parse import parse
from ingest.read import DOCUMENTS, read
from knowledge.document import Document
from knowledge.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not become a document, and why, in one line."""

    path: Path
    why: str


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


def read_documents(
    files: Sequence[Path], listen: Listener
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """The documents in `files`, one for each number, and the files that gave none."""
    documents: dict[str, Document] = {}
    holders: dict[str, Path] = {}
    skipped: list[Skipped] = []
    for done, path in enumerate(files):
        listen(Progress("đọc", done, len(files)))
        try:
            document = parse(read(path))
        except DocumentError as error:
            skipped.append(Skipped(path, str(error)))
            continue
        held = documents.setdefault(document.number, document)
        holder = holders.setdefault(document.number, path)
        if held.digest != document.digest:
            skipped.append(
                Skipped(path, f"{path}: số {document.number} đã có ở {holder}; hãy bỏ bớt một tệp")
            )
    listen(Progress("đọc", len(files), len(files)))
    return tuple(documents.values()), tuple(skipped)
