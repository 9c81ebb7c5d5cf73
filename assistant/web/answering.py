"""Questions over HTTP: an answer in one piece, or while it comes about."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.answer import Message
from assistant.web import messages
from assistant.web.admission import Admission
from assistant.web.backend import Backend
from assistant.web.body import Refusal, read_asking
from assistant.web.conversations.routes import Conversations
from assistant.web.conversations.turns import headers_of
from assistant.web.events import begun, whole
from assistant.web.guard import refused
from assistant.web.settings import WebSettings
from assistant.web.streaming import Keep, stream_events
from knowledge.errors import AssistantError, QuestionError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A question that may be worked on."""

    backend: Backend
    message: Message
    keep: Keep | None = None


class Answering:
    """The endpoints. Questions are worked on by `workers`."""

    def __init__(
        self,
        admission: Admission,
        conversations: Conversations,
        settings: WebSettings,
        workers: CapacityLimiter,
    ) -> None:
        self._admission = admission
        self._conversations = conversations
        self._settings = settings
        self._workers = workers

    async def ask(self, request: Request) -> Response:
        """Trả lời đầy đủ trong một lần, kèm mọi trích dẫn."""
        admitted = await self._admitted(request)
        if isinstance(admitted, Refusal):
            return refused(admitted)
        try:
            events = admitted.backend.stream(admitted.message)
            answer = await to_thread.run_sync(whole, events, limiter=self._workers)
        except AssistantError as fault:
            return refused(_refusal_of(fault))
        headers = {"Cache-Control": "no-store"}
        if admitted.keep:
            headers |= headers_of(await to_thread.run_sync(admitted.keep, answer, limiter=self._workers))
        return JSONResponse(answer.to_dict(), headers=headers)

    async def ask_stream(self, request: Request) -> Response:
        """The answer as server-sent events; what cannot be read is refused before the first."""
        admitted = await self._admitted(request)
        if isinstance(admitted, Refusal):
            return refused(admitted)
        try:
            events = admitted.backend.stream(admitted.message)
            events = await to_thread.run_sync(begun, events, limiter=self._workers)
        except AssistantError as fault:
            return refused(_refusal_of(fault))
        return stream_events(events, self._workers, admitted.keep)

    async def _admitted(self, request: Request) -> Admitted | Refusal:
        asked = await self._admission.asked(request)
        if isinstance(asked, Refusal):
            return asked
        backend, raw = asked
        asking = read_asking(raw, self._settings)
        if isinstance(asking, Refusal) or asking.conversation is None:
            return asking if isinstance(asking, Refusal) else Admitted(backend, asking.message)
        joined = await self._conversations.joined(asking)
        return joined if isinstance(joined, Refusal) else Admitted(backend, joined.message, joined.keep)


def _refusal_of(fault: AssistantError) -> Refusal:
    if isinstance(fault, QuestionError):
        return Refusal(422, str(fault))
    log.error("no answer: %s", fault)
    return Refusal(503, messages.UNAVAILABLE)
