"""What was wrong with an input without stopping the work: a place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was left out or looks wrong. `where` is `file:line` or the id of a case."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    def to_dict(self) -> dict[str, str]:
        """The problem as one JSON line."""
        return {"where": self.where, "message": self.message}


def shortened(names: Iterable[str], limit: int = 5) -> str:
    """The first names, comma-separated, and how many more there are."""
    listed = list(names)
    rest = len(listed) - limit
    return ", ".join(listed[:limit]) + (f" và {rest} mục nữa" if rest > 0 else "")
