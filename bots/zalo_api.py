"""The HTTP interface of a Zalo Official Account: messages out, tokens renewed.

The only file of the bots that knows httpx.

Written from public documentation and public code and tested against a stand-in of our own. NEVER TRIED
AGAINST THE REAL SERVICE. Zalo's own pages (developers.zalo.me/docs/official-account: webhook/tong-quan,
tin-nhan/tin-tu-van, bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new) could not be opened while this was
written; what stands here is what others tell of them:

- Messages: POST /v3.0/oa/message/cs, header `access_token`, body `recipient.user_id` and `message.text` of
  at most 2,000 characters; buttons in `message.attachment` of type "template", `payload.buttons`, each with
  `title`, `type` "oa.query.hide" and `payload` (eSMS, developers.esms.vn, "Tin Zalo Tư vấn dạng button"). A
  title has 100 characters, a payload 1,000 (redai-zalo-sdk, docs/BUTTON_TYPES_GUIDE.md).
- Tokens: POST /v4/oa/access_token as a form with `refresh_token`, `app_id`, `grant_type=refresh_token` and
  the header `secret_key`. An access token holds 25 hours (`expires_in` "90000"), a refresh token three
  months and for one use (hexasync.vn, "Hướng dẫn cách lấy Access Token từ Refresh token").
- Faults come with status 200 and `error` other than 0: -32 too many calls; -216 and -220 no valid access
  token; -213 not a follower; -224 no paid package; -230 and -232 no contact for too long
  (github.com/hoangnd25/monorepo, wip/zalo-platform-integration.md; subiz.com, "Xử lý lỗi trên Zalo OA").

Not verified: that five buttons are the most (public code cuts there), whether the template wants a
`template_type` (one source has "button", with the text inside), whether Zalo counts characters as we do, the
rate limit (20 messages a second in one source), the codes of a refresh token that is turned away.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bots.shapes import Button

TIMEOUT = 20.0
LIFETIME = 3600.0
"""Seconds an access token is trusted for where Zalo does not tell."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach Zalo, as which app. `sends_per_second` 0 sends as fast as it can."""

    app_id: str
    app_secret: str = field(repr=False)
    api_base: str = "https://openapi.zalo.me"
    oauth_base: str = "https://oauth.zaloapp.com"
    sends_per_second: float = 10.0


@dataclass(frozen=True, slots=True)
class Done:
    """Zalo took it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Zalo does not want it, whatever the number of tries; `code` is its own, or the HTTP status."""

    code: int
    why: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nobody answered, or with a fault of the service; `seconds` is how long to wait, where it is told."""

    why: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """New tokens; the access token holds for so many seconds."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: float


class Api:
    """One app of one Official Account. None of its methods raises."""

    def __init__(self, access: Access) -> None:
        self._access = access
        tls = any(base.startswith("https") for base in (access.api_base, access.oauth_base))
        self._client = httpx.AsyncClient(timeout=TIMEOUT, verify=tls)  # certificates take long to read
        self._next = 0.0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def send(
        self, token: str, user: str, text: str, buttons: Sequence[Button]
    ) -> Done | Refused | Unreached:
        """Send one message of at most 2,000 characters and five buttons."""
        await self._turn()
        body = await self._post(
            f"{self._access.api_base}/v3.0/oa/message/cs",
            {"access_token": token, "Content-Type": "application/json"},
            json.dumps(message_body(user, text, buttons), ensure_ascii=False).encode(),
        )
        if not isinstance(body, dict):
            return body
        code = _code(body)
        return Done() if code == 0 else Refused(code, str(body.get("message", "")))

    async def renew(self, refresh: str) -> Pair | Refused | Unreached:
        """New tokens for a refresh token, which is worth nothing afterwards."""
        form = {"refresh_token": refresh, "app_id": self._access.app_id, "grant_type": "refresh_token"}
        body = await self._post(
            f"{self._access.oauth_base}/v4/oa/access_token",
            {"secret_key": self._access.app_secret, "Content-Type": "application/x-www-form-urlencoded"},
            str(httpx.QueryParams(form)).encode(),
        )
        if not isinstance(body, dict):
            return body
        if not (body.get("access_token") and body.get("refresh_token")):
            return Refused(_code(body), str(body.get("error_name") or body.get("message") or ""))
        return Pair(str(body["access_token"]), str(body["refresh_token"]), _seconds(body.get("expires_in")))

    async def _post(
        self, url: str, headers: dict[str, str], content: bytes
    ) -> dict[str, Any] | Refused | Unreached:
        try:
            response = await self._client.post(url, headers=headers, content=content)
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            return Unreached(f"{type(fault).__name__} {fault}".strip())
        if response.status_code == 429 or response.status_code >= 500:
            return Unreached(f"HTTP {response.status_code}", _wait(response))
        try:
            body = response.json()
        except ValueError:
            body = None
        if isinstance(body, dict):
            return body
        if response.status_code >= 400:
            return Refused(response.status_code, "HTTP status without a message")
        return Unreached("an answer that is no JSON object")

    async def _turn(self) -> None:
        """Wait until sending is within the rate."""
        if not self._access.sends_per_second:
            return
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now)
        wait = self._next - now
        self._next += 1 / self._access.sends_per_second
        await asyncio.sleep(wait)


def message_body(user: str, text: str, buttons: Sequence[Button]) -> dict[str, Any]:
    """A message as Zalo takes it."""
    message: dict[str, Any] = {"text": text}
    if buttons:
        listed = [
            {"title": button.label, "type": "oa.query.hide", "payload": button.payload} for button in buttons
        ]
        message["attachment"] = {"type": "template", "payload": {"buttons": listed}}
    return {"recipient": {"user_id": user}, "message": message}


def _code(body: dict[str, Any]) -> int:
    """The code of an answer, -1 where it has none that can be read."""
    try:
        return int(body.get("error", -1))
    except (TypeError, ValueError):
        return -1


def _seconds(told: object) -> float:
    try:
        return max(0.0, float(str(told)))
    except ValueError:
        return LIFETIME


def _wait(response: httpx.Response) -> float:
    told = response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else 0.0
