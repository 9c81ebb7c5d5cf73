"""The database behind the conversations, SQLite or PostgreSQL: how it is opened, read and written.

With `sql_store`, all that knows SQLAlchemy. No password and no word of a person is in a message.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from assistant.conversations.migrate import HEAD, upgrade
from knowledge.errors import ConfigError, StoreError

BUSY_S = 2.0
"""Seconds that a question waits for a locked or distant database; then it is answered without."""

OPENING_S = 60
"""Seconds that one process waits while another one brings the tables up to date."""

LOCK = 0x48545812
"""The advisory lock under which PostgreSQL databases are brought up to date."""

FORM = "postgresql+psycopg://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY:5432/TÊN_KHO"
NO_DRIVER = "lưu vào PostgreSQL cần thư viện psycopg; hãy chạy: pip install 'tro-ly-htx[postgres]'"
_PRAGMAS = ("secure_delete=ON", "foreign_keys=ON", "synchronous=NORMAL")
_POSTGRES = ("postgresql+psycopg", "postgresql", "postgres")
_KNOWN_WRITES = {"writes": True}


def address_of(written: str, data_dir: Path) -> URL:
    """Where the conversations are: what a setting says, else a file in `data_dir`.

    Raises:
        ConfigError: the address cannot be read, is of another kind of database, or its driver is missing.
    """
    if not written.strip():
        return URL.create("sqlite", database=str(data_dir.expanduser() / "conversations.db"))
    try:
        url = make_url(written.strip())
    except (ArgumentError, ValueError):
        raise ConfigError(f"không đọc được ASSISTANT_DATABASE_URL; hãy viết dạng {FORM}") from None
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    if url.drivername not in _POSTGRES or not url.database:
        raise ConfigError(f"ASSISTANT_DATABASE_URL không dùng được; hãy viết dạng {FORM}")
    if "@" in (url.host or ""):
        raise ConfigError("ASSISTANT_DATABASE_URL: trong mật khẩu hãy viết ký tự @ là %40")
    if find_spec("psycopg") is None:
        raise ConfigError(NO_DRIVER)
    return url.set(drivername=_POSTGRES[0])


class Database:
    """A database whose tables are those this program wants.

    Raises:
        StoreError: it cannot be reached now. ConfigError: it belongs to a newer version.
    """

    def __init__(self, url: URL, revision: str = HEAD) -> None:
        self._url = url
        self._lite = url.get_backend_name() == "sqlite"
        with self._told():
            self._engine = _engine(url)
        self._writing = self._engine.execution_options(**_KNOWN_WRITES)
        try:
            with self.writing() as connection:
                if not self._lite:
                    connection.execute(sa.text(f"SET LOCAL statement_timeout = {OPENING_S * 1000}"))
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
                upgrade(connection, revision)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreError."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """What is written inside stands together or not at all. Raises StoreError."""
        with self._told(), self._writing.begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Take deleted words out of the write-ahead log of SQLite too; one in use waits for the next time."""
        if not self._lite:
            return
        with self._told():
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as fault:
            raise StoreError(
                f"không đọc hoặc ghi được kho hội thoại {_where(self._url)} ({_reason(fault, self._url)}); "
                "hãy kiểm tra kho đó rồi thử lại"
            ) from None


def _where(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"


def _reason(fault: Exception, url: URL) -> str:
    """The first line of what the database says: those below it may hold what was to be written."""
    said = fault.orig if isinstance(fault, DBAPIError) else fault
    lines = str(said).strip().splitlines() or [type(fault).__name__]
    secret = str(url.password or "")
    return lines[0].replace(secret, "***") if secret else lines[0]


def _engine(url: URL) -> Engine:
    try:
        return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgres(url)
    except ImportError:  # the driver is there, but not the library it stands on
        raise ConfigError(NO_DRIVER) from None


def _postgres(url: URL) -> Engine:
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=BUSY_S,
        connect_args={"connect_timeout": max(2, int(BUSY_S)), "prepare_threshold": None},
    )
    event.listen(engine, "connect", _limit)
    return engine


def _limit(connection: Any, _record: object) -> None:
    """A statement that waits longer than a question may is given up."""
    connection.execute(f"SET statement_timeout = {int(BUSY_S * 1000)}")
    connection.commit()


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    _write_ahead(path)
    engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _write_ahead(path: Path) -> None:
    """Turn on the write-ahead log, which the file remembers; SQLite does not wait here, so we do."""
    deadline = time.monotonic() + BUSY_S
    connection = sqlite3.connect(path, timeout=BUSY_S)
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that first reads could never write after another one did."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
