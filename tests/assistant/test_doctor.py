"""What the doctor finds, and what it says to do."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from assistant import doctor
from assistant.doctor import PARTS, Check, State, examined, healthy, lines
from assistant.messages import DOCTOR_FINE, DOCTOR_NAMES
from knowledge.config import Settings
from tests.assistant.model.standin import Act, Standin
from tests.assistant.test_cli import called, run

SECRET = "sk-nobody-may-read-this"


def found(settings: Settings, **values: object) -> dict[str, Check]:
    own = {**settings.model_dump(), "llm_api_key": SECRET, **values}
    return {check.name: check for check in examined(Settings.model_validate(own))}


def model(settings: Settings, **values: object) -> Check:
    """The check of the model alone."""
    own = {**settings.model_dump(), "llm_api_key": SECRET, "llm_timeout": 3.0, **values}
    return doctor._guarded("model", doctor._model, Settings.model_validate(own))


def test_where_all_is_at_hand(settings: Settings) -> None:
    checks = found(settings)
    assert list(checks) == [name for name in DOCTOR_NAMES if name in checks]
    assert set(DOCTOR_NAMES) == set(checks)
    assert {checks[name].state for name in ("python", "data_dir", "data", "embedding", "library")} == {
        State.OK
    }
    assert checks["model"].state is State.MISSING
    assert "ASSISTANT_LLM" in checks["model"].told
    assert healthy(list(checks.values()))
    assert list(lines(list(checks.values())))[-1] == DOCTOR_FINE


def test_without_an_index_it_says_what_to_run(empty_data: Path) -> None:
    checks = found(Settings(data_dir=empty_data))
    assert checks["library"].state is State.BROKEN
    assert "python -m ingest build" in checks["library"].told
    assert not healthy(list(checks.values()))
    assert checks["conversations"].state is State.OK
    assert not (empty_data / "conversations.db").exists()


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**8))
    check = doctor._data_dir(settings)
    assert check.state is State.BROKEN
    assert "100 MB" in check.told and "ASSISTANT_DATA_DIR" in check.told


def test_a_data_folder_that_is_none(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    check = doctor._data_dir(settings.model_copy(update={"data_dir": tmp_path / "file" / "data"}))
    assert check.state is State.BROKEN
    assert "ASSISTANT_DATA_DIR" in check.told


def test_a_model_that_answers(settings: Settings) -> None:
    with Standin() as standin:
        check = model(settings, llm="openai:m", llm_base_url=standin.url, llm_price="1000,1000")
    assert check.state is State.OK
    assert "openai:m" in check.told
    assert len(standin.requests) == 1


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (Act(status=401), "ASSISTANT_LLM_API_KEY"),
        (Act(status=404), "tên mô hình"),
        (Act(status=429, headers={"Retry-After": "60"}), "429"),
        (Act(status=500), "5xx"),
        (Act(garbage=b"<html>"), "ASSISTANT_LLM_BASE_URL"),
        (Act(before=30), "ASSISTANT_LLM_TIMEOUT"),
        (Act(reply=lambda *_: ""), "không trả lời gì"),
    ],
)
def test_a_model_that_does_not(settings: Settings, act: Act, told: str) -> None:
    with Standin(act) as standin:
        timeout = 1.0 if act.before else 3.0  # what never comes is not waited for longer
        check = model(settings, llm="openai:m", llm_base_url=standin.url, llm_timeout=timeout)
    assert check.state is State.BROKEN
    assert told in check.told
    assert SECRET not in check.told and "secret" not in check.told and "\n" not in check.told


def test_a_server_that_is_not_there(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    check = model(settings, llm="openai:m", llm_base_url=url)
    assert check.state is State.BROKEN
    assert "không kết nối được" in check.told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"llm": "openai"}, "ASSISTANT_LLM='openai'"),
        ({"llm": "openai:m", "llm_options": "["}, "ASSISTANT_LLM_OPTIONS"),
        ({"llm": "replay:/nowhere.jsonl"}, "ASSISTANT_LLM_RECORD"),
    ],
)
def test_settings_that_cannot_work(settings: Settings, values: dict[str, object], told: str) -> None:
    check = model(settings, **values)
    assert (check.state, told in check.told) == (State.BROKEN, True)


def test_a_recording_needs_no_network(settings: Settings, tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    tape.write_text("", "utf-8")
    check = model(settings, llm=f"replay:{tape}")
    assert (check.state, "tape.jsonl" in check.told) == (State.OK, True)


def test_a_database_that_does_not_open(settings: Settings) -> None:
    bad = settings.model_copy(update={"database_url": type(settings.database_url)("mysql://x/y")})
    check = doctor._guarded("conversations", doctor._conversations, bad)
    assert check.state is State.BROKEN
    assert "ASSISTANT_DATABASE_URL" in check.told
    none = doctor._conversations(settings.model_copy(update={"retention_days": 0}))
    assert (none.state, "ASSISTANT_RETENTION_DAYS" in none.told) == (State.OK, True)


def test_a_missing_part_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for package, _ in PARTS.values():
        monkeypatch.setitem(sys.modules, package, None)
    checks = list(doctor._parts())
    assert {check.state for check in checks} == {State.MISSING}
    for check, (_, extra) in zip(checks, PARTS.values(), strict=True):
        assert f"tro-ly-htx[{extra}]" in check.told


def test_the_command_says_it_line_by_line_and_as_json(settings: Settings, empty_data: Path) -> None:
    with Standin() as standin:
        own = {"ASSISTANT_LLM": "openai:m", "ASSISTANT_LLM_BASE_URL": standin.url}
        told = run(settings.data_dir, "doctor", **own)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "openai:m trả lời" in told.stdout
    assert told.stdout.strip().endswith(DOCTOR_FINE)
    broken = called(empty_data, "doctor", "--json")
    assert broken.returncode == 1
    report = json.loads(broken.stdout)
    assert report["ok"] is False
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert (states["library"], states["model"]) == ("broken", "missing")
