"""What a standard answer rests on, held against the texts at hand: whether it stands, how it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Citation, Claim, Status, Trace, Validity
from assistant.conversations.model import day_of
from assistant.office.standard import Source, StandardAnswer, marks_in
from knowledge.document import Document, Node
from knowledge.standing import Standing
from knowledge.standing_words import written

LABEL = "**Câu trả lời đã được cơ quan duyệt** ({who}, ngày {day})"
COMPOSER = "standard"
QUOTE_CHARS = 1200
"""A longer unit is quoted by its first line."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents at hand by number or slug, and how a unit stands on a day."""

    document: Callable[[str], Document | None]
    standing: Callable[[str, date, str], Standing | None]

    def unit(self, number: str, anchor: str) -> tuple[Document, Node] | None:
        """A unit and its document."""
        document = self.document(number)
        node = document.node(anchor) if document and anchor else None
        return (document, node) if document and node else None

    def source(self, number: str, anchor: str, quote: str, day: date) -> Source | None:
        """A unit as a source, as it stands now; nothing where there is none or `quote` is not in it."""
        found = self.unit(number, anchor)
        if found is None:
            return None
        document, node = found
        quote = quote or _quotable(document, node)
        if not quote or quote not in document.text[node.start : node.end]:
            return None
        return Source(
            document.number, anchor, quote, _digest(document, node), self._status(number, day, anchor)
        )

    def faults(self, answer: StandardAnswer, day: date) -> tuple[str, ...]:
        """Why an answer may not be given any more, one line for each source that changed."""
        if not answer.sources:
            return ("Câu trả lời không còn căn cứ nào đọc được.",)
        return tuple(fault for source in answer.sources if (fault := self._fault(source, day)))

    def answer(self, approved: StandardAnswer, day: date) -> Answer:
        """The answer as people get it: labelled, signed, dated, its sources quoted as they stand today."""
        label = LABEL.format(who=approved.who, day=written(day_of(approved.approved)))
        lines = [line.strip() for line in approved.text.splitlines() if line.strip()]
        claims = tuple(Claim(line, marks_in(line)) for line in lines)
        citations = tuple(self._citations(approved, day))
        text = f"{label}\n\n{approved.text}"
        return Answer(Status.ANSWERED, text, claims, citations, trace=Trace(composer=COMPOSER))

    def _citations(self, approved: StandardAnswer, day: date) -> Iterator[Citation]:
        for place, source in enumerate(approved.sources, start=1):
            found = self.unit(source.document, source.anchor)
            if found is None:
                continue
            document, node = found
            start = document.text.index(source.quote, node.start)
            yield Citation(
                id=str(place),
                document=document.number,
                title=document.title,
                locator=node.place,
                anchor=source.anchor,
                headings=tuple(n.head.of(document.text) for n in document.path(source.anchor)[1:-1]),
                quote=source.quote,
                start=start,
                end=start + len(source.quote),
                verbatim=document.meta.verbatim,
                validity=self._validity(source, day),
            )

    def _validity(self, source: Source, day: date) -> Validity | None:
        found = self._standing(source.document, day, source.anchor)
        return Validity(found.status, day.isoformat(), found.note, found.source) if found else None

    def _fault(self, source: Source, day: date) -> str:
        what = f"{source.document}, {source.anchor}"
        found = self.unit(source.document, source.anchor)
        if found is None:
            return f"{what}: không còn trong các văn bản đã nạp."
        if _digest(*found) != source.digest or source.quote not in _text(*found):
            return f"{what}: nguyên văn đã đổi."
        if self._status(source.document, day, source.anchor) != source.status:
            return f"{what}: tình trạng hiệu lực đã đổi."
        return ""

    def _status(self, number: str, day: date, anchor: str) -> str:
        found = self._standing(number, day, anchor)
        return found.status if found else ""

    def _standing(self, number: str, day: date, anchor: str) -> Standing | None:
        """How a unit stands; of a text without articles only the whole of it stands somehow."""
        return self.standing(number, day, anchor if anchor.startswith("dieu_") else "")


def _text(document: Document, node: Node) -> str:
    return document.text[node.start : node.end]


def _digest(document: Document, node: Node) -> str:
    """The SHA-256 of the words of a unit; how lines are broken does not count."""
    return hashlib.sha256(" ".join(_text(document, node).split()).encode()).hexdigest()


def _quotable(document: Document, node: Node) -> str:
    whole = _text(document, node).strip()
    return whole if len(whole) <= QUOTE_CHARS else node.head.of(document.text).strip()[:QUOTE_CHARS]
