"""How a clause is put into words, with its source: the instrument and the place first, then what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import nlargest
from operator import itemgetter

from assistant import messages
from assistant.composers.wording import joined
from assistant.desk import Desk
from assistant.draft import DraftClaim, Source
from assistant.quantities import asked_units, gives
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.passage import Passage
from knowledge.sentences import sentences

LONG_WORDS = 180
"""A longer unit gives only the sentences that speak to the topic."""

MOST_GIVING, MOST_TELLING = 3, 5
"""Of such a unit so many sentences with figures as asked for, and so many in all."""

MOST_POINTS = 14
"""Points of one clause told at most; the rest is told by number."""

LONGEST_TITLE = 16
"""Words of an article's title that is shown beside the place of a clause."""

_NUMBER = re.compile(r"^(?:Điều\s+)?\d+[a-zđ]?\s*\.\s*")
"""The printed number of an article or a clause; the place beside it says it already."""

_SPEAKS_ON = (NodeKind.POINT, NodeKind.CLAUSE, NodeKind.PARAGRAPH, NodeKind.BULLET)


def instrument_name(desk: Desk, document: Document) -> str:
    """How a person names the instrument: as the catalogue does, else by kind and number."""
    listed = desk.catalogue.get(document.number)
    return listed.label if listed else f"{document.meta.kind} {document.number}".strip()


def label_of(desk: Desk, document: Document, place: str) -> str:
    """The place and the instrument, set in bold."""
    return f"**{place or document.title}, {instrument_name(desk, document)}**"


def titled(desk: Desk, document: Document, node: Node) -> str:
    """The label of a unit with the title of its article, which may say whom the rule is for."""
    path = desk.library.units(document.number).path(node.anchor)
    article = next((above for above in path if above.kind is NodeKind.ARTICLE), None)
    if article is None or article is node or not document.meta.verbatim:
        return label_of(desk, document, node.place)
    title = _NUMBER.sub("", _words(document, article.head)).rstrip(" .:")
    shown = f"{node.place} – {title}" if 0 < len(title.split()) <= LONGEST_TITLE else node.place
    return label_of(desk, document, shown)


def unit_claims(
    desk: Desk, document: Document, node: Node, *, whole: bool, best: str = "", span: Span | None = None
) -> Iterator[DraftClaim]:
    """What a unit says: its lead-in and itself; with `whole` also everything below it.

    Points told with their clause rest on the one quote of the whole clause; the one at `best`, for which it
    was found, has a quote of its own. `span` are its words where those are not its head.
    """
    label = titled(desk, document, node)
    lead = _lead_in(desk, document, node)
    own = span or node.head
    if whole and any(child.kind in _SPEAKS_ON for child in node.children):
        yield from _whole(document, node, label, best)
    elif lead is not None:
        yield DraftClaim(f"{label}: {_unnumbered(document, lead.head)}", (_source(document, lead),))
        yield DraftClaim(_words(document, own), (Source(document.number, node.anchor, own),), depth=1)
    else:
        yield from _own(desk, document, node, label, own)


def statement_claim(document: Document, node: Node) -> DraftClaim:
    """A further statement of a digest below the one found: its own place and its words."""
    return DraftClaim(
        f"{node.place}: {_unnumbered(document, node.head)}", (_source(document, node),), depth=1
    )


def further_claim(desk: Desk, passages: Sequence[Passage]) -> DraftClaim:
    """One line that points to clauses which bear on the question too; their words are in the citations."""
    labels, sources = [], []
    for passage in passages:
        document = desk.document(passage.document)
        node = desk.library.units(document.number).path(passage.anchor)[-1]
        labels.append(f"{node.place} {instrument_name(desk, document)}")
        span = Span(node.start, node.end) if opens_a_list(document, node) else passage.span
        sources.append(Source(document.number, passage.anchor, span))
    places = joined(list(dict.fromkeys(labels)))  # a clause of a digest has several statements
    return DraftClaim(messages.LAW_FURTHER.format(places=places), tuple(sources))


def article_claim(desk: Desk, document: Document, path: Sequence[Node]) -> DraftClaim | None:
    """The article in which a unit stands, by its number and title."""
    article = next((node for node in path if node.kind is NodeKind.ARTICLE), None)
    if article is None:
        return None
    label = label_of(desk, document, article.place)
    text = messages.LAW_ARTICLE.format(label=label, title=_words(document, article.head))
    return DraftClaim(text, (_source(document, article),))


def _whole(document: Document, node: Node, label: str, best: str) -> Iterator[DraftClaim]:
    everything = Source(document.number, node.anchor, Span(node.start, node.end))
    apart = node.kind is NodeKind.ARTICLE
    opening = _source(document, node) if apart else everything
    yield DraftClaim(f"{label}: {_unnumbered(document, node.head)}", (opening,))
    children = [child for child in node.children if child.kind in _SPEAKS_ON]
    for child in children[:MOST_POINTS]:
        all_of_it = Span(child.start, child.end)
        own = Source(document.number, child.anchor, all_of_it)
        source = own if apart or child.anchor == best else everything
        yield DraftClaim(_words(document, all_of_it), (source,), depth=1)
    if rest := children[MOST_POINTS:]:
        yield DraftClaim(f"… {joined(child.place for child in rest)}.", (everything,), depth=1)


def _own(desk: Desk, document: Document, node: Node, label: str, own: Span) -> Iterator[DraftClaim]:
    spans = list(sentences(document.text, own)) or [own]
    if len(_words(document, own).split()) > LONG_WORDS:
        spans = _telling(desk, document, spans)
    for place, span in enumerate(spans):
        words = _unnumbered(document, span) if place == 0 else _words(document, span)
        source = Source(document.number, node.anchor, span)
        yield DraftClaim(f"{label}: {words}" if place == 0 else words, (source,))


def _telling(desk: Desk, document: Document, spans: list[Span]) -> list[Span]:
    """The sentences most about the topic, and those that give figures as asked for; in reading order."""
    weighed = [(desk.evidence.density(span.of(document.text)), span) for span in spans]
    best = max(weight for weight, _ in weighed)
    units = asked_units(desk.question.reading)
    giving = (item for item in weighed if gives(item[1].of(document.text), units))
    wanted = [span for _, span in nlargest(MOST_GIVING, giving, key=itemgetter(0))]
    return [span for weight, span in weighed if weight >= 0.7 * best or span in wanted][:MOST_TELLING]


def _lead_in(desk: Desk, document: Document, node: Node) -> Node | None:
    """The unit above whose words this one goes on with ("… khi có đủ các điều kiện sau:")."""
    path = desk.library.units(document.number).path(node.anchor)
    above = path[-2] if len(path) > 1 else None
    if above is None or above.kind not in (NodeKind.CLAUSE, NodeKind.POINT, NodeKind.PARAGRAPH):
        return None
    return above if opens_a_list(document, above) else None


def opens_a_list(document: Document, node: Node) -> bool:
    """Whether a unit's words lead in what stands below it ("… bao gồm:")."""
    return _words(document, node.head).endswith(":")


def _unnumbered(document: Document, span: Span) -> str:
    return _NUMBER.sub("", _words(document, span))


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).replace("\t", " | ").split())


def _source(document: Document, node: Node) -> Source:
    return Source(document.number, node.anchor, node.head)
