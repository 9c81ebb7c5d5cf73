"""The database of the office, which is that of the conversations: opened when needed, again after a fault."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from assistant.conversations.database import Database, address_of
from knowledge.config import Settings
from knowledge.errors import AssistantError, StoreError

AGAIN_S = 15.0
"""Seconds after which a database that could not be opened is tried again."""


class OfficeDatabase:
    """A database that may be out of reach for a while. `opening` gives it; called from several threads."""

    def __init__(self, opening: Callable[[], Database], clock: Callable[[], float] = time.monotonic) -> None:
        self._opening = opening
        self._clock = clock
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._failed: tuple[float, str] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreError."""
        with self._opened().reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """What is written inside stands together or not at all. Raises StoreError."""
        with self._opened().writing() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database; it opens again when it is needed."""
        with self._lock:
            if self._database:
                self._database.close()
            self._database = None

    def _opened(self) -> Database:
        with self._lock:
            if self._database is None:
                self._database = self._tried()
            return self._database

    def _tried(self) -> Database:
        if self._failed and self._clock() < self._failed[0]:
            raise StoreError(self._failed[1])
        try:
            database = self._opening()
        except AssistantError as fault:
            self._failed = (self._clock() + AGAIN_S, str(fault))
            raise StoreError(str(fault)) from None
        self._failed = None
        return database


def office_database(settings: Settings) -> OfficeDatabase:
    """The database of `settings`. Raises ConfigError for an address that cannot work."""
    url = address_of(settings.database_url.get_secret_value(), settings.data_dir)
    return OfficeDatabase(lambda: Database(url))
