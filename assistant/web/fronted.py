"""The assistant behind what the office ordered: one place for the chat, /v1, bots and every further page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.answer import Event, Message
from assistant.office.front import Front
from assistant.web.backend import Backend
from knowledge.document import Document
from knowledge.facts import Facts


class Fronted:
    """A backend whose questions go through `front` first."""

    def __init__(self, inner: Backend, front: Front) -> None:
        self._inner = inner
        self._front = front

    def stream(self, message: Message) -> Iterator[Event]:
        """The events of one answer. What the office ordered is read when the first is wanted, not before."""
        ordered = self._front.events(message)
        yield from self._inner.stream(message) if ordered is None else ordered

    def documents(self) -> Sequence[Document]:
        """All documents."""
        return self._inner.documents()

    def document(self, number_or_slug: str) -> Document | None:
        """The document with this number or slug, or nothing."""
        return self._inner.document(number_or_slug)

    def facts(self, number: str) -> Facts:
        """What the document with this number states."""
        return self._inner.facts(number)

    def suggestions(self) -> Sequence[str]:
        """Questions to begin with."""
        return self._inner.suggestions()

    def model_report(self) -> Mapping[str, Any] | None:
        """What the language model took since the start."""
        return self._inner.model_report()
