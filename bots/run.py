"""A channel at work: started, going on where an earlier run stopped, ended without losing a reply."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from bots.alone import alone
from bots.desk import Carrier, Desk, Talk
from bots.pace import each
from bots.wiring import House

TIDY_EVERY = 3600.0
"""Seconds between two rounds of deleting what is too old."""


class Messenger(Carrier, Protocol):
    """A carrier that is started and closed."""

    async def start(self) -> None:
        """Reach the service."""

    async def close(self) -> None:
        """Let go of it."""

    async def introduce(self) -> None:
        """Register commands and descriptions."""


@asynccontextmanager
async def at_work(
    house: House, messenger: Messenger, channel: str, talk: Talk | None = None
) -> AsyncIterator[Desk]:
    """The desk of a channel, once no other program works on it; at the end what waits is finished.

    The end takes no longer than the time that is set. `talk` is the channel's own way of holding the
    dialogue, if it has one.
    """
    desk = Desk(talk or house.dialogue, house.inbox, messenger, house.limits())
    chores: list[asyncio.Task[None]] = []
    async with alone(house.database.folder / f"{channel}.lock"):
        try:
            await messenger.start()
            chores.append(asyncio.create_task(messenger.introduce()))
            chores.append(asyncio.create_task(each(TIDY_EVERY, house.tidy)))
            desk.resume(channel)
            yield desk
        finally:
            await desk.drain(house.settings.bots_drain_seconds)
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            await messenger.close()
