"""The page of the overview in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from assistant.web.overview.wording import WORDS
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import DESKTOP, NARROW, STATIC, fits
from tests.assistant.web.conftest import opened_page, serving, wait_until
from tests.assistant.web.plans import PlanLibrary
from tests.assistant.web.test_accessibility import grave
from tests.assistant.web.test_reading_page import FAINT

pytestmark = pytest.mark.browser
TEXTS = STATIC / "overview" / "texts.js"
OVERVIEW = "overview?as_of=2026-11-23"
VIEWS = (OVERVIEW, f"{OVERVIEW}&guides=1", "overview?as_of=plan", f"{OVERVIEW}&show=unknown")

SPILLS = """() => [...document.querySelectorAll('.map .node')].flatMap((node) => {
    const frame = node.querySelector('.node-frame').getBBox();
    const texts = [...node.querySelectorAll('text')].map((text) => [text, text.getBBox()]);
    const out = texts.filter(([, box]) => box.x < frame.x + 4 || box.x + box.width > frame.x + frame.width - 3
        || box.y < frame.y || box.y + box.height > frame.y + frame.height);
    const count = node.querySelector('.node-count')?.getBBox();
    const status = node.querySelector('.node-status').getBBox();
    const met = count && status.x + status.width > count.x ? ['×'] : [];
    return [...out.map(([text]) => text.textContent), ...met].map((words) => `${node.dataset.key}: ${words}`);
})"""
"""Words of boxes that leave their box or run into each other."""

PAGES_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with serving(create_app(PlanLibrary, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        page.goto(f"{site}/{OVERVIEW}")
        expect(node(page, "127-KH-UBND")).to_be_visible()
        yield page


def node(page: Page, key: str) -> Locator:
    return page.locator(f'.node[data-key="{key}"]')


def lit(page: Page) -> set[str]:
    """The boxes left in sight while one is pointed at."""
    assert page.locator(".map.is-showing").count() == 1
    keys = page.locator(".node.is-near").evaluate_all("nodes => nodes.map(node => node.dataset.key)")
    return set(keys)


# The drawing


def test_no_words_leave_their_box(page: Page, site: str) -> None:
    for view in VIEWS:
        page.goto(f"{site}/{view}")
        assert page.evaluate(SPILLS) == [], view
    page.get_by_role("button", name="Switch to English").click()
    for view in VIEWS:
        page.goto(f"{site}/{view}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Overview of the instruments")
        assert page.evaluate(SPILLS) == [], view


def test_at_1280_the_whole_width_is_seen_at_its_own_size(page: Page) -> None:
    drawn = page.locator(".map").bounding_box()
    assert drawn and fits(page)
    frame = page.locator("#map")
    assert frame.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert drawn["width"] >= 0.97 * float(page.locator(".map").get_attribute("width") or 0)


def test_a_box_under_the_pointer_shows_what_it_is_tied_to(page: Page) -> None:
    node(page, "45-2021-ND-CP").hover()
    assert lit(page) == {"45-2021-ND-CP", "104-2022-ND-CP", "253-2025-ND-CP"}
    assert page.locator(".tie.is-near").count() == 2
    page.get_by_role("heading", level=1).hover()
    expect(page.locator(".map.is-showing")).to_have_count(0)


def test_the_plan_shows_all_that_it_cites(page: Page) -> None:
    node(page, "127-KH-UBND").hover()
    assert len(lit(page)) == 21
    assert "17-2023-QH15" not in lit(page)


def test_by_keyboard_too(page: Page, site: str) -> None:
    node(page, "17-2023-QH15").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(node(page, "17-2023-QH15")).to_be_focused()
    assert lit(page) == {"17-2023-QH15", "23-2012-QH13"}
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/documents/17-2023-QH15")


def test_a_box_says_its_standing_to_those_who_cannot_see_it(page: Page) -> None:
    link = page.get_by_role(
        "link", name="Về thành lập, tổ chức và hoạt động của Quỹ hỗ trợ phát triển hợp tác xã."
    )
    expect(link).to_have_attribute("href", "documents/45-2021-ND-CP")
    expect(link).to_have_accessible_name(re.compile("Nghị định 45.2021.NĐ-CP còn hiệu lực .*đã được sửa đổi"))


def test_standings_differ_by_shape_not_by_colour_alone(page: Page) -> None:
    shapes = page.locator(".map-legend .sign").evaluate_all("signs => signs.map(sign => sign.innerHTML)")
    assert len(shapes) >= 5 and len(set(shapes)) == len(shapes)
    strokes = "tie => getComputedStyle(tie).strokeDasharray + tie.getAttribute('marker-end')"
    ties = page.locator(".map-legend .tie").evaluate_all(f"ties => ties.map({strokes})")
    assert len(ties) == 5 and len(set(ties)) == 5


# What may be chosen


def test_a_filter_and_a_day_keep_each_other(page: Page, site: str) -> None:
    page.get_by_role("link", name=re.compile("^Hết hiệu lực")).click()
    expect(page).to_have_url(f"{site}/overview?show=ended&as_of=2026-11-23")
    expect(node(page, "31-2022-ND-CP")).to_be_visible()
    expect(node(page, "20-NQ-TW")).to_have_count(0)
    page.get_by_role("link", name="Thêm văn bản hướng dẫn").click()
    expect(node(page, "124-2021-TT-BTC")).to_have_count(1)
    page.get_by_label("Ngày khác").fill("2024-12-31")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page).to_have_url(f"{site}/overview?show=ended&guides=1&as_of=2024-12-31")
    expect(page.locator("#summary")).to_contain_text("xét tại ngày 31/12/2024")
    page.get_by_role("link", name="Khi kế hoạch ban hành").click()
    expect(page.locator(".overview-none")).to_contain_text("Không có văn bản viện dẫn nào như vậy")
    page.get_by_role("link", name="Tất cả 20").click()
    expect(page.get_by_role("link", name="Khi kế hoạch ban hành")).to_have_attribute("aria-current", "true")
    expect(node(page, "17-2023-QH15")).to_have_count(0)


def test_a_place_opens_the_plan_at_the_citation(page: Page, site: str) -> None:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Thông tư 01/2020/TT-BKHĐT"))
    row.get_by_role("link", name="Phụ lục, phần III, mục 2").click()
    expect(page).to_have_url(f"{site}/documents/127-KH-UBND#pl.iii.2")


def test_the_page_is_one_of_the_house(page: Page, site: str) -> None:
    page.goto(f"{site}/tasks")
    page.get_by_role("link", name="Toàn cảnh").click()
    expect(page).to_have_url(f"{site}/overview")
    expect(page.get_by_role("link", name="Toàn cảnh", exact=True)).to_have_count(0)


# Languages, sizes, themes, paper


def test_switching_the_language_changes_everything_but_the_sources(page: Page) -> None:
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#summary")).to_contain_text("Of the 20 instruments that the plan cites")
    expect(node(page, "45-2021-ND-CP").locator(".node-status")).to_have_text("Amended")
    expect(page.locator(".map")).to_have_attribute("aria-label", re.compile("^Drawing of the instruments"))
    expect(page.get_by_role("columnheader", name="Where the plan cites it")).to_be_visible()
    said = page.locator("main [data-text]").all_text_contents()
    assert not {words for words in said if words} & set(WORDS.values())


@pytest.mark.parametrize("size", [NARROW])
def test_on_a_phone_the_drawing_scrolls_in_its_frame_and_the_table_is_cards(page: Page) -> None:
    assert fits(page)
    frame = page.locator("#map")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth && node.scrollLeft > 0")
    plan, around = node(page, "127-KH-UBND").bounding_box(), frame.bounding_box()
    assert plan and around
    assert around["x"] <= plan["x"] and plan["x"] + plan["width"] <= around["x"] + around["width"]
    assert (
        page.locator(".overview-table tbody tr").nth(1).evaluate("row => getComputedStyle(row).display")
        == "block"
    )
    letters = "node => parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a"
    assert page.locator(".node-title").first.evaluate(letters) >= 10.5


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (NARROW, True)])
def test_everyone_can_read_it(page: Page, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    assert page.evaluate(FAINT) == []
    assert grave(page) == []


def test_on_paper_the_drawing_takes_one_landscape_sheet(page: Page) -> None:
    page.evaluate("document.querySelector('.overview-all').remove()")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(PAGES_OF_PDF.findall(paper)) == 1
    assert b"/MediaBox [0 0 842" in paper or b"/MediaBox [0 0 841" in paper


def test_nothing_needs_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    bare = context.new_page()
    bare.goto(f"{site}/{OVERVIEW}")
    expect(bare.locator(".map .node")).to_have_count(26)
    expect(bare.locator("#summary")).to_contain_text("Trong 20 văn bản")
    expect(bare.get_by_role("row").filter(has_text="Luật Hợp tác xã số 17/2023/QH15").first).to_be_visible()
    context.close()


def test_the_page_is_light(page: Page, site: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda reply: sizes.append(reply.request.sizes()["responseBodySize"]))
    page.goto(f"{site}/{OVERVIEW}&guides=1")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 200_000


def test_the_server_and_the_page_say_the_same_words(page: Page) -> None:
    script = """async (keys) => {
        await import(new URL("static/overview/texts.js", document.baseURI));
        const { t } = await import(new URL("static/texts.js", document.baseURI));
        return Object.fromEntries(keys.map((key) => [key, t(key, "{0}", "{1}", "{2}", "{3}")]));
    }"""
    assert page.evaluate(script, list(WORDS)) == WORDS


def test_both_languages_have_the_same_texts() -> None:
    ours, theirs = TEXTS.read_text(encoding="utf-8").split("const ofEn")
    keys = [re.findall(r'^  "([\w.]+)":', half, re.MULTILINE) for half in (ours, theirs)]
    assert keys[0] == keys[1]
    assert WORDS.keys() <= set(keys[0])
