"""Real documents in two libraries: the plan with the digest cards, and with a long law of many articles."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.wiring import Assistant, open_assistant
from ingest.build import build
from knowledge.config import Settings
from knowledge.embed import load_embedder
from tests.assistant.web.browser import DESKTOP
from tests.assistant.web.conftest import opened_page, serving, wait_until
from tests.shared import plan_data, shipped_data

ARTICLES = 260
SLOWEST_S = 8.0  # about a second alone; the tests share their machine with others


def long_law() -> str:
    """About 700,000 characters in the form of a law, with citations; the words say nothing."""
    clause = "{n}. Câu thứ {n} của điều này theo khoản 1 Điều {a} Luật này và Nghị định số 45/2021/NĐ-CP; "
    filler = "lời thử để trang dài như một đạo luật thật. " * 7
    lines = ["QUỐC HỘI", "Luật số: 99/2099/QH99", "", "LUẬT", "THỬ TRANG ĐỌC", ""]
    for article in range(1, ARTICLES + 1):
        lines += [f"Điều {article}. Tên của điều {article}"]
        lines += [clause.format(n=number, a=article) + filler for number in range(1, 7)]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Site:
    """A service and what it holds."""

    address: str
    assistant: Assistant


@contextlib.contextmanager
def site_over(settings: Settings) -> Iterator[Site]:
    assistant = open_assistant(settings)
    with serving(create_app(lambda: assistant, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield Site(address, assistant)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The plan and all digest cards."""
    with site_over(Settings(data_dir=shipped_data(tmp_path_factory))) as site:
        yield site


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The plan and the long law."""
    settings = Settings(data_dir=plan_data(tmp_path_factory))
    text = settings.data_dir / "99-2099-QH99.txt"
    text.write_text(long_law(), encoding="utf-8")
    build(settings.library_dir, [text], load_embedder(settings.embedding_model))
    with site_over(settings) as site:
        yield site


@pytest.mark.parametrize(("name", "least"), [("shipped", 50), ("long", 3)])
def test_every_document_has_its_page(request: pytest.FixtureRequest, name: str, least: int) -> None:
    site: Site = request.getfixturevalue(name)
    with httpx.Client(base_url=site.address, timeout=20) as client:
        listed = client.get("/api/documents").json()
        held = {document.number for document in site.assistant.documents()}
        assert {one["number"] for one in listed} == held and len(held) >= least
        for one in listed:
            reply = client.get(f"/{one['url']}")
            assert reply.status_code == 200, one["number"]
            assert reply.text.rstrip().endswith("</html>")


def test_a_citation_of_an_answer_opens_at_its_unit(shipped: Site) -> None:
    with httpx.Client(base_url=shipped.address, timeout=20) as client:
        answer = client.post("/api/ask", json={"question": "Cục Thuế tỉnh phải làm gì?"}).json()
        assert answer["citations"]
        for cited in answer["citations"]:
            slug = cited["document"].replace("/", "-")
            unit = client.get(f"/api/documents/{slug}/units/{cited['anchor']}").json()
            assert f'id="{cited["anchor"]}"' in client.get(f"/{unit['url']}").text


@pytest.mark.browser
def test_a_long_law_opens_fast_at_its_unit(browser: Browser, long: Site) -> None:
    with opened_page(browser, DESKTOP) as page:
        begun = time.monotonic()
        page.goto(f"{long.address}/documents/99-2099-QH99#dieu_200.khoan_3")
        expect(page.locator(".is-here > .unit-head")).to_contain_text("Câu thứ 3 của điều này")
        took = time.monotonic() - begun
        expect(page.locator("#doc-paper .u-article")).to_have_count(ARTICLES)
        expect(page.locator("#doc-contents [aria-current]")).to_have_text("Điều 200. Tên của điều 200")
        page.get_by_label("Tìm trong văn bản", exact=True).fill("thu 4 cua dieu nay")
        expect(page.locator("#doc-find-count")).to_have_text(f"200 / {ARTICLES}")
    assert took <= SLOWEST_S
