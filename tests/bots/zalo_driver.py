"""A person at Zalo: the real adapter behind the real webhook, before a stand-in of Zalo."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from starlette.testclient import TestClient

from bots.settings import BotSettings
from bots.shapes import UnsupportedKind
from bots.wiring import House
from bots.zalo_messages import BY_LETTER, BY_NUMBER
from bots.zalo_read import SIGNATURE_HEADER, Keys, signature
from bots.zalo_webhook import create_hook
from tests.bots.drivers import Seen
from tests.bots.zalo_standin import APP_ID, APP_SECRET, FIRST_REFRESH, OA_SECRET, ZaloStandIn

KEYS = Keys(APP_ID, OA_SECRET)
EVENTS: dict[str, str] = {
    "photo": "user_send_image",
    "sticker": "user_send_sticker",
    "voice": "user_send_audio",
    "video": "user_send_video",
    "location": "user_send_location",
    "file": "user_send_file",
    "contact": "user_send_business_card",
    "other": "user_send_link",
}
_IDS = count(1)


def zalo_settings(server: ZaloStandIn, **more: Any) -> BotSettings:
    given = {
        "zalo_app_id": APP_ID,
        "zalo_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_refresh_token": FIRST_REFRESH,
        "zalo_api_base": server.base,
        "zalo_oauth_base": server.base,
        "zalo_sends_per_second": 0,
        "bots_drain_seconds": 10,
        **more,
    }
    return BotSettings(_env_file=None, **given)


def event(name: str, user: str = "7", **more: Any) -> dict[str, Any]:
    """An event as Zalo brings it."""
    return {
        "app_id": APP_ID,
        "user_id_by_app": "552177279717587730",
        "event_name": name,
        "timestamp": str(int(time.time() * 1000)),
        "sender": {"id": user},
        "recipient": {"id": "388613280878808645"},
        **more,
    }


def said(text: str, user: str = "7", id: str = "") -> dict[str, Any]:
    message = {"text": text, "msg_id": id or f"in-{next(_IDS)}"}
    return event("user_send_text", user, message=message)


@dataclass
class ZaloBot:
    """The bot at work and the way to its webhook."""

    house: House
    server: ZaloStandIn
    client: TestClient

    def bring(self, happened: dict[str, Any], keys: Keys = KEYS, path: str = "/") -> int:
        """Bring an event as Zalo does; gives the status of the answer."""
        raw = json.dumps(happened, ensure_ascii=False).encode()
        header = f"mac={signature(raw, str(happened['timestamp']), keys)}"
        return self.client.post(path, content=raw, headers={SIGNATURE_HEADER: header}).status_code

    def idle(self) -> bool:
        rows = self.house.database.rows("SELECT count(*) AS open FROM updates WHERE state <> 'done'")
        return bool(rows[0]["open"] == 0)


@contextmanager
def zalo_bot(house: House, server: ZaloStandIn, **more: Any) -> Iterator[ZaloBot]:
    """A bot at work."""
    home = replace(house, settings=zalo_settings(server, **more))
    with TestClient(create_hook(lambda: home)) as client:
        server.until(lambda: client.post("/").status_code != 503)
        yield ZaloBot(home, server, client)


class ZaloDriver:
    """At the phone. `lacks` is what Zalo has not: changed messages, languages, buttons that stay."""

    lacks = frozenset({"edits", "languages", "lasting buttons"})

    def __init__(self, bot: ZaloBot, user: str = "7") -> None:
        self._bot = bot
        self._user = user
        self._keys: dict[str, str] = {}

    def say(self, text: str, language: str = "vi") -> list[Seen]:
        return self.happen(said(text, self._user))

    def press(self, label: str) -> list[Seen]:
        """What comes after a button, or after what is typed in its place; the last one that shows this."""
        known = [text for shown, text in self._keys.items() if label in shown]
        assert known, f"no button «{label}» among {list(self._keys)}"
        return self.say(known[-1])

    def send(self, kind: UnsupportedKind) -> list[Seen]:
        attached = {"msg_id": f"in-{next(_IDS)}", "attachments": [{"type": kind, "payload": {}}]}
        return self.happen(event(EVENTS[kind], self._user, message=attached))

    def happen(self, happened: dict[str, Any]) -> list[Seen]:
        server = self._bot.server
        before = len(server.shown)
        assert self._bot.bring(happened) == 200
        server.until(self._bot.idle)
        found = [
            Seen(shown.text, (*dict(shown.buttons), *typed(shown.text)))
            for shown in server.shown[before:]
            if shown.user == self._user
        ]
        for shown in server.shown[before:]:
            for label, text in (*shown.buttons, *typed(shown.text).items()):
                self._keys.pop(label, None)
                self._keys[label] = text
        return found


def typed(text: str) -> dict[str, str]:
    """What a message tells to type: the key of each label, as a reader finds it."""
    found: dict[str, str] = {}
    kind = ""
    for line in text.split("\n"):
        if line in (BY_NUMBER, BY_LETTER):
            kind = line
        elif kind == BY_NUMBER and line:
            found |= {
                label: "".join(filter(str.isdecimal, label.split(" · ")[0])) for label in line.split("   ")
            }
        elif kind == BY_LETTER and line:
            key, _, label = line.partition(". ")
            found[label] = key
    return found
