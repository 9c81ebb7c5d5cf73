"""Further pages of the service, brought by packages that stand above this one.

A package declares a `Page` under the entry point group `tro_ly_htx.pages`; the service mounts it without
knowing who it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from starlette.applications import Starlette

from assistant.answer import Answer, Event, Message
from knowledge.document import Document

GROUP = "tro_ly_htx.pages"
log = logging.getLogger(__name__)


class Host(Protocol):
    """What the service lends to a page. `ask` may be called from any thread; nobody limits its rate."""

    @property
    def data_dir(self) -> Path:
        """Where a page may keep a folder of its own."""

    def ready(self) -> bool:
        """Whether questions are answered by now."""

    def ask(self, message: Message) -> Answer:
        """The answer. Raises AssistantError, also while the assistant still loads."""

    def stream(self, message: Message) -> Iterator[Event]:
        """The steps, verified claims and the answer, as they come. As `ask` else."""

    def documents(self) -> Sequence[Document]:
        """The documents that answers cite; none while the assistant still loads."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page below `/{path}/`, shown as `title` in the top bar; without a title it is mounted, but not shown.

    The service runs the lifespan of `app`.
    """

    path: str
    title: str
    app: Callable[[Host], Starlette]


def installed_pages() -> tuple[Page, ...]:
    """The pages of the installed packages; one that lacks a library is left out with a line in the log."""
    return tuple(page for entry in entry_points(group=GROUP) if (page := load_page(entry)))


def load_page(entry: EntryPoint) -> Page | None:
    """The page behind an entry point; nothing where what it names is no page or lacks a library."""
    try:
        page = entry.load()
    except ImportError as fault:
        log.warning("page %s is left out: %s", entry.name, fault)
        return None
    return page if isinstance(page, Page) else None
