"""Targets over HTTP: as JSON, as a page, and as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tests.assistant.web.conftest import service
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.plans import PlanLibrary


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service(PlanLibrary) as client:
        yield client


def test_for_programs(client: TestClient) -> None:
    told = client.get("/api/targets").json()
    assert told["years"] == [2030, 2045] and len(told["targets"]) == 15
    both = [row for row in told["rows"] if len(row["targets"]) == 2]
    printed = [[told["targets"][place]["printed"] for place in row["targets"]] for row in both]
    assert printed == [["trên 60%", "trên 90%"], ["ít nhất 50%", "ít nhất 75%"]]
    assert not any(row["same_indicator"] for row in both)
    women = next(one for one in told["targets"] if one["low"] == 30)
    assert women["bound"] == "least" and women["year"] == 2045 and women["unit"] == "%"
    assert women["url"] == "documents/127-KH-UBND#ii.2.den_nam_2045.gach_3"


def test_every_value_opens_its_sentence(client: TestClient) -> None:
    html = client.get("/targets").text
    paper = client.get("/documents/127-KH-UBND").text
    links = re.findall(r'class="goal-value"[^>]* href="documents/127-KH-UBND#([^"]+)"', html)
    assert len(links) == 15 + 6  # every target in the table, the six shares in the chart too
    assert all(f'id="{anchor}"' in paper for anchor in links)
    for printed in ("trên 60%", "ít nhất 30%", "25-30", "khoảng 300", "tối thiểu 20%"):
        assert printed in html


def test_the_bars_are_as_long_as_the_shares(client: TestClient) -> None:
    html = client.get("/targets").text
    assert re.findall(r'<rect class="is-value" x="0" y="0" width="(\d+)"', html) == [
        "60",
        "90",
        "50",
        "75",
        "20",
        "30",
    ]
    assert html.count("<polygon") == 6  # all of them are the least that is to be reached


def test_as_files(client: TestClient) -> None:
    lines = list(csv.DictReader(io.StringIO(client.get("/targets.csv").content.decode("utf-8-sig"))))
    assert [line["Năm"] for line in lines] == ["2030"] * 10 + ["2045"] * 5
    assert all(line["Liên kết"].startswith("http://testserver/documents/127-KH-UBND#ii.2.") for line in lines)
    reply = client.get("/targets.xlsx")
    assert "muc-tieu.xlsx" in reply.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert sheet is not None and sheet.max_row == 16


def test_documents_without_targets_say_so() -> None:
    with service(FakeBackend) as bare:
        assert "không có mục tiêu nào bằng con số" in bare.get("/targets").text
        assert bare.get("/api/targets").json() == {"years": [], "targets": [], "rows": []}
