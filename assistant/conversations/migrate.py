"""Bringing the tables to where this program wants them. With `migrations`, all that knows Alembic."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from knowledge.errors import ConfigError

HEAD = "head"
_FOLDER = Path(__file__).with_name("migrations")
_ONE_AT_A_TIME = threading.Lock()  # while Alembic works, its context is a global of the process


def upgrade(connection: Any, revision: str = HEAD) -> None:
    """Run the steps that a database lacks up to `revision`, in the transaction of an SQLAlchemy connection.

    The caller sees to it that no other process does the same on this database.

    Raises:
        ConfigError: the database was made by a newer version of this program.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    try:
        with _ONE_AT_A_TIME:
            command.upgrade(config, revision)
    except CommandError:
        raise ConfigError(
            "kho hội thoại do một bản mới hơn của chương trình tạo ra; hãy chạy bản mới đó, hoặc đặt "
            "ASSISTANT_DATABASE_URL sang kho khác"
        ) from None
