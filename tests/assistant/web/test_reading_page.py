"""The list of documents and the page of one, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.web.wording import WORDS
from tests.assistant.web.books import Library
from tests.assistant.web.browser import DESKTOP, NARROW, STATIC, fits
from tests.assistant.web.conftest import opened_page, serving

pytestmark = pytest.mark.browser
DECREE = "documents/45-2021-ND-CP"


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with serving(create_app(Library, WebSettings(rate_limit="off"))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        yield page


def here(page: Page) -> Locator:
    return page.locator(".is-here > .unit-head")


def at_top(page: Page, unit: Locator) -> bool:
    """Whether the unit stands just below the bars, not behind them."""
    box, bar = unit.bounding_box(), page.locator("#doc-tools").bounding_box()
    assert box and bar
    bottom = bar["y"] + bar["height"]
    return bottom <= box["y"] <= bottom + 80


# The list


def test_the_list_is_filtered_without_accents(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    expect(page.locator("#list-held .shelf-row")).to_have_count(4)
    page.get_by_label("Tìm theo số hiệu, tên, cơ quan").fill("nghi dinh thu chinh phu")
    expect(page.locator("#list-held .shelf-row")).to_have_count(1)
    row = page.locator("#list-held .shelf-row")
    expect(row.get_by_role("link")).to_have_text("Nghị định 45/2021/NĐ-CP")
    expect(row.locator(".chip")).to_have_text("Đã được sửa đổi")
    expect(row).to_contain_text("còn hiệu lực và đã được sửa đổi")
    expect(row).to_contain_text("ban hành 31/3/2021")
    expect(page.locator("#list-count")).to_contain_text("1 văn bản có trong máy")
    page.reload()
    expect(row).to_have_count(1)  # the address keeps what was chosen
    row.get_by_role("link").click()
    expect(page).to_have_url(f"{site}/{DECREE}")


def test_the_list_is_filtered_by_kind_and_status(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    page.get_by_label("Loại văn bản").select_option("Luật")
    expect(page.locator("#list-held .shelf-row")).to_have_count(1)
    expect(page.locator("#list-held .shelf-row")).to_contain_text("tóm tắt")
    page.get_by_label("Hiệu lực").select_option("replaced")
    expect(page.locator("#list-held .shelf-row")).to_have_count(0)
    away = page.locator("#list-away .shelf-row")
    expect(away.filter(has=page.get_by_role("link", name="số 23/2012/QH13"))).to_have_count(1)
    assert set(away.locator(".chip").first.all_text_contents()) == {"Đã được thay thế"}
    page.get_by_label("Tìm theo số hiệu, tên, cơ quan").fill("khong co gi nhu the")
    expect(page.locator("#list-count")).to_contain_text("Không có văn bản nào khớp")


# The text


def test_a_permalink_opens_the_way_to_its_unit(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}#dieu_30.khoan_2")
    expect(here(page)).to_contain_text("Câu thử khác.")
    assert at_top(page, here(page))
    expect(page.locator("#doc-contents [aria-current]")).to_have_text("Điều 30. Tên của điều 30")
    page.goto(f"{site}/documents/45/2021/nđ-cp#dieu_15.khoan_1")
    expect(page).to_have_url(f"{site}/{DECREE}#dieu_15.khoan_1")
    expect(here(page)).to_contain_text("Lời thử thứ nhất.")


def test_a_permalink_to_nothing_leads_to_what_is_around_it(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}#dieu_15.khoan_9.diem_a")
    expect(here(page)).to_contain_text("Điều 15. Tên của điều 15")
    expect(page.locator("#announcer")).to_contain_text("không có đơn vị “dieu_15.khoan_9.diem_a”")


def test_citations_lead_to_their_units(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}")
    page.get_by_role("link", name="khoản 2 Điều 15 Nghị định này").click()
    expect(here(page)).to_contain_text("Lời thử thứ hai")
    page.go_back()
    page.get_by_role("link", name="Thông tư số 09/2019/TT-BKHĐT").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông tư 09/2019/TT-BKHĐT")
    expect(page.locator(".adding")).to_be_visible()


def test_a_unit_is_copied_as_a_legal_reference(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/{DECREE}")
    unit = page.locator('[id="dieu_15.khoan_2"] > .unit-head')
    unit.hover()
    mark = unit.get_by_role("link", name="khoản 2 Điều 15")
    mark.hover()
    unit.get_by_role("button", name="Sao chép viện dẫn").click()
    expect(unit.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = "navigator.clipboard.readText()"
    assert page.evaluate(copied) == (
        "khoản 2 Điều 15 Nghị định số 45/2021/NĐ-CP ngày 31/3/2021 của Chính phủ"
    )
    unit.get_by_role("button", name="Sao chép liên kết").click()
    expect(unit.get_by_role("button", name="Đã sao chép")).to_have_count(2)
    assert page.evaluate(copied) == f"{site}/{DECREE}#dieu_15.khoan_2"


def test_units_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}#dieu_15")
    expect(here(page).locator(".pilcrow")).to_be_focused()
    page.keyboard.press("ArrowDown")
    mark = page.locator('[id="dieu_15.khoan_1"] > .unit-head > .pilcrow')
    expect(mark).to_be_focused()
    expect(mark).to_have_css("opacity", "1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sao chép viện dẫn")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator('[id="chuong_iii"] > .unit-head > .pilcrow')).to_be_focused()


def test_search_within_the_text(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}")
    field, count = page.get_by_label("Tìm trong văn bản", exact=True), page.locator("#doc-find-count")
    page.mouse.wheel(0, 600)
    expect(page.locator("#doc-contents [aria-current]")).to_be_visible()
    before = page.evaluate("scrollY")
    field.focus()
    assert page.evaluate("scrollY") == before > 0
    page.keyboard.press("Control+Home")
    page.evaluate("scrollTo(0, 0)")
    field.fill("cau thu")
    expect(count).to_have_text("1 / 48")
    field.press("Shift+Enter")
    expect(count).to_have_text("48 / 48")
    page.get_by_role("button", name="Chỗ sau").click()
    expect(count).to_have_text("1 / 48")
    assert page.evaluate("CSS.highlights.get('found').size") == 48
    field.fill("quy ho tro")  # written "QUỸ hỗ trợ"
    expect(count).to_have_text("1 / 1")
    lit = "[...CSS.highlights.get('found-now')].map(String)"
    assert page.evaluate(lit) == ["QUỸ hỗ trợ"]
    field.fill("")
    expect(count).to_be_empty()
    field.fill("theo thong tu so 09/2019")  # across a link
    expect(count).to_have_text("1 / 1")
    assert page.evaluate(lit) == ["Theo Thông tư số 09/2019"]
    field.fill("không hề có")
    expect(count).to_have_text("Không thấy")
    expect(page.get_by_role("button", name="Chỗ sau")).to_be_disabled()


def test_the_tree_of_contents_folds(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}")
    tree = page.get_by_role("navigation", name="Mục lục")
    twist = tree.get_by_role("button", name="Các mục con của Chương II")
    expect(tree.get_by_role("link", name="Điều 15")).to_be_visible()
    twist.first.click()
    expect(tree.get_by_role("link", name="Điều 15")).to_be_hidden()
    expect(twist.first).to_have_attribute("aria-expanded", "false")
    page.goto(f"{site}/{DECREE}#dieu_15.khoan_1")
    expect(tree.get_by_role("link", name="Điều 15")).to_be_visible()  # the way to it was opened


def test_tables_are_tables(page: Page, site: str) -> None:
    page.goto(f"{site}/documents/127-KH-UBND#pl.ii.13")
    row = page.get_by_role("row").filter(has_text="chính sách thuế mới")
    expect(row.get_by_role("cell").nth(2)).to_have_text("Cục Thuế tỉnh")
    expect(row).to_have_class(re.compile("is-here"))
    expect(page.get_by_role("columnheader").first).to_have_text("TT")


# For everyone


@pytest.mark.parametrize("size", [NARROW])
def test_on_a_phone_the_contents_are_a_drawer(page: Page, site: str, size: ViewportSize) -> None:
    page.goto(f"{site}/{DECREE}#dieu_30")
    assert fits(page) and at_top(page, here(page))
    page.get_by_role("button", name="Mục lục", exact=True).click()
    drawer = page.get_by_role("dialog", name="Mục lục")
    expect(drawer.locator("[aria-current]")).to_be_in_viewport()
    assert at_top(page, here(page))  # only the drawer scrolled
    drawer.get_by_role("link", name="Điều 15").click()
    expect(drawer).to_be_hidden()
    expect(here(page)).to_contain_text("Điều 15")
    assert at_top(page, here(page)) and fits(page)
    page.set_viewport_size(DESKTOP)
    expect(page.get_by_role("navigation", name="Mục lục")).to_be_visible()


@pytest.mark.parametrize("size", [NARROW])
@pytest.mark.parametrize(
    "path", ["documents", "documents/127-KH-UBND", "documents/17-2023-QH15", "documents/09-2019-TT-BKHDT"]
)
def test_nothing_is_wider_than_a_phone(page: Page, site: str, size: ViewportSize, path: str) -> None:
    page.goto(f"{site}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if path == "documents":
        expect(page.locator(".shelf-row").first).to_be_visible()
    assert fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_told_from_its_ground(
    page: Page, site: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in (f"{DECREE}#dieu_15", "documents/17-2023-QH15", "documents"):
        page.goto(f"{site}/{path}")
        expect(page.locator(".chip").first).to_be_visible()
        assert page.evaluate(FAINT) == []


FAINT = """() => {
    const rgb = (color) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (color) => {
        const parts = rgb(color).slice(0, 3).map((one) => one / 255);
        const [r, g, b] = parts.map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor;
            if (rgb(color)[3] > 200) return color;
        }
        return "white";
    };
    const faint = [];
    const texts = "h1, h2, h3, h4, p, dt, dd, .chip, .ref, summary, .unit-tools button, .contents a, label";
    for (const node of document.querySelectorAll(texts)) {
        const seen = node.checkVisibility({ opacityProperty: true }) && !node.closest(".unseen");
        if (!seen || !node.textContent.trim()) continue;
        const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) faint.push([node.className, node.textContent.slice(0, 30), contrast]);
    }
    return faint;
}"""


def test_names_and_landmarks(page: Page, site: str) -> None:
    for path in ("documents", DECREE):
        page.goto(f"{site}/{path}")
        for landmark in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        for role in ("button", "link", "combobox", "searchbox"):
            assert page.get_by_role(role, name=re.compile(r"^\s*$")).count() == 0
        expect(page.get_by_role("search")).to_have_count(1)


def test_the_pages_speak_english_too(page: Page, site: str) -> None:
    page.goto(f"{site}/{DECREE}")
    written = page.locator("[data-text]").all_text_contents()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator(".standing.is-whole .chip")).to_have_text("Amended")
    expect(page.locator("#doc-paper")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="Chuyển sang tiếng Việt").click()
    assert page.locator("[data-text]").all_text_contents() == written


@pytest.mark.parametrize(
    "path", [DECREE, "documents/09-2019-TT-BKHDT", "documents/17-2023-QH15", "documents"]
)
def test_the_first_paint_says_what_the_script_says(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    script = """async () => {
        const pairs = (root) => [...root.querySelectorAll("[data-text]")]
            .filter((node) => !node.closest("#list-held, #list-away, .unit-tools, #list-status"))
            .map((node) => [node.dataset.text, node.textContent.trim()]);
        const html = await (await fetch(location.pathname)).text();
        return [pairs(new DOMParser().parseFromString(html, "text/html")), pairs(document)];
    }"""
    written, said = page.evaluate(script)
    assert written and dict(map(tuple, written)) == dict(map(tuple, said))


def test_the_words_of_the_server_are_those_of_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}/documents")
    script = """async (keys) => {
        const { t } = await import(new URL("static/texts.js", location.origin));
        return Object.fromEntries(keys.map((key) => [key, t(key, "{0}")]));
    }"""
    assert page.evaluate(script, list(WORDS)) == WORDS


def test_every_text_of_a_page_is_written_down() -> None:
    texts = (STATIC / "texts.vi.js").read_text(encoding="utf-8")
    keys = set(re.findall(r'^  "?([\w.]+)"?:', texts, re.MULTILINE))
    for name in ("document.html", "documents.html", "index.html"):
        html = (STATIC / name).read_text(encoding="utf-8")
        assert set(re.findall(r'data-(?:text|label|placeholder)="([^"]+)"', html)) <= keys
    assert WORDS.keys() <= keys
