"""When things run: again and again, or until it is time to stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine

log = logging.getLogger(__name__)


async def each(seconds: float, act: Callable[[], object]) -> None:
    """Do something now and every so many seconds, off the loop; a fault of one round is logged."""
    while True:
        try:
            await asyncio.to_thread(act)
        except Exception:
            log.exception("a regular task failed")
        await asyncio.sleep(seconds)


async def unless(stop: asyncio.Event, act: Coroutine[None, None, None]) -> None:
    """Do it, but leave it when it is time to stop. Raises what it raises."""
    acting = asyncio.create_task(act)
    stopping = asyncio.create_task(stop.wait())
    done, pending = await asyncio.wait((acting, stopping), return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    if acting in done:
        acting.result()


def paced(act: Callable[[str], object], seconds: float) -> Callable[[str], None]:
    """Does it at most every so many seconds, the first time after as many; what comes between is left out."""
    last = time.monotonic()

    def act_or_wait(text: str) -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            act(text)

    return act_or_wait
