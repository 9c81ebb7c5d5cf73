"""The stacks: documents and passages of a build on disk, fetched when somebody looks into them.

What is always at hand of a document is what a list shows of it. Its words and its tree are read when they are
asked for, and the ones asked for last stay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self, overload

from pydantic import TypeAdapter

from knowledge.document import Document, Meta, Node, NodeKind, Remark, Span
from knowledge.names import NameIndex
from knowledge.passage import Passage
from knowledge.rows import Rows, RowWriter

TEXTS_KEPT = 512
"""Texts of documents that stay in memory: about 20 MB of a codification."""

TREES_KEPT = 128
"""Trees that stay: about 15,000 units."""

PASSAGES_KEPT = 4096

_TEXTS, _TREES, _PASSAGES, _NAMES = "texts.rows", "trees.rows", "passages.rows", "names"


@dataclass(frozen=True, slots=True)
class Size:
    """How many units a document has, and how many of them are articles."""

    units: int
    articles: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of a document. `row` is its number in the stacks, `rules` whether it is a regulation.

    Its passages are those from number `first` up to `last`, which is not one of them.
    """

    number: str
    title: str
    digest: str
    meta: Meta
    row: int
    rules: bool
    size: Size
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """What of a document is not its text: the units, and what sources remark."""

    root: Node
    remarks: tuple[Remark, ...]


_TREE = TypeAdapter(Tree)


@dataclass(frozen=True, slots=True)
class Fetch:
    """How to come by the text and the tree in a row."""

    text: Callable[[int], str]
    tree: Callable[[int], Tree]


class StoredDocument(Document):
    """A document whose text, units and remarks are read when they are asked for."""

    __slots__ = ("_fetch", "listed")
    _fetch: Fetch
    listed: Listed

    def __init__(self, listed: Listed, fetch: Fetch) -> None:
        for name in ("number", "title", "digest", "meta"):
            object.__setattr__(self, name, getattr(listed, name))
        object.__setattr__(self, "listed", listed)
        object.__setattr__(self, "_fetch", fetch)

    @property
    def text(self) -> str:
        """The canonical text."""
        return self._fetch.text(self.listed.row)

    @property
    def root(self) -> Node:
        """The units."""
        return self._fetch.tree(self.listed.row).root

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What official sources say of units."""
        return self._fetch.tree(self.listed.row).remarks

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return (self.number, self.digest, self.meta) == (other.number, other.digest, other.meta)

    def __hash__(self) -> int:
        return hash((self.number, self.digest))

    def __repr__(self) -> str:
        return f"StoredDocument({self.number!r})"


def in_memory(document: Document) -> Document:
    """The document with all its parts at hand, as one value."""
    if not isinstance(document, StoredDocument):
        return document
    one = document
    return Document(one.number, one.title, one.text, one.root, one.digest, one.meta, one.remarks)


def is_regulation(document: Document) -> bool:
    """Whether a document gives rules by articles; our digests of such do too."""
    if isinstance(document, StoredDocument):
        return document.listed.rules
    return not document.meta.verbatim or any(node.kind is NodeKind.ARTICLE for node in document.root.walk())


def size_of(document: Document) -> Size:
    """How large a document is, without reading a stored one."""
    if isinstance(document, StoredDocument):
        return document.listed.size
    kinds = [node.kind for node in document.root.walk()]
    return Size(len(kinds), kinds.count(NodeKind.ARTICLE))


class StackWriter:
    """Takes documents as they are parsed, so that no build holds all of them."""

    def __init__(self, folder: Path) -> None:
        self._texts, self._trees = RowWriter(folder / _TEXTS), RowWriter(folder / _TREES)
        self._fetch = Fetch(
            lru_cache(maxsize=4)(lambda row: self._texts.read(row).decode()),
            lru_cache(maxsize=4)(lambda row: _TREE.validate_json(self._trees.read(row))),
        )

    def keep(self, document: Document) -> StoredDocument:
        """The same document, its parts on disk; one that is there already stays as it is."""
        if isinstance(document, StoredDocument):
            return document
        one, row = document, self._texts.add(document.text.encode())
        self._trees.add(_TREE.dump_json(Tree(one.root, one.remarks)))
        listed = Listed(one.number, one.title, one.digest, one.meta, row, is_regulation(one), size_of(one))
        return StoredDocument(listed, self._fetch)

    def close(self) -> None:
        """Finish the files."""
        self._texts.close()
        self._trees.close()


class StoredDocuments:
    """The texts and trees of a build. Raises OSError or ValueError where files are missing or damaged."""

    def __init__(self, folder: Path) -> None:
        texts, trees = Rows(folder / _TEXTS), Rows(folder / _TREES)
        self._fetch = Fetch(
            lru_cache(maxsize=TEXTS_KEPT)(lambda row: texts[row].decode()),
            lru_cache(maxsize=TREES_KEPT)(lambda row: _TREE.validate_json(trees[row])),
        )

    def document(self, listed: Listed) -> StoredDocument:
        """The document that is listed so."""
        return StoredDocument(listed, self._fetch)


def write_passages(folder: Path, passages: Iterable[Passage]) -> StoredPassages:
    """Passages, written one by one, to be read from `folder`."""

    def named(rows: RowWriter) -> Iterator[tuple[str, int]]:
        for passage in passages:
            yield passage.id, rows.add(_row_of(passage))

    with RowWriter(folder / _PASSAGES) as rows:
        names = NameIndex.of(named(rows))
    names.save(folder / _NAMES)
    return StoredPassages.open(folder)


class StoredPassages(Sequence[Passage]):
    """The passages of a build, read when they are asked for; the ones asked for last stay."""

    def __init__(self, rows: Rows, names: NameIndex) -> None:
        self._rows = rows
        self._names = names
        self._size = len(rows)
        self._kept = lru_cache(maxsize=PASSAGES_KEPT)(lambda place: _passage_in(rows[place]))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The passages in `folder`. Raises OSError or ValueError where they are missing or damaged."""
        return cls(Rows(folder / _PASSAGES), NameIndex.load(folder / _NAMES))

    def place(self, name: str) -> int | None:
        """The place of the passage with this id, or nothing."""
        return self._names.place(name)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            return tuple(map(_passage_in, self._rows.between(first, last)))[::step]
        if not -self._size <= place < self._size:
            raise IndexError(place)
        return self._kept(place % self._size)

    def __iter__(self) -> Iterator[Passage]:
        return map(_passage_in, self._rows.between(0, len(self)))


def _row_of(passage: Passage) -> bytes:
    one = passage
    parts = (one.document, one.anchor, one.place, one.kind, one.span.start, one.span.end)
    row = (*parts, one.headings, one.context, one.wordings)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def _passage_in(row: bytes) -> Passage:
    document, anchor, place, kind, start, end, headings, context, wordings = json.loads(row)
    return Passage(
        sys.intern(document),
        anchor,
        place,
        sys.intern(kind),
        Span(start, end),
        tuple(headings),
        context,
        tuple(wordings),
    )
