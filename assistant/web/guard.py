"""What every reply carries, and what a fault becomes: middleware around the whole service."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import messages
from assistant.web.body import Refusal
from assistant.web.limiting import HEADERS

log = logging.getLogger(__name__)

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
FORMS_POLICY = CONTENT_POLICY.replace("form-action 'none'", "form-action 'self'")
"""For pages whose forms lead to themselves."""

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refused(refusal: Refusal) -> JSONResponse:
    """The reply that carries a refusal."""
    return JSONResponse({"detail": refusal.detail}, refusal.status, dict(refusal.headers))


class Guard:
    """Adds the security headers; turns an unforeseen fault into one line of JSON and a logged traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(
                        name, value
                    )  # a page of a further package may need a policy of its own
                for name, value in scope.get(HEADERS, ()):
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")  # a new version is seen at the next visit
            await send(message)

        try:
            await self.app(scope, receive, send_guarded)
        except Exception:
            if started:
                raise
            log.exception("fault while answering %s %s", scope["method"], scope["path"])
            await refused(Refusal(500, messages.FAULT))(scope, receive, send_guarded)
