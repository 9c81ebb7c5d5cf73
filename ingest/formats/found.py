"""What a reader of one format found in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a file, units on lines of their own, table rows tab-separated.

    `notes` are Vietnamese sentences on how the text came about that a reader of the text must know (a font
    converted, a scan recognised). `certainty` (0 to 1) is how sure a recognition of scanned pages is of its
    words; a text that was written, not recognised, has 1; `None` where a file was recognised elsewhere.
    """

    text: str
    notes: tuple[str, ...] = ()
    certainty: float | None = 1.0
