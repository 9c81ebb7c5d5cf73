"""A completion while it comes about: verified claims as they pass, then what the whole answer adds."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response, StreamingResponse

from assistant.answer import Answer, ClaimVerified, Event, Finished
from assistant.web import messages
from assistant.web.compatible.content import Content, written
from assistant.web.compatible.faults import Fault
from assistant.web.compatible.replies import Reply, beside
from assistant.web.events import close_quietly
from knowledge.errors import AssistantError, QuestionError

log = logging.getLogger(__name__)

DONE = "data: [DONE]\n\n"


def fault_of(error: Exception) -> Fault:
    """What a caller is told of a fault; all but bad questions are logged."""
    if isinstance(error, QuestionError):
        return Fault(422, str(error), "messages")
    if isinstance(error, AssistantError):
        log.error("no answer: %s", error)
        return Fault(503, messages.UNAVAILABLE, code="service_unavailable")
    log.error("fault while answering", exc_info=error)
    return Fault(500, messages.FAULT)


def sent(pieces: AsyncIterator[dict[str, Any]]) -> Response:
    """The reply that sends each piece as soon as it is there."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(pieces), media_type="text/event-stream", headers=headers)


async def told(reply: Reply, text: str, with_usage: bool) -> AsyncIterator[dict[str, Any]]:
    """The pieces of a text that is there already."""
    yield reply.chunk({"role": "assistant", "content": ""})
    for piece in _ending(reply, "", Content.plain(text), None, with_usage):
        yield piece


async def growing(
    reply: Reply, events: Iterator[Event], base: str, with_usage: bool, limiter: CapacityLimiter
) -> AsyncIterator[dict[str, Any]]:
    """The pieces of an answer as it comes about. What was sent is never taken back."""
    shown = ""
    try:
        yield reply.chunk({"role": "assistant", "content": ""})
        while (event := await to_thread.run_sync(next, events, None, limiter=limiter)) is not None:
            if isinstance(event, ClaimVerified) and event.shown:
                shown += event.shown
                yield reply.chunk({"content": event.shown})
            if isinstance(event, Finished):
                content = written(event.answer, base)
                for piece in _ending(reply, shown, content, event.answer, with_usage):
                    yield piece
                return
        raise RuntimeError("the pipeline ended without an answer")
    except Exception as error:
        yield {"error": fault_of(error).body()["error"]}
    finally:
        close_quietly(events)


def _ending(
    reply: Reply, shown: str, content: Content, answer: Answer | None, with_usage: bool
) -> Iterator[dict[str, Any]]:
    """The rest of the text, what stands beside it, the end."""
    rest = content.text.removeprefix(shown)
    if shown and not content.text.startswith(shown):
        log.error("claims were sent that the answer does not begin with")
        rest = f"\n\n{rest}"
    for line in rest.splitlines(keepends=True):
        yield reply.chunk({"content": line})
    if answer is not None:
        yield reply.chunk(beside(content, answer))
    yield reply.chunk({}, "stop")
    if with_usage:
        yield reply.last(content.text)


async def _lines(pieces: AsyncIterator[dict[str, Any]]) -> AsyncIterator[str]:
    async for piece in pieces:
        yield f"data: {json.dumps(piece, ensure_ascii=False)}\n\n"
        if "error" in piece:
            return
    yield DONE
