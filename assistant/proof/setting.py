"""What goes on from one clause of a sentence to the next: who acts, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.proof.amounts import What, amounts
from assistant.proof.reading import Reading
from assistant.proof.roles import Cast

_AGAINST = re.compile(r"(?<!\w)(?:trước đó|trước đây|sau đó|còn|nay|hiện)(?!\w)")
"""What sets a clause against the one before it: its time does not go on."""

OPENING = 40
"""Characters from the start of a clause within which who acts is named."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The office that the sentence is about and the times it has named; none at its start."""

    subject: frozenset[str] = frozenset()
    days: tuple[tuple[str, str], ...] = ()

    def at(self, clause: Reading) -> Setting:
        """What holds of this for a clause that comes next."""
        return replace(self, days=()) if _AGAINST.search(clause.text) else self

    def after(self, clause: Reading, offices: Cast) -> Setting:
        """What holds for the clause after this one."""
        acting = offices.leads | offices.partners | offices.acting
        early = (item for item in offices.named if item.start < OPENING and item.ids & acting)
        opening = next(early, None)
        told = tuple((a.value, a.bound) for a in amounts(clause.tokens) if a.what is What.DAY)
        return Setting(opening.ids if opening else self.subject, told or self.days)
