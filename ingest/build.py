"""Build the library: read, parse, extract, embed what is new, publish in one step."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.catalogue_document import catalogue_document
from ingest.collected import read_collected
from ingest.digests import Digest, digest_passages
from ingest.embedding import Embedding, PassageEmbedder, vectors_in, write_vectors
from ingest.errata import load_errata
from ingest.facts import extract
from ingest.passages import passages_of
from ingest.rules import rules_digest
from ingest.sources import (
    Candidate,
    Listener,
    Noted,
    Progress,
    Skipped,
    files_of,
    noted,
    read_files,
    rememberable,
    united,
)
from ingest.vector_cache import VectorCache
from ingest.wordings import worded, worded_by_card
from knowledge.agencies import Agencies
from knowledge.builds import (
    CATALOGUE,
    FORMAT,
    Manifest,
    current_build,
    publish,
    read_manifest,
    remembered_sources,
    verify,
    write_build,
)
from knowledge.catalogue import Catalogue
from knowledge.config import SHIPPED
from knowledge.document import Document
from knowledge.entries import Entered, bounds_of
from knowledge.errors import LibraryError
from knowledge.facts import Facts
from knowledge.indexes import Indexes
from knowledge.passage import Passage
from knowledge.stacks import Listed, StackWriter, StoredDocument, in_memory, is_regulation, write_passages
from knowledge.vectors import forget as forget_vectors
from knowledge.vectors import is_served

LONGEST_BUILD = 24 * 3600
"""Seconds; an unfinished build older than this was killed, a younger one may be another process at work."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `unchanged` means that nothing had to be done.

    `noted` are the files whose text came about in a way that their reader must know.
    """

    documents: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    noted: tuple[Noted, ...]
    passages: int
    embedded: int
    unchanged: bool


def build(
    folder: Path,
    paths: Sequence[Path],
    embedder: PassageEmbedder,
    listen: Listener = lambda _: None,
    *,
    texts: Path | None = None,
    digests: Sequence[Digest] = (),
    fresh: bool = False,
    forget: bool = False,
    server: str = "",
) -> BuildReport:
    """Bring the library in `folder` up to date with the shipped documents, `texts`, `paths` and `digests`.

    `texts` is the folder of collected texts. Which of two texts of one number stays: `ingest.sources`; a
    digest gives way to every text. Paths given once are remembered and read again by later builds; `forget`
    drops them. Files that cannot be read are skipped and named. Vectors of passages that did not change are
    taken over from the build in use, and those of a killed build from where it kept them, unless `fresh`. The
    build in use answers until the new one is whole. `server` is the address of the Chroma server that is to
    keep the vectors; without one they stand in the folder.

    Raises:
        LibraryError: `folder` cannot be written.
    """
    task = _Task(folder, folder / f"build-{uuid.uuid4().hex[:12]}", embedder, server, listen)
    previous = None if fresh else _previous(folder)
    known = () if forget else remembered_sources(folder)
    sources = tuple(dict.fromkeys((*known, *rememberable(paths))))
    wanted = (SHIPPED / "documents", *map(Path, sources), *map(Path.absolute, paths))
    cards = {digest.document.number: digest for digest in digests}
    with _removed_on_failure(task):
        task.target.mkdir(parents=True)
        gathered = _gather(task.target, _found(wanted, texts, digests, listen))
        stands = {document.number: document.digest for document in gathered.documents}
        manifest = Manifest(FORMAT, embedder.name, rules_digest(), stands, 0, 0, sources)
        same = previous[1] if previous and _same(previous, manifest, server) else None
        if same:
            _remove(task.target, server)
            passages, embedded = same.passages, 0
        else:
            passages, embedded = _write(task, manifest, gathered.documents, cards, previous, fresh)
    return BuildReport(tuple(stands), gathered.skipped, gathered.noted, passages, embedded, same is not None)


@dataclass(frozen=True, slots=True)
class _Task:
    """Where a build is written, and with what."""

    folder: Path
    target: Path
    embedder: PassageEmbedder
    server: str
    listen: Listener


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read: the documents that stay, on disk by now."""

    documents: tuple[StoredDocument, ...]
    skipped: tuple[Skipped, ...]
    noted: tuple[Noted, ...]


@contextmanager
def _removed_on_failure(task: _Task) -> Iterator[None]:
    """Nothing of a build that failed stays; what the disk refused is a `LibraryError`."""
    try:
        yield
    except OSError as error:
        _remove(task.target, task.server)
        raise LibraryError(
            f"không ghi được chỉ mục vào {task.folder} ({error.strerror}); hãy kiểm tra quyền ghi và chỗ "
            "trống, hoặc đặt ASSISTANT_DATA_DIR ở nơi khác"
        ) from error
    except BaseException:
        _remove(task.target, task.server)
        raise


def _gather(target: Path, found: Iterable[Candidate | Skipped]) -> _Gathered:
    """Every document put on disk as it is read: no build holds all of them."""
    stacks = StackWriter(target)
    kept = [
        replace(one, document=stacks.keep(one.document)) if isinstance(one, Candidate) else one
        for one in found
    ]
    documents, skipped = united(kept)
    stored = tuple(map(stacks.keep, documents))  # what was put together of two texts is new
    stacks.close()
    return _Gathered(stored, skipped, noted(kept))


def _found(
    wanted: Sequence[Path], texts: Path | None, digests: Sequence[Digest], listen: Listener
) -> Iterator[Candidate | Skipped]:
    """What every provider gives; a further provider is a further line here."""
    yield from read_files(tuple(dict.fromkeys(files_of(wanted))), SHIPPED, listen)
    yield from read_collected(texts, listen)
    yield from (Candidate(digest.document, SHIPPED / "digests") for digest in digests)
    yield Candidate(catalogue_document(Catalogue.load()), SHIPPED / "catalogue.yaml")


def _previous(folder: Path) -> tuple[Path, Manifest] | None:
    """The build in use, where it is whole."""
    try:
        found = current_build(folder)
        manifest = read_manifest(found)
        verify(found, manifest)
    except LibraryError:
        return None
    return found, manifest


def _same(previous: tuple[Path, Manifest], manifest: Manifest, server: str) -> bool:
    """Whether the build in use already is what `manifest` asks for, its vectors where they are wanted."""
    build, before = previous
    placed = is_served(build / "vectors") == bool(server)
    return placed and _asked(before) == _asked(manifest)


def _asked(manifest: Manifest) -> tuple[object, ...]:
    return manifest.model, manifest.rules, manifest.documents, manifest.sources


def _passages(document: Document, cards: Mapping[str, Digest]) -> tuple[Passage, ...]:
    if document.number == CATALOGUE:
        return ()
    card = cards.get(document.number)
    if card is None:
        return passages_of(document)
    if document.meta.source == "digest":
        return digest_passages(card)
    return worded_by_card(passages_of(document), card)


def _write(
    task: _Task,
    manifest: Manifest,
    documents: Sequence[StoredDocument],
    cards: Mapping[str, Digest],
    previous: tuple[Path, Manifest] | None,
    fresh: bool,
) -> tuple[int, int]:
    """Everything of a build but its stacks, published; the number of passages, and of those embedded."""
    listed: list[Listed] = []
    passages = write_passages(task.target, _passages_of_all(documents, cards, listed))
    bounds = bounds_of(passages)
    cache = VectorCache(task.folder.parent / "vectors-cache", task.embedder.name)
    known = {} if fresh else cache.load()
    if previous and previous[1].model == task.embedder.name:
        known |= vectors_in(previous[0] / "vectors", previous[1].vectors, task.server)
    entries = Entered(passages, bounds)
    vectors = task.target / "vectors"
    embedded = write_vectors(
        vectors, entries, Embedding(task.embedder, known, cache), task.server, task.listen
    )
    known.clear()
    task.listen(Progress("chỉ mục từ khóa", 0, 1))
    indexes = Indexes.of(passages, bounds, task.embedder.name)
    whole = replace(manifest, passages=len(passages), vectors=len(indexes.views))
    write_build(task.target, whole, listed, _facts_of_all(documents), indexes)
    task.listen(Progress("chỉ mục từ khóa", 1, 1))
    before = _in_use(task.folder)
    publish(task.folder, task.target)
    _sweep(task.folder, {task.target, before}, task.server)
    cache.sweep()
    return len(passages), embedded


def _passages_of_all(
    documents: Sequence[StoredDocument], cards: Mapping[str, Digest], listed: list[Listed]
) -> Iterator[Passage]:
    """The passages of all documents; `listed` takes how each is listed, with the places of its passages."""
    place = 0
    for document in documents:
        own = tuple(worded(_passages(in_memory(document), cards)))
        listed.append(replace(document.listed, first=place, last=place + len(own)))
        place += len(own)
        yield from own


def _facts_of_all(documents: Sequence[Document]) -> dict[str, Facts]:
    """The facts of plans: a regulation has articles instead."""
    agencies = Agencies.load()
    plans = (in_memory(document) for document in documents if not is_regulation(document))
    return {plan.number: extract(plan, agencies, load_errata(plan.number)) for plan in plans}


def _sweep(folder: Path, keep: set[Path | None], server: str) -> None:
    """Remove builds that nobody names any more; the one before stays for those who still read it."""
    for path in folder.glob("build-*"):
        if path not in keep and not _at_work(path):
            _remove(path, server)


def _remove(build: Path, server: str) -> None:
    forget_vectors(build / "vectors", server)
    shutil.rmtree(build, ignore_errors=True)


def _at_work(build: Path) -> bool:
    """Whether another process may still be writing this build."""
    try:
        young = time.time() - build.stat().st_mtime < LONGEST_BUILD
    except OSError:  # swept by another process meanwhile
        return False
    return young and not (build / "manifest.json").exists()


def _in_use(folder: Path) -> Path | None:
    try:
        return current_build(folder)
    except LibraryError:
        return None
