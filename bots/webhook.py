"""The webhook: Telegram brings updates over HTTP, to the web service or to a server of our own."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.web.pages import Host, Page
from bots.run import at_work
from bots.settings import BotSettings, load_bot_settings
from bots.telegram_read import CHANNEL
from bots.wiring import HostBackend, House, open_house, open_telegram, webhook_of
from knowledge.errors import AssistantError

if TYPE_CHECKING:
    from bots.telegram import Telegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BYTES = 1024 * 1024
log = logging.getLogger(__name__)


class Hook:
    """The endpoint. It takes updates once the bot is at work; before that Telegram has to come again."""

    def __init__(self, open_all: Callable[[], tuple[House, Telegram]]) -> None:
        self._open_all = open_all
        self._secret = ""
        self._receive: Callable[[Any], None] | None = None

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """The bot starts beside the service, which does not wait for it, and ends before it."""
        stop = asyncio.Event()
        task = asyncio.create_task(self._work(stop))
        try:
            yield
        finally:
            stop.set()
            if self._receive is None:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _work(self, stop: asyncio.Event) -> None:
        try:
            house, telegram = await asyncio.to_thread(self._open_all)
            webhook = webhook_of(house)
            async with at_work(house, telegram, CHANNEL) as desk:
                self._secret = webhook.secret
                self._receive = lambda raw: telegram.receive(raw, desk.receive)
                await telegram.listen(webhook)
                await stop.wait()
                self._receive = None
            house.close()
        except AssistantError as fault:
            log.error("the Telegram bot is not at work: %s", fault)

    async def take(self, request: Request) -> Response:
        """200 when the update is safely kept; 403 for whoever is not Telegram, 503 while not at work."""
        if self._receive is None:
            return Response(status_code=503, headers={"Retry-After": "5"})
        if not compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode()):
            return Response(status_code=403)
        raw = await _body(request)
        if raw is None:
            return Response(status_code=413)
        try:
            self._receive(json.loads(raw))
        except (AttributeError, KeyError, TypeError, ValueError):  # what the library meets in no update
            return Response(status_code=400)
        return Response()


def create_hook(open_all: Callable[[], tuple[House, Telegram]]) -> Starlette:
    """The webhook as an application of its own."""
    hook = Hook(open_all)
    return Starlette(routes=[Route("/", hook.take, methods=["POST"])], lifespan=hook.lifespan)


def create_page(host: Host) -> Starlette:
    """The webhook as a page of the web service; answers nothing where no bot is set up."""
    settings = load_bot_settings()
    if not (settings.telegram_bot_token.get_secret_value() and settings.telegram_webhook_url):
        return Starlette()
    return create_hook(lambda: _beside(host, settings))


def _beside(host: Host, settings: BotSettings) -> tuple[House, Telegram]:
    from knowledge.library import current_build, read_content

    content = read_content(current_build(host.data_dir / "library"))
    pairs = tuple(zip(content.documents, content.facts, strict=True))
    house = open_house(HostBackend(host), pairs, host.data_dir / "bots", settings)
    return house, open_telegram(settings)


async def _body(request: Request) -> bytes | None:
    """The body, nothing where it is too long or broken off."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(raw)


page = Page("telegram", "", create_page)
