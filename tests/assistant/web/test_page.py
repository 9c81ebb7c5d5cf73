"""Asking, answers, and the source behind them, in a real Chromium."""

from __future__ import annotations

import re
import threading
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.browser import TAX_OFFICE, ask, in_view, marked
from tests.assistant.web.fakes import BEYOND, DUTY, PLAN, TAXES, FakeBackend

pytestmark = pytest.mark.browser


def test_ask_answer_click_quote(page: Page) -> None:
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".answer-body")).to_contain_text("Cục Thuế tỉnh có hai nhiệm vụ")
    turn.locator(".answer-body .cite").first.click()
    expect(page.locator("#source-title")).to_have_text("Mục III.2.12")
    expect(page.locator("#source-trail li")).to_have_text(
        ["III. NHIỆM VỤ VÀ GIẢI PHÁP", re.compile("^2. Tiếp tục")]
    )
    expect(page.locator("#source mark")).to_be_visible()
    assert marked(page) == [DUTY]
    assert in_view(page, "#source mark")


def test_a_table_row_is_marked_cell_by_cell(page: Page) -> None:
    turn = ask(page, TAX_OFFICE)
    turn.locator(".card").nth(1).click()
    row = page.get_by_role("row").filter(has=page.locator("mark"))
    expect(row).to_have_count(1)
    expect(row.get_by_role("cell").first).to_have_text("13")
    assert marked(page) == [cell for cell in TAXES if cell]


def test_citations_can_be_leafed_through(page: Page) -> None:
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator(".position")).to_have_text("1 / 2")
    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.locator("#source-title")).to_have_text("Phụ lục, phần II, mục 13")
    expect(page.get_by_role("button", name="Trích dẫn sau")).to_be_disabled()
    page.get_by_role("button", name="Trích dẫn trước").click()
    expect(page.locator("#source-title")).to_have_text("Mục III.2.12")


def test_the_document_shows_every_line_once(page: Page) -> None:
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator(".paper")).to_contain_text(BEYOND)
    shown = page.locator(".paper").evaluate(
        "paper => [...paper.querySelectorAll('h3, h4, h5, p, li, tr')].map(line => line.textContent)"
    )
    assert shown == [line.replace("\t", "") for line in PLAN.text.splitlines()]


def test_notes_validity_and_next_questions(page: Page) -> None:
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".note")).to_contain_text("Lưu ý về văn bản gốc")
    expect(turn.locator(".card").first).to_contain_text("Còn hiệu lực")
    expect(turn.locator(".card").first).to_contain_text("22/11/2026")
    expect(turn.locator(".proven")).to_have_text("Đã đối chiếu 2 trích dẫn với nguyên văn")
    turn.get_by_role("button", name="Ai ký kế hoạch?").click()
    expect(page.locator(".question").last).to_contain_text("Ai ký kế hoạch?")


def test_a_follow_up_sends_what_was_said(page: Page, backend: FakeBackend) -> None:
    expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    expect(ask(page, "Còn thời gian?").locator(".answer-foot")).to_be_visible()
    history = backend.asked[-1].history
    assert [turn.role for turn in history] == ["user", "assistant"]
    assert history[0].text == TAX_OFFICE and "hai nhiệm vụ" in history[1].text
    page.get_by_role("button", name="Cuộc trò chuyện mới").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(ask(page, "Ai ký?").locator(".answer-foot")).to_be_visible()
    assert backend.asked[-1].history == ()


def test_what_the_texts_do_not_say(page: Page) -> None:
    turn = ask(page, "Giá cà phê hôm nay bao nhiêu?")
    expect(turn.locator(".status")).to_have_text("Văn bản không nêu")
    expect(turn.get_by_role("heading", name="Đoạn gần nhất trong văn bản")).to_be_visible()
    turn.locator(".card").first.click()
    expect(page.locator("#source-title")).to_have_text("Mục III.2.3")
    expect(page.locator("#source mark")).to_have_count(1)


def test_steps_are_shown_before_the_answer(page: Page, backend: FakeBackend) -> None:
    go_on, passed = threading.Event(), iter([True] * 3)
    backend.pause = lambda: next(passed, False) or go_on.wait(10)
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".progress")).to_have_text("Đang tìm trong văn bản")
    go_on.set()
    expect(turn.locator(".answer-foot")).to_be_visible()
    expect(turn.locator(".progress")).to_have_count(0)


def test_verified_claims_are_shown_before_the_end(page: Page, backend: FakeBackend) -> None:
    go_on, passed = threading.Event(), iter([True] * 8)  # seven steps and one claim
    backend.pause = lambda: next(passed, False) or go_on.wait(10)
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".claim")).to_have_count(1)
    expect(turn.locator(".progress")).to_have_text("Đang chuẩn bị câu hỏi tiếp theo")
    expect(turn.locator(".cite")).to_have_text("1")
    go_on.set()
    expect(turn.locator(".answer-foot")).to_be_visible()


def test_a_marker_is_a_link_to_the_unit_on_its_own_page(page: Page, site: str) -> None:
    marker = ask(page, TAX_OFFICE).locator(".answer-body .cite").first
    assert marker.get_attribute("href") == f"{site}/documents/127-KH-UBND#iii.2.12"
    marker.click()
    page.get_by_role("link", name="Mở trang văn bản").click()
    expect(page).to_have_url(f"{site}/documents/127-KH-UBND#iii.2.12")
    expect(page.locator(".is-here > .unit-head")).to_contain_text(DUTY)


def test_the_day_of_validity_is_sent(page: Page, backend: FakeBackend) -> None:
    day = page.get_by_label("Xét hiệu lực", exact=True)
    for value in ("", "plan"):
        day.select_option(value)
        expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    day.select_option("day")
    page.locator("#question").fill("Còn hiệu lực không?")
    page.locator("#question").press("Enter")
    expect(page.get_by_label("Ngày xét hiệu lực")).to_be_focused()  # no day yet: nothing is sent
    page.get_by_label("Ngày xét hiệu lực").fill("2024-07-01")
    expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    assert [message.as_of for message in backend.asked] == [None, date(2023, 3, 7), date(2024, 7, 1)]


def test_a_digest_is_marked_as_one(page: Page) -> None:
    turn = ask(page, "Cho xem tóm tắt")
    expect(turn.locator(".card").first).to_contain_text("tóm tắt")
    expect(turn.locator(".card").first).to_contain_text("Đã được thay thế")
    notes = turn.locator(".note")
    expect(notes.nth(0)).to_contain_text("Hiệu lực")
    expect(notes.nth(1)).to_contain_text("Tóm tắt, chưa phải nguyên văn")
    expect(turn.locator(".proven")).to_have_count(0)


def test_an_answer_can_be_stopped(page: Page, backend: FakeBackend) -> None:
    go_on = threading.Event()
    backend.pause = lambda: go_on.wait(10)
    turn = ask(page, TAX_OFFICE)
    page.get_by_role("button", name="Dừng trả lời").click()
    expect(turn.locator(".failure")).to_contain_text("Đã dừng")
    go_on.set()


def test_a_quotation_is_copied_with_its_place(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    page.get_by_role("button", name="Sao chép trích dẫn").click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"“{DUTY}” (Mục III.2.12, 127/KH-UBND)"
