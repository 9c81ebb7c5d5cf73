"""The body of a request, read no further than a limit."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request

from assistant.web import messages
from assistant.web.body import Refusal


async def read_body(request: Request, limit: int) -> bytes | Refusal:
    """The body, or the refusal of one of more than `limit` bytes or cut short."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > limit:
                return Refusal(413, messages.BODY_TOO_LARGE)
    except ClientDisconnect:
        return Refusal(400, messages.INTERRUPTED)
    return bytes(raw)
