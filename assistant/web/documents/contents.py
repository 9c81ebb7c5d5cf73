"""The table of contents of a document: its headings as a tree, as values and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.web.documents.paper import HEADINGS
from assistant.web.markup import Html, tag, text
from knowledge.document import Document, Node

LONGEST = 140
"""Characters of a heading in the tree; the rest is left out at the end of a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading and those below it."""

    anchor: str
    words: str
    children: tuple[Entry, ...]


def contents(document: Document) -> tuple[Entry, ...]:
    """The headings of the document as a tree; empty for a text without any."""
    return tuple(_entries(document.root.children, document.text))


def contents_html(entries: tuple[Entry, ...]) -> Html:
    """The tree as nested lists of links."""
    return tag("ol", "tree", "".join(map(_item, entries)))


def _entries(nodes: Iterable[Node], words: str) -> Iterator[Entry]:
    for node in nodes:
        below = tuple(_entries(node.children, words))
        if node.kind in HEADINGS:
            yield Entry(node.anchor, _short(node.head.of(words)), below)
        else:
            yield from below


def _short(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) <= LONGEST:
        return plain
    return plain[:LONGEST].rpartition(" ")[0] + "…"


def _item(entry: Entry) -> Html:
    link = tag("a", "", text(entry.words), {"href": f"#{entry.anchor}"})
    if not entry.children:
        return tag("li", "", link)
    twist = tag("button", "twist", "", {"type": "button", "aria-expanded": "true", "aria-label": entry.words})
    return tag("li", "branch", twist + link + tag("ol", "", "".join(map(_item, entry.children))))
