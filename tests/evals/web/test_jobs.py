"""Uploads, jobs, results: what the page asks of the service."""

from __future__ import annotations

import io
import statistics
import threading
import time
import zipfile
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.web.pages import GROUP, Page, load_page
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from evals.spreadsheet import workbook
from evals.web import page as evals_page
from evals.web.store import MAX_JOBS
from evals.web.upload import MAX_BYTES, MAX_ROWS
from tests.assistant.web.conftest import service, wait_until
from tests.assistant.web.fakes import FakeBackend, slow
from tests.evals.web.conftest import BASE, GRADED, ended, send

QUESTIONS = "id,question\n" + "".join(f"{n},Cục Thuế tỉnh phải làm gì lần {n}?\n" for n in range(1, 31))


def test_a_graded_csv_is_asked_scored_and_handed_back(client: TestClient) -> None:
    reply = send(client, "bộ câu hỏi.csv", GRADED.encode("utf-8-sig"))
    assert reply.status_code == 201
    job = ended(client, reply.json()["id"])
    assert (job["state"], job["total"], job["done"], job["passed"]) == ("done", 3, 3, 2)
    rows = client.get(f"{BASE}/jobs/{job['id']}/results").json()
    assert [(row["id"], row["passed"], row["kind"]) for row in rows] == [
        ("a1", True, "nhiệm vụ"),
        ("a2", False, "sản phẩm"),
        ("a3", True, "ngoài phạm vi"),
    ]
    failed = client.get(f"{BASE}/jobs/{job['id']}/results/1").json()
    assert "Nghị quyết" in failed["reason"]
    assert failed["citations"][0]["locator"] == "Mục III.2.12"
    assert client.get(f"{BASE}/jobs/{job['id']}/results/3").status_code == 404


def test_the_workbook_opens_and_names_the_set(client: TestClient) -> None:
    job = ended(client, send(client, "bộ.csv", GRADED.encode()).json()["id"])
    reply = client.get(f"{BASE}/jobs/{job['id']}/results.xlsx")
    assert "ket-qua-b%E1%BB%99.xlsx" in reply.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["a1", "a2", "a3"]
    assert sheet["E3"].value == "không đạt"


def test_the_report_is_walled_off_and_the_page_is_not_loosened(client: TestClient) -> None:
    job = ended(client, send(client, "a.csv", GRADED.encode()).json()["id"])
    report = client.get(f"{BASE}/jobs/{job['id']}/report")
    assert "Cục Thuế tỉnh phải làm gì?" in report.text
    policy = report.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts;") and "allow-same-origin" not in policy
    for path in (f"{BASE}/", f"{BASE}/jobs", f"{BASE}/static/page.js", "/"):
        assert "unsafe-inline" not in client.get(path).headers["content-security-policy"]


def test_an_xlsx_without_gold_is_answered_and_not_graded(client: TestClient) -> None:
    raw = workbook("Câu hỏi", ("ID", "Question"), ((1, "Cục Thuế tỉnh phải làm gì?"), (2, "Giá cà phê?")))
    job = ended(client, send(client, "câu hỏi.XLSX", raw).json()["id"])
    assert (job["state"], job["graded"], job["passed"]) == ("done", False, None)
    rows = client.get(f"{BASE}/jobs/{job['id']}/results").json()
    assert [row["status"] for row in rows] == ["trả lời", "nguồn không nói"]
    assert "passed" not in rows[0]
    assert client.get(f"{BASE}/jobs/{job['id']}/report").status_code == 404
    reply = client.get(f"{BASE}/jobs/{job['id']}/results.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert [cell.value for cell in sheet["A"]] == ["id", 1, 2]
    assert "Cục Thuế tỉnh có hai nhiệm vụ" in sheet["D2"].value


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (101 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "status", "told"),
    [
        ("a.csv", b"", 422, "a.csv: tệp rỗng"),
        ("a.csv", "mã,câu hỏi\n1,Ai?\n".encode(), 422, "a.csv: thiếu cột id, question"),
        ("a.csv", "id,question\n1,Là gì?\n".encode("latin-1"), 422, "a.csv:2: không phải UTF-8"),
        ("a.csv", b"id,question\n", 422, "a.csv: không có câu hỏi nào đọc được"),
        ("a.xlsx", b"PK\x03\x04 no", 422, "a.xlsx: không phải tệp XLSX"),
        ("a.xlsx", _bomb(), 422, "a.xlsx: bảng tính quá lớn khi mở ra"),
        ("a.docx", b"x", 422, "a.docx: chưa đọc được loại tệp này"),
        ("../../etc/a.pdf", b"x", 422, "a.pdf: chưa đọc được"),
        ("a.csv", b"id,question\n" + b"1,Ai?\n" * (MAX_ROWS + 1), 422, f"tối đa là {MAX_ROWS}"),
        ("a.csv", b"x" * (MAX_BYTES + 1), 413, "a.csv: tệp lớn hơn 5 MB"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(
    client: TestClient, name: str, raw: bytes, status: int, told: str
) -> None:
    reply = send(client, name, raw)
    assert reply.status_code == status
    assert told in reply.json()["detail"] and "\n" not in reply.json()["detail"]
    assert client.get(f"{BASE}/jobs").json() == []


def test_bad_rows_are_listed_and_the_rest_runs(client: TestClient) -> None:
    raw = "id,question\n1,Cục Thuế tỉnh làm gì?\n1,Lặp?\n2,\n".encode()
    job = ended(client, send(client, "a.csv", raw).json()["id"])
    assert (job["total"], job["done"]) == (1, 1)
    assert job["problems"][0].startswith("a.csv:3: id «1» đã có ở dòng 2")
    assert job["problems"][1].startswith("a.csv:4: question")


def test_a_form_of_another_site_cannot_upload(client: TestClient) -> None:
    reply = client.post(f"{BASE}/jobs?name=a.csv", content=GRADED, headers={"Content-Type": "text/plain"})
    assert reply.status_code == 415


def test_no_job_is_a_plain_404(client: TestClient) -> None:
    for path in ("jobs/x", "jobs/x/results", "jobs/x/results/0", "jobs/x/results.xlsx", "jobs/x/report"):
        assert client.get(f"{BASE}/{path}").status_code == 404
    assert client.post(f"{BASE}/jobs/x/cancel").status_code == 404


def test_the_rate_limit_does_not_hit_the_job(client: TestClient, backend: FakeBackend) -> None:
    job = ended(client, send(client, "a.csv", QUESTIONS.encode()).json()["id"])
    assert (job["done"], len(backend.asked)) == (30, 30)  # the limit of the chat is 5 a minute here


def test_cancel_keeps_and_scores_the_answers_so_far(client: TestClient, backend: FakeBackend) -> None:
    backend.pause = slow(0.005)
    raw = GRADED + "".join(f"b{n};Cục Thuế tỉnh?;duty;;thuế;\n" for n in range(200))
    first = send(client, "a.csv", raw.encode()).json()
    waiting = send(client, "b.csv", GRADED.encode()).json()
    wait_until(lambda: client.get(f"{BASE}/jobs/{first['id']}").json()["done"] >= 2)
    for job in (waiting, first):
        assert client.post(f"{BASE}/jobs/{job['id']}/cancel").status_code == 202
    job = ended(client, first["id"])
    assert job["state"] == "cancelled" and 2 <= job["done"] < 203
    assert len(client.get(f"{BASE}/jobs/{first['id']}/results").json()) == job["done"]
    assert ended(client, waiting["id"])["state"] == "cancelled"


def test_a_job_goes_on_after_a_restart(make_app: Callable[[], FastAPI], backend: FakeBackend) -> None:
    backend.pause = slow(0.005)
    with TestClient(make_app()) as client:
        job_id = send(client, "a.csv", QUESTIONS.encode()).json()["id"]
        wait_until(lambda: client.get(f"{BASE}/jobs/{job_id}").json()["done"] >= 2)
    assert 2 <= len(backend.asked) < 30
    backend.pause = lambda: None
    with TestClient(make_app()) as client:
        assert ended(client, job_id)["done"] == 30
    assert len(backend.asked) == 30


def test_old_jobs_make_room(client: TestClient, tmp_path: Path) -> None:
    ids = []
    for _ in range(MAX_JOBS + 2):
        ids.append(send(client, "a.csv", b"id,question\n1,Ai?\n").json()["id"])
        ended(client, ids[-1])
    kept = [job["id"] for job in client.get(f"{BASE}/jobs").json()]
    assert kept == ids[: -MAX_JOBS - 1 : -1]
    assert sorted(path.name for path in (tmp_path / "evals-jobs").iterdir()) == sorted(kept)


def test_the_chat_answers_while_a_thousand_questions_run(tmp_path: Path) -> None:
    """Each question keeps the interpreter busy: the worst there is for the threads that serve the chat."""
    backend = FakeBackend(pause=lambda: sum(range(15_000)))
    app = create_app(lambda: backend, WebSettings("off", data_dir=tmp_path), (evals_page,))
    raw = "id,question\n" + "".join(f"{n},Cục Thuế tỉnh {n}?\n" for n in range(1000))
    with TestClient(app) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        job = send(client, "a.csv", raw.encode()).json()
        times = []
        for _ in range(60):
            start = time.perf_counter()
            assert client.post("/api/ask", json={"question": "Cục Thuế tỉnh phải làm gì?"}).status_code == 200
            times.append(time.perf_counter() - start)
        assert 0 < client.get(f"{BASE}/jobs/{job['id']}").json()["done"] < 1000  # it ran all the while
        client.post(f"{BASE}/jobs/{job['id']}/cancel")
    assert statistics.quantiles(times, n=20)[-1] < 0.25


def test_a_folder_that_cannot_be_written_is_told(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "evals-jobs").write_text("in the way")
    reply = send(client, "a.csv", GRADED.encode())
    assert reply.status_code == 507
    assert "báo người quản trị" in reply.json()["detail"]
    assert client.get(f"{BASE}/jobs").json() == []


def test_too_many_waiting_jobs_are_refused(client: TestClient, backend: FakeBackend) -> None:
    go_on = threading.Event()
    backend.pause = lambda: go_on.wait(10)
    replies = [send(client, "a.csv", GRADED.encode()).status_code for _ in range(6)]
    go_on.set()
    assert replies == [201] * 5 + [429]


def test_the_top_bar_names_the_page_only_where_it_is(client: TestClient) -> None:
    assert client.get("/api/pages").json() == [{"path": "danh-gia/", "title": "Đánh giá"}]
    with service(FakeBackend) as bare:
        assert bare.get("/api/pages").json() == []
        assert bare.get(f"{BASE}/").status_code == 404


def test_a_page_without_a_title_is_reached_but_not_named() -> None:
    hidden = Page(
        "cua-sau", "", lambda _: Starlette(routes=[Route("/", lambda _: PlainTextResponse("Ở đây."))])
    )
    with TestClient(create_app(FakeBackend, WebSettings(rate_limit="off"), (hidden,))) as client:
        assert client.get("/cua-sau/").text == "Ở đây."
        assert client.get("/api/pages").json() == []


def test_the_page_is_found_and_one_that_lacks_a_library_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    (entry,) = entry_points(group=GROUP, name="evals")
    assert load_page(entry) is evals_page
    assert load_page(EntryPoint("other", "no_such_library:page", GROUP)) is None
    assert "other is left out: No module named 'no_such_library'" in caplog.text
