"""When something fails, the page says so and nothing typed is lost."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.service import Backend, create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import TAX_OFFICE, ask, marked
from tests.assistant.web.conftest import serving
from tests.assistant.web.fakes import DUTY, FakeBackend

pytestmark = pytest.mark.browser


def test_a_fault_keeps_the_question_and_offers_retry(page: Page, backend: FakeBackend) -> None:
    backend.faults = 1
    turn = ask(page, "Câu gây lỗi?")
    expect(turn.locator(".failure")).to_contain_text("Có lỗi bên trong hệ thống")
    expect(page.locator("#question")).to_have_value("Câu gây lỗi?")
    turn.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".answer-foot")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#question")).to_have_value("")
    assert backend.asked[-1].history == ()


def test_without_a_connection_nothing_typed_is_lost(page: Page) -> None:
    page.route("**/api/ask/stream", lambda route: route.abort())
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".failure")).to_contain_text("Không kết nối được")
    expect(page.locator("#question")).to_have_value(TAX_OFFICE)
    page.unroute("**/api/ask/stream")
    turn.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".answer-foot")).to_be_visible()


def test_a_stream_that_breaks_off_is_told(page: Page) -> None:
    body = 'event: step\ndata: {"name": "screen"}\n\n'
    page.route("**/api/ask/stream", lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    expect(ask(page, TAX_OFFICE).locator(".failure")).to_contain_text("bị ngắt giữa chừng")


def test_a_refusal_is_shown_as_the_service_put_it(page: Page) -> None:
    expect(ask(page, "a" * 2001).locator(".failure")).to_contain_text("2.001 ký tự, tối đa là 2.000")


def test_a_document_that_does_not_open_offers_retry(page: Page) -> None:
    page.route("**/api/documents/**", lambda route: route.abort())
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator("#source-body")).to_contain_text("Chưa mở được văn bản")
    page.unroute("**/api/documents/**")
    page.locator("#source-body").get_by_role("button", name="Thử lại").click()
    expect(page.locator("#source mark")).to_have_text(DUTY)


def test_a_changed_document_shows_the_quote_without_a_false_mark(page: Page) -> None:
    def changed(route: Any) -> None:
        document = route.fetch().json()
        route.fulfill(json={**document, "text": document["text"].replace("Cục Thuế", "Cơ quan thuế")})

    page.route("**/api/documents/**", changed)
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator(".paper .source-note")).to_contain_text(DUTY)
    assert marked(page) == []


def test_while_the_service_loads_the_page_waits(browser: Browser) -> None:
    go_on = threading.Event()

    def load() -> Backend:
        go_on.wait(10)
        return FakeBackend()

    with serving(create_app(load, WebSettings(rate_limit="off"))) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#waiting")).to_contain_text("đang chuẩn bị dữ liệu")
        go_on.set()
        expect(page.locator(".opening-question")).to_have_count(4)
        expect(page.locator("#waiting")).to_be_hidden()
        page.close()
