"""Who is let in: whether there is an assistant yet, how often one client may come. One for all addresses."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from starlette.requests import Request

from assistant.web import messages
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.limiting import HEADERS, RateLimit
from assistant.web.receiving import read_body
from assistant.web.settings import WebSettings


class Purpose(StrEnum):
    """What a client comes for; each has a window of its own, so that none takes from what may be asked."""

    ASK = "ask"
    KEEP = "keep"
    CHECK = "check"


class Admission:
    """The door. `ready` gives the assistant, or why there is none yet.

    Raises ConfigError for a rate that cannot be read.
    """

    def __init__(self, ready: Callable[[], Backend | Refusal], settings: WebSettings) -> None:
        self.backend = ready
        self._limit = RateLimit(settings.rate_limit)
        self._most = settings.max_body_bytes

    def refusal(self, request: Request, purpose: Purpose) -> Refusal | None:
        """Why this client has to wait; nothing counts the request and lets it in."""
        client = f"{purpose} {request.client.host if request.client else ''}"
        wait = self._limit.wait(client)
        request.scope[HEADERS] = self._limit.headers(client)
        return Refusal(429, messages.too_many_requests(wait), (("Retry-After", str(wait)),)) if wait else None

    async def body(self, request: Request, purpose: Purpose) -> bytes | Refusal:
        """The body of a request that is let in."""
        return self.refusal(request, purpose) or await self.unlimited(request)

    async def unlimited(self, request: Request) -> bytes | Refusal:
        """The body of a request that is counted elsewhere."""
        return await read_body(request, self._most)

    async def asked(self, request: Request) -> tuple[Backend, bytes] | Refusal:
        """The assistant and the body of a question to it."""
        backend = self.backend()
        if isinstance(backend, Refusal):
            return backend
        raw = await self.body(request, Purpose.ASK)
        return raw if isinstance(raw, Refusal) else (backend, raw)
