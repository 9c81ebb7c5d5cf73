"""The events of one answer, as every address of the service takes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from assistant.answer import Answer, Event, Finished


def whole(events: Iterator[Event]) -> Answer:
    """Run the pipeline to its end. Raises AssistantError as the pipeline does."""
    for event in events:
        if isinstance(event, Finished):
            return event.answer
    raise RuntimeError("the pipeline ended without an answer")


def begun(events: Iterator[Event]) -> Iterator[Event]:
    """The same events, the first of which has come about already.

    Called before the status line is sent, so that a question that cannot be read is refused by a status.
    """
    first = next(events, None)
    return _after(first, events) if first is not None else iter(())


def close_quietly(events: Iterator[Event]) -> None:
    """End a pipeline nobody listens to; one whose thread still runs ends at its next step by itself."""
    close = getattr(events, "close", None)
    if close is not None:
        with contextlib.suppress(ValueError):
            close()


def _after(first: Event, rest: Iterator[Event]) -> Iterator[Event]:
    try:
        yield first
        yield from rest
    finally:
        close_quietly(rest)
