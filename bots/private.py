"""Personal data in what people type: found before anything is stored, answered or logged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.conversations.private import Discretion as Rule
from bots.shapes import Incoming, Text, Withheld


@dataclass(frozen=True, slots=True)
class Discretion(Rule):
    """The rule by which the web service keeps conversations, for what comes in over a channel."""

    def admit(self, incoming: Incoming) -> Incoming:
        """The same, without its words where they hold personal data."""
        content = incoming.content
        if isinstance(content, Text) and self.personal(content.text):
            return replace(incoming, content=Withheld())
        return incoming
