"""The sign-in page in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.assistant.web.browser import DESKTOP, NARROW, fits
from tests.assistant.web.conftest import opened_page, serving
from tests.assistant.web.signing_in import PASSWORD, access_in, app_with

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[str]:
    with serving(app_with(access_in(tmp_path))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        yield page


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_in_and_out(page: Page, site: str) -> None:
    page.goto(f"{site}/documents?status=in_force")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    enter(page, "doc", "không phải mật khẩu")
    expect(page.get_by_role("alert")).to_contain_text("Tên hoặc mật khẩu chưa đúng")
    assert fits(page)
    enter(page, "doc")
    expect(page).to_have_url(f"{site}/documents?status=in_force")
    page.goto(f"{site}/login")
    expect(page.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()
    expect(page.locator("#mine")).to_have_text("Người doc (doc), người dùng.")
    assert fits(page)
    page.get_by_role("button", name="EN").click()
    expect(page.locator("#mine")).to_have_text("Người doc (doc), reader.")
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{site}/documents")
    expect(page).to_have_url(f"{site}/login?next=documents")


def test_another_password(page: Page, site: str) -> None:
    page.goto(f"{site}/login")
    enter(page, "doc")
    expect(page).to_have_url(f"{site}/")
    page.goto(f"{site}/login")
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới").fill("ngắn")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("ít nhất 12 ký tự")
    page.get_by_label("Mật khẩu mới").fill("một câu hoàn toàn khác")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.locator(".done")).to_have_text("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_one_is_not_led_elsewhere(page: Page, site: str, wanted: str) -> None:
    page.goto(f"{site}/login?next={wanted}")
    enter(page, "doc")
    expect(page).to_have_url(f"{site}/")
