"""The whole way in a real browser: the plan, the real assistant, the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.wiring import Assistant
from tests.assistant.web.browser import TAX_OFFICE, ask, keep, marked
from tests.assistant.web.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture
def site(plan_assistant: Assistant) -> Iterator[str]:
    with serving(create_app(lambda: plan_assistant, WebSettings(rate_limit="off"))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site)
    expect(page.locator(".opening-question").first).to_be_visible()
    yield page
    keep(page)
    context.close()


def test_ask_read_and_open_the_quote_in_the_plan(page: Page, plan_assistant: Assistant) -> None:
    turn = ask(page, TAX_OFFICE)
    answer = turn.locator(".answer-body")
    expect(answer).to_contain_text("Mục III.2.12")
    expect(answer).to_contain_text("Phụ lục, phần II, mục 13")
    answer.locator(".cite").first.click()
    expect(page.locator("#source-title")).to_have_text("Mục III.2.12")
    expect(page.locator("#source mark")).to_be_visible()
    node = plan_assistant.library.units("127/KH-UBND").node("iii.2.12")
    assert node is not None
    assert "".join(marked(page)) == node.head.of(plan_assistant.library.documents[0].text)
