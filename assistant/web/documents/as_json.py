"""Documents and instruments as JSON: a text once, its units as offsets into it, and how all of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.web.documents.contents import contents
from assistant.web.documents.letter import letter_reference
from assistant.web.documents.reference import legal_place, reference
from assistant.web.documents.shelf import Shelf, address_of, slug_of
from knowledge.document import Document, Node
from knowledge.instrument import Instrument


def summary(document: Document, shelf: Shelf, day: date) -> dict[str, Any]:
    """What a list shows of a document; the standing is that of `day`."""
    size = shelf.size(document)
    return {
        **_told(document.number, shelf, day),
        "slug": document.slug,
        "units": size.units,
        "articles": size.articles,
        "source": document.meta.source,
        "verbatim": document.meta.verbatim,
        "collected": document.meta.collected,
    }


def missing(instrument: Instrument, shelf: Shelf, day: date) -> dict[str, Any]:
    """What a list shows of an instrument whose text is not here."""
    return _told(instrument.number, shelf, day)


def full(document: Document, shelf: Shelf, day: date) -> dict[str, Any]:
    """The canonical text and every unit in reading order; `head` and each of `cells` are [start, end].

    `contents` is the tree of headings; `remarks` is what an official source says of single units.
    """
    return {
        **summary(document, shelf, day),
        "address": document.meta.address,
        "text": document.text,
        "units": [_unit(node, depth) for node, depth in _walk(document.root, 0)],
        "contents": [asdict(entry) for entry in contents(document)],
        "remarks": [asdict(remark) for remark in document.remarks],
    }


def unit(document: Document, path: tuple[Node, ...], shelf: Shelf, day: date) -> dict[str, Any]:
    """One unit with the words of everything below it, how it is cited, and how it stands on `day`.

    `path` leads from the root down to it.
    """
    node = path[-1]
    told = shelf.particulars(document.number)
    return {
        "document": document.number,
        "anchor": node.anchor,
        "kind": node.kind,
        "place": node.place,
        "legal_place": legal_place(node),
        "reference": reference(node, told.reference),
        "letter": asdict(letter_reference(node, told, verbatim=document.meta.verbatim)),
        "url": f"documents/{address_of(document.number, node.anchor)}",
        "headings": [above.head.of(document.text) for above in path[1:-1]],
        "text": document.text[node.start : node.end],
        "start": node.start,
        "end": node.end,
        "verbatim": document.meta.verbatim,
        "standing": _standing(document.number, shelf, day, node.anchor),
        "remarks": [asdict(remark) for remark in document.remarks if remark.anchor == node.anchor],
    }


def _told(number: str, shelf: Shelf, day: date) -> dict[str, Any]:
    told = shelf.particulars(number)
    return {
        "number": number,
        "title": told.title,
        "label": told.label,
        "kind": told.kind,
        "issuer": told.issuer,
        "issued": told.issued.isoformat() if told.issued else "",
        "effective": told.effective.isoformat() if told.effective else "",
        "url": f"documents/{slug_of(number)}",
        "standing": _standing(number, shelf, day),
    }


def _standing(number: str, shelf: Shelf, day: date, anchor: str = "") -> dict[str, Any] | None:
    found = shelf.standing(number, day, anchor)
    if found is None:
        return None
    return {
        "status": found.status,
        "as_of": day.isoformat(),
        "since": found.since.isoformat() if found.since else "",
        "by": list(found.by),
        "note": found.note,
        "source": found.source,
        "checked": found.checked.isoformat() if found.checked else "",
        "verified": found.verified,
    }


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for child in node.children:
        yield from _walk(child, depth + 1)


def _unit(node: Node, depth: int) -> dict[str, Any]:
    return {
        "anchor": node.anchor,
        "kind": node.kind,
        "place": node.place,
        "label": node.label,
        "depth": depth,
        "head": [node.head.start, node.head.end],
        "start": node.start,
        "end": node.end,
        "cells": [[cell.start, cell.end] for cell in node.cells],
    }
