"""The articles, clauses and sections that a claim names: those of what it cites, or printed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.proof.objection import Kind, Objection

_ONE = (
    r"(?:điểm [a-zđ]|khoản \d+[a-z]?|điều \d+[a-z]?|mục [ivx]+(?:\.\d+)*"
    r"|chương (?:[ivx]+|\d+)|phần [ivx]+|mục \d+)"
)
_CHAIN = re.compile(rf"(?<!\w){_ONE}(?:,? (?:của )?{_ONE})*(?![\w]|\.\d)")
_PART = re.compile(rf"{_ONE}(?!\w)")
_ANCHOR = re.compile(r"(dieu|khoan|diem)_([0-9a-zđ]+)")
_WORD = {"dieu": "điều", "khoan": "khoản", "diem": "điểm"}


def misplaced(text: str, anchors: Sequence[str], places: Sequence[str], cited: str) -> Iterator[Objection]:
    """Places that `text` names and that are neither above or at the anchors, nor printed in what is cited."""
    own = [_parts(anchor, place) for anchor, place in zip(anchors, places, strict=True)]
    for match in _CHAIN.finditer(text):
        named = frozenset(_PART.findall(match[0]))
        if not any(named <= parts for parts in own) and not _stands(match[0], cited):
            yield Objection(Kind.PLACE, match[0])


def _parts(anchor: str, place: str) -> frozenset[str]:
    from_anchor = {f"{_WORD[unit]} {label}" for unit, label in _ANCHOR.findall(anchor)}
    return frozenset(from_anchor) | frozenset(_PART.findall(place))


def _stands(words: str, cited: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?![\w]|\.\d)", cited))
