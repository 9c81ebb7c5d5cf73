"""A service with accounts, and people who sign in to it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.accounts.desk import Desk
from assistant.accounts.lockout import Lockout
from assistant.accounts.model import Account, Role
from assistant.accounts.passwords import hashed
from assistant.accounts.signing import Signer
from assistant.accounts.store import Accounts
from assistant.conversations.archive import Archive
from assistant.conversations.database import Database, address_of
from assistant.conversations.sql_store import SqlStore
from assistant.office.audit import Actor, Audit
from assistant.office.desk import Office, office_in
from assistant.office.opening import OfficeDatabase
from assistant.web.access.who import Access, AccessSettings, Mode, networks_in
from assistant.web.backend import Backend
from assistant.web.pages import Host, Page
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.fakes import FakeBackend

PASSWORD = "con trâu đi trước cái cày"
KEY = "khoa-cua-may"
HEADER = "X-Forwarded-User"
SECRET = "bí mật chỉ dùng trong các bài thử, dài hơn 32 ký tự"
PEOPLE = {"doc": Role.READER, "bien": Role.EDITOR, "quan": Role.ADMIN}


@cache
def _hash() -> str:
    return hashed(PASSWORD)


def database_in(folder: Path) -> OfficeDatabase:
    return OfficeDatabase(lambda: Database(address_of("", folder)))


def access_in(
    folder: Path, mode: Mode = "accounts", api_keys: Sequence[str] = (), public_url: str = ""
) -> Access:
    """Access with a reader `doc`, an editor `bien` and an administrator `quan`."""
    database = database_in(folder)
    audit = Audit(database)
    accounts = Accounts(database, audit)
    for name, role in PEOPLE.items():
        accounts.add(Account(name, f"Người {name}", role), _hash(), Actor("thử"))
    settings = AccessSettings(mode, HEADER, networks_in("127.0.0.1,10.1.0.0/16"), tuple(api_keys), public_url)
    return Access(settings, Signer(SECRET, 3600), Desk(accounts, Lockout(database), audit))


def _hook(host: Host) -> Starlette:
    async def said(_request: Request) -> Response:
        return PlainTextResponse("tin nhắn đã nhận")

    return Starlette(routes=[Route("/", said, methods=["GET", "POST"])])


PAGES = (Page("tin-nhan", "", _hook), Page("danh-gia", "Đánh giá", _hook))


def app_with(
    access: Access,
    api_keys: Sequence[str] = (),
    office: Office | None = None,
    load: Callable[[], Backend] = FakeBackend,
) -> FastAPI:
    settings = WebSettings(rate_limit="off", api_keys=tuple(api_keys))
    archive = office.archive if office else None
    return create_app(load, settings, PAGES, archive, access, office)


def archive_in(folder: Path) -> Archive:
    store = lambda: SqlStore(Database(address_of("", folder)), 90)  # noqa: E731
    return Archive(store, lambda text: "079123456789" in text, 90)


def office_below(folder: Path) -> Office:
    """An office whose conversations are in the same database."""
    archive = archive_in(folder)
    return office_in(database_in(folder), folder, archive, archive.personal)


def asked_and_kept(client: TestClient, question: str) -> str:
    """Ask within a conversation that is kept; gives its address."""
    id = client.post("/api/conversations").json()["id"]
    client.post("/api/ask", json={"question": question, "conversation": id})
    return f"/api/conversations/{id}/turns/1"


@contextlib.contextmanager
def visiting(app: FastAPI, address: str = "127.0.0.1", url: str = "http://127.0.0.1") -> Iterator[TestClient]:
    """A visitor at `address` who calls the service by `url`."""
    with TestClient(app, base_url=url, client=(address, 50000), follow_redirects=False) as client:
        while client.get("/readyz").status_code != 200:
            pass
        yield client


def token_of(client: TestClient) -> dict[str, str]:
    return {"X-Form-Token": client.get("/api/access").json()["token"]}


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    body = {"name": name, "password": password}
    return client.post("/api/session", json=body, headers=token_of(client)).status_code
