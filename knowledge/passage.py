"""A passage: the smallest unit that is cited, with the context that makes it findable."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from knowledge.document import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause, bullet or row. `span` is what may be quoted; `context` is what is searched.

    `context` holds the headings and the opening line above the unit, then its own words, since a bullet
    such as "Rà soát quy hoạch, …" does not say who has to do it.
    """

    document: str
    anchor: str
    place: str
    kind: str
    span: Span
    headings: tuple[str, ...]
    context: str

    @property
    def id(self) -> str:
        """Unique over all documents: "127/KH-UBND#iii.2.12"."""
        return f"{self.document}#{self.anchor}"

    @property
    def digest(self) -> str:
        """Changes when, and only when, what is embedded changes."""
        return hashlib.sha256(self.context.encode()).hexdigest()[:32]
