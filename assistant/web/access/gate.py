"""The door before every address: who may pass, and what a page of ours has to show to change something."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.model import Role
from assistant.web.access import wording as access_wording
from assistant.web.access.who import Access, Who, client_of
from assistant.web.body import Refusal
from assistant.web.compatible import wording
from assistant.web.compatible.faults import Fault
from assistant.web.guard import refused
from assistant.web.pages import Page
from knowledge.errors import StoreError

TOKEN = "x-form-token"
WHO = "assistant.who"
"""The key of the scope under which who asks is found."""

_OPEN = ("/login", "/healthz", "/readyz", "/api/access", "/api/session")
_ADMIN = ("/admin", "/api/admin")
_TOKENED = ("/api/admin", "/api/session")
_SAFE = ("GET", "HEAD", "OPTIONS")
log = logging.getLogger(__name__)


def who_of(scope: Scope) -> Who | None:
    """Who asks, as the gate found out."""
    found = scope.get(WHO)
    return found if isinstance(found, Who) else None


@dataclass(frozen=True, slots=True)
class Rules:
    """Which role an address asks for.

    `machines` are the paths of pages whose callers bring a secret of their own, `tools` those of pages for
    the people who run the service.
    """

    machines: Collection[str] = ()
    tools: Collection[str] = ()

    def role(self, path: str) -> Role | None:
        """The role that `path` asks for where people sign in; nothing for what is open."""
        if path in _OPEN or below(path, ("/static", *self.machines)):
            return None
        return Role.EDITOR if below(path, (*_ADMIN, *self.tools)) else Role.READER

    def known(self, path: str) -> bool:
        """Whether it matters at all who calls `path`."""
        return not below(path, ("/static", "/healthz", *self.machines))


def rules_for(pages: Iterable[Page]) -> Rules:
    """The rules with further pages: those without a title serve machines, the others who run the service."""
    paths = [(f"/{page.path}", bool(page.title)) for page in pages]
    return Rules(
        machines=[path for path, titled in paths if not titled],
        tools=[path for path, titled in paths if titled],
    )


class Gate:
    """Middleware that lets requests pass or refuses them, and notes who asks."""

    def __init__(self, app: ASGIApp, access: Access, rules: Rules) -> None:
        self.app = app
        self._access = access
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not self._rules.known(scope["path"]):
            await self.app(scope, receive, send)
            return
        reply = await self._examined(scope)
        await (reply or self.app)(scope, receive, send)

    async def _examined(self, scope: Scope) -> Response | None:
        """The refusal of a request; nothing for one that may pass."""
        try:
            who = await self._who(scope)
        except StoreError as fault:
            log.error("nobody is let in: %s", fault)
            return refused(Refusal(503, access_wording.STORE_AWAY))
        scope[WHO] = who
        if (peer := self._access.peer(scope)) != client_of(scope):
            scope["client"] = (peer, 0)
        if stranger := self._stranger(scope, who):
            return stranger
        why = self._forged(scope, who)
        return refused(Refusal(403, why)) if why else None

    async def _who(self, scope: Scope) -> Who | None:
        if self._access.settings.mode == "off":
            return self._access.who(scope)
        return await to_thread.run_sync(self._access.who, scope)

    def _stranger(self, scope: Scope, who: Who | None) -> Response | None:
        """The refusal of somebody who may not see or do this."""
        path = scope["path"]
        needed = self._rules.role(path)
        if self._access.settings.mode == "off":
            if below(path, _ADMIN) and who is None:
                return refused(Refusal(403, access_wording.ONLY_HERE))
            return None
        if needed is None or (who and who.role.allows(needed)) or self._has_own_door(path):
            return None
        if who:
            return refused(Refusal(403, access_wording.NOT_ALLOWED))
        return self._asked_to_sign_in(scope)

    def _has_own_door(self, path: str) -> bool:
        return below(path, ("/v1",)) and bool(self._access.settings.api_keys)

    def _asked_to_sign_in(self, scope: Scope) -> Response:
        request = Request(scope)
        if below(scope["path"], ("/v1",)):
            return Fault(401, wording.WRONG_KEY, code="invalid_api_key").response()
        by_proxy = self._access.settings.mode == "header"
        is_page = request.method in _SAFE and "text/html" in request.headers.get("accept", "")
        if is_page and not by_proxy and not below(scope["path"], ("/api",)):
            return RedirectResponse(_to_sign_in(request), 303, {"Cache-Control": "no-store"})
        return refused(Refusal(401, access_wording.THROUGH_PROXY if by_proxy else access_wording.SIGN_IN))

    def _forged(self, scope: Scope, who: Who | None) -> str:
        """Why a change is not made although its sender may make it: no page of ours asked for it."""
        headers, path = Headers(scope=scope), scope["path"]
        tokened = below(path, _TOKENED)
        if scope["method"] in _SAFE or (who and who.way == "key") or self._has_own_door(path):
            return ""
        if self._access.settings.mode == "off" and not tokened:
            return ""
        if not from_our_page(headers, self._access.settings.public_url):
            return access_wording.FOREIGN
        if not tokened:
            return ""
        session = self._access.session(scope)
        known = session and self._access.signer.knows(headers.get(TOKEN, ""), session)
        return "" if known else access_wording.STALE


def below(path: str, places: Iterable[str]) -> bool:
    """Whether `path` is one of `places` or lies below one."""
    return any(path == place or path.startswith(f"{place}/") for place in places)


def from_our_page(headers: Headers, public_url: str) -> bool:
    """Whether a browser says that a page of this service sent a request; programs say nothing at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    ours = {headers.get("host", ""), urlsplit(public_url).netloc}
    return urlsplit(origin).netloc in ours - {""}


def _to_sign_in(request: Request) -> str:
    """The address of the sign-in page, relative, since the service may stand below a path."""
    wanted = request.url.path.removeprefix("/")
    query = f"?{request.url.query}" if request.url.query else ""
    return "../" * wanted.count("/") + "login?next=" + quote(wanted + query, safe="")
