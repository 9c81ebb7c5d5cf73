"""Who is let in: whether there is an assistant yet, how often one client may come. One for all addresses."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from ipaddress import ip_address

from starlette.requests import Request

from assistant.web import messages
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.limiting import RateLimit
from assistant.web.receiving import read_body
from assistant.web.settings import WebSettings

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]", "::1")


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
        self._behind_another = bool(settings.public_url)

    def refusal(self, request: Request, purpose: Purpose) -> Refusal | None:
        """Why this client has to wait; nothing counts the request and lets it in."""
        wait = self._limit.wait(f"{purpose} {request.client.host if request.client else ''}")
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

    def is_local(self, request: Request) -> bool:
        """Whether the one who asks sits at this very machine, as far as can be told.

        A server in front of this one makes every visitor look like that: where one is known of, by its
        headers or by a public address, nobody is.
        """
        forwarded = any(name in request.headers for name in _FORWARDED)
        if self._behind_another or forwarded or request.url.hostname not in _OWN_NAMES:
            return False
        return request.client is not None and _is_loopback(request.client.host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
