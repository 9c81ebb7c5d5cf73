"""What the web service needs of the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.answer import Event, Message
from knowledge.document import Document


class Backend(Protocol):
    """What the service needs: answers and the documents they cite. Called from several threads at once.

    One iterator of `stream` is advanced by one thread at a time, not always the same one.
    """

    def stream(self, message: Message) -> Iterator[Event]:
        """The events of one answer: steps, verified claims, then one `Finished`."""

    def documents(self) -> Sequence[Document]:
        """All documents."""

    def document(self, number_or_slug: str) -> Document | None:
        """The document with this number or slug, or nothing."""

    def suggestions(self) -> Sequence[str]:
        """Questions to begin with."""
