"""Something slow to load, loaded beside the service."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from assistant.web import messages
from knowledge.errors import AssistantError

Loaded = TypeVar("Loaded")
log = logging.getLogger(__name__)


class Loading(Generic[Loaded]):
    """The result of `load`, once it is there, or one line that says why it never will be.

    The thread is a daemon: a service that is stopped while it loads ends at once.
    """

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self.value: Loaded | None = None
        self.fault: str | None = None

    def start(self) -> None:
        """Begin to load in a thread of its own."""
        threading.Thread(target=self._run, name="load", daemon=True).start()

    def reload(self) -> str:
        """Load again; what is there serves until the new one is. Gives why not, empty when it went well."""
        try:
            self.value = self._load()
            self.fault = None
        except AssistantError as fault:
            log.error("not reloaded: %s", fault)
            return str(fault)
        return ""

    def _run(self) -> None:
        try:
            self.value = self._load()
        except AssistantError as fault:
            log.error("not ready: %s", fault)
            self.fault = str(fault)
        except Exception:
            log.exception("not ready: an internal fault while loading")
            self.fault = messages.FAULT
