"""Updates from the moment they come in until their replies are out: each is answered once.

An update and its replies are kept on disk between these moments, so that a program that stops in between
goes on where it was. Of one that is done only the name stays, so that it is known when it is delivered again.
The address of a chat is kept that long and no longer, sealed with the secret of the installation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bots.database import Database
from bots.secret import Secret
from bots.shapes import Incoming, Replies

KNOWN_FOR = 7 * 86400.0
"""Seconds for which an update is known again; messengers repeat one for a day at most."""

_INCOMING = TypeAdapter(Incoming)
_REPLIES: TypeAdapter[Replies] = TypeAdapter(Replies)


@dataclass(frozen=True, slots=True)
class Open:
    """An update not yet done: with replies where these are known, `sent` of them already out."""

    incoming: Incoming
    replies: Replies | None = None
    sent: int = 0


class Inbox:
    """The updates of all channels. `clock` gives seconds since 1970."""

    def __init__(self, database: Database, secret: Secret, clock: Callable[[], float]) -> None:
        self._db = database
        self._secret = secret
        self._clock = clock

    def accept(self, incoming: Incoming) -> bool:
        """Keep an update until it is done; False where it was accepted before."""
        address = self._secret.seal(f"{incoming.chat}\n{incoming.user}")
        bare = replace(incoming, chat="", user="")
        added = self._db.write(
            "INSERT OR IGNORE INTO updates (name, at, state, address, incoming) VALUES (?, ?, 'new', ?, ?)",
            incoming.key,
            self._clock(),
            address,
            _INCOMING.dump_json(bare).decode(),
        )
        return added > 0

    def answered(self, incoming: Incoming, replies: Replies) -> None:
        """Keep the replies of an update until they are out."""
        self._db.write(
            "UPDATE updates SET state = 'answered', replies = ? WHERE name = ? AND state = 'new'",
            _REPLIES.dump_json(replies).decode(),
            incoming.key,
        )

    def sent(self, incoming: Incoming, count: int) -> None:
        """So many replies of an update are out."""
        self._db.write("UPDATE updates SET sent = ? WHERE name = ?", count, incoming.key)

    def done(self, incoming: Incoming) -> None:
        """Nothing is left to do; only the name of the update stays."""
        self._db.write(
            "UPDATE updates SET state='done', address=NULL, incoming=NULL, replies=NULL WHERE name=?",
            incoming.key,
        )

    def unfinished(self, channel: str) -> tuple[Open, ...]:
        """What an earlier run left undone in a channel, in the order it came in."""
        rows = self._db.rows(
            "SELECT address, incoming, replies, sent FROM updates WHERE state <> 'done' ORDER BY place"
        )
        found = (self._opened(**row) for row in rows)
        return tuple(item for item in found if item.incoming.channel == channel)

    def expire(self) -> None:
        """Forget updates that cannot be delivered again."""
        self._db.write("DELETE FROM updates WHERE at < ?", self._clock() - KNOWN_FOR)

    def _opened(self, address: bytes, incoming: str, replies: str | None, sent: int) -> Open:
        chat, _, user = self._secret.unseal(address).partition("\n")
        bare = _INCOMING.validate_json(incoming)
        known = None if replies is None else _REPLIES.validate_json(replies)
        return Open(replace(bare, chat=chat, user=user), known, sent)
