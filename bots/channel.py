"""The dialogue: what comes in, what goes out. Knows no messenger; every channel runs this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bots import messages
from bots.asking import Asking, Backend, Preview, unseen
from bots.leafing import Leafing
from bots.nods import answer_to
from bots.owning import Owning
from bots.policies import Guide
from bots.private import Discretion
from bots.register import Register
from bots.render import fitted, label
from bots.room import Call, Command, Pressed, Room, example_rows, said
from bots.shapes import Button, Incoming, Press, Replies, Text, Unsupported, Withheld
from bots.store import Store
from bots.walking import Walking
from knowledge.catalogue import Catalogue
from knowledge.text import strip_accents


class Limit(Protocol):
    """How often a person may ask."""

    def wait(self, client: str) -> int:
        """Whole seconds this person has to wait; 0 counts the message and lets it in."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be looked at without a question; `examples` are questions to begin with."""

    register: Register
    catalogue: Catalogue
    examples: Sequence[str]
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What an operator sets: how long things are kept, how often a person may ask."""

    retention_days: int
    limit: Limit


class Dialogue:
    """One dialogue for all channels. `today` gives the day that validity is told for.

    `reply` is called from several threads at once, for one chat one call at a time.
    """

    def __init__(
        self, backend: Backend, shelf: Shelf, store: Store, rules: Rules, today: Callable[[], date]
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._rules = rules
        self._discretion = Discretion.load()
        self._asking = Asking(backend, store, shelf.catalogue, shelf.examples, today)
        self._walking = Walking(shelf.guide, store, shelf.examples)
        leafing = Leafing(shelf.register, shelf.catalogue, today)
        rooms: tuple[Room, ...] = (self._asking, self._walking, leafing, Owning(store))
        self._commands: dict[str, Command] = {"start": self._start, "help": self._help}
        self._buttons: dict[str, Pressed] = {}
        for room in rooms:
            self._commands |= room.commands()
            self._buttons |= room.buttons()

    def admit(self, incoming: Incoming) -> Incoming:
        """What may be kept of it: the same, without its words where they hold personal data."""
        return self._discretion.admit(incoming)

    def reply(self, incoming: Incoming, preview: Preview = unseen) -> Replies:
        """What to send, in order; nothing where silence is right (a group that talks to others)."""
        if not incoming.addressed:
            return ()
        incoming = self.admit(incoming)
        call = Call(incoming, self._store.person(incoming))
        if wait := self._rules.limit.wait(call.person.user):
            return said(messages.TOO_OFTEN.format(seconds=wait))
        return fitted(self._replies(call, preview))

    def _replies(self, call: Call, preview: Preview) -> Replies:
        match call.incoming.content:
            case Unsupported(what=what):
                return said(messages.UNSUPPORTED[what])
            case Withheld():
                return said(messages.PERSONAL)
            case Press(payload=payload):
                return self._pressed(call, payload)
            case Text(text=text):
                return self._texted(call, text.strip(), preview)

    def _texted(self, call: Call, text: str, preview: Preview) -> Replies:
        if not text.startswith("/"):
            return (
                self._walking.typed(call, text) or self._heard(text) or self._asking.ask(call, text, preview)
            )
        word, *more = text[1:].split(maxsplit=1) or [""]
        command = self._commands.get(strip_accents(word).lower())
        if command is None:
            return said(messages.UNKNOWN_COMMAND.format(command=label(f"/{word}", 40)))
        return command(call, "".join(more).strip())

    def _heard(self, text: str) -> Replies:
        """The reply to small words that ask nothing; else nothing."""
        answer = answer_to(text)
        rows = example_rows(self._shelf.examples) if answer == messages.LISTENING else ()
        return said(answer, rows) if answer else ()

    def _pressed(self, call: Call, payload: str) -> Replies:
        action, *parts = payload.split(":")
        button = self._buttons.get(action)
        replies = button(call, parts) if button else None
        return said(messages.UNKNOWN_BUTTON) if replies is None else replies

    def _start(self, call: Call, _rest: str) -> Replies:
        wording = messages.START_EN if _english(call) else messages.START
        more = (
            (Button(messages.OFFICES_BUTTON, "o:0"),),
            (Button(messages.POLICIES_BUTTON, "g:new"),),
            (Button(messages.DOCUMENTS_BUTTON, "v:0"),),
        )
        rows = (*example_rows(self._shelf.examples), *more)
        return said(wording.format(days=self._rules.retention_days), rows)

    def _help(self, call: Call, _rest: str) -> Replies:
        return said(messages.HELP_EN if _english(call) else messages.HELP)


def _english(call: Call) -> bool:
    return call.incoming.language.lower().startswith("en")
