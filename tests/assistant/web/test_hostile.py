"""Markup from outside stays text on every page, and no page could run it: headers, scripts, handlers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant.conversations.archive import Archive
from assistant.web.pages import installed_pages
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from knowledge.document import Document
from tests.assistant.web.browser import TAX_OFFICE, ask
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.fakes import HOSTILE, PLAN, FakeBackend
from tests.assistant.web.test_accessibility import ADDRESSES
from tests.assistant.web.test_conversations import archive_in

TRAPPED = replace(PLAN, number='9/"><img src=x onerror=window.hacked=1>', title=HOSTILE)


class Inline(HTMLParser):
    """What of a page would have to be trusted where it stands, and what comes from elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        handlers = [name for name in given if name == "style" or name.startswith("on")]
        bare = tag == "style" or (tag == "script" and "src" not in given)
        scripted = any(value.strip().lower().startswith("javascript:") for value in given.values())
        loaded = given.get("src", "") if tag != "link" else given.get("href", "")
        if handlers or bare or scripted or "//" in loaded:
            self.found.append(self.get_starttag_text() or tag)


@dataclass(slots=True)
class Trapped(FakeBackend):
    """A backend with one more document, whose number and title are markup."""

    def documents(self) -> Sequence[Document]:
        return (PLAN, TRAPPED)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_in(tmp_path)


@pytest.fixture
def site(archive: Archive, tmp_path: Path) -> Iterator[str]:
    settings = WebSettings(rate_limit="off", data_dir=tmp_path)
    with serving(create_app(Trapped, settings, installed_pages(), archive)) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


def harmless(page: Page) -> bool:
    """Whether nothing of the markup became an element or ran."""
    made = page.locator("img[src='x'], img[onerror], a[href^='javascript']").count()
    return made == 0 and page.evaluate("window.hacked") is None


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_has_a_strict_policy_and_nothing_inline(site: str, path: str) -> None:
    reply = httpx.get(f"{site}/{path}")
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert Inline(reply.text).found == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["documents", "tasks", "targets", "overview"])
def test_the_name_of_a_document_stays_text(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}/{path}")
    page.wait_for_load_state("networkidle")
    assert harmless(page)


@pytest.mark.browser
def test_the_page_of_a_document_shows_its_name_as_it_is(page: Page, site: str) -> None:
    page.goto(f"{site}/documents/{TRAPPED.slug}")
    expect(page.locator(".doc-title")).to_contain_text("<script>window.hacked=1</script>")
    assert harmless(page)


@pytest.mark.browser
def test_the_title_of_a_conversation_stays_text(page: Page, archive: Archive) -> None:
    expect(ask(page, HOSTILE).locator(".judge")).to_be_visible()
    page.get_by_role("button", name="Các cuộc trò chuyện").click()
    expect(page.locator(".talk-title")).to_contain_text("<img src=x")
    page.locator(".talk button").click()
    page.get_by_role("button", name="Đổi tên").click()
    page.get_by_role("textbox", name="Tên mới").fill('"><img src=x onerror=window.hacked=1>')
    page.keyboard.press("Enter")
    expect(page.locator(".talk-title")).to_have_text('"><img src=x onerror=window.hacked=1>')
    page.reload()
    expect(page.locator(".question")).to_contain_text("<img src=x")
    assert harmless(page)


@pytest.mark.browser
def test_a_remark_about_an_answer_stays_text(page: Page, archive: Archive) -> None:
    expect(ask(page, TAX_OFFICE).locator(".judge")).to_be_visible()
    page.get_by_role("button", name="Chưa đúng").click()
    page.get_by_label("Lý do khác").check()
    page.get_by_label("Góp ý thêm").fill(HOSTILE)
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".judge-told")).to_contain_text("cảm ơn anh chị")
    page.reload()
    expect(page.locator(".judge-comment")).to_have_value(HOSTILE)
    assert harmless(page)
