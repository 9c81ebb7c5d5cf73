"""Telegram: what comes in becomes an `Incoming`, what goes out a call of the Bot API. Knows no dialogue.

The only file that knows python-telegram-bot. Updates are taken from `getUpdates` in order, and the next batch
is asked for only when the last one is safely kept, so that one which Telegram holds for us is never lost; a
webhook is answered under the same condition.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
    Update,
    error,
)
from telegram.constants import ChatAction, ParseMode
from telegram.ext import AIORateLimiter, Application
from telegram.request import HTTPXRequest

from bots import messages
from bots.access import Access, Pauses, Webhook
from bots.asking import Preview
from bots.desk import Delivery, Later, Lost, Sent
from bots.html import html_of
from bots.pace import paced, unless
from bots.shapes import Attach, Edit, Incoming, Outgoing, Screen
from bots.telegram_read import draft_id, incoming_of
from knowledge.errors import ConfigError

UPDATES = ["message", "edited_message", "channel_post", "edited_channel_post", "callback_query"]
CONNECTIONS = 24
"""Calls at once: enough for 30 messages a second; the work on each call grows with their number."""

_WORKING_FOR = 2.0
"""Seconds that a reply waits for the sign that it is being worked on."""

log = logging.getLogger(__name__)


class Telegram:
    """The bot: a `Carrier`, and the way in. Start before anything else, close in the end."""

    def __init__(self, access: Access, pauses: Pauses | None = None) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns at every 429
        self._access = access
        self._pauses = pauses or Pauses()
        tls = {"verify": access.base_url.startswith("https")}  # certificates take long to read
        limiter = AIORateLimiter(overall_max_rate=access.sends_per_second, max_retries=5)
        self._app = (
            Application.builder()
            .token(access.token)
            .base_url(access.base_url)
            .rate_limiter(limiter)
            .request(HTTPXRequest(CONNECTIONS, read_timeout=20.0, pool_timeout=30.0, httpx_kwargs=tls))
            .get_updates_request(HTTPXRequest(read_timeout=access.poll_seconds + 10.0, httpx_kwargs=tls))
            .updater(None)
            .build()
        )
        self._bot: Bot = self._app.bot
        self._moved: dict[str, str] = {}
        self._previews: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Reach the service, for as long as it takes. Raises ConfigError for a token it does not know."""
        await self._until_reached(self._app.initialize)

    async def close(self) -> None:
        """Let go of the connections."""
        for task in self._previews.values():
            task.cancel()
        await self._app.shutdown()
        await self._bot.shutdown()  # the application leaves it open when the start has failed

    async def introduce(self) -> None:
        """Register commands and descriptions, in Vietnamese and English; a fault is logged."""
        try:
            for language, commands, description, short in messages.INTRODUCTIONS:
                listed = [BotCommand(name, text) for name, text in commands.items()]
                await self._bot.set_my_commands(listed, language_code=language)
                await self._bot.set_my_description(description, language_code=language)
                await self._bot.set_my_short_description(short, language_code=language)
        except error.TelegramError as fault:
            log.warning("commands and descriptions were not registered: %s", fault)

    async def poll(self, receive: Callable[[Incoming], None], stop: asyncio.Event) -> None:
        """Take updates until `stop`. Raises ConfigError for a token that is no longer known."""
        await unless(stop, self._until_reached(self._bot.delete_webhook))
        offset: int | None = None
        while not stop.is_set():
            for update in await self._next(offset, stop):
                if not self._taken(update, receive):
                    await asyncio.sleep(self._pauses.full_disk)
                    break  # it is asked for again
                offset = update.update_id + 1
        if offset is not None:
            await self._confirm(offset)

    async def listen(self, webhook: Webhook) -> None:
        """Have updates brought to a webhook."""

        async def listen() -> object:
            return await self._bot.set_webhook(
                webhook.url, secret_token=webhook.secret, allowed_updates=UPDATES, max_connections=40
            )

        await self._until_reached(listen)

    def receive(self, raw: Mapping[str, Any], receive: Callable[[Incoming], None]) -> None:
        """Take one update that a webhook brought."""
        update = Update.de_json(dict(raw), self._bot)
        self._take(update, receive)

    # --- carrying

    async def carry(self, incoming: Incoming, outgoing: Outgoing) -> Delivery:
        """Send one reply.

        The Bot API has no means against it: where a connection breaks after Telegram took a message and
        before we were told, the message goes out twice.
        """
        if preview := self._previews.pop(incoming.key, None):
            preview.cancel()  # it must not come after the answer
        try:
            await self._carry(incoming, outgoing)
        except error.RetryAfter as fault:
            return Later(_seconds(fault))
        except error.ChatMigrated as fault:
            self._moved[incoming.chat] = str(fault.new_chat_id)
            return Later()
        except (error.BadRequest, error.Forbidden, error.InvalidToken) as fault:
            return Lost(str(fault))
        except error.NetworkError as fault:
            log.info("a reply is sent again: %s", fault)
            return Later()
        except error.TelegramError as fault:
            return Lost(str(fault))
        return Sent()

    async def working(self, incoming: Incoming, again: bool = False) -> None:
        """Typing, or the button released; what fails here is of no consequence."""
        try:
            async with asyncio.timeout(_WORKING_FOR):
                if incoming.receipt and not again:
                    await self._bot.answer_callback_query(incoming.receipt)
                elif not incoming.group:  # there it would count against 20 messages a minute
                    await self._bot.send_chat_action(self._chat(incoming), ChatAction.TYPING)
        except (error.TelegramError, TimeoutError) as fault:
            log.debug("no sign of work: %s", fault)

    def preview(self, incoming: Incoming) -> Preview | None:
        """A draft that grows while an answer takes long; in private chats alone."""
        if incoming.group:
            return None
        loop = asyncio.get_running_loop()

        def show(text: str) -> None:
            loop.call_soon_threadsafe(self._show_draft, incoming, text)

        return paced(show, self._pauses.preview)

    def _show_draft(self, incoming: Incoming, text: str) -> None:
        self._previews[incoming.key] = asyncio.create_task(self._draft(incoming, text))

    async def _draft(self, incoming: Incoming, text: str) -> None:
        try:
            await self._bot.send_message_draft(self._chat(incoming), draft_id(incoming), text)
        except error.TelegramError as fault:
            log.debug("no preview: %s", fault)

    async def _carry(self, incoming: Incoming, outgoing: Outgoing) -> None:
        match outgoing:
            case Edit(screen=screen) if incoming.receipt and incoming.message:
                await self._edit(incoming, screen)
            case Edit(screen=screen):
                await self._send(incoming, screen)
            case Attach(name=name, content=content, caption=caption):
                file = io.BytesIO(content.encode())
                await self._bot.send_document(self._chat(incoming), file, filename=name, caption=caption)
            case _:
                await self._send(incoming, outgoing.screen)

    async def _send(self, incoming: Incoming, screen: Screen) -> None:
        await self._bot.send_message(
            self._chat(incoming),
            html_of(screen.runs),
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(screen),
            reply_parameters=_reply_to(incoming),
        )

    async def _edit(self, incoming: Incoming, screen: Screen) -> None:
        """The message changed; a new one where that message can no longer be."""
        try:
            await self._bot.edit_message_text(
                html_of(screen.runs),
                chat_id=self._chat(incoming),
                message_id=int(incoming.message),
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(screen),
            )
        except error.BadRequest as fault:
            if "not modified" not in str(fault).lower():
                await self._send(incoming, screen)

    def _chat(self, incoming: Incoming) -> int:
        return int(self._moved.get(incoming.chat, incoming.chat))

    # --- reaching the service

    def _take(self, update: Update, receive: Callable[[Incoming], None]) -> None:
        incoming = incoming_of(update, self._bot.bot)
        if incoming is not None:
            receive(incoming)

    def _taken(self, update: Update, receive: Callable[[Incoming], None]) -> bool:
        """Whether it is kept; what we cannot read at all is passed over."""
        try:
            self._take(update, receive)
        except sqlite3.Error:
            log.exception("an update could not be kept")
            return False
        except Exception:
            log.exception("an update could not be read")
        return True

    async def _next(self, offset: int | None, stop: asyncio.Event) -> tuple[Update, ...]:
        """The next updates; none when it is time to stop."""
        found: tuple[Update, ...] = ()

        async def fetch() -> None:
            nonlocal found
            found = await self._bot.get_updates(
                offset=offset, timeout=self._access.poll_seconds, allowed_updates=UPDATES
            )

        await unless(stop, self._until_reached(fetch))
        return found

    async def _confirm(self, offset: int) -> None:
        """Tell Telegram what was taken, so that it is not brought to the next run."""
        try:
            await self._bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=UPDATES)
        except error.TelegramError as fault:
            log.debug("the last updates were not confirmed: %s", fault)

    async def _until_reached(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do it until the service is reached."""
        wait = 0.2
        while True:
            try:
                await act()
                return
            except error.InvalidToken:
                raise ConfigError(
                    "Telegram không nhận TELEGRAM_BOT_TOKEN; hãy lấy lại mã từ @BotFather"
                ) from None
            except error.RetryAfter as fault:
                wait = _seconds(fault)
            except error.Conflict:
                log.warning("another program takes the updates of this bot: only one of the two may run")
            except error.TelegramError as fault:
                log.warning("Telegram cannot be reached, next try in %.1f s: %s", wait, fault)
            await asyncio.sleep(wait)
            wait = min(2 * wait, self._pauses.longest)


def _seconds(fault: error.RetryAfter) -> float:
    """How long the service asks us to wait."""
    wait = fault.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


# --- writing replies


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.buttons:
        return None
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.payload) for button in row]
        for row in screen.buttons
    ]
    return InlineKeyboardMarkup(rows)


def _reply_to(incoming: Incoming) -> ReplyParameters | None:
    """In a group a reply hangs on the message it answers."""
    if not incoming.group or not incoming.message:
        return None
    return ReplyParameters(int(incoming.message), allow_sending_without_reply=True)
