"""What the parts of the dialogue have in common: a call, the handlers they offer, small replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bots.markup import plain
from bots.render import label
from bots.shapes import Button, Incoming, Outgoing, Replies, Rows, Screen, Send
from bots.store import Person


@dataclass(frozen=True, slots=True)
class Call:
    """What came in and who it came from."""

    incoming: Incoming
    person: Person


Command = Callable[[Call, str], Replies]
"""Answers a command; the text is what stood behind it."""

Pressed = Callable[[Call, Sequence[str]], Replies | None]
"""Answers a button; the parts of its payload after the first. Nothing where they mean nothing (any more)."""


class Room(Protocol):
    """A part of the dialogue: the commands and the buttons it answers."""

    def commands(self) -> Mapping[str, Command]:
        """By name, without the slash."""

    def buttons(self) -> Mapping[str, Pressed]:
        """By the first part of the payload."""


def said(text: str, buttons: Rows = ()) -> Replies:
    """One message."""
    replies: tuple[Outgoing, ...] = (Send(Screen(plain(text), buttons)),)
    return replies


def example_rows(examples: Iterable[str]) -> Rows:
    """Three questions to begin with, a row each."""
    shown = zip(range(3), examples, strict=False)
    return tuple((Button(label(text), f"e:{place}"),) for place, text in shown)


def number(parts: Sequence[str]) -> int | None:
    """The first part as a page or place, nothing where it is none."""
    return int(parts[0]) if parts and parts[0].isdecimal() and len(parts[0]) <= 4 else None
