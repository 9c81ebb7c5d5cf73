"""A draft: claims with source tokens, before anyone has checked them. Every composer gives the same shape."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Status
from knowledge.document import Span


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim's proof stands: a span of the canonical text of a document, inside the unit `anchor`."""

    document: str
    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One statement and the sources that prove it.

    `depth` is 0 for a line, 1 for a list item, 2 for one below it. `counted` says that a figure of the text
    is the number of these sources. `echoes` are words with figures or names, or agency ids, that the text
    repeats from the question in order to deny them. `free` says that the words are not ours but, say, a
    model's: they are examined more strictly.
    """

    text: str
    sources: tuple[Source, ...]
    depth: int = 0
    counted: int | None = None
    echoes: tuple[str, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer proposes.

    `framing` is a line that states nothing about the sources. `fit` tells how much of what was asked the
    draft speaks to, 0 to 1; `topical` is off where words of a topic need not stand in what is cited. `tasks`
    are anchors of the tasks it is about, for what people ask next. `core` is how many of the claims answer,
    those after them only bear on the question; 0 means all of them.
    """

    status: Status
    claims: tuple[DraftClaim, ...]
    composer: str
    framing: str = ""
    fit: float = 1.0
    topical: bool = True
    tasks: tuple[str, ...] = ()
    core: int = 0

    @property
    def answering(self) -> tuple[DraftClaim, ...]:
        """The claims that answer."""
        return self.claims[: self.core or None]

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the claims that answer rest on, in their order."""
        return tuple(source for claim in self.answering for source in claim.sources)
