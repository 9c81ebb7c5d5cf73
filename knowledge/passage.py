"""A passage: the smallest unit that is cited, with the context and the wordings that make it findable."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from knowledge.document import Span


@dataclass(frozen=True, slots=True)
class View:
    """One text under which a passage is found by meaning; `digest` changes when the text does."""

    id: str
    text: str

    @property
    def digest(self) -> str:
        """A digest of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause, bullet or row. `span` is what may be quoted; `context` is what is searched.

    `context` holds the headings and the opening line above the unit, then its own words, since a bullet
    such as "Rà soát quy hoạch, …" does not say who has to do it. `wordings` are other words for what it
    says, as people ask for it: searched, never quoted.
    """

    document: str
    anchor: str
    place: str
    kind: str
    span: Span
    headings: tuple[str, ...]
    context: str
    wordings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique over all documents: "127/KH-UBND#iii.2.12"."""
        return f"{self.document}#{self.anchor}"

    @property
    def searched(self) -> str:
        """The words under which it is found: its context and the wordings."""
        return "\n".join((self.context, *self.wordings))

    @property
    def views(self) -> tuple[View, ...]:
        """Its context first, then each wording."""
        others = (View(f"{self.id}?{place}", text) for place, text in enumerate(self.wordings, 1))
        return (View(self.id, self.context), *others)
