"""Uploads: what is taken, what is previewed, what publishing does, and that one goes at a time."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.office.audit import Audit
from assistant.office.desk import Office, office_in
from assistant.office.jobs import Ran, ingestion
from assistant.office.upload import MAX_BYTES, State, file_name, shown_name
from assistant.office.uploads import Uploads
from assistant.web.admin import wording as admin_wording
from tests.assistant.web.conftest import wait_until
from tests.assistant.web.signing_in import (
    access_in,
    app_with,
    archive_in,
    database_in,
    sign_in,
    token_of,
    visiting,
)

ALL = "/api/admin/uploads"
TEXT = "Số: 99/2026/QĐ-UBND\nQUYẾT ĐỊNH\nĐiều 1. Phạm vi\n1. Mức vay thử là 77 triệu đồng.\n".encode()
HOSTILE = '<img src=x onerror="window.hacked=1">.txt'


@dataclass
class Program:
    """Stands for ingestion: remembers how it was called, ends as told, waits while told to."""

    calls: list[list[str]] = field(default_factory=list)
    ends: dict[str, Ran] = field(default_factory=dict)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __call__(self, arguments: Sequence[str], seconds: float) -> Ran:
        assert self.go_on.wait(10)
        self.calls.append(list(arguments))
        usual = {
            "outline": Ran(0, "dieu_1  [article]  Điều 1", ""),
            "impact": Ran(0, '{"number": "99/2026/QĐ-UBND", "title": "<b>x</b>", "doubts": []}', ""),
        }
        return self.ends.get(arguments[0], usual.get(arguments[0], Ran(0, "", "")))


@pytest.fixture
def program() -> Program:
    program = Program()
    program.go_on.set()
    return program


@pytest.fixture
def office(tmp_path: Path, program: Program) -> Office:
    return office_in(database_in(tmp_path), tmp_path, archive_in(tmp_path), lambda _text: False, program)


@pytest.fixture
def client(tmp_path: Path, office: Office) -> Iterator[TestClient]:
    with visiting(app_with(access_in(tmp_path), office=office)) as client:
        assert sign_in(client, "bien") == 200
        client.headers.update(token_of(client))
        yield client


def send(client: TestClient, name: str = "quyet-dinh.txt", raw: bytes = TEXT) -> tuple[int, dict[str, str]]:
    headers = {"Content-Type": "application/octet-stream"}
    reply = client.post(ALL, params={"name": name}, content=raw, headers=headers)
    return reply.status_code, reply.json()


def settled(client: TestClient, id: str, state: State) -> dict[str, object]:
    wait_until(lambda: client.get(f"{ALL}/{id}").json()["state"] == state)
    return dict(client.get(f"{ALL}/{id}").json())


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def test_a_document_is_read_then_published_then_served(
    client: TestClient, program: Program, office: Office, tmp_path: Path
) -> None:
    status, taken = send(client, "Quyết định 99.txt")
    assert (status, taken["state"], taken["who"]) == (201, "reading", "bien")
    ready = settled(client, taken["id"], State.READY)
    assert ready["outline"] == "dieu_1  [article]  Điều 1"
    assert isinstance(ready["impact"], dict) and ready["impact"]["number"] == "99/2026/QĐ-UBND"
    assert client.get(ALL).json()[0]["outline"] == ""  # the list stays small
    assert not (tmp_path / "office" / "documents").exists()
    before = client.get("/api/documents").json()
    assert client.post(f"{ALL}/{taken['id']}/publish").status_code == 202
    settled(client, taken["id"], State.PUBLISHED)
    assert client.get("/api/documents").json() == before  # the fake has what it has
    kept = list((tmp_path / "office" / "documents").iterdir())
    assert [path.read_bytes() for path in kept] == [TEXT]
    assert program.calls[-1] == ["add", "files", "--quiet", "--", str(kept[0])]
    assert client.post(f"{ALL}/{taken['id']}/publish").status_code == 409  # once
    acts = [(entry.act, entry.who, entry.about) for entry in Audit(office.database).entries()]
    assert acts[:2] == [
        ("document_published", "bien", "Quyết định 99.txt"),
        ("document_uploaded", "bien", "Quyết định 99.txt"),
    ]


def test_the_service_takes_the_new_library_without_a_restart(tmp_path: Path, program: Program) -> None:
    reloads = [0]

    def reload() -> str:
        reloads[0] += 1
        return "" if reloads[0] == 1 else "hỏng"

    office = office_in(database_in(tmp_path), tmp_path, None, lambda _text: False, program)
    uploads = Uploads(office.folder, program, reload, office.audit)
    from assistant.office.audit import Actor

    for state in (State.PUBLISHED, State.FAILED):
        taken = None
        while taken is None:  # the one before is told as published a moment before it is done
            taken = uploads.take("a.txt", TEXT, Actor("bien"))
        wait_until(lambda id=taken.id: uploads.find(id).state is State.READY)  # type: ignore[misc,union-attr]
        ready = uploads.find(taken.id)
        assert ready
        wait_until(lambda ready=ready: uploads.publish(ready, Actor("bien")))  # type: ignore[misc]
        wait_until(lambda id=taken.id, s=state: uploads.find(id).state is s)  # type: ignore[misc,union-attr]
    assert reloads[0] == 2


def test_a_file_that_cannot_be_read_is_not_published(client: TestClient, program: Program) -> None:
    program.ends["outline"] = Ran(2, "", "tệp hỏng; hãy xem lại")
    _, taken = send(client)
    failed = settled(client, taken["id"], State.FAILED)
    assert failed["fault"] == "Không đọc được văn bản: tệp hỏng; hãy xem lại"
    reply = client.post(f"{ALL}/{taken['id']}/publish")
    assert (reply.status_code, reply.json()["detail"]) == (409, admin_wording.NOT_READY)


@pytest.mark.parametrize(
    ("end", "words"), [(Ran(1, "", "hết chỗ"), "hết chỗ"), (Ran(None, "", ""), "quá lâu")]
)
def test_a_build_that_fails_leaves_everything_as_it_was(
    client: TestClient, program: Program, tmp_path: Path, end: Ran, words: str
) -> None:
    program.ends["add"] = end
    _, taken = send(client)
    settled(client, taken["id"], State.READY)
    client.post(f"{ALL}/{taken['id']}/publish")
    assert words in str(settled(client, taken["id"], State.FAILED)["fault"])
    assert list((tmp_path / "office" / "documents").iterdir()) == []
    assert client.post("/api/ask", json={"question": "Ai ký?"}).status_code == 200


def test_one_goes_at_a_time(client: TestClient, program: Program) -> None:
    program.go_on.clear()
    _, taken = send(client)
    assert send(client)[0] == 409
    assert client.delete(f"{ALL}/{taken['id']}").status_code == 409
    assert client.post("/api/ask", json={"question": "Ai ký?"}).status_code == 200  # people are served
    program.go_on.set()
    settled(client, taken["id"], State.READY)
    wait_until(lambda: client.delete(f"{ALL}/{taken['id']}").status_code == 204)
    assert client.get(f"{ALL}/{taken['id']}").status_code == 404


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.exe", TEXT, "Chỉ nhận tệp"),
        ("a", TEXT, "Chỉ nhận tệp"),
        ("", TEXT, "Chỉ nhận tệp"),
        ("a.txt", b"  \n", "không có nội dung"),
        ("a.pdf", TEXT, "không phải dạng .pdf"),
        ("a.docx", b"PK\x03\x04", "không phải dạng .docx"),
        ("a.txt", b"MZ\x00\x00\x01", "không phải dạng .txt"),
        ("a.html", b"\x7fELF\x00", "không phải dạng .html"),
    ],
)
def test_what_is_not_taken(client: TestClient, program: Program, name: str, raw: bytes, words: str) -> None:
    status, told = send(client, name, raw)
    assert status == 422
    assert words in told["detail"]
    assert program.calls == []


@pytest.mark.parametrize(("name", "raw"), [("a.PDF", b"%PDF-1.7 x"), ("b.docx", docx()), ("c.md", TEXT)])
def test_what_is_taken(client: TestClient, name: str, raw: bytes) -> None:
    assert send(client, name, raw)[0] == 201


def test_a_file_that_is_too_large_or_sent_by_a_form(client: TestClient) -> None:
    assert send(client, "a.txt", b"a" * (MAX_BYTES + 1))[0] == 413
    assert client.post(ALL, params={"name": "a.txt"}, content=TEXT).status_code == 415


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("--fresh.txt", "fresh.txt"),
        (".hidden.md", "hidden.md"),
        ("Nghị định số 45 Đ.PDF", "Nghi dinh so 45 D.pdf"),
        (HOSTILE, "_img src_x onerror__window.hacked_1__.txt"),
        (".txt", "van-ban.txt"),
    ],
)
def test_names_are_harmless_on_the_disk(name: str, file: str) -> None:
    assert file_name(shown_name(name)) == file


@pytest.mark.parametrize("id", ["..", "%2e%2e", "0" * 16, "x" * 16, "0" * 15])
def test_ids_that_are_none(client: TestClient, id: str) -> None:
    assert client.get(f"{ALL}/{id}").status_code == 404


def test_what_a_stopped_service_left_in_the_middle_has_failed(
    client: TestClient, office: Office, program: Program
) -> None:
    program.go_on.clear()
    _, taken = send(client)
    again = Uploads(office.folder, program, lambda: "", office.audit)
    found = again.find(taken["id"])
    assert found and found.state is State.FAILED
    program.go_on.set()
    wait_until(lambda: len(program.calls) == 2)


def test_ingestion_itself_reads_a_file_and_tells_its_fault(tmp_path: Path) -> None:
    path = tmp_path / "quyet-dinh.txt"
    path.write_bytes(TEXT)
    run = ingestion(tmp_path)
    assert "dieu_1" in run(["outline", "--", str(path)], 60).out
    broken = run(["outline", "--", str(tmp_path / "none.txt")], 60)
    assert broken.code and broken.fault
