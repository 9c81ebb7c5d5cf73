"""The command line, run in this process as a person would type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answer import Status
from assistant.conversations.command import app
from assistant.conversations.model import Asked, Feedback, Reason
from assistant.conversations.opening import open_store
from knowledge.config import Settings
from knowledge.errors import AssistantError
from tests.assistant.conversations.conftest import answered, asked


@pytest.fixture
def id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A conversation about who signs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    store = open_store(Settings(data_dir=tmp_path))
    id = store.begin()
    store.add(id, asked("Ai ký kế hoạch?"))
    store.close()
    return id


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_list_export_delete(id: str, tmp_path: Path) -> None:
    assert run("list").splitlines()[0].startswith(id)
    assert run("list").rstrip().endswith("1 câu  Ai ký kế hoạch?")
    assert "> Ai ký kế hoạch?" in run("export", id)
    run("export", id, "--format", "json", "--output", str(tmp_path / "talk.json"))
    assert json.loads((tmp_path / "talk.json").read_text())["title"] == "Ai ký kế hoạch?"
    assert run("delete", id) == "Đã xóa.\n"
    assert run("list") == ""


def test_questions_with_what_was_said_of_them(id: str, tmp_path: Path) -> None:
    store = open_store(Settings(data_dir=tmp_path))
    store.add(id, asked("Giá cà phê\nhôm nay?", Status.NOT_IN_SOURCES))
    store.add(id, Asked("0912345678", answered(), withheld=True))
    store.judge(id, 1, Feedback(False, Reason.OUTDATED, "Đã có luật mới"))
    store.close()
    lines = run("questions").splitlines()
    assert [line[22:] for line in lines[:3]] == [
        "answered  Câu hỏi có thông tin cá nhân nên không được lưu.",
        "not_in_sources  Giá cà phê hôm nay?",
        "answered  Ai ký kế hoạch?",
    ]
    assert lines[3:] == ["    Góp ý: chưa đúng; outdated; Đã có luật mới"]
    assert "cà phê" in run("questions", "--status", "not_in_sources")
    assert (
        "cà phê" not in run("questions", "--judged", "wrong") and run("questions", "--judged", "right") == ""
    )
    assert id not in run("questions")


def test_sweep(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("sweep") == "Đã xóa 0 mục quá hạn 90 ngày.\n"
    monkeypatch.setenv("ASSISTANT_RETENTION_DAYS", "0")
    assert run("sweep") == "Đã xóa 2 mục quá hạn 0 ngày.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("delete", "x"), "conversations list"),
        (("export", "x"), "conversations list"),
        (("export", "ID", "--format", "docx"), "--output"),
        (("questions", "--status", "x"), "not_in_sources"),
        (("questions", "--judged", "x"), "right hoặc wrong"),
        (("export", "ID", "--format", "pdf"), "md, docx hoặc json"),
        (("export", "ID", "--output", "/proc/x/y"), "chọn tệp khác"),
    ],
)
def test_a_fault_is_one_line(id: str, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(AssistantError, match=told):
        run(*(id if part == "ID" else part for part in arguments))
