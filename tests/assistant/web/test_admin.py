"""The pages of the office over HTTP: who may what, the ledger, figures, maintenance, standard answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer import Message, Status
from assistant.office.audit import Actor
from assistant.office.desk import Office
from assistant.web.access.who import nobody_signs_in
from assistant.web.admin import wording as admin_wording
from assistant.web.admin.opening import ordered
from assistant.web.events import whole
from knowledge.config import Settings
from knowledge.document import Document
from tests.assistant.web.fakes import DUTY, PLAN, FakeBackend
from tests.assistant.web.signing_in import (
    KEY,
    access_in,
    app_with,
    asked_and_kept,
    office_below,
    sign_in,
    token_of,
    visiting,
)

QUESTION = "Cục Thuế tỉnh phải làm gì?"
COFFEE = "Giá cà phê hôm nay bao nhiêu?"
FORMULA = "=HYPERLINK(cà phê)"
TAXES = "Cục Thuế tỉnh hướng dẫn các hợp tác xã khai thuế, nộp thuế. [1]"
SOURCE = {"document": PLAN.number, "anchor": "iii.2.12"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_below(tmp_path)


@pytest.fixture
def client(tmp_path: Path, office: Office) -> Iterator[TestClient]:
    with visiting(app_with(access_in(tmp_path), office=office)) as client:
        yield client


def as_(client: TestClient, name: str) -> dict[str, str]:
    client.cookies.clear()
    assert sign_in(client, name) == 200
    return token_of(client)


def approve(client: TestClient, token: dict[str, str], **more: object) -> dict[str, object]:
    body = {"question": QUESTION, "text": TAXES, "sources": [SOURCE], **more}
    reply = client.post("/api/admin/answers", json=body, headers=token)
    assert reply.status_code == 201, reply.text
    return dict(reply.json())


def answer_to(client: TestClient, question: str = QUESTION) -> dict[str, object]:
    return dict(client.post("/api/ask", json={"question": question}).json())


# Who may what


def test_readers_and_keys_get_nowhere(client: TestClient) -> None:
    as_(client, "doc")
    for path in ("/admin", "/api/admin/overview", "/api/admin/ledger.csv", "/api/admin/turns/x"):
        assert client.get(path).status_code == 403
    assert client.put("/api/admin/maintenance", json={"on": True}).status_code == 403


def test_the_switch_and_the_record_are_for_administrators(client: TestClient) -> None:
    token = as_(client, "bien")
    reply = client.put("/api/admin/maintenance", json={"on": True}, headers=token)
    assert (reply.status_code, reply.json()["detail"]) == (403, admin_wording.ONLY_ADMIN)
    assert client.get("/api/admin/audit").status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/admin/maintenance"),
        ("POST", "/api/admin/answers"),
        ("DELETE", "/api/admin/answers/x"),
    ],
)
def test_nothing_changes_without_the_token(client: TestClient, method: str, path: str) -> None:
    as_(client, "quan")
    assert client.request(method, path, json={"on": True}).status_code == 403
    assert client.get("/api/admin/overview").json()["maintenance"]["on"] is False


def test_with_access_off_the_person_at_the_machine_runs_it(office: Office) -> None:
    with visiting(app_with(nobody_signs_in(), office=office)) as client:
        assert client.get("/api/pages").json()[-1] == {"path": "admin", "title": "Quản trị"}
        done = client.put("/api/admin/maintenance", json={"on": True}, headers=token_of(client))
        assert done.json()["who"] == "(máy này)"
    with visiting(app_with(nobody_signs_in(), office=office), "192.168.1.9", "http://lan") as client:
        assert client.put("/api/admin/maintenance", json={"on": False}).status_code == 403
        assert [link["path"] for link in client.get("/api/pages").json()] == ["danh-gia/"]


def test_links_are_for_those_who_can_use_them(client: TestClient) -> None:
    as_(client, "doc")
    assert client.get("/api/pages").json() == [{"path": "login", "title": "Người doc"}]
    as_(client, "bien")
    assert [link["path"] for link in client.get("/api/pages").json()] == ["danh-gia/", "admin"]


# What was asked


def test_declined_questions_that_are_alike_stand_together(client: TestClient) -> None:
    as_(client, "bien")
    for question in (COFFEE, "giá cà phê bữa nay bao nhiêu ạ", COFFEE, "Giá phân bón cà phê?", QUESTION):
        asked_and_kept(client, question)
    told = client.get("/api/admin/ledger").json()
    assert told["count"] == 2
    first, second = told["clusters"]
    assert (first["question"], first["count"]) == (COFFEE, 3)
    assert first["others"] == ["giá cà phê bữa nay bao nhiêu ạ"]
    assert first["statuses"] == ["not_in_sources"]
    assert set(first["shared"]) >= {"gia", "phe"}
    assert second["question"] == "Giá phân bón cà phê?"
    turn = client.get(f"/api/admin/turns/{first['key']}").json()
    assert (turn["question"], turn["status"]) == (COFFEE, "not_in_sources")


@pytest.mark.parametrize("days", ["0", "-1", "x", "99999", "٣"])
def test_days_that_are_none(client: TestClient, days: str) -> None:
    as_(client, "bien")
    reply = client.get("/api/admin/ledger", params={"days": days})
    assert (reply.status_code, reply.json()["detail"]) == (422, admin_wording.BAD_DAYS)


def test_the_ledger_goes_out_without_formulas_and_is_recorded(client: TestClient) -> None:
    as_(client, "quan")
    asked_and_kept(client, FORMULA)
    reply = client.get("/api/admin/ledger.csv")
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert rows[1][:2] == [f"'{FORMULA}", "1"]
    assert "attachment" in reply.headers["content-disposition"]
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/api/admin/ledger.xlsx").content)).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (FORMULA, "s")
    acts = [(entry["act"], entry["about"]) for entry in client.get("/api/admin/audit").json()]
    assert acts[:2] == [("exported", "ledger.xlsx"), ("exported", "ledger.csv")]


def test_figures_tell_endings_feedback_and_times(client: TestClient) -> None:
    as_(client, "bien")
    right = asked_and_kept(client, QUESTION)
    wrong = asked_and_kept(client, COFFEE)
    comment = "<script>alert(1)</script> chưa rõ"
    client.post(f"{right}/feedback", json={"right": True})
    client.post(f"{wrong}/feedback", json={"right": False, "reason": "incomplete", "comment": comment})
    told = client.get("/api/admin/overview").json()
    assert told["statuses"] == {"answered": 1, "not_in_sources": 1}
    assert (told["asked"], told["right"], told["wrong"], told["days_kept"]) == (2, 1, 1, 90)
    assert told["times"]["answers"] == 1  # the fake declines without steps
    assert told["times"]["whole"] == {"p50": 10.5, "p95": 10.5}
    listed = client.get("/api/admin/feedback").json()["turns"]
    assert {turn["feedback"]["comment"] for turn in listed} == {"", comment}
    only = client.get("/api/admin/feedback", params={"right": "false"}).json()["turns"]
    assert [turn["question"] for turn in only] == [COFFEE]


# Maintenance


def test_under_maintenance_every_channel_tells_so_and_only_so(client: TestClient) -> None:
    token = as_(client, "quan")
    message = "Đang cập nhật văn bản, 14 giờ xong."
    done = client.put("/api/admin/maintenance", json={"on": True, "message": message}, headers=token)
    assert (done.json()["on"], done.json()["who"]) == (True, "quan")
    assert (answer_to(client)["status"], answer_to(client)["answer"]) == ("error", message)
    streamed = client.post("/api/ask/stream", json={"question": QUESTION}).text
    assert message in streamed and "Cục Thuế tỉnh chủ trì" not in streamed
    chat = {"model": "tro-ly-htx", "messages": [{"role": "user", "content": QUESTION}]}
    told = client.post("/v1/chat/completions", json=chat).json()
    assert message in told["choices"][0]["message"]["content"]
    client.put("/api/admin/maintenance", json={"on": False}, headers=token)
    assert answer_to(client)["status"] == "answered"
    acts = [(e["act"], e["who"], e["detail"]) for e in client.get("/api/admin/audit").json()]
    assert acts[:2] == [("maintenance_off", "quan", ""), ("maintenance_on", "quan", message)]


@pytest.mark.parametrize(
    "body", [{}, {"on": "yes"}, {"on": True, "x": 1}, {"on": True, "message": "x" * 501}]
)
def test_a_switch_is_not_turned_by_half_a_word(client: TestClient, body: dict[str, object]) -> None:
    token = as_(client, "quan")
    assert client.put("/api/admin/maintenance", json=body, headers=token).status_code == 422


# Standard answers


def test_an_approved_answer_is_given_signed_dated_and_cited(client: TestClient) -> None:
    token = as_(client, "bien")
    made = approve(client, token)
    assert (made["who"], made["account"], made["faults"]) == ("Người bien", "bien", [])
    for asked in (QUESTION, "  cục thuế tỉnh PHẢI làm gì ", "Cho em hỏi Cục Thuế tỉnh phải làm gì ạ?",
                  "cuc thue tinh phai lam gi"):  # fmt: skip
        told = json.loads(client.post("/api/ask", json={"question": asked}).text)
        assert told["answer"].startswith("**Câu trả lời đã được cơ quan duyệt** (Người bien, ngày "), asked
        assert told["answer"].endswith(TAXES)
        assert told["trace"]["composer"] == "standard"
        cited = told["citations"][0]
        assert (cited["id"], cited["document"], cited["anchor"]) == ("1", PLAN.number, "iii.2.12")
        assert PLAN.text[cited["start"] : cited["end"]] == cited["quote"] == DUTY
        assert told["claims"] == [{"text": TAXES, "citations": ["1"]}]
    for other in ("Cục Thuế tỉnh không phải làm gì?", "Cục Thuế huyện phải làm gì?", "Cục Thuế tỉnh?"):
        assert "cơ quan duyệt" not in str(answer_to(client, other)["answer"])


def test_an_approved_answer_is_streamed_claim_by_claim(client: TestClient) -> None:
    approve(client, as_(client, "bien"))
    streamed = client.post("/api/ask/stream", json={"question": QUESTION}).text
    assert streamed.index("event: claim") < streamed.index("event: done")
    assert "event: step" not in streamed


def test_what_is_asked_of_another_day_or_points_back_is_left_to_the_assistant(client: TestClient) -> None:
    approve(client, as_(client, "bien"), question="Việc này ai phải làm gì?")
    said = [{"role": "user", "text": "Ai?"}]
    later = {"question": "Việc này ai phải làm gì?", "history": said}
    assert "duyệt" not in client.post("/api/ask", json=later).json()["answer"]
    before = {"question": "Việc này ai phải làm gì?", "as_of": "plan"}
    assert "duyệt" not in client.post("/api/ask", json=before).json()["answer"]
    assert "duyệt" in client.post("/api/ask", json={"question": before["question"]}).json()["answer"]


def test_the_latest_answer_replaces_the_one_before_and_can_be_withdrawn(client: TestClient) -> None:
    token = as_(client, "bien")
    approve(client, token)
    made = approve(client, token, text="Câu mới hơn. [1]", question="cục thuế tỉnh phải làm gì")
    told = client.get("/api/admin/answers").json()
    assert ([one["id"] for one in told["standing"]], len(told["ended"])) == ([made["id"]], 1)
    assert str(answer_to(client)["answer"]).endswith("Câu mới hơn. [1]")
    path = f"/api/admin/answers/{made['id']}"
    assert client.delete(path, headers=token).status_code == 204
    assert client.delete(path, headers=token).status_code == 404
    assert "duyệt" not in str(answer_to(client)["answer"])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"sources": []}, "ít nhất một chỗ"),
        ({"sources": [{"document": "1/2099/NĐ-CP", "anchor": "dieu_1"}]}, "không có dieu_1"),
        ({"sources": [{"document": PLAN.number, "anchor": "iii.99"}]}, "không có iii.99"),
        ({"sources": [{**SOURCE, "quote": "lời không có ở đó"}]}, "trích dẫn không có"),
        ({"text": "Hai căn cứ. [1] [2]"}, "không có căn cứ số 2"),
        ({"text": "Không dẫn gì cả."}, "không được dẫn"),
        ({"text": "Gọi 079123456789. [1]"}, "căn cước"),
        ({"question": "x"}, "question"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_cannot_be_approved(client: TestClient, more: dict[str, object], words: str) -> None:
    token = as_(client, "bien")
    body = {"question": QUESTION, "text": TAXES, "sources": [SOURCE], **more}
    reply = client.post("/api/admin/answers", json=body, headers=token)
    assert reply.status_code == 422
    assert words in reply.json()["detail"]


def test_a_place_is_looked_up_before_it_becomes_a_source(client: TestClient) -> None:
    as_(client, "bien")
    told = client.get("/api/admin/source", params=SOURCE).json()
    assert (told["place"], told["quote"]) == ("Mục III.2.12", DUTY)
    assert client.get("/api/admin/source", params={"document": "x", "anchor": "y"}).status_code == 404


def test_a_key_of_a_program_approves_nothing(tmp_path: Path, office: Office) -> None:
    app = app_with(access_in(tmp_path, api_keys=[KEY]), [KEY], office)
    with visiting(app) as client:
        key = {"Authorization": f"Bearer {KEY}"}
        assert client.post("/api/admin/answers", json={}, headers=key).status_code == 403


class Rebuilt(FakeBackend):
    """The same assistant over a library in which the taxes changed."""

    def documents(self) -> Sequence[Document]:
        return (replace(PLAN, text=PLAN.text.replace("Triển khai thực hiện", "Triển khai thực hành")),)


def test_an_answer_whose_source_changed_waits_for_its_editor(tmp_path: Path, office: Office) -> None:
    access = access_in(tmp_path)
    with visiting(app_with(access, office=office)) as client:
        approve(client, as_(client, "bien"))
        assert "duyệt" in str(answer_to(client)["answer"])
    with visiting(app_with(access, office=office, load=Rebuilt)) as client:
        token = as_(client, "bien")
        assert "duyệt" not in str(answer_to(client)["answer"])
        (waiting,) = client.get("/api/admin/answers").json()["standing"]
        assert waiting["faults"] == [f"{PLAN.number}, iii.2.12: nguyên văn đã đổi."]
        approve(client, token)  # looked at again
        assert "duyệt" in str(answer_to(client)["answer"])
        (standing,) = client.get("/api/admin/answers").json()["standing"]
        assert standing["faults"] == []


def test_programs_beside_the_service_heed_the_switch(tmp_path: Path, office: Office) -> None:
    office.switch.turn(True, "Đang sửa.", Actor("quan"))
    settings = Settings(_env_file=None, data_dir=tmp_path)  # type: ignore[call-arg]
    answer = whole(ordered(FakeBackend(), settings).stream(Message(QUESTION)))
    assert answer.answer == "Đang sửa."
    office.switch.turn(False, "", Actor("quan"))
    assert whole(ordered(FakeBackend(), settings).stream(Message(QUESTION))).status is Status.ANSWERED
