"""The dialogue as Zalo holds it: what goes out is made to fit, what is typed may be a choice."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from bots.asking import Preview, unseen
from bots.database import Database
from bots.desk import Talk
from bots.shapes import Incoming, Press, Replies, Text
from bots.store import Store
from bots.zalo_fit import fitted

MENU_AGE = 12 * 3600.0
"""Seconds for which a choice can be typed."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS zalo_menus (chat TEXT PRIMARY KEY, choices TEXT NOT NULL, at REAL NOT NULL)"
)


class Menus:
    """What may be typed in each chat now: keys and payloads, no words. Chats stand under their hash."""

    def __init__(self, database: Database, store: Store, clock: Callable[[], float]) -> None:
        self._db = database
        self._store = store
        self._clock = clock
        database.write(_SCHEMA)

    def keep(self, incoming: Incoming, menu: Mapping[str, str]) -> None:
        """Replace what may be typed in a chat; menus that are too old go with it."""
        chat, now = self._store.person(incoming).chat, self._clock()
        with self._db.together():
            self._db.write("DELETE FROM zalo_menus WHERE chat=? OR at<?", chat, now - MENU_AGE)
            if menu:
                choices = json.dumps(dict(menu), ensure_ascii=False)
                self._db.write(
                    "INSERT INTO zalo_menus (chat, choices, at) VALUES (?,?,?)", chat, choices, now
                )

    def read(self, incoming: Incoming) -> Incoming:
        """The same; a button pressed, where what was typed stands for one."""
        if not isinstance(incoming.content, Text):
            return incoming
        key = incoming.content.text.strip().rstrip(".)").upper()
        payload = self._menu(incoming).get(key) if len(key) <= 3 else None
        return replace(incoming, content=Press(payload)) if payload else incoming

    def _menu(self, incoming: Incoming) -> dict[str, str]:
        rows = self._db.rows(
            "SELECT choices FROM zalo_menus WHERE chat=? AND at>=?",
            self._store.person(incoming).chat,
            self._clock() - MENU_AGE,
        )
        menu: dict[str, str] = json.loads(rows[0]["choices"]) if rows else {}
        return menu


class ZaloTalk:
    """The dialogue of all channels, for Zalo."""

    def __init__(self, dialogue: Talk, menus: Menus) -> None:
        self._dialogue = dialogue
        self._menus = menus

    def admit(self, incoming: Incoming) -> Incoming:
        """What may be kept of it: the same, without its words where they hold personal data."""
        return self._dialogue.admit(incoming)

    def reply(self, incoming: Incoming, preview: Preview = unseen) -> Replies:
        """What to send, in order, each one message of Zalo's."""
        fit = fitted(self._dialogue.reply(self._menus.read(incoming), preview))
        if fit.menu is not None:
            self._menus.keep(incoming, fit.menu)
        return fit.replies
