"""From what a messenger brings to what it takes away: once each, in order in each chat.

Every chat has a queue of its own; answers are worked out in threads; replies go out through a `Carrier`, all
that the desk knows of a messenger. Runs in one event loop.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from bots import messages
from bots.asking import Preview, unseen
from bots.inbox import Inbox, Open
from bots.room import said
from bots.shapes import Incoming, Outgoing, Replies

log = logging.getLogger(__name__)

FIRST_WAIT = 0.2
LONGEST_WAIT = 30.0
"""Seconds between tries of a delivery: doubled from the first to the longest."""

SIGN_EVERY = 4.5
"""Seconds after which the sign of work is shown again; "typing" goes out after five."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It is out."""


@dataclass(frozen=True, slots=True)
class Later:
    """It is not out and may be tried again, after so many seconds if the messenger says how many."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Lost:
    """It cannot be delivered: the person has blocked the bot, the chat is gone."""

    why: str


Delivery = Sent | Later | Lost


class Carrier(Protocol):
    """A messenger. None of its methods raises."""

    async def carry(self, incoming: Incoming, outgoing: Outgoing) -> Delivery:
        """Send one reply, once."""

    async def working(self, incoming: Incoming, again: bool = False) -> None:
        """Show that the message was taken: typing, the button released; `again` while it goes on."""

    def preview(self, incoming: Incoming) -> Preview | None:
        """What shows an unfinished answer, called from any thread; nothing where that is not possible."""


class Talk(Protocol):
    """Who answers: the dialogue, or a channel's own way of holding it."""

    def admit(self, incoming: Incoming) -> Incoming:
        """What may be kept of it."""

    def reply(self, incoming: Incoming, preview: Preview = unseen) -> Replies:
        """What to send, in order. Called from several threads, for one chat one call at a time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`queue` updates of one chat may wait; `threads` answers are worked on at once.

    A delivery is tried for `give_up` seconds.
    """

    queue: int = 20
    threads: int = 8
    give_up: float = 600.0


@dataclass(slots=True)
class _Lane:
    """The updates of one chat that wait, and whether it was told that there are too many."""

    waiting: deque[Open] = field(default_factory=deque)
    full: bool = False


class Desk:
    """Takes updates of one channel and sees that each is answered."""

    def __init__(self, dialogue: Talk, inbox: Inbox, carrier: Carrier, limits: Limits) -> None:
        self._dialogue = dialogue
        self._inbox = inbox
        self._carrier = carrier
        self._limits = limits
        self._lanes: dict[str, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pool = ThreadPoolExecutor(limits.threads, thread_name_prefix="answers")

    def receive(self, incoming: Incoming) -> None:
        """Take an update. When this returns it is on disk and will be answered, now or after a restart."""
        incoming = self._dialogue.admit(incoming)
        if incoming.addressed and self._inbox.accept(incoming):
            self._queue(Open(incoming))

    def resume(self, channel: str) -> int:
        """Go on with what an earlier run left undone; gives how many updates that were."""
        unfinished = self._inbox.unfinished(channel)
        for item in unfinished:
            self._start(item)
        return len(unfinished)

    async def drain(self, seconds: float) -> int:
        """Finish what waits, for at most so many seconds; gives how many chats were left for the next run."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = [task for task in self._tasks if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)
        return len(left)

    def _queue(self, item: Open) -> None:
        lane = self._lanes.get(item.incoming.chat)
        if lane is None or len(lane.waiting) < self._limits.queue:
            self._start(item)
        elif lane.full:
            self._inbox.done(item.incoming)
        else:
            lane.full = True
            busy = said(messages.BUSY)
            self._inbox.answered(item.incoming, busy)
            lane.waiting.append(Open(item.incoming, busy))

    def _start(self, item: Open) -> None:
        chat = item.incoming.chat
        if chat in self._lanes:
            self._lanes[chat].waiting.append(item)
            return
        lane = self._lanes[chat] = _Lane(deque([item]))
        task = asyncio.create_task(self._work(chat, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, chat: str, lane: _Lane) -> None:
        """Answer what waits in a chat, one after the other."""
        try:
            while lane.waiting:
                try:
                    await self._handle(lane.waiting[0])
                except Exception:
                    log.exception("an update is left for the next run")
                lane.waiting.popleft()
        finally:
            del self._lanes[chat]

    async def _handle(self, item: Open) -> None:
        ready = asyncio.Event()
        signs = asyncio.create_task(self._signs(item.incoming, ready))
        try:
            replies = item.replies
            if replies is None:
                replies = await self._replies(item.incoming)
                self._inbox.answered(item.incoming, replies)
            ready.set()
            await signs
        finally:
            signs.cancel()
        for place, outgoing in enumerate(replies[item.sent :], item.sent + 1):
            if not await self._delivered(item.incoming, outgoing):
                break
            if place < len(replies):
                self._inbox.sent(item.incoming, place)
        self._inbox.done(item.incoming)

    async def _signs(self, incoming: Incoming, ready: asyncio.Event) -> None:
        """Show that it is worked on until it is done; a sign lasts for some seconds only."""
        await self._carrier.working(incoming)
        while not ready.is_set():
            try:
                async with asyncio.timeout(SIGN_EVERY):
                    await ready.wait()
            except TimeoutError:
                await self._carrier.working(incoming, again=True)

    async def _replies(self, incoming: Incoming) -> Replies:
        preview = self._carrier.preview(incoming) or unseen
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, self._dialogue.reply, incoming, preview)
        except Exception:
            log.exception("no answer to an update")
            return said(messages.FAULT)

    async def _delivered(self, incoming: Incoming, outgoing: Outgoing) -> bool:
        """Whether it is out in the end; what fails for a while is tried again."""
        until = time.monotonic() + self._limits.give_up
        wait = FIRST_WAIT
        while True:
            delivery = await self._carrier.carry(incoming, outgoing)
            match delivery:
                case Sent():
                    return True
                case Lost(why=why):
                    log.warning("a reply cannot be delivered: %s", why)
                    return False
                case Later(seconds=seconds):
                    pause = seconds or wait * random.uniform(0.75, 1.25)
            if time.monotonic() + pause > until:
                log.error("a reply is given up after %.0f s", self._limits.give_up)
                return False
            await asyncio.sleep(pause)
            wait = min(2 * wait, LONGEST_WAIT)
