"""What the service lends to the pages of further packages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.answer import Answer, Event, Message
from assistant.web import messages
from assistant.web.backend import Backend
from assistant.web.events import whole
from assistant.web.loading import Loading
from knowledge.document import Document
from knowledge.errors import LibraryError


class PageHost:
    """What a further page gets of the service: the assistant without the rate limit."""

    def __init__(self, loading: Loading[Backend], data_dir: Path) -> None:
        self._loading = loading
        self.data_dir = data_dir

    def ready(self) -> bool:
        """Whether questions are answered by now."""
        return self._loading.value is not None

    def ask(self, message: Message) -> Answer:
        """The answer. Raises AssistantError, also while the assistant still loads."""
        return whole(self.stream(message))

    def stream(self, message: Message) -> Iterator[Event]:
        """The steps, verified claims and the answer, as they come. Raises AssistantError, as `ask`."""
        if self._loading.value is None:
            raise LibraryError(messages.LOADING)
        yield from self._loading.value.stream(message)

    def documents(self) -> Sequence[Document]:
        """The documents that answers cite."""
        return self._loading.value.documents() if self._loading.value else ()
