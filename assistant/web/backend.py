"""What the web service needs of the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from assistant.answer import Event, Message
from knowledge.document import Document
from knowledge.facts import Facts


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

    def facts(self, number: str) -> Facts:
        """What the document with this number states, with fields; nothing where it is unknown."""

    def suggestions(self) -> Sequence[str]:
        """Questions to begin with."""

    def model_report(self) -> Mapping[str, Any] | None:
        """What the language model took since the start, as JSON-ready values; nothing where there is none."""
