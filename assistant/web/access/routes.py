"""Signing in and out over HTTP: the page, who one is, the session, one's own password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from anyio import to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from assistant.accounts.desk import Desk
from assistant.accounts.model import Account, password_fault
from assistant.accounts.signing import Session, new_session
from assistant.web.access import wording as access_wording
from assistant.web.access.gate import who_of
from assistant.web.access.who import Access, client_of
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.documents.routes import STATIC
from assistant.web.guard import refused
from assistant.web.policies.body import read_json
from assistant.web.receiving import read_body
from knowledge.errors import StoreError

MAX_BYTES = 4096
_PRIVATE = {"Cache-Control": "no-store"}
_Body = TypeVar("_Body", bound=BaseModel)
_Done = TypeVar("_Done")


class SignInBody(BaseModel):
    """A name and a password."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: str = Field(max_length=200)
    password: str = Field(max_length=1000, repr=False)


class PasswordBody(BaseModel):
    """One's own password before and after."""

    model_config = ConfigDict(strict=True, extra="forbid")

    before: str = Field(max_length=1000, repr=False)
    after: str = Field(max_length=1000, repr=False)


class AccessPages:
    """The endpoints."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def routes(self) -> Iterator[Route]:
        """Every address, for the service to serve."""
        yield Route("GET", "/login", self.page, "Trang đăng nhập")
        yield Route("GET", "/api/access", self.about, "Ai đang dùng, có cần đăng nhập không")
        yield Route("POST", "/api/session", self.sign_in, "Đăng nhập")
        yield Route("DELETE", "/api/session", self.sign_out, "Thoát")
        yield Route("PUT", "/api/session", self.change_password, "Đổi mật khẩu của mình")

    async def page(self) -> Response:
        """The page."""
        return FileResponse(STATIC / "admin" / "login.html")

    async def about(self, request: Request) -> Response:
        """`token` phải được gửi kèm trong tiêu đề X-Form-Token khi thay đổi điều gì."""
        session = self._access.session(request.scope)
        fresh = session or new_session()
        who = who_of(request.scope)
        told = {
            "mode": self._access.settings.mode,
            "name": who.name if who else None,
            "full_name": who.full_name if who else None,
            "role": who.role.value if who else None,
            "way": who.way if who else None,
            "token": self._access.signer.token(fresh),
        }
        reply = JSONResponse(told, headers=_PRIVATE)
        if session is None:
            self._give(reply, request, fresh)
        return reply

    async def sign_in(self, request: Request) -> Response:
        """Tên và mật khẩu vào; cookie ra."""
        body = await _body(request, SignInBody)
        if isinstance(body, Refusal):
            return refused(body)
        address = client_of(request.scope)
        found = await self._asked(lambda desk: desk.sign_in(body.name, body.password, address))
        if isinstance(found, Refusal):
            return refused(found)
        if found is None:
            return refused(Refusal(401, access_wording.WRONG))
        return self._welcomed(request, *found)

    async def sign_out(self, request: Request) -> Response:
        """Mọi phiên của người này kết thúc."""
        account = await self._account(request)
        if isinstance(account, Refusal):
            return refused(account)
        done = await self._asked(lambda desk: desk.sign_out(account, client_of(request.scope)))
        if isinstance(done, Refusal):
            return refused(done)
        reply = Response(status_code=204, headers=_PRIVATE)
        self._give(reply, request, new_session())
        return reply

    async def change_password(self, request: Request) -> Response:
        """Cần mật khẩu hiện tại; các máy khác phải đăng nhập lại."""
        body = await _body(request, PasswordBody)
        account = await self._account(request)
        if isinstance(body, Refusal) or isinstance(account, Refusal):
            return refused(body if isinstance(body, Refusal) else _refusal(account))
        if fault := password_fault(body.after, account.name):
            return refused(Refusal(422, fault))
        address = client_of(request.scope)
        done = await self._asked(lambda desk: desk.change_password(account, body.before, body.after, address))
        if isinstance(done, Refusal):
            return refused(done)
        if not done:
            return refused(Refusal(401, access_wording.WRONG_BEFORE))
        return self._welcomed(request, account, new_session(account.name, account.version + 1))

    def _welcomed(self, request: Request, account: Account, session: Session) -> Response:
        told = {"name": account.name, "full_name": account.full_name, "role": account.role.value}
        reply = JSONResponse(told | {"token": self._access.signer.token(session)}, headers=_PRIVATE)
        self._give(reply, request, session)
        return reply

    def _give(self, reply: Response, request: Request, session: Session) -> None:
        reply.set_cookie(
            self._access.cookie_name(request.scope),
            self._access.signer.cookie(session),
            max_age=self._access.signer.seconds if session.name else None,
            path="/",
            secure=self._access.is_secure(request.scope),
            httponly=True,
            samesite="lax",
        )

    async def _account(self, request: Request) -> Account | Refusal:
        """The account of who asks."""
        session = self._access.session(request.scope) or new_session()
        found = await self._asked(lambda desk: desk.holder(session))
        return found or Refusal(401, access_wording.SIGN_IN)

    async def _asked(self, work: Callable[[Desk], _Done]) -> _Done | Refusal:
        desk = self._access.desk
        if desk is None or self._access.settings.mode != "accounts":
            return Refusal(404, access_wording.NO_SIGN_IN)
        try:
            return await to_thread.run_sync(work, desk)
        except StoreError:
            return Refusal(503, access_wording.STORE_AWAY)


def _refusal(found: Account | Refusal) -> Refusal:
    assert isinstance(found, Refusal)
    return found


async def _body(request: Request, kind: type[_Body]) -> _Body | Refusal:
    raw = await read_body(request, MAX_BYTES)
    return raw if isinstance(raw, Refusal) else read_json(raw, kind)
