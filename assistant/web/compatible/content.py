"""An answer as the text of a chat message, with its citations as annotations.

The text is that of the answer with its `[1]` marks, then the notes, then the list of sources as links; where
nothing is cited, questions that can be answered, since few clients show our suggestions. Marks stay plain:
Open WebUI turns `[1]` into a button of the first annotation, and `[1](address)` in running text would break
that; the links of the list serve every client that knows no annotations, LibreChat among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Answer, Citation
from assistant.web.compatible import wording
from assistant.web.documents.shelf import address_of

_HEADINGS = (wording.NOTES, wording.SOURCES, wording.CLOSEST, wording.AHEAD)
_TAIL = re.compile(rf"\n\n(?:{'|'.join(map(re.escape, _HEADINGS))})\n")


@dataclass(frozen=True, slots=True)
class Named:
    """A citation with a name no other one of the answer has, and the address of its place."""

    citation: Citation
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a message and what goes beside it, JSON-ready.

    `annotations` are in the form of the OpenAI API, one for each source, at the first mark of it; `citations`
    are ours, with the verbatim quotes and all marks. Offsets count characters of `text`.
    """

    text: str
    annotations: list[dict[str, Any]]
    citations: list[dict[str, Any]]

    @classmethod
    def plain(cls, text: str) -> Content:
        """A text without sources."""
        return cls(text, [], [])


def written(answer: Answer, base: str) -> Content:
    """The answer as a message; addresses begin with `base`, which ends in a slash."""
    sources = tuple(named(answer.citations or answer.closest, base))
    text = answer.answer + "".join(f"\n\n{section}" for section in _tail(answer, sources))
    marks = {source.citation.id: _marks(text, source.citation.id) for source in sources}
    return Content(
        text,
        [_annotation(source, marks[source.citation.id][0]) for source in sources],
        [_citation(source, marks[source.citation.id]) for source in sources],
    )


def without_tail(text: str) -> str:
    """An earlier message of ours as the pipeline wrote it, without notes and sources."""
    return _TAIL.split(text, maxsplit=1)[0]


def named(citations: Sequence[Citation], base: str) -> Iterator[Named]:
    """The citations with names and addresses."""
    seen: Counter[str] = Counter()
    for citation in citations:
        title = f"{citation.document}, {citation.locator}"
        seen[title] += 1
        if seen[title] > 1:
            title = wording.AGAIN.format(title=title, count=seen[title])
        yield Named(citation, title, f"{base}documents/{address_of(citation.document, citation.anchor)}")


def _tail(answer: Answer, sources: Sequence[Named]) -> Iterator[str]:
    """What follows the answer: notes, sources; what to ask instead where there was nothing to cite."""
    if answer.notes:
        yield "\n".join((wording.NOTES, *(f"- {note.text}" for note in answer.notes)))
    if sources:
        heading = wording.SOURCES if answer.citations else wording.CLOSEST
        yield "\n".join((heading, *map(_line, sources)))
    if answer.suggestions and not answer.citations:
        yield "\n".join((wording.AHEAD, *(f"- {question}" for question in answer.suggestions)))


def _line(source: Named) -> str:
    label = re.sub(r"([\[\]\\])", r"\\\1", source.title)
    line = f"- [{source.citation.id}] [{label}]({source.url})"
    return line if source.citation.verbatim else f"{line} {wording.DIGEST}"


def _marks(text: str, name: str) -> list[tuple[int, int]]:
    """Where the mark of a source stands; the list of sources has one at least."""
    return [match.span() for match in re.finditer(re.escape(f"[{name}]"), text)]


def _annotation(source: Named, mark: tuple[int, int]) -> dict[str, Any]:
    start, end = mark
    place = {"start_index": start, "end_index": end, "title": source.title, "url": source.url}
    return {"type": "url_citation", "url_citation": place}


def _citation(source: Named, marks: Sequence[tuple[int, int]]) -> dict[str, Any]:
    return {**asdict(source.citation), "url": source.url, "markers": [list(mark) for mark in marks]}
