"""What is remarked on a text: how it came about, what an official source notes below an article's title."""

from __future__ import annotations

import re

from ingest.days import first_day
from ingest.read import Source
from knowledge.document import Node, NodeKind, Remark

_EFFECTIVE = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+")


def said_of(source: Source) -> tuple[Remark, ...]:
    """What a reader must know of the text as a whole, at anchor "": recognised from a scan, how surely."""
    return tuple(Remark("", note) for note in source.notes)


def remarks_of(root: Node, text: str) -> tuple[Remark, ...]:
    """The notes of the source below `root`, each with the anchor of the unit it stands under.

    The name of an attached file ("Mẫu số 01.docx") is a note too, but says nothing of the unit.
    """
    found = []
    for node in root.walk():
        for child in node.children:
            words = child.head.of(text)
            if child.kind is NodeKind.REMARK and words.startswith("("):
                found.append(Remark(node.anchor, words, _effective(words)))
    return tuple(found)


def _effective(words: str) -> str:
    match = _EFFECTIVE.search(words)
    return first_day(words[match.end() :]) if match else ""
