"""One person before each channel: the same words and presses, the same screens to look at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from bots.access import Access, Pauses
from bots.desk import Desk
from bots.run import at_work
from bots.shapes import Press, Text, Unsupported, UnsupportedKind
from bots.telegram import Telegram
from bots.telegram_read import CHANNEL
from bots.terminal import Terminal
from bots.wiring import House
from tests.bots.standin import BOT, TOKEN, StandIn


@dataclass(frozen=True)
class Seen:
    """A message that came: its text, its buttons."""

    text: str
    buttons: tuple[str, ...] = ()


class Driver(Protocol):
    """A person at a channel. `lacks` names what the channel has not; steps that need it are left out."""

    @property
    def lacks(self) -> frozenset[str]: ...

    def say(self, text: str, language: str = "vi") -> list[Seen]:
        """What comes after words."""

    def press(self, label: str) -> list[Seen]:
        """What comes after the last button that has this in its label."""

    def send(self, kind: UnsupportedKind) -> list[Seen]:
        """What comes after a picture, a sticker …"""


class TerminalDriver:
    """At the keyboard."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, house: House) -> None:
        self._lines: list[str] = []
        self._terminal = Terminal(house.dialogue, self._lines.append)
        self._labels: dict[str, int] = {}
        self._payloads: dict[str, str] = {}

    def say(self, text: str, language: str = "vi") -> list[Seen]:
        self._terminal.take(Text(text), language)
        return self._seen()

    def press(self, label: str) -> list[Seen]:
        known = [shown for shown in self._payloads if label in shown]
        assert known, f"no button «{label}» among {list(self._payloads)}"
        self._terminal.take(Press(self._payloads[known[-1]]))
        return self._seen()

    def send(self, kind: UnsupportedKind) -> list[Seen]:
        self._terminal.take(Unsupported(kind))
        return self._seen()

    def _seen(self) -> list[Seen]:
        lines, self._lines[:] = list(self._lines), []
        for button in self._terminal.buttons:
            self._payloads.pop(button.label, None)
            self._payloads[button.label] = button.payload
        labels = tuple(button.label for button in self._terminal.buttons)
        return [Seen(line, labels if line is lines[-1] else ()) for line in lines]


class Bot:
    """The real adapter before a stand-in, on a loop of its own thread."""

    def __init__(self, house: House, server: StandIn, pauses: Pauses | None = None) -> None:
        self.house = house
        self.server = server
        self._pauses = pauses
        self.desk: Desk | None = None
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        """As at SIGTERM."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        assert not self._thread.is_alive(), "it did not stop"
        if self._fault:
            raise self._fault

    def kill(self) -> None:
        """As at SIGKILL: nothing is finished."""

        def cancel() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()

        self._loop.call_soon_threadsafe(cancel)
        self._thread.join(20)

    def idle(self) -> bool:
        """Whether everything that came in is done."""
        rows = self.house.database.rows("SELECT count(*) AS open FROM updates WHERE state <> 'done'")
        return bool(rows[0]["open"] == 0)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._work())
        except asyncio.CancelledError:
            pass
        except BaseException as fault:
            self._fault = fault
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _work(self) -> None:
        access = Access(TOKEN, self.server.base_url, sends_per_second=0, poll_seconds=5)
        telegram = Telegram(access, self._pauses)
        async with at_work(self.house, telegram, CHANNEL) as desk:
            self.desk = desk
            await telegram.poll(desk.receive, self._stop)


@contextmanager
def bot(house: House, server: StandIn, pauses: Pauses | None = None) -> Iterator[Bot]:
    """A bot at work."""
    running_bot = Bot(house, server, pauses)
    try:
        yield running_bot
    finally:
        running_bot.stop()


def message(
    text: str | None, chat: int = 7, *, user: int | None = None, language: str = "vi", **more: Any
) -> Any:
    """A message as Telegram brings it; a negative chat is a group."""
    kind = "private" if chat > 0 else "supergroup"
    return {
        "message_id": more.pop("message_id", 1),
        "date": 1_790_000_000,
        "chat": {"id": chat, "type": kind, "title": "Nhóm"},
        "from": {"id": user or abs(chat), "is_bot": False, "first_name": "Bà Tư", "language_code": language},
        **({"text": text} if text is not None else {}),
        **more,
    }


FILE = {"file_id": "f", "file_unique_id": "u"}
ATTACHED: dict[str, dict[str, Any]] = {
    "photo": {"photo": [{**FILE, "width": 1, "height": 1}]},
    "sticker": {
        "sticker": {
            **FILE,
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
            "type": "regular",
        }
    },
    "voice": {"voice": {**FILE, "duration": 2}},
    "video": {"video": {**FILE, "width": 1, "height": 1, "duration": 2}},
    "location": {"location": {"longitude": 107.6, "latitude": 12.2}},
    "file": {"document": {**FILE, "file_name": "a.pdf"}},
    "contact": {"contact": {"phone_number": "0912345678", "first_name": "Tư"}},
    "other": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}


class TelegramDriver:
    """At the phone, in one chat."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, bot: Bot, chat: int = 7) -> None:
        self._bot = bot
        self._chat = chat
        self._user = abs(chat)
        self._seen: dict[int, Any] = {}

    def say(self, text: str, language: str = "vi") -> list[Seen]:
        return self.update({"message": message(text, self._chat, language=language)})

    def press(self, label: str) -> list[Seen]:
        shown = self._bot.server.shown.values()
        known = [
            (s.id, data) for s in shown if s.chat == self._chat for text, data in s.buttons if label in text
        ]
        assert known, f"no button «{label}»"
        id, data = known[-1]
        return self.update({"callback_query": self.query(id, data)})

    def query(self, id: int, data: str) -> dict[str, Any]:
        held = message("x", self._chat, message_id=id) | {"from": BOT}
        user = {"id": self._user, "is_bot": False, "first_name": "Bà Tư", "language_code": "vi"}
        return {"id": "q", "from": user, "chat_instance": "1", "message": held, "data": data}

    def send(self, kind: UnsupportedKind) -> list[Seen]:
        if kind == "edited":
            return self.update({"edited_message": message("đã sửa", self._chat, edit_date=1_790_000_001)})
        if kind == "post":
            post = message(f"@{BOT['username']} xin chào", -100500) | {
                "chat": {"id": self._chat, "type": "channel"}
            }
            del post["from"]
            return self.update({"channel_post": post})
        return self.update({"message": message(None, self._chat, **ATTACHED[kind])})

    def update(self, update: dict[str, Any], id: int | None = None) -> list[Seen]:
        server = self._bot.server
        before = {shown.id: shown for shown in server.shown.values()}
        pushed = server.push(update, id)
        server.until(lambda: server.offset > pushed and self._bot.idle())
        return [
            Seen(
                shown.text + (f"\n{shown.file}" if shown.file else ""),
                tuple(text for text, _ in shown.buttons),
            )
            for shown in server.shown.values()
            if shown.chat == self._chat and before.get(shown.id) != shown
        ]
