"""One program at a time on the conversations of a channel; a second one waits until the first is gone.

The order of a chat and "once each" hold within one program only. The lock goes when the program that holds it
ends, however it ends; it is good between programs of one machine.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5
"""Seconds between two looks at whether the other program is gone."""


@asynccontextmanager
async def alone(path: Path) -> AsyncIterator[None]:
    """Hold the lock at `path`, once nobody else does. Where the system knows no such locks it is left out."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        told = False
        while not _locked(file):
            if not told:
                log.warning("another program is at work here (%s); this one waits until it ends", path)
            told = True
            await asyncio.sleep(LOOK_EVERY)
        yield
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        import fcntl
    except ModuleNotFoundError:  # not a Unix
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
