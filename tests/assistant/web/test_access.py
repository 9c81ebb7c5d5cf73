"""Who gets in where: with access off, with accounts, behind an authenticating proxy, with API keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.accounts.lockout import OF_ACCOUNT
from assistant.web.access import wording as access_wording
from assistant.web.access.opening import open_access
from assistant.web.access.who import networks_in, nobody_signs_in
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from knowledge.config import Settings
from knowledge.errors import ConfigError
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.signing_in import (
    HEADER,
    KEY,
    PASSWORD,
    SECRET,
    access_in,
    app_with,
    database_in,
    sign_in,
    token_of,
    visiting,
)

ASK = {"question": "Cục Thuế tỉnh phải làm gì?"}
CHAT = {"model": "tro-ly-htx", "messages": [{"role": "user", "content": ASK["question"]}]}
HTML = {"Accept": "text/html,*/*"}


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[TestClient]:
    with visiting(app_with(access_in(tmp_path))) as client:
        yield client


# Off


def test_off_is_as_it_always_was() -> None:
    with visiting(app_with(nobody_signs_in()), "192.168.1.9", "http://tro-ly.lan") as client:
        assert client.post("/api/ask", json=ASK).status_code == 200
        assert client.post("/v1/chat/completions", json=CHAT).status_code == 200
        assert client.get("/").status_code == 200
        assert client.get("/danh-gia/").status_code == 200
        foreign = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert client.post("/api/ask", json=ASK, headers=foreign).status_code == 200
        assert client.get("/api/access").json()["role"] is None
        assert client.get("/api/admin/ledger").status_code == 403


@pytest.mark.parametrize(
    ("address", "url", "headers"),
    [
        ("192.168.1.9", "http://127.0.0.1", {}),
        ("127.0.0.1", "http://tro-ly.example", {}),  # a name of somebody else that leads here
        ("127.0.0.1", "http://127.0.0.1.evil.example", {}),
        ("127.0.0.1", "http://127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", "http://127.0.0.1", {"Forwarded": "for=10.0.0.1"}),
        ("127.0.0.1", "http://127.0.0.1", {"Via": "1.1 proxy"}),
    ],
)
def test_off_only_the_person_at_the_machine_runs_the_office(
    address: str, url: str, headers: dict[str, str]
) -> None:
    with visiting(app_with(nobody_signs_in()), address, url) as client:
        reply = client.get("/admin", headers=headers)
        assert (reply.status_code, reply.json()["detail"]) == (403, access_wording.ONLY_HERE)
        assert client.get("/api/access", headers=headers).json()["role"] is None


def test_off_the_person_at_the_machine_is_let_in() -> None:
    with visiting(app_with(nobody_signs_in()), "127.0.0.1", "http://localhost:8000") as client:
        told = client.get("/api/access").json()
        assert (told["mode"], told["role"], told["way"]) == ("off", "admin", "local")
        assert client.get("/api/admin/none").status_code == 404  # past the gate


# Accounts


def test_a_stranger_sees_nothing_but_the_door(visitor: TestClient) -> None:
    assert visitor.get("/login").status_code == 200
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/static/style.css").status_code == 200
    assert visitor.post("/tin-nhan/").text == "tin nhắn đã nhận"  # it has a secret of its own
    for path in ("/api/documents", "/api/admin/ledger", "/openapi.json", "/danh-gia/", "/v1/models"):
        assert visitor.get(path).status_code == 401, path
    assert visitor.post("/api/ask", json=ASK).json() == {"detail": access_wording.SIGN_IN}
    assert visitor.post("/v1/chat/completions", json=CHAT).json()["error"]["code"] == "invalid_api_key"


def test_pages_lead_to_the_door_and_back(visitor: TestClient) -> None:
    leads = {
        "/": "login?next=",
        "/tasks?office=thue": "login?next=tasks%3Foffice%3Dthue",
        "/documents/45-2021-ND-CP": "../login?next=documents%2F45-2021-ND-CP",
    }
    for path, where in leads.items():
        reply = visitor.get(path, headers=HTML)
        assert (reply.status_code, reply.headers["location"]) == (303, where)


def test_a_reader_reads_and_no_more(visitor: TestClient) -> None:
    assert sign_in(visitor, "doc") == 200
    assert visitor.post("/api/ask", json=ASK).status_code == 200
    assert visitor.get("/").status_code == 200
    assert visitor.get("/v1/models").status_code == 200
    told = visitor.get("/api/access").json()
    assert (told["name"], told["full_name"], told["role"]) == ("doc", "Người doc", "reader")
    for path in ("/admin", "/api/admin/ledger", "/danh-gia/"):
        reply = visitor.get(path, headers=HTML)
        assert (reply.status_code, reply.json()["detail"]) == (403, access_wording.NOT_ALLOWED)


def test_an_editor_gets_to_the_office(visitor: TestClient) -> None:
    assert sign_in(visitor, "bien") == 200
    assert visitor.get("/danh-gia/").status_code == 200
    assert visitor.get("/api/admin/none").status_code == 404


def test_the_cookie_is_kept_from_scripts_and_other_sites(tmp_path: Path) -> None:
    with visiting(app_with(access_in(tmp_path))) as client:
        reply = client.post(
            "/api/session", json={"name": "doc", "password": PASSWORD}, headers=token_of(client)
        )
        told = reply.headers["set-cookie"].lower()
        assert told.startswith("htx=")
        assert "httponly" in told and "samesite=lax" in told and "secure" not in told
        assert PASSWORD not in reply.text
    public = access_in(tmp_path, public_url="https://htx.example")
    with visiting(app_with(public), url="https://htx.example") as client:
        told = client.get("/api/access").headers["set-cookie"].lower()
        assert told.startswith("__host-htx=") and "secure" in told and "path=/" in told


def test_signing_in_gives_another_session(visitor: TestClient) -> None:
    before = token_of(visitor)
    planted = visitor.cookies["htx"]
    assert sign_in(visitor, "doc") == 200
    assert visitor.cookies["htx"] != planted
    assert visitor.delete("/api/session", headers=before).status_code == 403  # a visitor's token
    assert visitor.delete("/api/session", headers=token_of(visitor)).status_code == 204
    assert visitor.post("/api/ask", json=ASK).status_code == 401


def test_a_cookie_from_before_signing_out_is_worth_nothing(visitor: TestClient) -> None:
    sign_in(visitor, "doc")
    copied = visitor.cookies["htx"]
    visitor.delete("/api/session", headers=token_of(visitor))
    visitor.cookies.set("htx", copied)
    assert visitor.post("/api/ask", json=ASK).status_code == 401


def test_wrong_names_and_passwords_and_locked_accounts_sound_alike(visitor: TestClient) -> None:
    def refused(name: str, password: str) -> tuple[int, str]:
        body = {"name": name, "password": password}
        reply = visitor.post("/api/session", json=body, headers=token_of(visitor))
        return reply.status_code, reply.text

    told = {refused("doc", f"sai lần thứ {number}") for number in range(OF_ACCOUNT)}
    told |= {refused("doc", PASSWORD), refused("không có ai", PASSWORD)}
    assert len(told) == 1
    assert next(iter(told))[0] == 401


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"name": 1}', b'{"name": "a"}', b"x" * 9999])
def test_what_is_no_sign_in_is_refused(visitor: TestClient, body: bytes) -> None:
    reply = visitor.post("/api/session", content=body, headers=token_of(visitor))
    assert reply.status_code in (400, 413, 422)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_can_have_nothing_done(visitor: TestClient, headers: dict[str, str]) -> None:
    sign_in(visitor, "doc")
    reply = visitor.post("/api/ask", json=ASK, headers=headers)
    assert (reply.status_code, reply.json()["detail"]) == (403, access_wording.FOREIGN)
    ours = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert visitor.post("/api/ask", json=ASK, headers=ours).status_code == 200


def test_nothing_changes_without_a_token_of_this_session(tmp_path: Path) -> None:
    app = app_with(access_in(tmp_path))
    with visiting(app) as client:
        other = token_of(client)
        client.cookies.clear()
        sign_in(client, "quan")
        for headers in ({}, {"X-Form-Token": "x"}, other):
            reply = client.put("/api/session", json={}, headers=headers)
            assert (reply.status_code, reply.json()["detail"]) == (403, access_wording.STALE)


def test_ones_own_password_is_changed(visitor: TestClient) -> None:
    sign_in(visitor, "doc")
    after = "một câu hoàn toàn khác"
    token = token_of(visitor)
    weak = visitor.put("/api/session", json={"before": PASSWORD, "after": "ngắn"}, headers=token)
    assert weak.status_code == 422
    wrong = visitor.put("/api/session", json={"before": "sai", "after": after}, headers=token)
    assert wrong.status_code == 401
    done = visitor.put("/api/session", json={"before": PASSWORD, "after": after}, headers=token)
    assert done.status_code == 200
    assert visitor.post("/api/ask", json=ASK).status_code == 200  # this device stays in
    visitor.cookies.clear()
    assert (sign_in(visitor, "doc"), sign_in(visitor, "doc", after)) == (401, 200)


# Programs


def test_a_key_lets_programs_ask_but_not_run_the_office(tmp_path: Path) -> None:
    with visiting(app_with(access_in(tmp_path, api_keys=[KEY]), [KEY])) as client:
        key = {"Authorization": f"Bearer {KEY}"}
        assert client.post("/api/ask", json=ASK, headers=key).status_code == 200
        assert client.post("/v1/chat/completions", json=CHAT, headers=key).status_code == 200
        assert client.get("/api/admin/ledger", headers=key).status_code == 403
        assert client.get("/danh-gia/", headers=key).status_code == 403
        wrong = {"Authorization": "Bearer other"}
        assert client.post("/api/ask", json=ASK, headers=wrong).status_code == 401
        assert client.post("/v1/chat/completions", json=CHAT, headers=wrong).status_code == 401
        assert client.post("/v1/chat/completions", json=CHAT).status_code == 401


# A proxy


def test_a_proxy_says_who_it_is(tmp_path: Path) -> None:
    app = app_with(access_in(tmp_path, "header"))
    with visiting(app, "10.1.2.3", "http://tro-ly.lan") as client:
        assert client.post("/api/ask", json=ASK).json() == {"detail": access_wording.THROUGH_PROXY}
        assert client.get("/", headers=HTML).status_code == 401
        roles = {"quan": "admin", "BIEN": "editor", "moi.den@tinh.gov.vn": "reader"}
        for name, role in roles.items():
            told = client.get("/api/access", headers={HEADER: name}).json()
            assert (told["role"], told["way"]) == (role, "proxy")
        for name in ("", "<script>", "two names", "x" * 99):
            assert client.get("/api/access", headers={HEADER: name}).json()["role"] is None
        twice = [(HEADER, "doc"), (HEADER, "quan")]
        assert client.get("/api/access", headers=twice).json()["role"] is None
        assert sign_in(client, "quan") == 404  # no passwords here


def test_nobody_else_is_believed(tmp_path: Path) -> None:
    app = app_with(access_in(tmp_path, "header"))
    with visiting(app, "192.168.1.9", "http://tro-ly.lan") as client:
        assert client.get("/api/access", headers={HEADER: "quan"}).json()["role"] is None
        claimed = {HEADER: "quan", "X-Forwarded-For": "10.1.2.3"}
        assert client.get("/api/admin/ledger", headers=claimed).status_code == 401


def test_an_account_that_is_disabled_is_not_let_in_by_the_proxy(tmp_path: Path) -> None:
    access = access_in(tmp_path, "header")
    assert access.desk
    from assistant.office.audit import Actor

    access.desk.accounts.set_disabled("doc", True, Actor("thử"))
    with visiting(app_with(access), "10.1.2.3") as client:
        assert client.get("/api/access", headers={HEADER: "doc"}).json()["role"] is None


def test_the_client_behind_a_proxy_is_the_last_stranger_it_names(tmp_path: Path) -> None:
    access = access_in(tmp_path, "header")
    scope = {"type": "http", "client": ("10.1.2.3", 1), "headers": []}
    assert access.peer(scope) == "10.1.2.3"
    scope["headers"] = [(b"x-forwarded-for", b"1.1.1.1, 9.9.9.9, 10.1.0.5")]
    assert access.peer(scope) == "9.9.9.9"
    scope["client"] = ("9.9.9.9", 1)
    assert access.peer(scope) == "9.9.9.9"


# Settings


def settings_of(folder: Path, **more: object) -> Settings:
    return Settings(_env_file=None, data_dir=folder, secret_key=SECRET, **more)  # type: ignore[arg-type]


def test_what_cannot_work_is_told_at_the_start(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    with pytest.raises(ConfigError, match="ASSISTANT_AUTH_HEADER"):
        open_access(settings_of(tmp_path, access="header"), database, "127.0.0.1", print)
    with pytest.raises(ConfigError, match="ASSISTANT_AUTH_PROXIES"):
        networks_in("10.0.0.0/8, nhà")


@pytest.mark.parametrize(
    ("mode", "host", "public_url", "words"),
    [
        ("off", "127.0.0.1", "", []),
        ("off", "0.0.0.0", "", ["không cần đăng nhập"]),
        ("off", "::", "", ["không cần đăng nhập"]),
        ("accounts", "127.0.0.1", "", ["Chưa có tài khoản"]),
        ("accounts", "0.0.0.0", "", ["không được mã hóa", "Chưa có tài khoản"]),
        ("accounts", "0.0.0.0", "https://htx.example", ["Chưa có tài khoản"]),
    ],
)
def test_what_is_unsafe_is_told_at_the_start(
    tmp_path: Path, mode: str, host: str, public_url: str, words: list[str]
) -> None:
    told: list[str] = []
    settings = settings_of(tmp_path, access=mode, public_url=public_url)
    open_access(settings, database_in(tmp_path), host, told.append)
    assert len(told) == len(words)
    assert all(word in line for word, line in zip(words, told, strict=True))


# How often


def test_who_asks_is_told_how_often_it_may(tmp_path: Path) -> None:
    app = create_app(FakeBackend, WebSettings(rate_limit="2/minute"))
    with visiting(app) as client:
        for left in (1, 0):
            told = client.post("/api/ask", json=ASK).headers
            assert (told["ratelimit-limit"], told["ratelimit-remaining"]) == ("2", str(left))
            assert 0 < int(told["ratelimit-reset"]) <= 60
        late = client.post("/v1/chat/completions", json=CHAT)
        assert (late.status_code, late.headers["ratelimit-remaining"]) == (429, "0")
        assert int(late.headers["retry-after"]) > 0
        assert "ratelimit-limit" not in client.get("/healthz").headers
