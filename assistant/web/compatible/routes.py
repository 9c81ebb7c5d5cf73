"""The addresses below /v1: the model, and chat completions, streamed or not."""

from __future__ import annotations

from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.answer import Message
from assistant.web.admission import Admission
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.compatible import replies, wording
from assistant.web.compatible.chores import FOLLOW_UPS, Chore, done
from assistant.web.compatible.content import Content, written
from assistant.web.compatible.faults import Fault
from assistant.web.compatible.keys import refusal_of
from assistant.web.compatible.replies import Reply
from assistant.web.compatible.request import MODEL, Asked, question, read_request, unknown_model
from assistant.web.compatible.sending import fault_of, growing, sent, told
from assistant.web.events import begun, whole
from assistant.web.settings import WebSettings
from knowledge.errors import ConfigError

SUGGESTED = 3


class Compatible:
    """The endpoints. Raises ConfigError for a public address that is none."""

    def __init__(self, admission: Admission, settings: WebSettings, workers: CapacityLimiter) -> None:
        self._admission = admission
        self._settings = settings
        self._workers = workers
        self._base = _base(settings.public_url)

    def app(self) -> Starlette:
        """The endpoints as an application to be mounted at /v1."""
        return Starlette(
            routes=[
                Route("/models", self.models),
                Route("/models/{name:path}", self.model),
                Route("/chat/completions", self.complete, methods=["POST"]),
            ],
            exception_handlers={HTTPException: _not_served},
        )

    async def models(self, request: Request) -> Response:
        """The list of models: one."""
        refusal = self._refused_caller(request)
        return refusal or JSONResponse({"object": "list", "data": [replies.model()]})

    async def model(self, request: Request) -> Response:
        """A single model."""
        if refusal := self._refused_caller(request):
            return refusal
        name = request.path_params["name"]
        return JSONResponse(replies.model()) if name == MODEL else unknown_model(name).response()

    async def complete(self, request: Request) -> Response:
        """A chat completion, whole or streamed."""
        if refusal := self._refused_caller(request):
            return refusal
        admitted = await self._admitted(request)
        if isinstance(admitted, Fault):
            return admitted.response()
        backend, asked = admitted
        reply = Reply(asked.words)
        try:
            if isinstance(asked.what, Chore):
                return await self._chore(backend, asked, asked.what, reply)
            return await self._answered(
                backend, asked, asked.what, reply, self._base or str(request.base_url)
            )
        except Exception as error:
            return fault_of(error).response()

    async def _admitted(self, request: Request) -> tuple[Backend, Asked] | Fault:
        """The assistant and what it is asked, under the limits of the other addresses."""
        admitted = await self._admission.asked(request)
        if isinstance(admitted, Refusal):
            return Fault.of(admitted)
        backend, raw = admitted
        asked = read_request(raw, self._settings)
        return asked if isinstance(asked, Fault) else (backend, asked)

    def _refused_caller(self, request: Request) -> Response | None:
        refusal = refusal_of(request.headers.get("authorization", ""), self._settings.api_keys)
        return refusal.response() if refusal else None

    async def _answered(
        self, backend: Backend, asked: Asked, message: Message, reply: Reply, base: str
    ) -> Response:
        events = backend.stream(message)
        if asked.stream:
            # The first event before the status line: what cannot be read is still refused by a status.
            started = await to_thread.run_sync(begun, events, limiter=self._workers)
            return sent(growing(reply, started, base, asked.with_usage, self._workers))
        answer = await to_thread.run_sync(whole, events, limiter=self._workers)
        return _whole(reply.whole(written(answer, base), answer))

    async def _chore(self, backend: Backend, asked: Asked, chore: Chore, reply: Reply) -> Response:
        suggested = await to_thread.run_sync(self._suggested, backend, chore, limiter=self._workers)
        text = done(chore, suggested, asked.in_json)
        if asked.stream:
            return sent(told(reply, text, asked.with_usage))
        return _whole(reply.whole(Content.plain(text), None))

    def _suggested(self, backend: Backend, chore: Chore) -> list[str]:
        """What people ask next after the last question of the conversation that a chore quotes."""
        if chore.key != FOLLOW_UPS:
            return []
        before = [("user", text) for text in chore.asked[:-1]]
        message = question(chore.asked[-1] if chore.asked else "", before, None, self._settings)
        found = () if isinstance(message, Fault) else whole(backend.stream(message)).suggestions
        return list(found or backend.suggestions())[:SUGGESTED]


def _base(public_url: str) -> str:
    """What the links of answers begin with; empty for the address that is called."""
    address = urlsplit(public_url)
    if public_url and not (address.scheme in ("http", "https") and address.netloc):
        raise ConfigError(wording.PUBLIC_URL.format(url=public_url))
    return f"{public_url.rstrip('/')}/" if public_url else ""


def _whole(completion: dict[str, object]) -> Response:
    return JSONResponse(completion, headers={"Cache-Control": "no-store"})


async def _not_served(_request: Request, error: Exception) -> Response:
    """An address or a method nobody serves."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    message = wording.WRONG_METHOD if status == 405 else wording.NO_ADDRESS
    headers = tuple((error.headers or {}).items()) if isinstance(error, HTTPException) else ()
    return Fault(status, message, headers=headers).response()
