"""The page of targets in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import NARROW, fits
from tests.assistant.web.conftest import opened_page, serving, wait_until
from tests.assistant.web.plans import PlanLibrary

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with serving(create_app(PlanLibrary, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        page.goto(f"{site}/targets")
        yield page


def test_two_years_stand_side_by_side(page: Page) -> None:
    table = page.get_by_role("table", name="Mọi mục tiêu")
    row = table.get_by_role("row").filter(has_text="Tổ chức kinh tế tập thể đạt loại tốt, khá")
    expect(row.get_by_role("cell").nth(0)).to_contain_text("trên 60%")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("trên 90%")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("hoạt động có hiệu quả")
    expect(row).to_contain_text("hai chỉ tiêu gần nhau, không hệt nhau")
    women = table.get_by_role("row").filter(has_text="nữ giám đốc")
    expect(women.get_by_role("cell").nth(0)).to_have_text("Đến năm 2030không đặt")


def test_a_value_opens_its_sentence(page: Page, site: str) -> None:
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="25-30"))
    row.get_by_text("Nguyên câu").click()
    expect(row.locator("mark")).to_have_text("25-30 hợp tác xã thành viên.")
    row.get_by_role("link", name="25-30").click()
    expect(page).to_have_url(f"{site}/documents/127-KH-UBND#ii.2.den_nam_2030.gach_1")
    expect(page.locator("[id='ii.2.den_nam_2030.gach_1']")).to_be_in_viewport()


def test_the_bars_are_drawn_to_scale(page: Page) -> None:
    lines = page.locator(".goal-line")
    expect(lines).to_have_count(6)
    wide = [line.locator(".is-value").first.bounding_box() for line in lines.all()]
    whole = lines.first.locator("svg").bounding_box()
    assert whole and all(wide)
    shares = [round(100 * box["width"] / whole["width"]) for box in wide if box]
    assert shares == [60, 90, 50, 75, 20, 30]


@pytest.mark.parametrize("size", [NARROW])
def test_on_a_phone(page: Page, size: ViewportSize) -> None:
    for summary in page.locator("main summary").all():
        summary.click()
    assert fits(page)
    for name in ("Excel", "CSV"):
        box = page.get_by_role("link", name=name).bounding_box()
        assert box and box["height"] >= 44


def test_the_page_speaks_english_too(page: Page) -> None:
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Targets")
    expect(page.get_by_role("columnheader").nth(2)).to_have_text("By 2045")
    expect(page.get_by_role("link", name="stated in words").first).to_be_visible()


def test_the_table_can_be_taken_along(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "muc-tieu.xlsx"
