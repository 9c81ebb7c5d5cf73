"""The catalogue as a document: one line for each instrument, so that what is said of validity can be cited.

Its words are ours, its days are those of the catalogue; it is looked up by number and never searched.
"""

from __future__ import annotations

import hashlib

from knowledge.builds import CATALOGUE
from knowledge.catalogue import Catalogue
from knowledge.document import Document, Meta, Node, NodeKind, Span
from knowledge.instrument import Instrument
from knowledge.library import entry_anchor
from knowledge.standing_words import written

TITLE = "Danh mục hiệu lực văn bản của Trợ lý HTX"


def catalogue_document(catalogue: Catalogue) -> Document:
    """Every instrument of `catalogue` as a line: what it is, since when, how it stands on the day checked."""
    lines: list[str] = []
    nodes: list[Node] = []
    start = 0
    for instrument in catalogue.all():
        line = _line(instrument, catalogue)
        head = Span(start, start + len(line))
        anchor = entry_anchor(instrument.number)
        nodes.append(
            Node(NodeKind.ITEM, anchor, instrument.label, instrument.number, head, head.start, head.end)
        )
        lines.append(line)
        start = head.end + 1
    text = "\n".join(lines)
    root = Node(NodeKind.DOCUMENT, "", TITLE, "", Span(0, 0), 0, len(text), tuple(nodes))
    digest = hashlib.sha256(text.encode()).hexdigest()
    meta = Meta(kind="Danh mục", collected=catalogue.as_of.isoformat(), source="digest", verbatim=False)
    return Document(CATALOGUE, TITLE, text, root, digest, meta)


def _line(instrument: Instrument, catalogue: Catalogue) -> str:
    standing = catalogue.standing(instrument.number, catalogue.as_of)
    parts = [_what(instrument), standing.note, instrument.note, _source(standing.source)]
    return " ".join(" ".join(part.split()) for part in parts if part)


def _what(instrument: Instrument) -> str:
    issued = f", do {instrument.issuer} ban hành" if instrument.issuer else ""
    issued += f" ngày {written(instrument.issued)}" if instrument.issued and issued else ""
    since = f", có hiệu lực từ ngày {written(instrument.effective)}" if instrument.effective else ""
    return f"{instrument.label}: {instrument.title}{issued}{since}."


def _source(source: str) -> str:
    return f"Nguồn: {source}." if source else ""
