"""The page on a service with a small backend."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from evals.web import page as evals_page
from tests.assistant.web.conftest import backend, browser, wait_until
from tests.assistant.web.fakes import FakeBackend

__all__ = ["backend", "browser"]

Json = dict[str, Any]
BASE = "/danh-gia"
GRADED = (
    "id;question;kind;gold;must_include;answerable\n"
    "a1;Cục Thuế tỉnh phải làm gì?;duty;127/KH-UBND#iii.2.12;chính sách thuế;\n"
    "a2;Cục Thuế tỉnh có sản phẩm gì?;product;127/KH-UBND#pl.ii.12;Nghị quyết;\n"
    "a3;Giá cà phê hôm nay?;out_of_scope;;;false\n"
)


@pytest.fixture
def make_app(backend: FakeBackend, tmp_path: Path) -> Callable[[], FastAPI]:
    """A service with the page; its folder is kept between two of them, as between two starts."""
    settings = WebSettings(rate_limit="5/minute", data_dir=tmp_path)
    return lambda: create_app(lambda: backend, settings, (evals_page,))


@pytest.fixture
def client(make_app: Callable[[], FastAPI]) -> Iterator[TestClient]:
    with TestClient(make_app()) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        yield client


def send(client: TestClient, name: str, raw: bytes) -> Any:
    headers = {"Content-Type": "application/octet-stream"}
    return client.post(f"{BASE}/jobs", params={"name": name}, content=raw, headers=headers)


def ended(client: TestClient, job_id: str) -> Json:
    """The job, once it has ended."""
    deadline = time.monotonic() + 15
    while True:
        job: Json = client.get(f"{BASE}/jobs/{job_id}").json()
        if job["state"] in ("done", "cancelled", "failed"):
            return job
        assert time.monotonic() < deadline, job
        time.sleep(0.01)
