"""Who is let in: rates, readers beside slow answers, refusals by a status, what only the operator sees."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.web.service import Backend, create_app
from assistant.web.settings import WebSettings
from knowledge.errors import LibraryMissing
from tests.assistant.web.conftest import ask, service, serving, wait_until
from tests.assistant.web.fakes import FakeBackend

REPORT = {"model": "openai:m", "state": "closed", "input_tokens": 12, "cost": 0.5}
WALK = {"action": {"do": "tell", "text": "htx trồng cà phê"}}
NOT_HERE = [
    {"X-Forwarded-For": "203.0.113.9"},
    {"Host": "htx.example.org"},
]


def test_each_purpose_has_a_window_of_its_own(backend: FakeBackend) -> None:
    with service(lambda: backend, WebSettings(rate_limit="1/minute")) as client:
        assert [ask(client, "Ai ký?").status_code for _ in range(2)] == [200, 429]
        completion = {"model": "tro-ly-htx", "messages": [{"role": "user", "content": "Ai ký?"}]}
        assert client.post("/v1/chat/completions", json=completion).status_code == 429
        walked = [client.post("/api/policies/walk", json=WALK).status_code for _ in range(2)]
        assert walked == [200, 429]


def test_while_every_worker_is_busy_documents_are_read() -> None:
    held, go_on = threading.Event(), threading.Event()
    backend = FakeBackend(pause=lambda: (held.set(), go_on.wait(10)))
    app = create_app(lambda: backend, WebSettings(rate_limit="off", threads=1))
    with serving(app) as address, httpx.Client(base_url=address, timeout=5) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        question = {"json": {"question": "?"}}
        busy = threading.Thread(target=httpx.post, args=(f"{address}/api/ask",), kwargs=question)
        busy.start()
        assert held.wait(10)
        try:
            for path in (
                "/api/documents",
                "/api/documents/127-KH-UBND",
                "/documents/127-KH-UBND",
                "/policies",
            ):
                assert client.get(path).status_code == 200
        finally:
            go_on.set()
            busy.join()


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_question_that_cannot_be_read_is_refused_by_a_status(client: TestClient, path: str) -> None:
    reply = client.post(path, json={"question": "không đọc được"})
    assert reply.status_code == 422
    assert reply.json() == {"detail": "Câu hỏi không đọc được."}


# What is not for every visitor


@pytest.fixture
def address() -> Iterator[str]:
    with serving(create_app(lambda: FakeBackend(report=REPORT), WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


def test_tokens_and_cost_are_told_at_this_machine(address: str) -> None:
    assert httpx.get(f"{address}/api/model").json() == REPORT


@pytest.mark.parametrize("headers", NOT_HERE)
def test_a_visitor_is_told_the_name_of_the_model_alone(address: str, headers: dict[str, str]) -> None:
    assert httpx.get(f"{address}/api/model", headers=headers).json() == {"model": "openai:m"}


def test_without_a_model_there_is_nothing_to_tell(client: TestClient) -> None:
    assert client.get("/api/model").json() == {}


@pytest.fixture
def broken() -> Iterator[str]:
    def load() -> Backend:
        raise LibraryMissing("no index in /srv/htx: run python -m ingest build")

    with serving(create_app(load, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").json()["status"] == "failed")
        yield address


def test_why_it_did_not_load_is_told_at_this_machine(broken: str) -> None:
    reply = httpx.get(f"{broken}/readyz")
    assert reply.status_code == 503
    assert reply.json()["detail"] == "no index in /srv/htx: run python -m ingest build"


@pytest.mark.parametrize("headers", NOT_HERE)
def test_a_visitor_is_told_no_path(broken: str, headers: dict[str, str]) -> None:
    for path in ("/readyz", "/api/documents"):
        reply = httpx.get(f"{broken}{path}", headers=headers)
        assert reply.status_code == 503
        assert "/srv" not in reply.text and "trên chính máy chủ" in reply.json()["detail"]
