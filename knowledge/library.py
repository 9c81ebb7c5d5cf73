"""The library: what ingestion built, opened for reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path

from knowledge.builds import (
    REBUILD,
    Holdings,
    Manifest,
    corrupt,
    current_build,
    holdings_of,
    read_manifest,
    short_of_passages,
    verify,
)
from knowledge.catalogue import Catalogue
from knowledge.document import Document
from knowledge.errors import LibraryMismatch
from knowledge.facts import Facts
from knowledge.indexes import Indexes
from knowledge.passage import Passage
from knowledge.search import QueryEmbedder, Searcher
from knowledge.shelf import Shelf, nearest_of, shelves
from knowledge.stacks import is_regulation
from knowledge.text import strip_accents
from knowledge.units import Units, UnitsByNumber
from knowledge.vectors import VectorStore


class Library:
    """Documents, facts and search over one build; `plans` and `laws` are its two shelves.

    `catalogue` tells which instruments hold.
    """

    def __init__(
        self,
        manifest: Manifest,
        holdings: Holdings,
        vectors: VectorStore,
        whole: Callable[[], Searcher],
        catalogue: Catalogue,
        *both: Shelf,
    ) -> None:
        self._vectors = vectors
        self.catalogue = catalogue
        self.manifest = manifest
        self.documents = holdings.documents
        self.passages = holdings.passages
        self._whole = whole
        self.plans, self.laws = both
        self.plan_documents = tuple(doc for doc in self.documents if not is_regulation(doc))
        self._facts = holdings.facts
        self._runs = {doc.number: range(doc.first, doc.last) for doc in holdings.listed}
        self._units = UnitsByNumber(self.documents)
        self._by_name = {name: doc for doc in self.documents for name in (doc.slug, doc.number)}

    @cached_property
    def searcher(self) -> Searcher:
        """The search over all shelves, made when it is first asked for: no answer comes from it."""
        return self._whole()

    def close(self) -> None:
        """Let go of files and connections; nothing can be asked afterwards."""
        self._vectors.close()

    def document(self, name: str) -> Document | None:
        """The document with this number ("127/KH-UBND") or slug ("127-KH-UBND")."""
        return self._by_name.get(name)

    def units(self, number: str) -> Units:
        """The units of the document with this number, by anchor."""
        return self._units[number]

    def passages_of(self, number: str) -> Sequence[Passage]:
        """The passages of the document with this number, in order; none when it is unknown."""
        run = self._runs.get(number, range(0))
        return self.passages[run.start : run.stop]

    def facts(self, number: str) -> Facts:
        """The facts of the document with this number; none when it is unknown."""
        return self._facts.get(number, Facts())

    def with_facts(self, facts: Mapping[str, Facts]) -> Library:
        """The same library, but for the facts of the documents with these numbers."""
        changed = copy(self)
        changed._facts = {**self._facts, **facts}
        return changed


def entry_anchor(number: str) -> str:
    """The unit of the catalogue's document that tells of the instrument with this number."""
    return strip_accents(number).lower().replace("/", "-")


def open_library(
    folder: Path,
    model: str,
    embedder: QueryEmbedder,
    server: str = "",
    catalogue: Catalogue | None = None,
) -> Library:
    """The library in `folder`, to be asked with `embedder`, whose identity is `model`.

    `server` is the address of the Chroma server that keeps its vectors, if one does. `catalogue` tells which
    instruments hold, the shipped one where it is left out.

    Raises:
        LibraryMissing, LibraryCorrupt, LibraryMismatch: see `knowledge.errors`.
    """
    build = current_build(folder)
    manifest = read_manifest(build)
    if manifest.model != model:
        raise LibraryMismatch(
            f"chỉ mục được tạo bằng mô hình «{manifest.model}», còn bây giờ dùng «{model}»; {REBUILD}"
        )
    verify(build, manifest)
    holdings = holdings_of(build)
    try:
        indexes = Indexes.load(build)
    except (OSError, ValueError, EOFError) as error:
        raise corrupt(build, error) from None
    if len(holdings.passages) != manifest.passages or indexes.bounds[-1] != manifest.passages:
        raise short_of_passages(build)
    entries, lexical = indexes.entries(holdings.passages), indexes.lexical
    vectors = VectorStore.open(build / "vectors", manifest.vectors, server)

    def whole() -> Searcher:
        near = nearest_of(holdings.passages, entries, vectors, vectors)
        return Searcher(holdings.passages, lexical, near, embedder, entries=entries)

    known = catalogue or Catalogue.load()
    both = shelves(holdings.listed, entries, lexical, vectors, embedder, known, indexes.ranker(model))
    return Library(manifest, holdings, vectors, whole, known, *both)
