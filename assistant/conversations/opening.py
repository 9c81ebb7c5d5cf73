"""From the settings to the conversations."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.conversations.archive import Archive
from assistant.conversations.private import Discretion
from assistant.conversations.store import Store
from knowledge.config import Settings

LEFT_BEHIND = (
    "ASSISTANT_RETENTION_DAYS=0 nhưng %s còn hội thoại lưu từ trước; để xóa, hãy chạy: "
    "python -m assistant conversations sweep"
)
log = logging.getLogger(__name__)


def archive_of(settings: Settings) -> Archive | None:
    """The conversations, opened when first needed; nothing where the setting says that none are kept.

    Raises:
        ConfigError: the address of the database cannot work, or its driver is missing.
    """
    from assistant.conversations.database import address_of

    url = address_of(settings.database_url.get_secret_value(), settings.data_dir)
    if settings.retention_days == 0:
        if url.get_backend_name() == "sqlite" and _holds_any(Path(str(url.database))):
            log.warning(LEFT_BEHIND, url.database)
        return None
    return Archive(lambda: open_store(settings), Discretion.load().personal, settings.retention_days)


def _holds_any(path: Path) -> bool:
    """Whether conversations are in a file; what the office keeps in the same one does not count."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM conversations LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return False


def open_store(settings: Settings) -> Store:
    """The store, its tables brought up to date.

    Raises:
        ConfigError: the address cannot work. StoreError: the database is out of reach.
    """
    from assistant.conversations.database import Database, address_of
    from assistant.conversations.sql_store import SqlStore

    url = address_of(settings.database_url.get_secret_value(), settings.data_dir)
    return SqlStore(Database(url), settings.retention_days)
