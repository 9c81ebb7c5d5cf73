"""The part of the dialogue about a person's own data: take it along, have it deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

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
        body = json.dumps(_in_words(kept), ensure_ascii=False, indent=2)
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


def _in_words(kept: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What is kept, as its owner can read it; kinds of which there is nothing are left out."""
    return {
        messages.EXPORT_KINDS[kind]: [
            {messages.EXPORT_FIELDS[name]: _shown(name, value) for name, value in row.items()} for row in rows
        ]
        for kind, rows in kept.items()
        if rows
    }


def _shown(name: str, value: Any) -> Any:
    match name:
        case "at":
            return datetime.fromtimestamp(value).astimezone().isoformat(" ", "seconds")
        case "role":
            return messages.SPEAKERS[value]
        case "right":
            return bool(value)
        case "reason":
            return messages.REASONS.get(value, "")
        case "given":
            return json.loads(value)
        case _:
            return value
