"""Starting, bad input and faults: each gets the right status and one clear line."""

from __future__ import annotations

import json
import threading

import pytest
from fastapi.testclient import TestClient

from assistant.web.service import Backend
from knowledge.errors import LibraryMissing
from tests.assistant.web.conftest import ask, events, service, wait_until
from tests.assistant.web.fakes import FakeBackend

# Starting


def test_while_loading_the_service_lives_but_is_not_ready(backend: FakeBackend) -> None:
    go_on = threading.Event()

    def load() -> Backend:
        assert go_on.wait(10)
        return backend

    with service(load, ready=False) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        early = ask(client, "Ai ký?")
        assert (early.status_code, early.headers["retry-after"]) == (503, "2")
        assert "đang chuẩn bị" in early.json()["detail"]
        assert client.get("/api/documents").status_code == 503
        go_on.set()
        wait_until(lambda: client.get("/readyz").status_code == 200)
        assert ask(client, "Ai ký?").status_code == 200


def test_a_failed_load_says_why() -> None:
    def load() -> Backend:
        raise LibraryMissing("no index yet: run python -m ingest build")

    with service(load, ready=False) as client:
        wait_until(lambda: client.get("/readyz").json()["status"] == "failed")
        reply = client.get("/readyz")
        assert reply.status_code == 503
        assert ask(client, "Ai ký?").status_code == 503


# Bad input


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"", 400, "JSON"),
        (b"xin chao", 400, "JSON"),
        ('{"question": "Ai ký?"}'.encode("utf-16"), 400, "UTF-8"),
        (b'{"question": "\xff\xfe"}', 400, "UTF-8"),
        (b'["Ai?"]', 422, "đối tượng JSON"),
        (b"{}", 422, "Thiếu câu hỏi"),
        (b'{"question": "  \\n "}', 422, "đang trống"),
        (b'{"question": 7}', 422, "chuỗi chữ"),
        (b'{"question": null}', 422, "chuỗi chữ"),
        (b'{"question": "Ai \\u0000 k\\u0007?"}', 422, "ký tự điều khiển"),
        (b'{"question": "\\ud800"}', 400, "JSON"),
        (json.dumps({"question": "a" * 5000}).encode(), 422, "5.000 ký tự, tối đa là 2.000"),
        (b'{"question": "Ai?", "as_of": "hom nay"}', 422, "as_of"),
        (b'{"question": "Ai?", "as_of": 20240630}', 422, "as_of"),
        (b'{"question": "Ai?", "history": "truoc"}', 422, "history"),
        (b'{"question": "Ai?", "history": [{"role": "system", "text": "x"}]}', 422, "history"),
        (b'{"question": "Ai?", "asof": "2024-06-30"}', 422, "asof"),
        (b'{"question": "' + b"a" * 300_000 + b'"}', 413, "quá lớn"),
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_bad_input_gets_one_clear_line(
    client: TestClient, path: str, body: bytes, status: int, says: str
) -> None:
    reply = client.post(path, content=body)
    assert reply.status_code == status
    assert set(reply.json()) == {"detail"}
    assert says in reply.json()["detail"] and "\n" not in reply.json()["detail"]


def test_several_lines_are_a_question(client: TestClient) -> None:
    assert ask(client, "Cục Thuế tỉnh\r\n\tphải làm gì?").status_code == 200


def test_unknown_addresses_and_methods(client: TestClient) -> None:
    assert client.get("/api/nothing").status_code == 404
    wrong = client.get("/api/ask")
    assert wrong.status_code == 405 and wrong.headers["allow"] == "POST"
    assert "openapi.json" in wrong.json()["detail"]
    assert client.get("/static/../service.py").status_code == 404
    assert client.get("/static/%2e%2e/service.py").status_code == 404


def test_a_fault_says_nothing_of_itself(backend: FakeBackend) -> None:
    backend.faults = 2
    with service(lambda: backend) as client:
        reply = ask(client, "gây lỗi")
        assert reply.status_code == 500
        assert "bên trong hệ thống" in reply.json()["detail"] and "secret" not in reply.text
        assert reply.headers["x-content-type-options"] == "nosniff"
        streamed = events(client.post("/api/ask/stream", json={"question": "gây lỗi"}).text)
        assert [name for name, _ in streamed][-1] == "error"
        assert "bên trong hệ thống" in str(streamed[-1][1]["detail"])
        assert ask(client, "gây lỗi").status_code == 200


def test_a_damaged_index_is_unavailable(client: TestClient) -> None:
    assert ask(client, "chỉ mục hỏng").status_code == 503
    streamed = events(client.post("/api/ask/stream", json={"question": "chỉ mục hỏng"}).text)
    assert "không đọc được dữ liệu" in str(streamed[-1][1]["detail"])


def test_a_pipeline_without_an_end_is_a_fault(client: TestClient) -> None:
    assert ask(client, "im lặng").status_code == 500
    assert events(client.post("/api/ask/stream", json={"question": "im lặng"}).text)[-1][0] == "error"
