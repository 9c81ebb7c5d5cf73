"""The one SQLite file of the bots, and how it is read and written from several threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from knowledge.errors import ConfigError

SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
  place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, at REAL NOT NULL, state TEXT NOT NULL,
  address BLOB, incoming TEXT, replies TEXT, sent INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS updates_open ON updates (state) WHERE state <> 'done';
CREATE TABLE IF NOT EXISTS turns (
  name TEXT NOT NULL, role TEXT NOT NULL, chat TEXT NOT NULL, user TEXT NOT NULL, text TEXT NOT NULL,
  at REAL NOT NULL, over INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (name, role));
CREATE INDEX IF NOT EXISTS turns_of ON turns (chat, user, at);
CREATE TABLE IF NOT EXISTS answers (
  id TEXT PRIMARY KEY, chat TEXT NOT NULL, user TEXT NOT NULL, question TEXT NOT NULL, body TEXT NOT NULL,
  at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS answers_of ON answers (chat, user, at);
CREATE TABLE IF NOT EXISTS verdicts (
  answer TEXT NOT NULL, user TEXT NOT NULL, right INTEGER NOT NULL, reason TEXT NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (answer, user));
CREATE TABLE IF NOT EXISTS walks (
  chat TEXT NOT NULL, user TEXT NOT NULL, given TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, user));
"""
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "busy_timeout=5000")


class Database:
    """One connection behind a lock. What is deleted is overwritten in the file.

    Raises ConfigError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self.folder = path.parent
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            for pragma in _PRAGMAS:
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(SCHEMA)
            path.chmod(0o600)
        except (OSError, sqlite3.Error) as fault:
            raise ConfigError(
                f"không mở được {path} ({fault}); hãy kiểm tra quyền ghi, hoặc chuyển tệp đó đi nơi khác"
            ) from None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def write(self, sql: str, *values: object) -> int:
        """Run one statement; gives how many rows it changed."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a query, by column."""
        with self._lock, closing(self._db.execute(sql, values)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside stands together or not at all."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def scrub(self) -> None:
        """Take deleted words out of the write-ahead log too."""
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
