"""The webhook: in the web service beside the chat page, and alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.web.pages import Page
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from bots.hook import Hook
from bots.settings import BotSettings
from bots.webhook import SECRET_HEADER, create_hook, create_page, page
from bots.wiring import House, open_telegram
from tests.assistant.web.fakes import FakeBackend as WebBackend
from tests.bots.drivers import message
from tests.bots.fakes import FakeBackend
from tests.bots.houses import house
from tests.bots.standin import TOKEN, StandIn

SECRET = "only-telegram-knows"


def settings(server: StandIn, **more: Any) -> BotSettings:
    given = {
        "telegram_bot_token": TOKEN,
        "telegram_api_base": server.base_url,
        "telegram_webhook_url": "https://example.org/telegram/",
        "telegram_webhook_secret": SECRET,
        **more,
    }
    return BotSettings(_env_file=None, **given)


def open_house(folder: Path, server: StandIn, **more: Any) -> House:
    opened = house(folder, FakeBackend())
    return House(
        opened.dialogue, opened.inbox, opened.store, opened.secret, opened.database, settings(server, **more)
    )


@pytest.fixture
def client(tmp_path: Path, server: StandIn) -> Iterator[TestClient]:
    home = open_house(tmp_path, server)
    with TestClient(create_hook(lambda: (home, open_telegram(home.settings)))) as client:
        until(lambda: bool(server.of("setWebhook")))
        yield client


def until(happened: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def bring(client: TestClient, update: dict[str, Any], secret: str = SECRET, path: str = "/") -> int:
    return client.post(path, json=update, headers={SECRET_HEADER.encode(): secret.encode()}).status_code


def test_an_update_that_is_brought_is_answered_once(client: TestClient, server: StandIn) -> None:
    update = {"update_id": 5, "message": message("cục thuế")}
    assert [bring(client, update), bring(client, update)] == [200, 200]
    server.until(lambda: len(server.texts(7)) == 1)
    assert server.of("getUpdates") == []
    registered = server.of("setWebhook")[0].fields
    assert (registered["url"], registered["secret_token"]) == ("https://example.org/telegram/", SECRET)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "mật khẩu"])
def test_whoever_is_not_telegram_is_turned_away(client: TestClient, server: StandIn, secret: str) -> None:
    assert bring(client, {"update_id": 5, "message": message("cục thuế")}, secret) == 403
    assert server.texts(7) == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'"x"', b"\xff", json.dumps({"update_id": 1, "message": 5}).encode()]
)
def test_what_is_no_update_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/", content=body, headers={SECRET_HEADER: SECRET}).status_code == 400


def test_a_body_without_end_is_refused(client: TestClient) -> None:
    assert client.post("/", content=b"x" * 1_100_000, headers={SECRET_HEADER: SECRET}).status_code == 413


def test_before_the_bot_is_at_work_telegram_has_to_come_again() -> None:
    hook = Hook(lambda: pytest.fail("not opened"))
    from starlette.routing import Route

    client = TestClient(Starlette(routes=[Route("/", hook.take, methods=["POST"])]))
    assert bring(client, {"update_id": 5}) == 503


def test_a_secret_is_made_where_none_is_set(tmp_path: Path, server: StandIn) -> None:
    home = open_house(tmp_path, server, telegram_webhook_secret="")
    with TestClient(create_hook(lambda: (home, open_telegram(home.settings)))):
        until(lambda: bool(server.of("setWebhook")))
    assert len(server.of("setWebhook")[0].fields["secret_token"]) == 24


@contextmanager
def web_service(folder: Path, pages: tuple[Page, ...]) -> Iterator[TestClient]:
    app = create_app(WebBackend, WebSettings(rate_limit="off", data_dir=folder), pages)
    with TestClient(app) as client:
        until(lambda: client.get("/readyz").status_code == 200)
        yield client


def test_as_a_page_of_the_web_service(
    data_dir: Path, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(server).model_dump().items():
        secret = getattr(value, "get_secret_value", None)
        monkeypatch.setenv(name.upper(), str(secret() if secret else value))
    with web_service(data_dir, (page,)) as client:
        until(lambda: bool(server.of("setWebhook")))
        assert bring(client, {"update_id": 1, "message": message("/nhiemvu")}, path="/telegram/") == 200
        server.until(lambda: len(server.texts(7)) == 1)
        assert bring(client, {"update_id": 2, "message": message("một câu")}, path="/telegram/") == 200
        server.until(lambda: len(server.texts(7)) == 2)
    assert "Chọn cơ quan" in server.texts(7)[0]


def test_the_page_answers_nothing_where_no_bot_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    with web_service(tmp_path, (Page("telegram", "", create_page),)) as client:
        assert bring(client, {"update_id": 1}, path="/telegram/") == 404
