"""Real documents in the library: the plan, the digest cards, and a long law of many articles."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.wiring import Assistant, open_assistant
from ingest.build import build
from ingest.digests import load_digests
from knowledge.config import Settings
from knowledge.embed import load_embedder
from tests.assistant.web.browser import DESKTOP
from tests.assistant.web.conftest import opened_page, serving, wait_until

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


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("data")
    text = folder / "99-2099-QH99.txt"
    text.write_text(long_law(), encoding="utf-8")
    settings = Settings(data_dir=folder)
    embedder = load_embedder(settings.embedding_model)
    build(settings.library_dir, [text], embedder, digests=load_digests())
    return open_assistant(settings)


@pytest.fixture(scope="module")
def site(assistant: Assistant) -> Iterator[str]:
    with serving(create_app(lambda: assistant, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


def test_every_document_has_its_page(assistant: Assistant, site: str) -> None:
    with httpx.Client(base_url=site, timeout=20) as client:
        listed = client.get("/api/documents").json()
        assert {one["number"] for one in listed} == {document.number for document in assistant.documents()}
        for one in listed:
            reply = client.get(f"/{one['url']}")
            assert reply.status_code == 200, one["number"]
            assert reply.text.rstrip().endswith("</html>")


def test_a_citation_of_an_answer_opens_at_its_unit(assistant: Assistant, site: str) -> None:
    with httpx.Client(base_url=site, timeout=20) as client:
        answer = client.post("/api/ask", json={"question": "Cục Thuế tỉnh phải làm gì?"}).json()
        assert answer["citations"]
        for cited in answer["citations"]:
            slug = cited["document"].replace("/", "-")
            unit = client.get(f"/api/documents/{slug}/units/{cited['anchor']}").json()
            assert f'id="{cited["anchor"]}"' in client.get(f"/{unit['url']}").text


@pytest.mark.browser
def test_a_long_law_opens_fast_at_its_unit(browser: Browser, site: str) -> None:
    with opened_page(browser, DESKTOP) as page:
        begun = time.monotonic()
        page.goto(f"{site}/documents/99-2099-QH99#dieu_200.khoan_3")
        expect(page.locator(".is-here > .unit-head")).to_contain_text("Câu thứ 3 của điều này")
        took = time.monotonic() - begun
        expect(page.locator("#doc-paper .u-article")).to_have_count(ARTICLES)
        expect(page.locator("#doc-contents [aria-current]")).to_have_text("Điều 200. Tên của điều 200")
        page.get_by_label("Tìm trong văn bản", exact=True).fill("thu 4 cua dieu nay")
        expect(page.locator("#doc-find-count")).to_have_text(f"200 / {ARTICLES}")
    assert took <= SLOWEST_S
