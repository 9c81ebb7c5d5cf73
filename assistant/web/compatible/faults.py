"""Refusals in the shape that clients of the OpenAI API read."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import JSONResponse

from assistant.web.body import Refusal

_KINDS = {401: "authentication_error", 403: "permission_error", 429: "requests"}
_CODES = {413: "request_too_large", 429: "rate_limit_exceeded", 503: "service_unavailable"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request is not worked on: an HTTP status, one line, the parameter at fault, headers."""

    status: int
    message: str
    param: str | None = None
    code: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, refusal: Refusal, param: str | None = None) -> Fault:
        """The same refusal as the other addresses of the service give."""
        return cls(refusal.status, refusal.detail, param, _CODES.get(refusal.status), refusal.headers)

    def body(self) -> dict[str, dict[str, str | None]]:
        """The fault as JSON-ready values."""
        kind = _KINDS.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}

    def response(self) -> JSONResponse:
        """The reply that carries the fault."""
        return JSONResponse(self.body(), self.status, {"Cache-Control": "no-store", **dict(self.headers)})
