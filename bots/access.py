"""How to reach the Bot API, and how it reaches us."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach the Bot API. `sends_per_second` 0 sends as fast as it can."""

    token: str
    base_url: str
    sends_per_second: float = 30.0
    poll_seconds: int = 25

    def __repr__(self) -> str:
        return f"Access(token=***, base_url={self.base_url!r})"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between things.

    `preview`: an answer may take so long before an unfinished one is shown, and so long between two of these.
    `full_disk`: before an update is asked for again that could not be kept. `longest`: between two tries to
    reach the service, at most.
    """

    preview: float = 0.8
    full_disk: float = 2.0
    longest: float = 30.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is to bring updates, and the secret by which these are known to be Telegram's."""

    url: str
    secret: str
