"""What a question takes for granted, as everybody who answers it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whether a question as a whole is a claim to be confirmed or explained, whether it takes anything for
    granted, and the words, folded, of each claim."""

    whole: bool = False
    anything: bool = False
    words: tuple[str, ...] = ()
