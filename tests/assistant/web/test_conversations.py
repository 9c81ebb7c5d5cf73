"""Kept conversations over HTTP: who may read and do what, and what is never kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.conversations.archive import Archive
from assistant.conversations.database import Database, address_of
from assistant.conversations.model import Feedback, Reason
from assistant.conversations.private import Discretion
from assistant.conversations.sql_store import SqlStore
from assistant.conversations.store import Store
from assistant.web.settings import WebSettings
from ingest.formats.docx import read_docx
from knowledge.errors import StoreError
from tests.assistant.web.conftest import events, service
from tests.assistant.web.fakes import FakeBackend

ALL = "/api/conversations"
UNKNOWN = "A" * 22
PERSONAL = "Tôi là 079123456789 thì vay được không?"


def archive_in(folder: Path, personal: Callable[[str], bool] | None = None) -> Archive:
    return Archive(
        lambda: SqlStore(Database(address_of("", folder)), 90), personal or Discretion.load().personal, 90
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_in(tmp_path)


@pytest.fixture
def client(backend: FakeBackend, archive: Archive) -> Iterator[TestClient]:
    with service(lambda: backend, archive=archive) as client:
        yield client


def begun(client: TestClient) -> str:
    return str(client.post(ALL).json()["id"])


def ask_in(client: TestClient, id: str, question: str) -> dict[str, str]:
    reply = client.post("/api/ask", json={"question": question, "conversation": id})
    assert reply.status_code == 200
    return dict(reply.headers)


def test_what_is_kept_is_told(client: TestClient, backend: FakeBackend) -> None:
    assert client.get(ALL).json() == {"kept": True, "days": 90}
    with service(lambda: backend) as keeping_nothing:
        assert keeping_nothing.get(ALL).json() == {"kept": False, "days": 0}


def test_a_conversation_is_begun_gone_on_with_and_read(client: TestClient, backend: FakeBackend) -> None:
    id = begun(client)
    assert re.fullmatch(r"[\w-]{22}", id)
    headers = ask_in(client, id, "Cục Thuế tỉnh phải làm gì?")
    assert (headers["x-conversation-stored"], headers["x-conversation-turn"]) == ("true", "1")
    ask_in(client, id, "Còn thời gian?")
    assert [turn.role for turn in backend.asked[-1].history] == ["user", "assistant"]
    assert backend.asked[-1].history[0].text == "Cục Thuế tỉnh phải làm gì?"
    reply = client.get(f"{ALL}/{id}")
    assert reply.headers["cache-control"] == "no-store"
    told = reply.json()
    assert (told["id"], told["title"], told["shared"]) == (id, "Cục Thuế tỉnh phải làm gì?", None)
    assert [turn["number"] for turn in told["turns"]] == [1, 2]
    asked_again = client.post("/api/ask", json={"question": "Cục Thuế tỉnh phải làm gì?"}).json()
    assert told["turns"][0]["answer"] == asked_again


def test_the_kept_turns_are_the_history_and_what_was_sent_where_there_are_none(
    client: TestClient, backend: FakeBackend
) -> None:
    id = begun(client)
    sent = [{"role": "user", "text": "Trước?"}, {"role": "assistant", "text": "Đáp."}]
    for question, history in (("Một?", ["Trước?", "Đáp."]), ("Hai?", ["Một?"])):
        client.post("/api/ask", json={"question": question, "conversation": id, "history": sent})
        assert [turn.text for turn in backend.asked[-1].history][: len(history)] == history


def test_a_streamed_turn_is_kept_before_its_answer_is_sent(client: TestClient) -> None:
    id = begun(client)
    body = {"question": "Ai ký?", "conversation": id}
    told = events(client.post("/api/ask/stream", json=body).text)
    assert told[-2] == ("stored", {"stored": True, "turn": 1, "withheld": False})
    assert told[-1][0] == "done"
    without = events(client.post("/api/ask/stream", json={"question": "Ai ký?"}).text)
    assert "stored" not in dict(without)


def test_nobody_lists_conversations(client: TestClient) -> None:
    id = begun(client)
    for path in (ALL, f"{ALL}/", "/api/shared", "/api/shared/"):
        assert id not in client.get(path).text
    assert client.delete(ALL).status_code == 405


@pytest.mark.parametrize("id", [UNKNOWN, "x", "..%2f..%2fetc", "A" * 5000])
def test_an_unknown_id_opens_nothing(client: TestClient, id: str) -> None:
    assert client.get(f"{ALL}/{id}").status_code == 404
    assert client.delete(f"{ALL}/{id}").status_code == 404
    assert client.patch(f"{ALL}/{id}", json={"title": "x"}).status_code == 404
    assert client.post(f"{ALL}/{id}/share").status_code == 404
    assert client.get(f"/api/shared/{id}").status_code == 404


def test_a_question_in_a_conversation_that_is_gone_is_refused(
    client: TestClient, backend: FakeBackend
) -> None:
    id = begun(client)
    assert client.delete(f"{ALL}/{id}").status_code == 204
    for gone in (id, "x"):
        reply = client.post("/api/ask", json={"question": "Ai ký?", "conversation": gone})
        assert reply.status_code == 404 and "quá hạn" in reply.json()["detail"]
    assert client.post("/api/ask", json={"question": "Ai?", "conversation": 7}).status_code == 422
    assert backend.asked == []


def test_renaming(client: TestClient) -> None:
    id = begun(client)
    ask_in(client, id, "Ai ký?")
    path = f"{ALL}/{id}"
    assert client.patch(path, json={"title": " Thuế\n\u200bcủa HTX "}).status_code == 204
    assert client.get(path).json()["title"] == "Thuế của HTX"
    assert client.patch(path, json={"title": ""}).status_code == 204
    assert client.get(path).json()["title"] == "Ai ký?"
    for bad in ({"title": "x" * 81}, {"title": 7}, {}, {"title": "x", "id": "y"}):
        assert client.patch(path, json=bad).status_code == 422
    refused = client.patch(path, json={"title": "Gọi 0912 345 678"})
    assert refused.status_code == 422 and "điện thoại" in refused.json()["detail"]


def test_deleting_a_turn_and_then_all(client: TestClient) -> None:
    id = begun(client)
    ask_in(client, id, "Một?")
    ask_in(client, id, "Hai?")
    assert client.delete(f"{ALL}/{id}/turns/1").status_code == 204
    for number in ("1", "99", "x", "-1", "9" * 30):
        assert client.delete(f"{ALL}/{id}/turns/{number}").status_code == 404
    assert [turn["question"] for turn in client.get(f"{ALL}/{id}").json()["turns"]] == ["Hai?"]
    assert client.delete(f"{ALL}/{id}").status_code == 204
    assert client.get(f"{ALL}/{id}").status_code == 404


def test_files_to_take_away(client: TestClient) -> None:
    id = begun(client)
    ask_in(client, id, "Cục Thuế tỉnh phải làm gì?")
    path = f"{ALL}/{id}/export"
    named = re.compile(r'attachment; filename="htx-\d{4}-\d\d-\d\d-cuc-thue-tinh-phai-lam-gi\.(\w+)"')
    for kind in ("md", "docx", "json"):
        reply = client.get(path, params={"format": kind})
        found = named.fullmatch(reply.headers["content-disposition"])
        assert found and found[1] == kind
        assert reply.headers["cache-control"] == "no-store" and id.encode() not in reply.content
    assert "> Cục Thuế tỉnh phải làm gì?" in client.get(path).text
    assert "Mục III.2.12" in read_docx(client.get(path, params={"format": "docx"}).content, "talk.docx").text
    assert client.get(path, params={"format": "pdf"}).status_code == 422


def test_a_verdict_and_its_reason(client: TestClient, archive: Archive) -> None:
    id = begun(client)
    ask_in(client, id, "Ai ký?")
    path = f"{ALL}/{id}/turns/1/feedback"
    said = {"right": False, "reason": "outdated", "comment": "Đã có\n luật mới"}
    assert client.post(path, json=said).json() == {**said, "comment": "Đã có luật mới"}
    found = archive.store().find(id)
    assert found and found.turns[0].feedback == Feedback(False, Reason.OUTDATED, "Đã có luật mới")
    assert client.get(f"{ALL}/{id}").json()["turns"][0]["feedback"]["reason"] == "outdated"
    assert client.post(path, json={"right": True}).json()["reason"] is None
    for bad in ({}, {"right": "yes"}, {"right": False, "reason": "?"}, {"right": True, "comment": "x" * 501}):
        assert client.post(path, json=bad).status_code == 422
    refused = client.post(path, json={"right": False, "comment": "gọi tôi 0912345678"})
    assert refused.status_code == 422 and "Xin bỏ các số đó" in refused.json()["detail"]
    assert client.post(f"{ALL}/{id}/turns/2/feedback", json={"right": True}).status_code == 404


def test_who_has_the_shared_key_reads_and_no_more(client: TestClient) -> None:
    id = begun(client)
    ask_in(client, id, "Ai ký?")
    client.post(f"{ALL}/{id}/turns/1/feedback", json={"right": False, "comment": "Sai rồi"})
    key = client.post(f"{ALL}/{id}/share").json()["shared"]
    reply = client.get(f"/api/shared/{key}")
    assert [turn["question"] for turn in reply.json()["turns"]] == ["Ai ký?"]
    assert id not in reply.text and key not in reply.text and "Sai rồi" not in reply.text
    for kind in ("md", "docx"):
        assert client.get(f"/api/shared/{key}/export", params={"format": kind}).status_code == 200
    assert client.get(f"/api/shared/{key}/export", params={"format": "json"}).status_code == 422
    for method, path in (
        ("GET", f"{ALL}/{key}"), ("DELETE", f"{ALL}/{key}"), ("POST", f"{ALL}/{key}/share"),
        ("DELETE", f"{ALL}/{key}/turns/1"),
    ):  # fmt: skip
        assert client.request(method, path).status_code == 404
    asked = client.post("/api/ask", json={"question": "Ai?", "conversation": key})
    assert asked.status_code == 404
    assert client.get(f"{ALL}/{id}").json()["shared"] == key
    assert client.delete(f"{ALL}/{id}/share").status_code == 204
    assert client.get(f"/api/shared/{key}").status_code == 404


def test_personal_data_reaches_no_file(client: TestClient, tmp_path: Path) -> None:
    id = begun(client)
    told = events(client.post("/api/ask/stream", json={"question": PERSONAL, "conversation": id}).text)
    assert told[-2][1] == {"stored": True, "turn": 1, "withheld": True}
    (turn,) = client.get(f"{ALL}/{id}").json()["turns"]
    assert (turn["withheld"], turn["question"], turn["answer"]) == (True, "", None)
    assert not any(b"079123456789" in path.read_bytes() for path in tmp_path.iterdir())


def test_without_an_archive_nothing_is_kept(backend: FakeBackend, tmp_path: Path) -> None:
    settings = WebSettings(rate_limit="off", data_dir=tmp_path)
    with service(lambda: backend, settings) as client:
        assert client.post(ALL).status_code == 404
        assert "không lưu" in client.get(f"{ALL}/{UNKNOWN}").json()["detail"]
        assert client.get(f"/api/shared/{UNKNOWN}").status_code == 404
        headers = ask_in(client, UNKNOWN, "Ai ký?")
        assert headers["x-conversation-stored"] == "false" and "x-conversation-turn" not in headers
    assert list(tmp_path.iterdir()) == []


def test_a_store_out_of_reach_stops_no_answer(backend: FakeBackend) -> None:
    def opening() -> Store:
        raise StoreError("kho không mở được: mật khẩu geheim")

    with service(lambda: backend, archive=Archive(opening, lambda _text: False, 90)) as client:
        reply = client.post(ALL)
        assert reply.status_code == 503 and "geheim" not in reply.text
        body = {"question": "Ai?", "conversation": UNKNOWN, "history": [{"role": "user", "text": "Trước?"}]}
        told = client.post("/api/ask", json=body)
        assert (told.status_code, told.headers["x-conversation-stored"]) == (200, "false")
        assert [turn.text for turn in backend.asked[-1].history] == ["Trước?"]


def test_too_many_requests_about_conversations_are_told_to_wait(
    backend: FakeBackend, archive: Archive
) -> None:
    with service(lambda: backend, WebSettings(rate_limit="2/minute"), archive=archive) as client:
        assert [client.post(ALL).status_code for _ in range(3)] == [201, 201, 429]
        assert client.post("/api/ask", json={"question": "Ai ký?"}).status_code == 200


def test_a_restart_loses_nothing(backend: FakeBackend, tmp_path: Path) -> None:
    with service(lambda: backend, archive=archive_in(tmp_path)) as client:
        id = begun(client)
        ask_in(client, id, "Ai ký?")
    with service(lambda: backend, archive=archive_in(tmp_path)) as client:
        assert client.get(f"{ALL}/{id}").json()["title"] == "Ai ký?"
