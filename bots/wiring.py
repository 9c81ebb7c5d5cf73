"""Putting the bots together: the one place that knows which parts make them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Event, Message
from assistant.messages import OPENING_SUGGESTIONS
from assistant.web.limiting import RateLimit
from assistant.web.pages import Host
from bots.access import Access, Webhook
from bots.asking import Backend
from bots.channel import Dialogue, Rules, Shelf
from bots.database import Database
from bots.desk import Limits
from bots.guide import PolicyGuide
from bots.inbox import Inbox
from bots.register import Register
from bots.secret import Secret
from bots.settings import BotSettings
from bots.store import Store
from knowledge.document import Document
from knowledge.errors import ConfigError, LibraryError
from knowledge.facts import Facts
from knowledge.policies.result import Sources

if TYPE_CHECKING:
    from bots.telegram import Telegram

LOADING_FOR = 120.0
"""Seconds that a question waits for an assistant that still loads."""


@dataclass(frozen=True, slots=True)
class House:
    """What every channel runs on."""

    dialogue: Dialogue
    inbox: Inbox
    store: Store
    secret: Secret
    database: Database
    settings: BotSettings

    def tidy(self) -> None:
        """Delete what is too old to be kept."""
        self.store.expire(self.settings.bots_retention_days)
        self.inbox.expire()

    def limits(self) -> Limits:
        """How much may wait and be worked on at once."""
        return Limits(self.settings.bots_queue, self.settings.bots_threads)

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_house(
    backend: Backend, content: Sequence[tuple[Document, Facts]], folder: Path, settings: BotSettings
) -> House:
    """The dialogue over a backend and the facts of its documents; what is kept lies in `folder`.

    Raises ConfigError, DataError.
    """
    secret = Secret.open(folder / "secret")
    database = Database(folder / "bots.sqlite3")
    store = Store(database, secret, time.time)
    sources = Sources.load()
    register = Register(content, sources.agencies)
    guide = PolicyGuide(sources, date.today, [document for document, _ in content])
    shelf = Shelf(register, sources.catalogue, OPENING_SUGGESTIONS, guide)
    rules = Rules(settings.bots_retention_days, RateLimit(settings.bots_rate_limit))
    dialogue = Dialogue(backend, shelf, store, rules, date.today)
    return House(dialogue, Inbox(database, secret, time.time), store, secret, database, settings)


def open_telegram(settings: BotSettings) -> Telegram:
    """The bot of these settings. Raises ConfigError where there is no token or no library for it."""
    token = settings.telegram_bot_token.get_secret_value()
    if not token:
        raise ConfigError(
            "chưa có TELEGRAM_BOT_TOKEN; hãy tạo bot với @BotFather rồi đặt mã vào môi trường hoặc tệp .env"
        )
    try:
        from bots.telegram import Telegram
    except ModuleNotFoundError:
        raise ConfigError("chưa cài thư viện của Telegram; hãy chạy: pip install -e '.[bots]'") from None
    return Telegram(Access(token, settings.telegram_api_base, settings.telegram_sends_per_second))


def webhook_of(house: House) -> Webhook:
    """Where Telegram brings updates. Without a secret of its own one is made that only it and we know.

    Raises ConfigError where no address is set.
    """
    settings = house.settings
    if not settings.telegram_webhook_url:
        raise ConfigError("chưa có TELEGRAM_WEBHOOK_URL: địa chỉ công khai mà Telegram gửi tin tới")
    token = settings.telegram_bot_token.get_secret_value()
    own = settings.telegram_webhook_secret.get_secret_value()
    return Webhook(settings.telegram_webhook_url, own or house.secret.name("webhook", token))


class HostBackend:
    """The assistant of the web service; a question waits while that still loads."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def stream(self, message: Message) -> Iterator[Event]:
        """Steps, verified claims, then one `Finished`. Raises AssistantError."""
        until = time.monotonic() + LOADING_FOR
        while not self._host.ready():
            if time.monotonic() > until:
                raise LibraryError("trợ lý chưa sẵn sàng; xem nhật ký của dịch vụ")
            time.sleep(0.1)
        yield from self._host.stream(message)
