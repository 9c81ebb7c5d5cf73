"""A webhook: a messenger brings updates over HTTP, to the web service or to a server of our own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.web.pages import Host
from bots.desk import Talk
from bots.run import Messenger, at_work
from bots.settings import BotSettings
from bots.shapes import Incoming
from bots.wiring import HostBackend, House, open_house
from knowledge.errors import AssistantError

MAX_BYTES = 1024 * 1024
log = logging.getLogger(__name__)

Receive = Callable[[Incoming], None]


@dataclass(frozen=True, slots=True)
class Door:
    """How a channel comes in.

    `genuine` tells from the headers and the body whether the messenger sent it; `take` hands what came in on
    and raises ValueError, KeyError, TypeError or AttributeError for what is none of its updates; `listen`,
    where it is needed, has updates brought here; `talk` is the channel's own way of holding the dialogue.
    """

    channel: str
    house: House
    messenger: Messenger
    genuine: Callable[[Mapping[str, str], bytes], bool]
    take: Callable[[bytes, Receive], None]
    listen: Callable[[], Awaitable[None]] | None = None
    talk: Talk | None = None


class Hook:
    """The endpoint. It takes updates once the bot is at work; before that the messenger has to come again."""

    def __init__(self, open_door: Callable[[], Door]) -> None:
        self._open_door = open_door
        self._door: Door | None = None
        self._receive: Receive | None = None

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
            door = await asyncio.to_thread(self._open_door)
            async with at_work(door.house, door.messenger, door.channel, door.talk) as desk:
                self._door, self._receive = door, desk.receive
                if door.listen:
                    await door.listen()
                await stop.wait()
                self._receive = None
            door.house.close()
        except AssistantError as fault:
            log.error("a bot is not at work: %s", fault)

    async def take(self, request: Request) -> Response:
        """200 when the update is safely kept; 403 for whoever is not the messenger, 503 while not at work."""
        if self._door is None or self._receive is None:
            return Response(status_code=503, headers={"Retry-After": "5"})
        raw = await _body(request)
        if raw is None:
            return Response(status_code=413)
        if not self._door.genuine(request.headers, raw):
            return Response(status_code=403)
        if self._receive is None:  # it was time to stop while the body came in
            return Response(status_code=503, headers={"Retry-After": "5"})
        try:
            self._door.take(raw, self._receive)
        except (AttributeError, KeyError, TypeError, ValueError):  # what a library meets in no update
            return Response(status_code=400)
        return Response()


def application(hook: Hook) -> Starlette:
    """The endpoint as an application of its own."""
    return Starlette(routes=[Route("/", hook.take, methods=["POST"])], lifespan=hook.lifespan)


def house_beside(host: Host, settings: BotSettings) -> House:
    """A house over the assistant of the web service. Raises AssistantError."""
    from knowledge.builds import current_build, read_content

    content = read_content(current_build(host.data_dir / "library"))
    pairs = tuple(zip(content.documents, content.facts, strict=True))
    return open_house(HostBackend(host), pairs, host.data_dir / "bots", settings)


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
