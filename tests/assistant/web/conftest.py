from __future__ import annotations

import contextlib
import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openai import OpenAI
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from assistant.conversations.archive import Archive
from assistant.web.service import Backend, create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import DESKTOP, FLAGS, NAMES, keep
from tests.assistant.web.fakes import FakeBackend

READY_WITHIN_S = 30.0


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something another thread does."""
    deadline = time.monotonic() + READY_WITHIN_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


@contextlib.contextmanager
def service(
    load: Callable[[], Backend],
    settings: WebSettings | None = None,
    ready: bool = True,
    archive: Archive | None = None,
) -> Iterator[TestClient]:
    """A client of a service that has loaded; it keeps conversations in `archive`, if there is one."""
    web = create_app(load, settings or WebSettings(rate_limit="off"), archive=archive)
    with TestClient(web) as client:
        if ready:
            wait_until(lambda: client.get("/readyz").status_code == 200)
        yield client


@pytest.fixture
def client(backend: FakeBackend) -> Iterator[TestClient]:
    with service(lambda: backend) as client:
        yield client


def ask(client: TestClient, question: str) -> httpx.Response:
    return client.post("/api/ask", json={"question": question})


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """The (name, data) pairs of a stream of server-sent events; keep-alive comments left out."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


@contextlib.contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a real server that runs `app` in a thread."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        wait_until(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{free.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def site(backend: FakeBackend) -> Iterator[str]:
    with serving(create_app(lambda: backend, WebSettings(rate_limit="off"))) as address:
        yield address


@pytest.fixture
def ai(site: str) -> Iterator[OpenAI]:
    """The client of the OpenAI API, of a service that has loaded."""
    wait_until(lambda: httpx.get(f"{site}/readyz").status_code == 200)
    with OpenAI(base_url=f"{site}/v1", api_key="any", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")  # while it is open no other test could run an event loop of its own
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no Chromium on PATH: looked for {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def size() -> ViewportSize:
    return DESKTOP


@contextlib.contextmanager
def opened_page(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    """A blank page; while it is open no script may fail or be refused by the content policy."""
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield page
    keep(page)
    context.close()
    assert faults == []


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    """The page, opened."""
    with opened_page(browser, size) as page:
        page.goto(site)
        expect(page.locator(".opening-question")).to_have_count(4)
        yield page
