"""WCAG 2.2 AA as far as axe can tell: every page, light on a desk, dark on a phone."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web.pages import installed_pages
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import DESKTOP, NARROW, TAX_OFFICE, ask
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.test_conversations import archive_in

PACKAGE = "axe_playwright_python"
"""A library that carries axe-core: found at test time, since the file itself has a licence of its own."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
ADDRESSES = (
    "",
    "documents",
    "documents/127-KH-UBND",
    "documents/99-2099-ND-CP",
    "policies",
    "tasks",
    "targets",
    "overview",
    "danh-gia/",
    "admin",
    "login",
)


def axe_script() -> str:
    """The text of axe-core; the test is skipped where no library brings it."""
    found = importlib.util.find_spec(PACKAGE)
    file = Path(found.origin).with_name("axe.min.js") if found and found.origin else None
    if file is None or not file.is_file():
        pytest.skip(f"axe-core is not installed: pip install {PACKAGE.replace('_', '-')}")
    return file.read_text(encoding="utf-8")


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical, a line each with the first places."""
    page.evaluate(axe_script())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(document, options)", options)[
        "violations"
    ]
    return [
        f"{item['id']}: " + " | ".join(node["html"][:160] for node in item["nodes"][:3])
        for item in found
        if item["impact"] in GRAVE
    ]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service with every page, the assistant a fake."""
    folder = tmp_path_factory.mktemp("house")
    settings = WebSettings(rate_limit="off", data_dir=folder)
    backend = FakeBackend(report={"model": "openai:m"})
    app = create_app(lambda: backend, settings, installed_pages(), archive_in(folder))
    with serving(app) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


@pytest.fixture(params=[(DESKTOP, "light"), (NARROW, "dark")], ids=["desk-light", "phone-dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, theme = request.param
    # The policy of the pages stands in the way of axe itself, which is no script of theirs.
    context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_has_grave_faults(page: Page, house: str, path: str) -> None:
    reply = page.goto(f"{house}/{path}")
    if reply and reply.status == 404 and not path.startswith("documents/"):
        pytest.skip(f"there is no /{path}")
    page.wait_for_load_state("networkidle")
    assert grave(page) == []


def _answered(page: Page) -> None:
    expect(ask(page, TAX_OFFICE).locator(".judge")).to_be_visible()


def _copying(page: Page) -> None:
    _answered(page)
    page.locator(".copying summary").click()
    page.locator(".steps summary").click()


def _source(page: Page) -> None:
    _answered(page)
    page.locator(".cite").first.click()
    expect(page.locator("#source mark")).to_be_visible()


def _judged(page: Page) -> None:
    _answered(page)
    page.get_by_role("button", name="Chưa đúng").click()
    expect(page.locator(".judge-form")).to_be_visible()


def _failed(page: Page) -> None:
    page.route("**/api/ask/stream", lambda route: route.abort())
    expect(ask(page, TAX_OFFICE).locator(".failure")).to_be_visible()


def _listed(page: Page) -> None:
    _answered(page)
    page.get_by_role("button", name="Các cuộc trò chuyện").click()
    page.locator(".talk button").first.click()


def _missing(page: Page) -> None:
    expect(ask(page, "Giá cà phê?").locator(".status")).to_be_visible()


def _digest(page: Page) -> None:
    expect(ask(page, "Cho xem tóm tắt").locator(".note").first).to_be_visible()


def _shortcuts(page: Page) -> None:
    page.locator("body").press("?")
    expect(page.locator("#keys-help")).to_be_visible()


def _in_english(page: Page) -> None:
    _answered(page)
    page.get_by_role("button", name="Switch to English").click()


STATES = (_copying, _source, _judged, _failed, _listed, _missing, _digest, _shortcuts, _in_english)


@pytest.mark.browser
@pytest.mark.parametrize("reach", STATES, ids=lambda state: state.__name__.strip("_"))
def test_no_state_of_the_chat_has_grave_faults(page: Page, house: str, reach: Callable[[Page], None]) -> None:
    page.goto(house)
    expect(page.locator(".opening-question").first).to_be_visible()
    reach(page)
    assert grave(page) == []
