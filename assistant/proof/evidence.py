"""What a source says, unit by unit, in the form the checks compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.draft import Source
from assistant.proof.amounts import Amount, What, amounts
from assistant.proof.figured import Given
from assistant.proof.reading import Reading, read
from assistant.proof.roles import Cast, cast
from assistant.proof.support import Known, known_words
from knowledge.agencies import Agencies
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.text import fold
from knowledge.units import Units

_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[a-zđ]\)|[-+])\s")
"""What numbers a line: it proves no figure."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One line or row of a source: its words, its figures with their times, its offices."""

    own: Reading
    given: Given
    cast: Cast
    known: Known


@dataclass(frozen=True, slots=True)
class Cited:
    """A source: its units, the words of all of them, its place, and its text as printed."""

    units: tuple[Unit, ...]
    known: Known
    anchor: str
    place: str
    text: str
    folded: str


def cited(source: Source, units: Units, agencies: Agencies) -> Cited:
    """What a source says; it must be a span inside a known unit."""
    document = units.document
    found = tuple(_units(source, units, agencies))
    path = units.path(source.anchor)
    text = source.span.of(document.text)
    above = "\n".join(
        (f"{document.meta.kind} {document.title} {document.number}", *units.headings(source.anchor))
    )
    return Cited(
        units=found,
        known=Known.together(unit.known for unit in found),
        anchor=source.anchor,
        place=fold(path[-1].place),
        text=f"{text}\n{above}\n{path[-1].place}",
        folded=read(f"{text} . {above}", ones=True).text,
    )


def _units(source: Source, units: Units, agencies: Agencies) -> Iterator[Unit]:
    document = units.document
    node = units.node(source.anchor)
    title = f"{document.meta.kind} {document.title} {document.number}"
    for below in node.walk() if node else ():
        words = _words(document, below, source.span)
        if not words.strip():
            continue
        heads = [above.head.of(document.text) for above in units.path(below.anchor)[1:-1]]
        yield _unit(words, heads, title, agencies)


def _unit(words: str, heads: list[str], title: str, agencies: Agencies) -> Unit:
    own = read(words, ones=True)
    headings = [read(head, ones=True) for head in heads]
    above = tuple(
        (amount.value, amount.bound)
        for heading in headings[-2:]
        for amount in amounts(heading.tokens)
        if amount.what is What.DAY
    )
    setting = read(" . ".join([*heads[-2:], words]), ones=True)
    figures = (*amounts(own.tokens, above), *_of_the_title(title, own))
    return Unit(
        own=own,
        given=Given(figures, own.pairs, above, tuple(_days_of_the_row(own))),
        cast=cast(setting, agencies),
        known=known_words([own, *headings, read(title, ones=True)]),
    )


def _days_of_the_row(own: Reading) -> Iterator[tuple[str, str]]:
    """The time by which a row of the task table is to be done: it holds for the whole row."""
    _, _, due = own.text.partition("thời gian hoàn thành: ")
    for amount in amounts(read(due).tokens if due else ()):
        if amount.what is What.DAY:
            yield amount.value, amount.bound


def _of_the_title(title: str, own: Reading) -> Iterator[Amount]:
    """The document's own number, which a claim may name wherever it cites the document."""
    for amount in amounts(read(title).tokens):
        if amount.what is What.INSTRUMENT and amount.value not in own.tokens:
            yield replace(amount, days=())


def _words(document: Document, node: Node, within: Span) -> str:
    """The words of a unit inside a quote; the cells of a row with the names of their columns."""
    if node.kind is NodeKind.ROW and node.cells:
        return "; ".join(_cells(document, node, within))
    start, end = max(node.head.start, within.start), min(node.head.end, within.end)
    return _LABEL.sub("", document.text[start:end]) if start < end else ""


def _cells(document: Document, node: Node, within: Span) -> Iterator[str]:
    columns = _columns(document)
    for place, cell in enumerate(node.cells):
        start, end = max(cell.start, within.start), min(cell.end, within.end)
        words = document.text[start:end].strip().replace(";", ",") if start < end else ""
        if place and words:
            name = columns[place] if 1 < place < len(columns) else ""
            yield f"{name}: {words}" if name else words


def _columns(document: Document) -> tuple[str, ...]:
    heads = (node for node in document.root.walk() if node.kind is NodeKind.TABLE_HEAD)
    head = next(heads, None)
    return tuple(cell.of(document.text) for cell in head.cells) if head else ()
