"""The support policies over HTTP: for programs, and as plain forms without any script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.policies.state import plain
from assistant.web.documents.shelf import Shelf, catalogue
from assistant.web.policies.routes import address_of_basis
from assistant.web.settings import WebSettings
from knowledge.policies.model import Basis
from tests.assistant.policies.talks import SENTENCES, answers_of
from tests.assistant.web.books import Library
from tests.assistant.web.conftest import service

COFFEE = "htx em làm cà phê, 20 thành viên, muốn vay mua máy"
DAY = "2026-11-23"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service(Library) as client:
        yield client


def walk(client: TestClient, **body: object) -> httpx.Response:
    return client.post("/api/policies/walk", json={"day": DAY, **body})


# For programs


def test_the_index(client: TestClient) -> None:
    told = client.get("/api/policies").json()
    assert len(told["policies"]) > 30
    assert {"fact", "label", "question", "answer", "unit", "choices"} == set(told["facts"][0])


def test_a_check(client: TestClient) -> None:
    profile = {"kind": "Hợp tác xã", "fields": ["crops"], "needs": ["credit"], "registered": "có"}
    told = client.post("/api/policies/check", json={"profile": profile, "day": DAY}).json()
    found = {item["id"]: item for item in told["policies"]}
    loan = found["vay-tin-chap-hop-tac-xa"]
    assert loan["outcome"] == "qualifies"
    assert loan["outcome_text"] == "Đủ điều kiện theo những gì bà con khai"
    assert "không phải là lời hứa" in told["no_promise"]
    assert told["bases"]["55/2015/NĐ-CP#dieu_4"]["url"] == "documents/55-2015-ND-CP"  # no text at hand
    assert "credit" in found["vay-tin-chap-hop-tac-xa"]["needs"]
    assert all("credit" in item["needs"] for item in found.values())


def test_a_check_on_demand_and_whole(client: TestClient) -> None:
    body = {"profile": {"kind": "cooperative"}, "day": DAY}
    only = client.post("/api/policies/check", json={**body, "only": ["vay-tin-chap-hop-tac-xa"]}).json()
    assert [item["id"] for item in only["policies"]] == ["vay-tin-chap-hop-tac-xa"]
    assert only["policies"][0]["papers"]
    whole = client.post("/api/policies/check", json={**body, "full": True}).json()
    assert len(whole["policies"]) == len(client.get("/api/policies").json()["policies"])
    assert all(basis["url"] for basis in whole["bases"].values())


def test_the_day_counts(client: TestClient) -> None:
    body = {"profile": {"kind": "group", "needs": ["credit"]}, "day": "2020-01-01"}
    told = client.post("/api/policies/check", json=body).json()
    outcomes = {item["id"]: item["outcome"] for item in told["policies"]}
    assert outcomes["vay-tin-chap-to-hop-tac"] == "not_yet"
    assert outcomes["muc-vay-cu-to-hop-tac"] == "qualifies"


def test_a_walk_through(client: TestClient) -> None:
    told = walk(client, action={"do": "tell", "text": COFFEE}).json()
    assert {item["fact"]: item["origin"] for item in told["known"]}["registered"] == "assumed"
    asked = 0
    while told["question"]:
        asked += 1
        assert told["question"]["number"] == asked
        action = {"do": "skip", "fact": told["question"]["fact"]}
        told = walk(client, state=told["state"], action=action).json()
    assert asked == 5
    assert told["more"]
    assert told["result"]["policies"]


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("told", [True, False], ids=["from a sentence", "from nothing"])
def test_ten_profiles_come_to_something_in_five_questions_in_all(
    client: TestClient, name: str, told: bool
) -> None:
    answers = {fact: plain(value) for fact, value in answers_of(name).items()}  # type: ignore[arg-type]
    turn = walk(client, action={"do": "tell", "text": SENTENCES[name] if told else ""}).json()
    asked = 0
    while question := turn["question"]:
        asked += 1
        fact = question["fact"]
        do = (
            {"do": "answer", "fact": fact, "value": answers[fact]}
            if fact in answers
            else {"do": "skip", "fact": fact}
        )
        turn = walk(client, state=turn["state"], action=do).json()
    assert asked <= 5
    outcomes = [item["outcome"] for item in turn["result"]["policies"]]
    assert "qualifies" in outcomes
    assert all(item["deciding"] for item in turn["result"]["policies"] if item["outcome"] == "qualifies")


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("check", "{", 400, "JSON"),
        ("check", "null", 422, "phải là một đối tượng JSON"),
        ("check", "[]", 422, "phải là một đối tượng JSON"),
        ("check", '{"profile": ' + '{"a": ' * 5000 + "1" + "}" * 5001, 400, "JSON"),
        ("check", '{"profile": {"members": NaN}}', 422, "một số không âm"),
        ("check", '{"profile": {"members": 1e400}}', 422, "một số không âm"),
        ("check", '{"profile": {"kind": [["cooperative"]]}}', 422, "không phải một giá trị"),
        ("check", '{"profile": {"founded_on": "2021-02-30"}}', 422, "phải là một ngày"),
        ("check", "{}", 422, '"profile" thiếu'),
        ("check", '{"profile": {}, "extra": 1}', 422, '"extra"'),
        ("check", '{"profile": {"kindd": 1}}', 422, "mục lạ “kindd”"),
        ("check", '{"profile": {"members": "nhiều"}}', 422, "một số không âm"),
        ("check", '{"profile": {}, "day": "2026-13-01"}', 422, '"day"'),
        ("check", '{"profile": {}, "only": ["x"]}', 422, "Không có chính sách “x”"),
        ("walk", '{"action": {"do": "fly"}}', 422, '"action.do"'),
        ("walk", '{"action": {"do": "skip", "fact": "x"}}', 422, "Không có mục “x”"),
        (
            "walk",
            '{"state": {"steps": [{"fact": "kind", "value": "bank"}]}}',
            422,
            "không có lựa chọn “bank”",
        ),
        ("walk", '{"state": {"text": "' + "a" * 1001 + '"}}', 422, '"state.text"'),
    ],
)
def test_refusals_are_one_line(client: TestClient, path: str, body: str, status: int, said: str) -> None:
    reply = client.post(f"/api/policies/{path}", content=body)
    assert reply.status_code == status
    assert said in reply.json()["detail"]
    assert "\n" not in reply.json()["detail"]


def test_too_much_and_too_often() -> None:
    with service(Library, WebSettings(rate_limit="2/minute", max_body_bytes=100)) as client:
        assert client.post("/api/policies/walk", content="x" * 200).status_code == 413
        assert client.post("/api/policies/walk", json={}).status_code == 200
        late = client.post("/api/policies/walk", json={})
        assert late.status_code == 429
        assert int(late.headers["Retry-After"]) > 0


def test_the_bodies_are_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/api/policies/check", "/api/policies/walk"):
        content = paths[path]["post"]["requestBody"]["content"]["application/json"]
        assert "$ref" not in str(content["schema"])
        assert client.post(path, json=content["example"]).status_code == 200


def test_nothing_is_kept_in_caches(client: TestClient) -> None:
    for reply in (client.post("/policies", data={"do": ""}), walk(client)):
        assert reply.headers["Cache-Control"] == "no-store"


# Without any script


class Fields(HTMLParser):
    """The fields a browser would send of each form, as they stand."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self._now: dict[str, list[str]] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._now = self.forms.setdefault(marks["class"], {})
        elif tag == "input" and (marks["type"] != "checkbox" or "checked" in marks):
            self._now.setdefault(marks["name"], []).append(marks.get("value", ""))
        elif tag == "select":
            self._select = marks["name"]
        elif tag == "option" and "selected" in marks:
            self._now[self._select] = [marks["value"]]


def sent(client: TestClient, page: str, form: str, **more: str | list[str]) -> str:
    """The page after one of its forms was sent."""
    fields: dict[str, str | list[str]] = {**Fields(page).forms[form]}
    reply = client.post("/policies", data={**fields, **more})
    assert reply.status_code == 200, reply.text
    return reply.text


def told(page: str) -> str:
    """The words of a page."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_the_page_works_by_plain_forms(client: TestClient) -> None:
    page = client.get("/policies").text
    assert page.rstrip().endswith("</html>")
    page = sent(client, page, "policies-tell", do="tell", text=COFFEE)
    assert "Hợp tác xã vay ngân hàng làm nông nghiệp không cần thế chấp" in page
    assert "Câu 1/5" in page
    page = sent(client, page, "policies-question", value="training")
    assert "Câu 2/5" in page
    page = sent(client, page, "policies-question", do="back")
    assert "Câu 1/5" in page
    page = sent(client, page, "policies-known", do="forget:registered")
    assert "tạm hiểu, vì hợp tác xã" not in told(page)
    page = sent(client, page, "policies-question", do="stop")
    assert "Đã dừng hỏi" in page
    page = sent(client, page, "policies-question", do="resume")
    assert "Câu 1/5" in page


def test_the_form_changes_only_what_was_changed(client: TestClient) -> None:
    page = sent(client, client.get("/policies").text, "policies-tell", do="tell", text=COFFEE)
    same = sent(client, page, "policies-fill", do="fill")
    assert Fields(same).forms["policies-fill"]["state"] == Fields(page).forms["policies-fill"]["state"]
    changed: dict[str, str | list[str]] = {"do": "fill", "f.members": "350", "f.area": "difficult"}
    more = sent(client, page, "policies-fill", **changed)
    assert "Số thành viên: 350 thành viên" in told(more)
    assert "Địa bàn: Khó khăn" in told(more)
    emptied: dict[str, str | list[str]] = {"do": "fill", "f.members": "", "f.needs": []}
    none = sent(client, more, "policies-fill", **emptied)
    assert "Số thành viên:" not in told(none)
    assert "Nhu cầu:" not in told(none)


def test_another_day_is_kept(client: TestClient) -> None:
    page = sent(client, client.get("/policies").text, "policies-tell", do="tell", text="tổ hợp tác muốn vay")
    page = sent(client, page, "policies-fill", do="fill", day="2020-06-30")
    assert "Kết quả xét ngày 30/6/2020" in told(page)
    page = sent(client, page, "policies-question", do="skip")
    assert "Kết quả xét ngày 30/6/2020" in told(page)


def test_a_number_may_be_typed(client: TestClient) -> None:
    page = sent(
        client,
        client.get("/policies").text,
        "policies-tell",
        do="tell",
        text="nông dân trồng cà phê bị hạn hán",
    )
    assert "bao nhiêu phần trăm" in page
    page = sent(client, page, "policies-question", value=["", "45,5"])
    assert "Mức thiệt hại: 45,5%" in told(page)


def test_a_part_is_asked_for_by_the_script(client: TestClient) -> None:
    reply = client.post("/policies", data={"do": "tell", "text": COFFEE}, headers={"X-Part": "1"})
    assert reply.text.startswith("<section")
    assert len(reply.content) < 120_000


def test_the_policy_lets_forms_be_sent_here_only(client: TestClient) -> None:
    policy = client.get("/policies").headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "{"},
        {"state": "[" * 5000},
        {"do": "fill", "shown": "members", "f.members": "nan"},
        {"do": "fill", "shown": "members", "f.members": "inf"},
        {"state": '{"rounds": 0}'},
        {"do": "fly"},
        {"do": "skip", "fact": "x"},
        {"do": "answer", "fact": "kind", "value": "x"},
        {"day": "mai"},
    ],
)
def test_what_no_page_sends_is_refused(client: TestClient, fields: dict[str, str]) -> None:
    reply = client.post("/policies", data=fields)
    assert reply.status_code in (400, 422)
    assert reply.json()["detail"]


def test_markup_stays_text(client: TestClient) -> None:
    hostile = 'htx </textarea><script>alert(1)</script> "muốn vay"'
    page = client.post("/policies", data={"do": "tell", "text": hostile}).text
    assert "<script>alert" not in page
    assert html.escape(hostile, quote=False) in page


# Where a basis is read


def test_a_basis_opens_at_the_nearest_unit_at_hand() -> None:
    shelf = Shelf(Library().documents(), catalogue())
    for anchor, opened in (
        ("dieu_15.khoan_2", "#dieu_15.khoan_2"),
        ("dieu_15.khoan_2.diem_a", "#dieu_15.khoan_2"),
        ("dieu_999.khoan_1", ""),
        ("chung", ""),
    ):
        assert address_of_basis(Basis("45/2021/NĐ-CP", anchor), shelf) == f"documents/45-2021-ND-CP{opened}"
    assert address_of_basis(Basis("55/2015/NĐ-CP", "dieu_4"), None) == "documents/55-2015-ND-CP#dieu_4"
