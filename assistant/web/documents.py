"""A document as JSON: its text once, its units as offsets into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.document import Document, Node


def summary(document: Document) -> dict[str, Any]:
    """What a list shows of a document."""
    return {
        "number": document.number,
        "slug": document.slug,
        "title": document.title,
        "units": sum(1 for _ in document.root.walk()),
    }


def full(document: Document) -> dict[str, Any]:
    """The canonical text and every unit in reading order; `head` and each of `cells` are [start, end]."""
    return {
        "number": document.number,
        "slug": document.slug,
        "title": document.title,
        "text": document.text,
        "units": [_unit(node, depth) for node, depth in _walk(document.root, 0)],
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
