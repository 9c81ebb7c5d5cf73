"""The pages of the office in a real Chromium, also with hostile questions, comments and file names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.office.desk import office_in
from assistant.office.jobs import Ran
from assistant.web.access.who import nobody_signs_in
from tests.assistant.web.browser import DESKTOP, NARROW, STATIC, fits
from tests.assistant.web.conftest import opened_page, serving, wait_until
from tests.assistant.web.signing_in import app_with, archive_in, database_in
from tests.assistant.web.test_accessibility import grave

pytestmark = pytest.mark.browser
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> cà phê'
QUESTION = "Cục Thuế tỉnh phải làm gì?"


def ingest(arguments: Sequence[str], _seconds: float) -> Ran:
    """Stands for ingestion; what it reads is as hostile as the name of the file."""
    told = {
        "outline": f"dieu_1  [article]  Điều 1  «{HOSTILE}»",
        "impact": '{"number": "9/2026/QĐ-UBND", "title": "<img src=x onerror=window.hacked=1>", '
        '"effects": [{"kind": "amends", "number": "1/2020/NĐ-CP", "place": "Điều 2", '
        '"words": "<script>window.hacked=1</script>", "sure": false}], "doubts": ["<b>ngờ</b>"]}',
    }
    return Ran(0, told.get(arguments[0], ""), "")


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[str]:
    archive = archive_in(tmp_path)
    office = office_in(database_in(tmp_path), tmp_path, archive, archive.personal, ingest)
    with serving(app_with(nobody_signs_in(), office=office)) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


@pytest.fixture
def page(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        yield page
        assert page.evaluate("window.hacked") is None


def keep(site: str, question: str, comment: str = "") -> None:
    """Ask within a kept conversation and call the answer wrong."""
    id = httpx.post(f"{site}/api/conversations").json()["id"]
    httpx.post(f"{site}/api/ask", json={"question": question, "conversation": id})
    said = {"right": False, "reason": "incomplete", "comment": comment}
    httpx.post(f"{site}/api/conversations/{id}/turns/1/feedback", json=said)


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_every_room_shows_what_there_is_as_text(page: Page, site: str) -> None:
    keep(site, HOSTILE, HOSTILE)
    keep(site, "Giá cà phê?")
    page.goto(f"{site}/admin")
    expect(page.locator(".tile dd").first).to_have_text("2")
    rooms = {"Chưa trả lời được": "Giá cà phê?", "Góp ý": HOSTILE, "Nhật ký": "Nhật ký còn trống."}
    for room, words in rooms.items():
        page.get_by_role("link", name=room).click()
        expect(page.locator("#rooms")).to_contain_text(words)
        assert fits(page)
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("heading", name="Administration")).to_be_visible()
    expect(page.locator("#rooms")).to_contain_text("The record is empty.")


def test_the_switch(page: Page, site: str) -> None:
    page.goto(f"{site}/admin")
    page.get_by_label("Lời nhắn").fill("Đang cập nhật.")
    page.get_by_role("button", name="Chuyển sang bảo trì").click()
    expect(page.locator(".state")).to_contain_text("Đang bảo trì")
    asked = httpx.post(f"{site}/api/ask", json={"question": QUESTION}).json()
    assert asked["answer"] == "Đang cập nhật."
    page.get_by_role("button", name="Thôi bảo trì").click()
    expect(page.locator(".state")).to_have_text("Trợ lý đang trả lời bình thường.")
    page.get_by_role("link", name="Nhật ký").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr").last).to_contain_text("Chuyển sang bảo trì")


def test_a_declined_question_becomes_a_standard_answer(page: Page, site: str) -> None:
    keep(site, "Giá cà phê?")
    page.goto(f"{site}/admin#ledger")
    page.get_by_role("link", name="Soạn câu trả lời chuẩn").click()
    expect(page.locator("#desk-question")).to_have_value("Giá cà phê?")
    page.get_by_role("button", name="Tìm căn cứ bằng câu hỏi này").click()
    page.locator(".found").get_by_role("button", name="Lấy làm căn cứ").first.click()
    page.get_by_label("Câu trả lời", exact=True).fill(f"Không có giá ở đây {HOSTILE}.")
    page.get_by_role("button", name="Duyệt và dùng ngay").click()
    expect(page.get_by_role("alert")).to_contain_text("không được dẫn")
    page.get_by_label("Câu trả lời", exact=True).fill(f"Không có giá ở đây {HOSTILE}. [1]")
    page.get_by_role("button", name="Duyệt và dùng ngay").click()
    expect(page.locator(".entry-text")).to_contain_text(HOSTILE)
    page.goto(site)
    page.locator("#question").fill("giá cà phê")
    page.locator("#question").press("Enter")
    turn = page.locator(".turn").last
    expect(turn).to_contain_text("Câu trả lời đã được cơ quan duyệt (Người dùng tại máy, ngày ")
    turn.locator(".cite").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    page.goto(f"{site}/admin#answers")
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.locator("#rooms")).to_contain_text("Chưa có câu trả lời chuẩn nào.")


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_a_document_with_a_hostile_name_is_previewed_and_published(page: Page, site: str) -> None:
    page.goto(f"{site}/admin#uploads")
    named = {"name": '"><img src=x onerror="window.hacked=1">.txt', "mimeType": "text/plain"}
    page.locator("#file").set_input_files({**named, "buffer": "Điều 1.".encode()})  # type: ignore[typeddict-item]
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator(".outline")).to_contain_text(HOSTILE)
    expect(page.locator(".preview")).to_contain_text("<b>ngờ</b>")
    page.get_by_text("Thay đổi văn bản khác: 1").click()
    expect(page.locator(".preview")).to_contain_text("<script>window.hacked=1</script> · chưa chắc")
    assert fits(page)
    page.get_by_role("button", name="Công bố").click()
    expect(page.locator(".count")).to_have_text("Đã công bố")


def test_the_pages_need_nothing_from_elsewhere() -> None:
    for path in (STATIC / "admin").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "http://" not in text and "https://" not in text, path.name
        assert "innerHTML" not in text and "style=" not in text, path.name


def test_both_languages_have_every_text(page: Page, site: str) -> None:
    page.goto(f"{site}/admin")
    script = """async () => {
        const at = (name) => import(new URL(`static/${name}`, location.href));
        await Promise.all([at("admin/admin_texts.js"), at("admin/login_texts.js")]);
        const [{ vi }, { en }] = await Promise.all([at("texts.vi.js"), at("texts.en.js")]);
        const kind = ([key, text]) => [key, typeof text];
        return [vi, en].map((texts) => Object.fromEntries(Object.entries(texts).map(kind)));
    }"""
    vietnamese, english = page.evaluate(script)
    assert vietnamese == english


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (NARROW, "dark")])
def test_every_room_is_open_to_everybody(page: Page, site: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    keep(site, "Giá cà phê?", "chưa rõ")
    page.goto(f"{site}/admin#uploads")
    sent = {"name": "a.txt", "mimeType": "text/plain", "buffer": "Điều 1.".encode()}
    page.locator("#file").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator(".outline")).to_be_visible()
    assert grave(page) == []
    for room in ("overview", "ledger", "feedback", "answers/turn=", "audit"):
        page.goto(f"{site}/admin#{room}")
        expect(page.locator("#rooms")).not_to_have_attribute("aria-busy", "true")
        for summary in page.locator("main summary").all():
            summary.click()
        page.evaluate("scrollTo(0, 0)")  # behind the bar the tabs would seem too small
        assert grave(page) == [], room
    page.goto(f"{site}/login")
    assert grave(page) == []


def test_the_skip_link_opens_no_other_room(page: Page, site: str) -> None:
    page.goto(f"{site}/admin#ledger")
    expect(page.locator("#rooms")).to_contain_text("Không có câu nào")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#rooms")).to_be_focused()
    expect(page.locator("#rooms")).to_contain_text("Không có câu nào")
