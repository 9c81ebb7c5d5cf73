"""Keyboard, screen reader, sizes and languages."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.assistant.web.browser import (
    DESKTOP,
    NARROW,
    PHONE,
    STATIC,
    TAX_OFFICE,
    ask,
    fits,
    in_view,
    is_modal,
)
from tests.assistant.web.fakes import FakeBackend

pytestmark = pytest.mark.browser


def test_everything_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("Cục Thuế tỉnh")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("phải làm gì?")
    expect(page.locator("#question")).to_have_value("Cục Thuế tỉnh\nphải làm gì?")
    page.keyboard.press("Enter")
    marker = page.get_by_role("link", name="Mở trích dẫn 1, Mục III.2.12").first
    expect(page.locator(".answer-foot")).to_be_visible()
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-title")).to_be_focused()
    expect(page.locator("#source mark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(marker).to_be_focused()


def test_enter_belongs_to_an_input_method_while_it_composes(page: Page) -> None:
    field = page.locator("#question")
    field.fill("Cục Thuê")
    field.dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    )
    expect(page.locator(".turn")).to_have_count(0)
    expect(field).to_have_value("Cục Thuê")


def test_a_screen_reader_hears_the_answer(page: Page) -> None:
    ask(page, "Giá cà phê?")
    announcer = page.get_by_role("log")
    expect(announcer).to_contain_text("Các văn bản hiện có không nêu điều này")
    expect(announcer).to_contain_text("Văn bản không nêu")


def test_streamed_sentences_are_announced_as_they_come_and_once(page: Page, backend: FakeBackend) -> None:
    go_on, passed = threading.Event(), iter([True] * 8)  # seven steps and one claim
    backend.pause = lambda: next(passed, False) or go_on.wait(10)
    ask(page, TAX_OFFICE)
    announcer = page.get_by_role("log")
    expect(announcer).to_contain_text("triển khai các chính sách thuế")
    expect(announcer).not_to_contain_text("Sản phẩm")
    go_on.set()
    expect(announcer).to_contain_text("Cục Thuế tỉnh có hai nhiệm vụ")
    expect(announcer).to_contain_text("Đã đối chiếu 2 trích dẫn")
    told = announcer.text_content() or ""
    for once in ("triển khai các chính sách thuế", "Sản phẩm: Báo cáo", "có hai nhiệm vụ", "06/3/2023"):
        assert told.count(once) == 1


def test_the_first_paint_says_what_the_script_says(page: Page) -> None:
    """The texts written into the page are those of the script, so that nothing jumps when it runs."""
    script = """() => {
        const marked = (root) => [...root.querySelectorAll("[data-text]:not(.more *)")];
        const words = (root) => marked(root).map((node) => node.textContent.trim());
        return fetch("./").then((reply) => reply.text()).then((html) => {
            const fresh = new DOMParser().parseFromString(html, "text/html");
            return [words(fresh), words(document)];
        });
    }"""
    written, said = page.evaluate(script)
    assert written == said


def test_every_control_has_a_name_and_the_page_its_landmarks(page: Page) -> None:
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator("#source mark")).to_be_visible()
    nameless = page.get_by_role("button", name=re.compile(r"^\s*$"))
    assert nameless.count() == 0
    for landmark in ("banner", "main", "contentinfo", "dialog"):
        expect(page.get_by_role(landmark)).to_have_count(1)  # type: ignore[arg-type]
    expect(page.get_by_role("textbox", name="Câu hỏi của anh chị")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, NARROW])
def test_on_a_phone_the_source_is_a_sheet(page: Page, size: ViewportSize) -> None:
    assert fits(page)
    turn = ask(page, TAX_OFFICE)
    marker = turn.locator(".cite").first
    marker.click()
    expect(page.locator("#source mark")).to_be_visible()
    assert fits(page) and in_view(page, "#source mark")
    sheet = page.locator("#source").bounding_box()
    assert sheet is not None
    assert sheet["width"] == size["width"] and sheet["y"] + sheet["height"] == size["height"]
    assert is_modal(page)
    page.get_by_role("button", name="Đóng văn bản").click()
    expect(marker).to_be_focused()


def test_turning_the_window_keeps_the_source_open(page: Page) -> None:
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator("#source mark")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(page.locator("#source mark")).to_be_visible()
    assert is_modal(page)
    page.set_viewport_size(DESKTOP)
    assert not is_modal(page)
    expect(page.locator("#source-title")).to_have_text("Mục III.2.12")


def test_the_interface_speaks_english_too(page: Page) -> None:
    ask(page, TAX_OFFICE)
    expect(page.locator(".answer-foot")).to_be_visible()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Citations")).to_be_visible()
    expect(page.locator(".proven")).to_have_text("2 quotations checked against the text")
    expect(page.locator(".answer-body")).to_have_attribute("lang", "vi")
    page.reload()
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()


def test_both_languages_have_the_same_texts(page: Page) -> None:
    vietnamese, english = ((STATIC / f"texts.{name}.js").read_text(encoding="utf-8") for name in ("vi", "en"))
    keys = re.compile(r'^  (?:"([\w.]+)"|(\w+)):', re.MULTILINE)
    assert keys.findall(vietnamese) == keys.findall(english)
    used = set(
        page.locator("[data-text], [data-label], [data-placeholder]").evaluate_all(
            "nodes => nodes.flatMap(node => Object.values(node.dataset))"
        )
    )
    assert used <= {"".join(key) for key in keys.findall(vietnamese)}
