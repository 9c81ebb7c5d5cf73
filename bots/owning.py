"""The part of the dialogue about a person's own data: take it along, have it deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bots import messages
from bots.markup import plain
from bots.room import Call, Command, Pressed, said
from bots.shapes import Attach, Button, Edit, Replies, Screen
from bots.store import Store


class Owning:
    """Export and deletion."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def commands(self) -> Mapping[str, Command]:
        """/xuat, /xoa."""
        return {"xuat": self._export, "xoa": self._ask_first}

    def buttons(self) -> Mapping[str, Pressed]:
        """Yes and no."""
        return {"x": self._erase}

    def _export(self, call: Call, _rest: str) -> Replies:
        if call.incoming.group:
            return said(messages.EXPORT_IN_PRIVATE)
        kept = self._store.export(call.person)
        if not any(kept.values()):
            return said(messages.NOTHING_KEPT)
        body = json.dumps(kept, ensure_ascii=False, indent=2)
        return (Attach(messages.EXPORT_NAME, body, messages.EXPORTED),)

    def _ask_first(self, _call: Call, _rest: str) -> Replies:
        choice = (Button(messages.ERASE_YES, "x:1"), Button(messages.ERASE_NO, "x:0"))
        return said(messages.ERASE, (choice,))

    def _erase(self, call: Call, parts: Sequence[str]) -> Replies:
        if list(parts) != ["1"]:
            return (Edit(Screen(plain(messages.NOT_ERASED))),)
        count = self._store.erase(call.person)
        text = messages.ERASED.format(count=count) if count else messages.NOTHING_KEPT
        return (Edit(Screen(plain(text))),)
