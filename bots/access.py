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
class Webhook:
    """Where Telegram is to bring updates, and the secret by which these are known to be Telegram's."""

    url: str
    secret: str
