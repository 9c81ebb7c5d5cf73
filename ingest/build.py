"""Build the library: read, parse, extract, embed what is new, publish in one step."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from knowledge.catalogue import Catalogue
from knowledge.config import SHIPPED
from knowledge.document import Document
from knowledge.errors import LibraryError
from knowledge.facts import Facts
from knowledge.lexical import LexicalIndex
from knowledge.library import (
    CATALOGUE,
    FORMAT,
    Content,
    Manifest,
    current_build,
    publish,
    read_manifest,
    remembered_sources,
    verify,
    write_build,
)
from knowledge.passage import Passage
from knowledge.shelf import is_regulation
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
    previous = None if fresh else _previous(folder)
    known = () if forget else remembered_sources(folder)
    sources = tuple(dict.fromkeys((*known, *rememberable(paths))))
    wanted = (SHIPPED / "documents", *map(Path, sources), *map(Path.absolute, paths))
    found = tuple(_found(wanted, texts, digests, listen))
    documents, skipped = united(found)
    rules = rules_digest()
    stands = {document.number: document.digest for document in documents}
    placed = previous is not None and is_served(previous[0] / "vectors") == bool(server)
    if previous and placed and _same(previous[1], embedder.name, rules, stands, sources):
        return BuildReport(tuple(stands), skipped, noted(found), previous[1].passages, 0, unchanged=True)
    content = _content(documents, {digest.document.number: digest for digest in digests})
    vectors = sum(len(passage.views) for passage in content.passages)
    manifest = Manifest(FORMAT, embedder.name, rules, stands, len(content.passages), vectors, sources)
    cache = VectorCache(folder.parent / "vectors-cache", embedder.name)
    reusable = {} if fresh else cache.load()
    if previous and previous[1].model == embedder.name:
        reusable |= vectors_in(previous[0] / "vectors", previous[1].vectors, server)
    try:
        embedded = _write(folder, manifest, content, Embedding(embedder, reusable, cache), server, listen)
    except OSError as error:
        raise LibraryError(
            f"không ghi được chỉ mục vào {folder} ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống, "
            "hoặc đặt ASSISTANT_DATA_DIR ở nơi khác"
        ) from error
    cache.sweep()
    return BuildReport(tuple(stands), skipped, noted(found), len(content.passages), embedded, unchanged=False)


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


def _same(
    manifest: Manifest, model: str, rules: str, digests: dict[str, str], sources: tuple[str, ...]
) -> bool:
    stands = (manifest.model, manifest.rules, manifest.documents, manifest.sources)
    return stands == (model, rules, digests, sources)


def _content(documents: tuple[Document, ...], cards: Mapping[str, Digest]) -> Content:
    agencies = Agencies.load()
    return Content(
        documents,
        tuple(_facts(document, agencies) for document in documents),
        tuple(passage for document in documents for passage in worded(_passages(document, cards))),
    )


def _facts(document: Document, agencies: Agencies) -> Facts:
    """Tasks, targets and particulars are a plan's; a regulation has articles instead."""
    if is_regulation(document):
        return Facts()
    return extract(document, agencies, load_errata(document.number))


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
    folder: Path,
    manifest: Manifest,
    content: Content,
    embedding: Embedding,
    server: str,
    listen: Listener,
) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    before = _in_use(folder)
    target = folder / f"build-{uuid.uuid4().hex[:12]}"
    target.mkdir()
    try:
        embedded = write_vectors(target / "vectors", content.passages, embedding, server, listen)
        listen(Progress("chỉ mục từ khóa", 0, 1))
        write_build(target, manifest, content, LexicalIndex.build([p.searched for p in content.passages]))
        listen(Progress("chỉ mục từ khóa", 1, 1))
    except BaseException:
        _remove(target, server)
        raise
    publish(folder, target)
    _sweep(folder, {target, before}, server)
    return embedded


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
