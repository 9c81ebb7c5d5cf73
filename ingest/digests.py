"""Digest cards: what instruments say, in our own words, as documents beside the texts themselves.

The cards are data (`knowledge/data/digests/*.yaml`, described in the README beside them). A card file becomes
a `Document` whose meta says that its words are ours: one line for each article's heading, one for each
statement below it. How people ask for a statement becomes the wordings of its passage (`digest_passages`) and
is never part of the text, so that it can never be quoted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.document import Document, Meta, Node, NodeKind, Span, below
from knowledge.errors import DataError
from knowledge.passage import Passage
from knowledge.text import nfc, strip_accents

DATA = SHIPPED / "digests"

LONGEST_STATEMENT = 420
"""Characters; a longer statement holds two rules and is cut in two."""

Confidence = Literal["seen", "secondary", "unverified"]

_UNIT = r"(?:dieu_\d+[a-z]?|pl(?:_\w+)?|chung)"
_ANCHOR = rf"^{_UNIT}(?:\.khoan_\d+[a-z]?)?(?:\.diem_[a-zđ])?$"

_WHOLE = "chung"
"""The anchor for what is known of an instrument without the article that says it."""


def _iso(day: object) -> object:
    return day.isoformat() if isinstance(day, date) else day


Day = Annotated[str, BeforeValidator(_iso), Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Words = Annotated[str, Field(min_length=1), BeforeValidator(lambda words: " ".join(nfc(str(words)).split()))]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _StatementData(_Data):
    anchor: str = Field(pattern=_ANCHOR)
    text: Words = Field(max_length=LONGEST_STATEMENT)
    ask: tuple[Words, ...] = Field(default=(), max_length=6)
    confidence: Confidence | None = None
    as_of: Day = ""


class _ArticleData(_Data):
    anchor: str = Field(pattern=f"^{_UNIT}$")
    heading: Words
    statements: tuple[_StatementData, ...] = Field(min_length=1)


class _DigestData(_Data):
    number: Words
    kind: Words
    title: Words
    issuer: Words
    issued: Day
    effective: Day
    address: str = ""
    checked: Day
    source: Words
    confidence: Confidence = "seen"
    articles: tuple[_ArticleData, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a card.

    `anchor` is its own in the document; `unit` the anchor of the clause it renders, in the scheme of the
    verbatim text, and `article` that of the article. `ask` is how people ask for it. What is not `seen` was
    not read in the instrument's text and must not be told as certain; `as_of` is the ISO day of that text.
    """

    anchor: str
    unit: str
    article: str
    text: str
    ask: tuple[str, ...]
    confidence: Confidence
    as_of: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A card file: the document made of it, its statements in reading order, and the text they render."""

    document: Document
    statements: tuple[Statement, ...]
    source: str


def load_digests(folder: Path = DATA) -> tuple[Digest, ...]:
    """The cards in `folder`, ordered by file name; none where there is no folder.

    Raises:
        DataError: a file does not fit, or two files claim one number; the message names file and place.
    """
    digests = tuple(_digest(path) for path in sorted(folder.glob("*.yaml")))
    numbers = [digest.document.number for digest in digests]
    for number in numbers:
        if numbers.count(number) > 1:
            raise DataError(f"Two digest files claim {number}; merge them.")
    return digests


def digest_documents(folder: Path = DATA) -> tuple[Document, ...]:
    """The cards in `folder` as documents; see `load_digests`."""
    return tuple(digest.document for digest in load_digests(folder))


def digest_passages(digest: Digest) -> tuple[Passage, ...]:
    """One passage for each statement, found by its heading, its own words and the ways people ask for it."""
    asked = {statement.anchor: statement.ask for statement in digest.statements}
    return tuple(_passages(digest.document, asked))


def _passages(document: Document, asked: dict[str, tuple[str, ...]]) -> Iterator[Passage]:
    for article in document.root.children:
        heading = article.head.of(document.text)
        for node in article.children:
            yield Passage(
                document.number,
                node.anchor,
                node.place,
                node.kind.value,
                node.head,
                (heading,),
                f"{heading}\n{node.head.of(document.text)}",
                asked[node.anchor],
            )


def unit_anchor(written: str) -> str:
    """The anchor of the verbatim text for one as written in a card: `diem_đ` is `diem_dd` there."""
    return written.replace("diem_đ", "diem_dd")


def place_of(written: str) -> str:
    """An anchor as written in a card, for people: "Điều 9 khoản 2 điểm đ"."""
    if written == _WHOLE:
        return "Nội dung chính"
    spoken = {"dieu": "Điều", "pl": "Phụ lục", "khoan": "khoản", "diem": "điểm"}
    parts = (part.partition("_") for part in written.split("."))
    return " ".join(f"{spoken[kind]} {label}".strip() for kind, _, label in parts)


def file_name(number: str) -> str:
    """The name of an instrument's files without an ending: "45/2021/NĐ-CP" is `45-2021-ND-CP`."""
    return strip_accents(number).replace("/", "-")


def _digest(path: Path) -> Digest:
    data = read_data(path, _DigestData)
    if path.stem != file_name(data.number):
        raise DataError(f"{path.name}: name it {file_name(data.number)}.yaml, as its number is.")
    writer = _Writer()
    for article in data.articles:
        if not all(below(statement.anchor, article.anchor) for statement in article.statements):
            raise DataError(f"{path.name}: a statement under {article.anchor} names another article.")
        writer.add(article, data)
    meta = Meta(
        kind=data.kind,
        issuer=data.issuer,
        issued=data.issued,
        effective=data.effective,
        address=data.address,
        collected=data.checked,
        source="digest",
        verbatim=False,
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    document = Document(data.number, data.title, writer.text, writer.root(), digest, meta)
    return Digest(document, tuple(writer.statements), data.source)


@dataclass(slots=True)
class _Writer:
    """Appends articles to the text and keeps the nodes and statements made of them."""

    text: str = ""
    articles: list[Node] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def add(self, article: _ArticleData, data: _DigestData) -> None:
        """Append the heading and the statements of one article."""
        place = place_of(article.anchor)
        title = article.heading if article.anchor == _WHOLE else f"{place}. {article.heading}"
        head = self._line(title)
        children = tuple(self._statement(statement, article, data) for statement in article.statements)
        kind = _heading_kind(article.anchor)
        label = article.anchor.partition("_")[2]
        self.articles.append(
            Node(kind, article.anchor, place, label, head, head.start, children[-1].end, children)
        )

    def root(self) -> Node:
        """The document's root, over everything added."""
        children = tuple(self.articles)
        return Node(NodeKind.DOCUMENT, "", "Toàn văn", "", Span(0, 0), 0, len(self.text), children)

    def _line(self, words: str) -> Span:
        start = len(self.text) + (1 if self.text else 0)
        self.text += f"\n{words}" if self.text else words
        return Span(start, len(self.text))

    def _statement(self, data: _StatementData, article: _ArticleData, digest: _DigestData) -> Node:
        head = self._line(data.text)
        unit = unit_anchor(data.anchor)
        anchor = self._own_anchor(unit, whole=data.anchor == article.anchor)
        confidence = data.confidence or digest.confidence
        as_of = data.as_of or digest.checked
        self.statements.append(
            Statement(anchor, unit, article.anchor, data.text, data.ask, confidence, as_of)
        )
        label = data.anchor.rpartition("_")[2]
        place = place_of(data.anchor)
        return Node(_statement_kind(data, article), anchor, place, label, head, head.start, head.end)

    def _own_anchor(self, unit: str, *, whole: bool) -> str:
        count = self._taken[unit] = self._taken.get(unit, 0) + 1
        if whole:
            return f"{unit}.doan_{count}"
        return unit if count == 1 else f"{unit}_{count}"


def _heading_kind(anchor: str) -> NodeKind:
    if anchor == _WHOLE:
        return NodeKind.SECTION
    return NodeKind.ANNEX if re.match(r"pl\b|pl_", anchor) else NodeKind.ARTICLE


def _statement_kind(data: _StatementData, article: _ArticleData) -> NodeKind:
    if data.anchor == article.anchor:
        return NodeKind.PARAGRAPH
    return NodeKind.POINT if ".diem_" in data.anchor else NodeKind.CLAUSE
