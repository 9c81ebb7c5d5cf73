"""Zalo in the web service beside the chat page, and on its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assistant.web.pages import Page
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from bots.__main__ import app as command_line
from bots.zalo_read import SIGNATURE_HEADER, signature
from bots.zalo_webhook import create_page, page
from knowledge.errors import ConfigError
from tests.assistant.web.fakes import FakeBackend as WebBackend
from tests.bots.zalo_driver import KEYS, said, zalo_settings
from tests.bots.zalo_standin import ZaloStandIn, zalo_running


def environment(server: ZaloStandIn) -> dict[str, str]:
    """The settings of a stand-in as variables."""
    shown = zalo_settings(server).model_dump()
    given = {
        name: getattr(value, "get_secret_value", lambda value=value: value)() for name, value in shown.items()
    }
    return {name.upper(): str(value) for name, value in given.items() if name.startswith("zalo_")}


def signed(happened: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    raw = httpx.Request("POST", "http://x", json=happened).content
    return raw, {SIGNATURE_HEADER: f"mac={signature(raw, happened['timestamp'], KEYS)}"}


def until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_as_a_page_of_the_web_service(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(data_dir / "bots", ignore_errors=True)
    with zalo_running() as server:
        for name, value in environment(server).items():
            monkeypatch.setenv(name, value)
        app = create_app(WebBackend, WebSettings(rate_limit="off", data_dir=data_dir), (page,))
        with TestClient(app) as client:
            until(lambda: client.get("/readyz").status_code == 200)
            until(lambda: client.post("/zalo/").status_code == 403)
            for text in ("/nhiemvu", "một câu"):
                raw, headers = signed(said(text))
                assert client.post("/zalo/", content=raw, headers=headers).status_code == 200
            server.until(lambda: len(server.texts("7")) == 2)
        assert "Chọn cơ quan" in server.texts("7")[0]


@pytest.mark.parametrize(("given", "status"), [({}, 404), ({"ZALO_APP_ID": "1"}, 503)])
def test_the_page_where_no_account_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], status: int
) -> None:
    for name in ("ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_OA_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    app = create_app(
        WebBackend, WebSettings(rate_limit="off", data_dir=tmp_path), (Page("zalo", "", create_page),)
    )
    with TestClient(app) as client:
        until(lambda: client.get("/readyz").status_code == 200)
        assert client.post("/zalo/").status_code == status


def run(arguments: list[str], data_dir: Path, given: dict[str, str]) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZALO_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bots", "zalo", *arguments],
        env={**clean, "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONWARNINGS": "error", **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_alone_it_answers_and_ends_after_its_work(data_dir: Path) -> None:
    shutil.rmtree(data_dir / "bots", ignore_errors=True)  # tokens of another Zalo
    with zalo_running() as server:
        port = free_port()
        process = run(["--port", str(port)], data_dir, environment(server))
        url = f"http://127.0.0.1:{port}/"
        with httpx.Client(verify=False) as client:  # certificates take long to read
            until(lambda: _status(client, url, b"{}", {}) == 403 or process.poll() is not None)
            assert _status(client, url, *signed(said("ai ký kế hoạch", id="alone"))) == 200
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (-signal.SIGTERM, ""), "uvicorn ends by the signal it was sent"
        assert len(server.texts("7")) == 1


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZALO_APP_SECRET", "ZALO_OA_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZALO_APP_ID", "1")
    fault = CliRunner().invoke(command_line, ["zalo"]).exception
    assert isinstance(fault, ConfigError) and "ZALO_APP_SECRET, ZALO_OA_SECRET" in str(fault)


def test_the_help_says_that_it_was_not_tried() -> None:
    assert "CHƯA THỬ" in CliRunner().invoke(command_line, ["zalo", "--help"]).output


def _status(client: httpx.Client, url: str, content: bytes, headers: dict[str, str]) -> int:
    try:
        return client.post(url, content=content, headers=headers).status_code
    except httpx.TransportError:
        return 0
