"""What the tools found, as text for a model or a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Answer, Citation
from assistant.mcp_service import wording
from assistant.mcp_service.knowledge import Passages, Place, Unit


def passages_text(found: Passages) -> str:
    """What a search found, to be read."""
    if not found.passages:
        return wording.NOTHING_FOUND
    return "\n\n".join(map(_told, found.passages))


def unit_text(read: Unit) -> str:
    """A unit, to be read."""
    if read.next_offset is None:
        return _told(read.unit)
    return f"{_told(read.unit)}\n{wording.GOES_ON.format(offset=read.next_offset)}"


def answer_text(answer: Answer) -> str:
    """An answer with its notes and the quotes that prove it, to be read."""
    cited = answer.citations or answer.closest
    heading = wording.SOURCES if answer.citations else wording.CLOSEST
    parts = [answer.answer, *(wording.NOTE.format(text=note.text) for note in answer.notes)]
    sources = (heading, *map(_quoted, cited)) if cited else ()
    return "\n\n".join((*parts, *sources, *_ahead(answer)))


def _ahead(answer: Answer) -> Iterator[str]:
    """What to ask instead, where there was nothing to cite."""
    if answer.suggestions and not answer.citations:
        yield "\n".join((wording.AHEAD, *(f"- {question}" for question in answer.suggestions)))


def _told(place: Place) -> str:
    kind = "" if place.verbatim else wording.DIGEST
    lines = [f"[{place.document}, {place.place}; anchor: {place.anchor or wording.WHOLE}]{kind}"]
    lines.append(f"«{place.text}»")
    if place.validity and place.validity.note:
        lines.append(wording.VALIDITY.format(note=place.validity.note))
    return "\n".join(lines)


def _quoted(citation: Citation) -> str:
    kind = "" if citation.verbatim else wording.DIGEST
    return f"[{citation.id}] {citation.document}, {citation.locator}{kind}:\n«{citation.quote}»"
