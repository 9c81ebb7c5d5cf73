"""What the library holds: the documents of the index, and collected texts that are not in it yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.collected import files_in, load
from knowledge.builds import current_build, read_content
from knowledge.document import Document
from knowledge.errors import DocumentError, LibraryError
from knowledge.stacks import size_of


@dataclass(frozen=True, slots=True)
class Held:
    """One text: its source as in `Meta`, the number of its articles, the ISO day it was collected on."""

    number: str
    title: str
    source: str
    articles: int
    day: str
    indexed: bool


def shelf(library: Path, texts: Path) -> tuple[Held, ...]:
    """Every text, those of the index first; nothing where neither folder is there."""
    try:
        documents = read_content(current_build(library)).documents
    except LibraryError:
        documents = ()
    indexed = tuple(_held(document, indexed=True) for document in documents)
    known = {held.number for held in indexed}
    waiting = []
    for path in files_in(texts):
        try:
            text = load(path)
        except DocumentError:
            continue
        if text.number not in known:
            waiting.append(_held(text.document(), indexed=False))
    return (*indexed, *waiting)


def _held(document: Document, *, indexed: bool) -> Held:
    articles, meta = size_of(document).articles, document.meta
    return Held(document.number, document.title, meta.source, articles, meta.collected, indexed)
