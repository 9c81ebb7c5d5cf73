"""Links for the citations of a text: which stretch leads to which unit of which instrument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.citation import Citation
from knowledge.document import Span
from knowledge.find import find
from knowledge.resolve import Context, Instruments, Resolved, Units, resolve, resolve_all


@dataclass(frozen=True, slots=True)
class TextLink:
    """A stretch of a text that leads to an instrument, or to the unit `anchor` of it."""

    span: Span
    number: str
    anchor: str = ""


def links(
    text: str,
    context: Context,
    instruments: Instruments,
    units: Units,
    citations: Sequence[Citation] | None = None,
) -> tuple[TextLink, ...]:
    """The stretches of `text` that lead somewhere, in reading order, none overlapping.

    A place leads to its unit, a range to its first one. What cannot be resolved, or is missing in the text it
    should lie in, is no link. `citations` are those of `text` where they were found before.
    """
    found: list[TextLink] = []
    cited = find(text) if citations is None else citations
    for citation, meaning in resolve_all(cited, context, instruments, units):
        if isinstance(meaning, Resolved):
            found += _links(citation, meaning, context, instruments, units)
    return tuple(_apart(found))


def _links(
    citation: Citation, meaning: Resolved, context: Context, instruments: Instruments, units: Units
) -> Iterator[TextLink]:
    if not citation.pointers:
        yield TextLink(citation.span, meaning.number)
    meant = replace(context, numbers=(meaning.number,))
    for pointer in citation.pointers:
        one = resolve(replace(citation, pointers=(pointer,)), meant, instruments, units)
        if isinstance(one, Resolved) and one.anchors:
            yield TextLink(pointer.span, one.number, one.anchors[0])


def _apart(found: Iterable[TextLink]) -> Iterator[TextLink]:
    end = 0
    for link in sorted(found, key=lambda item: (item.span.start, -item.span.end)):
        if link.span.start >= end:
            yield link
            end = link.span.end
