"""What a language model is to us: a prompt goes in, pieces of text come out, or the reason why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class Fault(StrEnum):
    """Why a model said nothing, or not all of it."""

    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    INVALID = "invalid"
    GARBLED = "garbled"
    BROKEN = "broken"
    LENGTH = "length"
    REFUSED = "refused"
    BUSY = "busy"
    RESTING = "resting"
    UNRECORDED = "unrecorded"


TRANSIENT = frozenset({Fault.RATE_LIMITED, Fault.UNAVAILABLE, Fault.UNREACHABLE, Fault.GARBLED, Fault.BROKEN})
"""Faults after which asking again may help, as long as nothing was said."""

OF_SERVICE = TRANSIENT | {Fault.TIMEOUT, Fault.DENIED, Fault.INVALID}
"""Faults that speak against asking the service at all for a while."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told. `boundary` is the random mark around data, which no data can guess."""

    kind: Literal["reword", "answer", "rewrite", "ping"]
    system: str
    user: str
    boundary: str = ""

    @property
    def key(self) -> str:
        """A digest of what is asked: the same for the same question, whatever the boundary."""
        user = self.user.replace(self.boundary, "") if self.boundary else self.user
        return hashlib.sha256(f"{self.system}\0{user}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """Some more words of the reply."""

    words: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens counted by the service; several of one reply add up."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The reply ends here and is not whole. `retry_after`: seconds the service asks us to wait."""

    fault: Fault
    retry_after: float | None = None


Piece = Text | Usage | Failed


class Chat(Protocol):
    """A language model."""

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        """The reply in pieces. Never raises: a fault is the last piece."""
        ...
