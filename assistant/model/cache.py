"""Replies kept by what they depend on: the latest in memory, all of them in a file where one is given."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from pydantic import BaseModel, ConfigDict, ValidationError

MOST = 512
"""Replies kept in memory."""

MOST_LINES = 20_000
"""Lines of the file that are read."""

log = logging.getLogger(__name__)


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    key: str
    reply: str


class Rewrites:
    """Replies by digest; safe for several threads. A file that cannot be used is left alone."""

    def __init__(self, path: Path | None = None, most: int = MOST) -> None:
        self._path = path
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[str, str] = OrderedDict(_rows(path) if path else ())

    def get(self, key: str) -> str | None:
        """The reply kept under a digest, or nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, reply: str) -> None:
        """Keep a reply."""
        with self._lock:
            self._kept[key] = reply
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            self._write(key, reply)

    def _write(self, key: str, reply: str) -> None:
        if self._path is None:
            return
        row = json.dumps({"key": key, "reply": reply}, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{row}\n")
        except OSError as error:
            log.warning("rewritten questions are kept in memory only: %s", error.strerror)
            self._path = None


def _rows(path: Path) -> list[tuple[str, str]]:
    """The readable rows of the file, the latest last."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()[-MOST_LINES:]
    except (OSError, UnicodeDecodeError):
        return []
    found: list[tuple[str, str]] = []
    for line in lines:
        try:
            row = _Row.model_validate_json(line)
        except ValidationError:  # a line cut short when the process ended
            continue
        found.append((row.key, row.reply))
    return found[-MOST:]
