"""An answer while it comes about, as server-sent events. The only file that knows `sse_starlette`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict

from anyio import CapacityLimiter, to_thread
from sse_starlette import EventSourceResponse, JSONServerSentEvent
from starlette.responses import Response

from assistant.answer import Answer, ClaimVerified, Event, Finished, StepStarted
from assistant.web import messages
from assistant.web.events import close_quietly
from knowledge.errors import AssistantError, QuestionError

log = logging.getLogger(__name__)

Keep = Callable[[Answer], Mapping[str, object]]
"""Keeps a turn; gives what the client is told of it."""

DESCRIPTION = """Cùng nội dung gửi như `/api/ask`; trả về luồng `text/event-stream`:

- `step` `{"name"}` khi mỗi bước bắt đầu,
- `claim` `{"claim", "citations"}` cho mỗi ý đã đối chiếu xong,
- `stored` `{"stored", "turn", "withheld"}` ngay trước `done`, khi câu hỏi thuộc một cuộc trò chuyện,
- `done` câu trả lời đầy đủ, đúng dạng của `/api/ask`,
- `error` `{"detail"}` nếu có lỗi giữa chừng."""


def stream_events(events: Iterator[Event], limiter: CapacityLimiter, keep: Keep | None = None) -> Response:
    """The reply that sends each event as soon as it is there and stops working when the client is gone.

    `keep` is called with the answer before it is sent, since a client may leave as soon as it has it.
    """
    return EventSourceResponse(_sent(events, limiter, keep), sep="\n")


async def _sent(
    events: Iterator[Event], limiter: CapacityLimiter, keep: Keep | None
) -> AsyncIterator[JSONServerSentEvent]:
    try:
        while (event := await to_thread.run_sync(next, events, None, limiter=limiter)) is not None:
            if keep and isinstance(event, Finished):
                kept = await to_thread.run_sync(keep, event.answer, limiter=limiter)
                yield JSONServerSentEvent(kept, event="stored", sep="\n")
            yield _encoded(event)
            if isinstance(event, Finished):
                return
        log.error("the pipeline ended without an answer")
        yield _failed(messages.FAULT)
    except QuestionError as fault:
        yield _failed(str(fault))
    except AssistantError as fault:
        log.error("no answer: %s", fault)
        yield _failed(messages.UNAVAILABLE)
    except Exception:
        log.exception("fault while streaming an answer")
        yield _failed(messages.FAULT)
    finally:
        close_quietly(events)


def _encoded(event: Event) -> JSONServerSentEvent:
    match event:
        case StepStarted(name):
            return JSONServerSentEvent({"name": name}, event="step", sep="\n")
        case ClaimVerified():
            return JSONServerSentEvent(asdict(event), event="claim", sep="\n")
        case Finished(answer):
            return JSONServerSentEvent(answer.to_dict(), event="done", sep="\n")


def _failed(detail: str) -> JSONServerSentEvent:
    return JSONServerSentEvent({"detail": detail}, event="error", sep="\n")
