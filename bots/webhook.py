"""The webhook of Telegram: in the web service, or alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from assistant.web.pages import Host, Page
from bots.hook import Door, Hook, Receive, application, house_beside
from bots.settings import BotSettings, load_bot_settings
from bots.telegram_read import CHANNEL
from bots.wiring import House, open_telegram, webhook_of

if TYPE_CHECKING:
    from bots.telegram import Telegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def create_hook(open_all: Callable[[], tuple[House, Telegram]]) -> Starlette:
    """The webhook as an application of its own."""
    return application(Hook(lambda: _door(*open_all())))


def create_page(host: Host) -> Starlette:
    """The webhook as a page of the web service; answers nothing where no bot is set up."""
    settings = load_bot_settings()
    if not (settings.telegram_bot_token.get_secret_value() and settings.telegram_webhook_url):
        return Starlette()
    return create_hook(lambda: _beside(host, settings))


def _door(house: House, telegram: Telegram) -> Door:
    webhook = webhook_of(house)

    def genuine(headers: Mapping[str, str], _raw: bytes) -> bool:
        return compare_digest(headers.get(SECRET_HEADER, "").encode(), webhook.secret.encode())

    def take(raw: bytes, receive: Receive) -> None:
        telegram.receive(json.loads(raw), receive)

    return Door(CHANNEL, house, telegram, genuine, take, listen=lambda: telegram.listen(webhook))


def _beside(host: Host, settings: BotSettings) -> tuple[House, Telegram]:
    return house_beside(host, settings), open_telegram(settings)


page = Page("telegram", "", create_page)
