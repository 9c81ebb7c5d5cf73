"""What programs that speak MCP may do with the knowledge: search, read, ask. It knows no protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from assistant.answer import Answer, Message, Validity
from assistant.as_of import day_named
from assistant.finding import Finder, Found, Wanted
from assistant.mcp_service import wording
from assistant.screen import readable
from assistant.web.documents.contents import Entry, contents
from assistant.wiring import Assistant
from knowledge.document import Document, Node
from knowledge.errors import QuestionError
from knowledge.standing import Standing

PIECE = 20_000
"""Characters that one reading gives at most; a long law is read unit by unit, or on from an offset."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a document and where they stand: `text` is the document's own from `start` to `end`.

    With `verbatim` off the document is a summary of ours, which proves nothing by itself. Plans have no
    `validity`.
    """

    document: str
    title: str
    anchor: str
    place: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    verbatim: bool
    validity: Validity | None


@dataclass(frozen=True, slots=True)
class Passages:
    """What a search found, best first."""

    passages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """What was read. `next_offset` is where to go on; nothing when all of the unit was given.

    `below` lists the units inside this one as (anchor, place).
    """

    unit: Place
    next_offset: int | None
    below: tuple[tuple[str, str], ...]


class Knowledge:
    """The tools. Bad arguments raise QuestionError with one line that says what to do."""

    def __init__(self, assistant: Assistant, max_question_chars: int, today: Callable[[], date]) -> None:
        self._assistant = assistant
        self._finder = Finder(assistant.tools)
        self._max_chars = max_question_chars
        self._today = today

    def search(self, query: str, k: int, document: str = "") -> Passages:
        """The passages nearest to `query`, of one document or of all."""
        text = readable(query, self._max_chars)
        if not 1 <= k <= wording.MOST_PASSAGES:
            raise QuestionError(wording.BAD_K.format(k=k))
        wanted = Wanted(self._today(), self._document(document).number if document.strip() else "")
        return Passages(tuple(_found(item, wanted.day) for item in self._finder.find(text, k, wanted)))

    def read(self, document: str, anchor: str = "", offset: int = 0) -> Unit:
        """A unit of a document word for word, or the whole document where there is no `anchor`."""
        found = self._document(document)
        path = self._assistant.library.units(found.number).path(anchor.strip())
        if not path:
            told = wording.NO_UNIT.format(number=found.number, anchor=anchor[:80], slug=found.slug)
            raise QuestionError(told)
        node = path[-1]
        if not 0 <= offset <= node.end - node.start:
            raise QuestionError(wording.BAD_OFFSET.format(last=node.end - node.start, offset=offset))
        start = node.start + offset
        end = min(node.end, start + PIECE)
        headings = tuple(above.head.of(found.text) for above in path[1:-1])
        standing = self._finder.standing(found, node.anchor, self._today())
        place = _place(found, node.anchor, node.place, headings, (start, end), self._validity(standing))
        below = tuple((child.anchor, child.place) for child in node.children)
        return Unit(place, end - node.start if end < node.end else None, below)

    def ask(self, question: str, as_of: str = "") -> Answer:
        """The assistant's own answer, every statement with its citation."""
        return self._assistant.ask(Message(readable(question, self._max_chars), as_of=day_of(as_of)))

    def documents(self) -> list[dict[str, Any]]:
        """The documents that can be searched and read."""
        return [self._listed(document) for document in self._assistant.documents()]

    def outline(self, slug: str) -> str:
        """The headings of a document, one a line with its anchor, indented by depth."""
        document = self._document(slug)
        tree = contents(document)
        lines = _headings(tree, 0) if tree else _units(document.root.children)
        return "\n".join((f"{document.number}: {document.title}", *lines))

    def _listed(self, document: Document) -> dict[str, Any]:
        standing = self._finder.standing(document, "", self._today())
        validity = self._validity(standing)
        return {
            "document": document.number,
            "title": document.title,
            "kind": document.meta.kind,
            "verbatim": document.meta.verbatim,
            "characters": len(document.text),
            "validity": asdict(validity) if validity else None,
            "outline": f"htx://documents/{document.slug}/outline",
        }

    def _document(self, name: str) -> Document:
        found = self._finder.document(name)
        if found is None:
            known = [document.number for document in self._assistant.documents()]
            raise QuestionError(wording.no_document(name, known))
        return found

    def _validity(self, standing: Standing | None) -> Validity | None:
        return _validity(standing, self._today())


def day_of(as_of: str) -> date | None:
    """The day that an argument names: "plan" or a date; nothing for today. Raises QuestionError."""
    found = day_named(as_of)
    if found or not as_of.strip():
        return found
    raise QuestionError(wording.BAD_DAY.format(as_of=as_of[:40]))


def _found(item: Found, day: date) -> Place:
    passage = item.passage
    span = (passage.span.start, passage.span.end)
    validity = _validity(item.standing, day)
    return _place(item.document, passage.anchor, passage.place, passage.headings, span, validity)


def _place(
    document: Document,
    anchor: str,
    place: str,
    headings: tuple[str, ...],
    span: tuple[int, int],
    validity: Validity | None,
) -> Place:
    start, end = span
    text, verbatim = document.text[start:end], document.meta.verbatim
    return Place(
        document.number, document.title, anchor, place, headings, text, start, end, verbatim, validity
    )


def _validity(standing: Standing | None, day: date) -> Validity | None:
    if standing is None:
        return None
    return Validity(standing.status, day.isoformat(), standing.note, standing.source)


def _headings(entries: Iterable[Entry], depth: int) -> Iterator[str]:
    for entry in entries:
        yield f"{'  ' * depth}- {entry.anchor}: {entry.words}"
        yield from _headings(entry.children, depth + 1)


def _units(nodes: Iterable[Node]) -> Iterator[str]:
    return (f"- {node.anchor}: {node.place}" for node in nodes)
