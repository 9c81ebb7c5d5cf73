from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.answer import Event, Message
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from knowledge.errors import ConfigError
from tests.assistant.web.conftest import ask, events, service, serving, wait_until
from tests.assistant.web.fakes import DUTY, PLAN, STEPS, FakeBackend, slow

# Answers


def test_an_answer_is_the_json_of_the_design(client: TestClient) -> None:
    answer = ask(client, "Cục Thuế tỉnh phải làm gì?").json()
    assert answer["status"] == "answered"
    first = answer["citations"][0]
    assert (first["id"], first["locator"], first["quote"]) == ("1", "Mục III.2.12", DUTY)
    assert PLAN.text[first["start"] : first["end"]] == first["quote"]
    assert answer["claims"][1]["citations"] == ["2"]
    assert [step["name"] for step in answer["trace"]["steps"]] == list(STEPS)


def test_history_and_date_reach_the_pipeline(client: TestClient, backend: FakeBackend) -> None:
    turns = [{"role": "user", "text": "Ai ký?"}, {"role": "assistant", "text": "Phó Chủ tịch."}]
    client.post("/api/ask", json={"question": " Còn nữa? ", "history": turns, "as_of": "2024-06-30"})
    message = backend.asked[-1]
    assert message.text == "Còn nữa?"
    assert [(turn.role, turn.text) for turn in message.history] == [
        ("user", "Ai ký?"),
        ("assistant", "Phó Chủ tịch."),
    ]
    assert message.as_of == date(2024, 6, 30)


def test_as_when_the_plan_was_issued(client: TestClient, backend: FakeBackend) -> None:
    client.post("/api/ask", json={"question": "Còn hiệu lực không?", "as_of": "plan"})
    assert backend.asked[-1].as_of == date(2023, 3, 7)


@pytest.mark.parametrize("day", ["yesterday", "2024-02-31", "07/3/2023", 20230307, ""])
def test_a_day_that_is_none_is_refused(client: TestClient, day: object) -> None:
    reply = client.post("/api/ask", json={"question": "Còn hiệu lực không?", "as_of": day})
    assert reply.status_code == 422
    assert '"plan"' in reply.json()["detail"] and "2026-01-31" in reply.json()["detail"]


def test_a_long_history_keeps_its_latest_turns(backend: FakeBackend) -> None:
    turns = [{"role": "user", "text": str(number)} for number in range(9)]
    with service(lambda: backend, WebSettings(rate_limit="off", max_history_turns=2)) as client:
        client.post("/api/ask", json={"question": "Sao?", "history": turns})
    assert [turn.text for turn in backend.asked[-1].history] == ["7", "8"]


def test_the_stream_gives_steps_then_claims_then_the_answer(client: TestClient) -> None:
    reply = client.post("/api/ask/stream", json={"question": "Cục Thuế tỉnh phải làm gì?"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    got = events(reply.text)
    assert [name for name, _ in got] == ["step"] * len(STEPS) + ["claim", "claim", "done"]
    assert got[0][1] == {"name": "screen"}
    claim = got[len(STEPS)][1]
    assert claim["citations"][0]["locator"] == "Mục III.2.12"  # type: ignore[index]
    assert got[-1][1] == ask(client, "Cục Thuế tỉnh phải làm gì?").json()


def test_steps_leave_before_the_answer_is_ready() -> None:
    go_on = threading.Event()
    steps = itertools.count()
    backend = FakeBackend(pause=lambda: next(steps) == 0 or go_on.wait(10))
    app = create_app(lambda: backend, WebSettings(rate_limit="off"))
    with serving(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        with client.stream("POST", "/api/ask/stream", json={"question": "Ai ký?"}) as reply:
            lines = reply.iter_lines()
            assert next(lines) == "event: step"
            go_on.set()
            assert any(line == "event: done" for line in lines)


def test_a_client_that_leaves_ends_the_pipeline() -> None:
    backend = FakeBackend(pause=slow(0.05))
    app = create_app(lambda: backend, WebSettings(rate_limit="off"))
    with serving(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        with client.stream("POST", "/api/ask/stream", json={"question": "Ai ký?"}) as reply:
            next(reply.iter_lines())
        wait_until(lambda: backend.closed)


def test_a_slow_answer_does_not_hold_up_the_service() -> None:
    held, go_on = threading.Event(), threading.Event()
    backend = FakeBackend(pause=lambda: (held.set(), go_on.wait(10)))
    app = create_app(lambda: backend, WebSettings(rate_limit="off"))
    with serving(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        slow_one = threading.Thread(
            target=httpx.post, args=(f"{address}/api/ask",), kwargs={"json": {"question": "?"}}
        )
        slow_one.start()
        assert held.wait(10)
        try:
            assert client.get("/api/documents").status_code == 200
        finally:
            go_on.set()
            slow_one.join()


# Documents and suggestions


def test_documents_are_listed(client: TestClient) -> None:
    units = sum(1 for _ in PLAN.root.walk())
    expected = {"number": "127/KH-UBND", "slug": "127-KH-UBND", "title": PLAN.title, "units": units}
    (listed,) = client.get("/api/documents").json()
    assert expected.items() <= listed.items()


@pytest.mark.parametrize("name", ["127/KH-UBND", "127%2FKH-UBND", "127-KH-UBND"])
def test_a_document_by_number_or_slug(client: TestClient, name: str) -> None:
    document = client.get(f"/api/documents/{name}").json()
    assert document["text"] == PLAN.text
    by_anchor = {unit["anchor"]: unit for unit in document["units"]}
    duty, row = by_anchor["iii.2.12"], by_anchor["pl.ii.13"]
    assert PLAN.text[slice(*duty["head"])] == DUTY
    assert (duty["kind"], duty["place"], duty["depth"]) == ("item", "Mục III.2.12", 3)
    assert [PLAN.text[start:end] for start, end in row["cells"]][2] == "Cục Thuế tỉnh"


def test_an_unknown_document_names_what_exists(client: TestClient) -> None:
    reply = client.get("/api/documents/1/QĐ-TTg")
    assert reply.status_code == 404
    assert reply.json() == {"detail": "Không có văn bản “1/QĐ-TTg”. Hiện có: 127/KH-UBND."}


def test_suggestions(client: TestClient) -> None:
    assert "Cục Thuế tỉnh phải làm gì?" in client.get("/api/suggestions").json()


# Limits and headers


def test_who_asks_too_often_is_told_when_to_come_back(backend: FakeBackend) -> None:
    with service(lambda: backend, WebSettings(rate_limit="2/minute")) as client:
        assert [ask(client, "Ai ký?").status_code for _ in range(3)] == [200, 200, 429]
        reply = client.post("/api/ask/stream", json={"question": "Ai ký?"})
        wait = int(reply.headers["retry-after"])
        assert reply.status_code == 429 and 1 <= wait <= 60
        assert f"đợi {wait} giây" in reply.json()["detail"]
        assert client.get("/api/documents").status_code == 200


def test_a_rate_that_cannot_be_read_is_a_configuration_error(backend: FakeBackend) -> None:
    with pytest.raises(ConfigError, match="60/minute"):
        create_app(lambda: backend, WebSettings(rate_limit="often"))


def test_every_reply_is_guarded(client: TestClient) -> None:
    for path in ("/", "/static/app.js", "/api/documents", "/api/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-cache"


def test_an_answer_is_not_kept(client: TestClient) -> None:
    assert ask(client, "Ai ký?").headers["cache-control"] == "no-store"


def test_large_replies_are_compressed_and_streams_are_not(client: TestClient) -> None:
    assert client.get("/api/documents/127-KH-UBND").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.post("/api/ask/stream", json={"question": "Ai ký?"}).headers


def test_the_description_has_examples_and_the_addresses(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    assert set(api["paths"]) >= {
        "/api/ask",
        "/api/ask/stream",
        "/api/conversations",
        "/api/conversations/{id}",
        "/api/conversations/{id}/export",
        "/api/conversations/{id}/share",
        "/api/conversations/{id}/turns/{number}",
        "/api/conversations/{id}/turns/{number}/feedback",
        "/api/documents",
        "/api/documents/{number}",
        "/api/documents/{number}/units/{anchor}",
        "/api/instruments",
        "/api/model",
        "/api/policies",
        "/api/policies/check",
        "/api/policies/walk",
        "/api/shared/{key}",
        "/api/shared/{key}/export",
        "/api/suggestions",
        "/healthz",
        "/readyz",
    }
    body = api["paths"]["/api/ask"]["post"]["requestBody"]["content"]["application/json"]
    for example in body["examples"].values():
        assert client.post("/api/ask", json=example["value"]).status_code == 200
    assert "#/$defs" not in json.dumps(api)
    assert {"status", "claims", "citations"} <= set(api["components"]["schemas"]["Answer"]["properties"])
    assert client.get("/docs").status_code == 404


def test_the_page_is_light_and_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200 and "<title>Trợ lý HTX</title>" in page.text
    assert "//" not in page.text.replace("<!doctype html>", "")


class Endless(FakeBackend):
    """A pipeline that counts how many questions are worked on at once."""

    running = 0
    most = 0

    def stream(self, message: Message) -> Iterator[Event]:
        Endless.running += 1
        Endless.most = max(Endless.most, Endless.running)
        slow(0.02)()
        Endless.running -= 1
        return super().stream(message)


def test_no_more_questions_at_once_than_threads() -> None:
    app = create_app(Endless, WebSettings(rate_limit="off", threads=2))
    with serving(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        post = {"target": httpx.post, "args": (f"{address}/api/ask",), "kwargs": {"json": {"question": "?"}}}
        crowd = [threading.Thread(**post) for _ in range(6)]  # type: ignore[arg-type]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    assert 1 <= Endless.most <= 2
