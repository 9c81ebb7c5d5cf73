"""Builds on disk: where they lie, what they were made from, what they hold, whether they are whole.

A library is a folder with one sub-folder for each build and a file `current` that names the one in use. A
build is complete before `current` names it, so a build killed half-way changes nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.document import Document
from knowledge.errors import LibraryCorrupt, LibraryError, LibraryMismatch, LibraryMissing
from knowledge.facts import Facts
from knowledge.fingerprint import file_digest
from knowledge.indexes import Indexes
from knowledge.passage import Passage
from knowledge.stacks import Listed, StoredDocuments, StoredPassages, in_memory
from knowledge.vectors import steady_files

FORMAT = "tro-ly-htx/5"
"""Written into each manifest; raised when what a build holds changes shape."""

CATALOGUE = "danh-muc-van-ban"
"""Number of the document that holds the catalogue of instruments, one unit for each."""

REBUILD = "hãy chạy: python -m ingest build"
FRESH = "hãy chạy: python -m ingest build --fresh"

NO_FACTS = Facts()

_LISTED = TypeAdapter(tuple[Listed, ...])
_FACTS = TypeAdapter(dict[str, Facts])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made from: format, embedding model, rules, and each document's digest by number.

    `rules` is a digest of the code and data that turn files into passages and facts. `sources` are the paths
    that a user added. `vectors` counts the texts under which passages are found by meaning, at least one a
    passage. `files` has the digest of each file of the build that reading leaves alone.
    """

    format: str
    model: str
    rules: str
    documents: dict[str, str]
    passages: int
    vectors: int
    sources: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class Content:
    """What a build holds: documents, the facts of each, and passages.

    Of a library on disk they are read when they are looked into.
    """

    documents: Sequence[Document]
    facts: Sequence[Facts]
    passages: Sequence[Passage]


def current_build(folder: Path) -> Path:
    """The build in use.

    Raises:
        LibraryMissing: nothing was built.
        LibraryCorrupt: what `current` names is not there.
    """
    pointer = folder / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
        whole = bool(name) and Path(name).name == name and (folder / name).is_dir()
    except FileNotFoundError:
        raise LibraryMissing(f"chưa có chỉ mục ở {folder}; {REBUILD}") from None
    except (OSError, UnicodeDecodeError):
        raise LibraryCorrupt(f"không đọc được {pointer}; {FRESH}") from None
    if not whole:
        raise LibraryCorrupt(f"chỉ mục ở {folder} không còn nguyên vẹn; {FRESH}")
    return folder / name


def remembered_sources(folder: Path) -> tuple[str, ...]:
    """The paths that a user added, as far as the manifest in use can be read, whichever version wrote it."""
    try:
        raw: Any = json.loads((current_build(folder) / "manifest.json").read_text(encoding="utf-8"))
        return tuple(source for source in raw["sources"] if isinstance(source, str))
    except (LibraryError, OSError, ValueError, KeyError, TypeError):
        return ()


def publish(folder: Path, build: Path) -> None:
    """Make `build` the one in use, in one step that cannot be seen half-done."""
    draft = folder / f".current-{os.getpid()}"
    draft.write_text(build.name, encoding="utf-8")
    draft.replace(folder / "current")


def read_manifest(build: Path) -> Manifest:
    """The manifest of a build.

    Raises:
        LibraryCorrupt: it is missing, damaged or not one of ours.
        LibraryMismatch: another version of this program wrote it.
    """
    try:
        raw: Any = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        if raw.get("format") != FORMAT:
            raise LibraryMismatch(
                f"chỉ mục ở {build.parent} do phiên bản khác tạo ra ({raw.get('format')!r}); {REBUILD}"
            )
        return _MANIFEST.validate_python(raw)
    except (OSError, ValueError, AttributeError):
        raise LibraryCorrupt(
            f"chỉ mục ở {build.parent} bị hỏng hoặc không phải của trợ lý; {FRESH}"
        ) from None


def write_build(
    build: Path, manifest: Manifest, listed: Sequence[Listed], facts: Mapping[str, Facts], indexes: Indexes
) -> None:
    """The rest of a build whose stacks and vectors stand there already; the manifest last."""
    (build / "documents.json").write_bytes(_LISTED.dump_json(tuple(listed)))
    (build / "facts.json").write_bytes(_FACTS.dump_json(dict(facts)))
    indexes.save(build)
    files = {path.relative_to(build).as_posix(): file_digest(path) for path in _steady(build)}
    (build / "manifest.json").write_bytes(_MANIFEST.dump_json(replace(manifest, files=files), indent=2))


def verify(build: Path, manifest: Manifest) -> None:
    """Nothing when every file of the build is as it was written.

    Raises:
        LibraryCorrupt: a file is missing or has changed.
    """
    for name, digest in manifest.files.items():
        try:
            same = file_digest(build / name) == digest
        except OSError:
            same = False
        if not same:
            raise LibraryCorrupt(f"chỉ mục ở {build.parent}: tệp {name} bị mất hoặc bị thay đổi; {FRESH}")


def _steady(build: Path) -> Iterator[Path]:
    """Every file but the manifest and those of the vector store that change when it is opened."""
    vectors = build / "vectors"
    own = (path for path in build.rglob("*") if path.is_file() and not path.is_relative_to(vectors))
    yield from sorted(path for path in own if path.name != "manifest.json")
    yield from sorted(steady_files(vectors))


@dataclass(frozen=True, slots=True)
class Holdings:
    """The documents of a build as listed, and what they hold."""

    listed: tuple[Listed, ...]
    documents: tuple[Document, ...]
    facts: dict[str, Facts]
    passages: StoredPassages


def read_content(build: Path) -> Content:
    """The documents, facts and passages of a build, each read when it is looked into.

    Raises:
        LibraryCorrupt: a file is missing or damaged.
    """
    held = holdings_of(build)
    facts = tuple(held.facts.get(document.number, NO_FACTS) for document in held.documents)
    return Content(held.documents, facts, held.passages)


def holdings_of(build: Path) -> Holdings:
    """The documents of a build and what they hold. Raises `LibraryCorrupt` as `read_content`."""
    try:
        listed = _LISTED.validate_json((build / "documents.json").read_bytes())
        facts = _FACTS.validate_json((build / "facts.json").read_bytes())
        stored, passages = StoredDocuments(build), StoredPassages.open(build)
    except (OSError, ValueError, EOFError) as error:
        raise corrupt(build, error) from None
    if any(doc.last > len(passages) for doc in listed):
        raise short_of_passages(build)
    # What every question looks into stays; the rest is fetched.
    documents = tuple(
        stored.document(doc) if doc.rules and doc.number != CATALOGUE else in_memory(stored.document(doc))
        for doc in listed
    )
    return Holdings(listed, documents, facts, passages)


def corrupt(build: Path, error: Exception) -> LibraryCorrupt:
    """What to raise where files of a build cannot be read."""
    return LibraryCorrupt(f"chỉ mục ở {build.parent} bị hỏng ({type(error).__name__}); {FRESH}")


def short_of_passages(build: Path) -> LibraryCorrupt:
    """What to raise where a build has fewer passages than it lists."""
    return LibraryCorrupt(f"chỉ mục ở {build.parent} thiếu đoạn văn; {FRESH}")
