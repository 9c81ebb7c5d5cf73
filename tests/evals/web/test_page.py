"""The page in a real Chromium: upload, progress, results, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.assistant.web.browser import DESKTOP, NARROW, PHONE, TAX_OFFICE, ask, fits
from tests.assistant.web.conftest import serving
from tests.assistant.web.fakes import DUTY, FakeBackend, slow
from tests.evals.web.conftest import GRADED

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, make_app: Callable[[], FastAPI]) -> Iterator[Page]:
    """The chat page; during a test no script may fail or be refused by the content policy."""
    with serving(make_app()) as site:
        context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
        context.set_default_timeout(10_000)
        page = context.new_page()
        faults: list[str] = []
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        context.on(
            "console", lambda line: faults.append(line.text) if "Security Policy" in line.text else None
        )
        page.goto(site)
        yield page
        context.close()
        assert faults == []


def _upload(page: Page, name: str, text: str) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Chạy bộ câu hỏi").click()


def test_the_link_fits_in_the_top_bar_of_a_phone(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Các trang khác").click()
    expect(page.get_by_role("link", name="Đánh giá")).to_be_visible()
    assert fits(page)
    ask(page, TAX_OFFICE)
    expect(page.locator("#restart")).to_be_visible()
    assert fits(page)


def test_from_the_chat_page_to_the_results(page: Page, backend: FakeBackend, tmp_path: Path) -> None:
    page.get_by_role("link", name="Đánh giá").click()
    backend.pause = slow(0.05)
    _upload(page, "bộ câu hỏi.csv", GRADED)
    expect(page.locator("#bar")).to_be_visible()
    expect(page.locator("#job-state")).to_contain_text("đạt 2, không đạt 1")
    expect(page.locator("#announcer")).to_contain_text("Đã xong")
    expect(page.locator(".row")).to_have_count(3)

    page.get_by_label("Kết quả").select_option("Không đạt")
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".row summary").click()
    expect(page.locator(".reason")).to_contain_text("Nghị quyết")
    expect(page.locator(".row blockquote").first).to_contain_text(DUTY[:60])
    page.set_viewport_size(PHONE)
    assert fits(page)

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kết quả").click()
    assert download.value.suggested_filename == "ket-qua-bộ câu hỏi.xlsx"
    download.value.save_as(tmp_path / "results.xlsx")
    assert openpyxl.load_workbook(tmp_path / "results.xlsx").active.max_row == 4

    with page.expect_popup() as popup:
        page.get_by_role("link", name="Mở báo cáo").click()
    report = popup.value
    expect(report.locator("details.case")).to_have_count(3)
    report.get_by_label("Loại", exact=True).select_option("product")
    expect(report.locator("details.case:visible")).to_have_count(1)  # its script runs behind the wall


def test_a_refused_file_is_told_beside_the_form(page: Page) -> None:
    page.get_by_role("link", name="Đánh giá").click()
    _upload(page, "a.csv", "mã,hỏi\n1,Ai?\n")
    expect(page.get_by_role("alert")).to_contain_text("a.csv: thiếu cột id, question")
    expect(page.locator("#job")).to_be_hidden()
