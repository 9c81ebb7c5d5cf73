"""The page of duties in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.web.tasks.wording import WORDS
from tests.assistant.web.browser import DESKTOP, NARROW, STATIC, fits
from tests.assistant.web.conftest import opened_page, serving, wait_until
from tests.assistant.web.plans import PlanLibrary
from tests.assistant.web.test_reading_page import FAINT

pytestmark = pytest.mark.browser
HOSTILE = '"><script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
TEXTS = STATIC / "tasks" / "texts.js"


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with serving(create_app(PlanLibrary, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        page.goto(f"{site}/tasks")
        expect(rows(page)).to_have_count(57)
        yield page


def rows(page: Page) -> Locator:
    return page.locator(".tasks-table tbody tr")


# Filtering


def test_a_choice_filters_and_stands_in_the_address(page: Page, site: str) -> None:
    page.get_by_label("Cơ quan", exact=True).select_option(label="Cục Thuế tỉnh")
    expect(rows(page)).to_have_count(2)
    expect(page).to_have_url(f"{site}/tasks?office=cuc-thue-tinh")
    page.get_by_label("Vai trò").select_option("partner")
    expect(page.get_by_text("Không có nhiệm vụ nào khớp")).to_be_visible()
    expect(page.locator("#announcer")).to_contain_text("0 trên 57 nhiệm vụ")
    page.go_back()
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_label("Vai trò")).to_have_value("any")
    page.go_back()
    expect(rows(page)).to_have_count(57)
    expect(page.get_by_label("Cơ quan", exact=True)).to_have_value("")
    page.go_forward()
    expect(page.get_by_label("Cơ quan", exact=True)).to_have_value("cuc-thue-tinh")
    expect(rows(page)).to_have_count(2)


def test_an_address_can_be_handed_on(page: Page, site: str) -> None:
    page.goto(f"{site}/tasks?office=so-tai-chinh-lam-dong&role=lead&section=pl")
    expect(rows(page)).to_have_count(4)
    expect(page.get_by_label("Cơ quan", exact=True)).to_have_value("so-tai-chinh-lam-dong")
    expect(page.get_by_label("Vai trò")).to_have_value("lead")
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(rows(page)).to_have_count(57)
    expect(page).to_have_url(f"{site}/tasks")


def test_typing_filters_and_keeps_the_focus(page: Page) -> None:
    field = page.get_by_role("searchbox", name="Tìm trong nhiệm vụ")
    field.press_sequentially("chuyen doi so", delay=20)
    expect(rows(page)).to_have_count(3)
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=chuyen\+doi\+so$"))
    field.fill("")
    expect(rows(page)).to_have_count(57)


def test_the_group_of_an_office_is_added(page: Page) -> None:
    page.get_by_label("Cơ quan", exact=True).select_option("so-giao-thong-van-tai")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name=re.compile("Thêm .* nhiệm vụ giao chung")).click()
    expect(page.get_by_role("checkbox", name="Kể cả việc giao chung")).to_be_checked()
    expect(rows(page).filter(has_text="Mục III.4.1")).to_be_visible()
    page.get_by_text("Cơ quan này hiện nay").click()
    expect(page.locator(".office-about")).to_contain_text("Sở Xây dựng tỉnh Lâm Đồng")


def test_a_row_opens_its_passage(page: Page, site: str) -> None:
    rows(page).filter(has_text="Đẩy mạnh chuyển đổi số").get_by_role(
        "link", name="Phụ lục, phần II, mục 3"
    ).click()
    expect(page).to_have_url(f"{site}/documents/127-KH-UBND#pl.ii.3")
    expect(page.locator("[id='pl.ii.3']")).to_be_in_viewport()


def test_a_long_duty_is_read_whole_and_leads_to_its_twin(page: Page, site: str) -> None:
    row = page.locator("[id='t-127-KH-UBND-iii.3.1']")
    row.get_by_text("Đọc hết 7 việc").click()
    expect(row.locator(".whole li")).to_have_count(7)
    expect(row.locator(".preview")).to_be_hidden()
    row.get_by_text("Cũng ghi ở Phụ lục, phần III, mục 1").click()
    row.get_by_role("link", name="Tới dòng kia").click()
    expect(page.locator("[id='t-127-KH-UBND-pl.iii.1']")).to_be_in_viewport()


def test_files_follow_the_filters(page: Page) -> None:
    page.get_by_label("Sản phẩm").select_option("legal")
    expect(rows(page)).to_have_count(1)
    for name, ending in (("Excel", "xlsx"), ("CSV", "csv"), ("Lịch (.ics)", "ics")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == f"nhiem-vu.{ending}"
        assert "product=legal" in download.value.url
    expect(rows(page)).to_have_count(1)


def test_the_chart_filters_and_speaks_of_today(page: Page) -> None:
    chart = page.get_by_role("region", name="Số nhiệm vụ theo cơ quan")
    bar = chart.get_by_role("row", name=re.compile("Liên minh Hợp tác xã tỉnh"))
    expect(bar.get_by_role("cell").nth(1)).to_have_text("10")
    bar.get_by_role("link").click()
    expect(rows(page)).to_have_count(15)
    expect(page.get_by_label("Cơ quan", exact=True)).to_have_value("lien-minh-hop-tac-xa-tinh")
    page.get_by_role("link", name="Bỏ lọc").click()
    chart.get_by_role("link", name="Tên hiện nay").click()
    merged = chart.get_by_role("row", name=re.compile("Sở Tài chính tỉnh Lâm Đồng"))
    expect(merged.get_by_role("cell").nth(1)).to_have_text("8")
    expect(chart.get_by_role("link", name="Tên hiện nay")).to_be_focused()


def test_what_is_due(page: Page) -> None:
    page.get_by_role("link", name="Sắp đến hạn").click()
    field = page.get_by_label("Xét tại ngày")
    field.fill("2026-11-23")
    soon = page.locator(".tasks-due.is-soon")
    expect(soon).to_contain_text("còn 22 ngày")
    expect(soon.get_by_role("link", name="Mục IV.1")).to_be_visible()
    past = page.locator(".tasks-due.is-past")
    past.locator("summary").click()
    expect(past.locator("li").first).to_contain_text("hết năm 2023")
    field.fill("2026-12-20")
    expect(soon).to_have_count(0)
    expect(past.locator("li").first).to_be_visible()  # what was opened stays open
    assert "view=due" in page.url and "on=2026-12-20" in page.url


def test_a_fault_on_the_way_is_told_and_can_be_mended(page: Page) -> None:
    page.route("**/tasks?*", lambda route: route.abort())
    page.get_by_label("Thời gian").select_option("yearly")
    expect(page.get_by_role("alert")).to_have_text("Chưa lọc được. Xin thử lại.")
    expect(rows(page)).to_have_count(57)
    page.unroute("**/tasks?*")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(rows(page)).to_have_count(12)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_only_the_last_of_two_quick_choices_is_shown(page: Page) -> None:
    page.route("**/tasks?when=yearly", lambda route: (page.wait_for_timeout(300), route.continue_())[1])
    page.get_by_label("Thời gian").select_option("yearly")
    page.get_by_label("Thời gian").select_option("until-2023")
    expect(rows(page)).to_have_count(3)
    page.wait_for_timeout(500)
    expect(rows(page)).to_have_count(3)


# Who means harm


@pytest.mark.parametrize("field", ["q", "section", "office", "on", "document", "chart"])
def test_a_filter_never_becomes_markup(page: Page, site: str, field: str) -> None:
    page.goto(f"{site}/tasks?{field}={quote(HOSTILE)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ")
    if field == "q":
        expect(page.get_by_role("searchbox")).to_have_value(HOSTILE)
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_text("Không có nhiệm vụ nào khớp")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script").count() == 0


# For everyone


def test_without_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/tasks")
    page.get_by_label("Thời gian").select_option("until-2025")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(rows(page)).to_have_count(3)
    page.get_by_role("link", name="Sắp đến hạn").click()
    expect(page.locator(".due-list > li")).to_have_count(3)
    page.get_by_role("link", name="Mục tiêu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mục tiêu")
    context.close()


@pytest.mark.parametrize("size", [NARROW])
def test_nothing_is_wider_than_a_phone(page: Page, site: str, size: ViewportSize) -> None:
    for summary in page.locator(".tasks-table details > summary").all()[:12]:
        summary.click()
    assert fits(page)
    controls = "#filter :is(input:not([type=checkbox]), select, button), .tasks-views a, .tasks-exports a"
    for control in page.locator(controls).all():
        box = control.bounding_box()
        assert box and box["height"] >= 44, control
    page.goto(f"{site}/tasks?view=due&office=so-lao-dong-thuong-binh-va-xa-hoi")
    assert fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["tasks", "tasks?view=due&on=2026-11-23", "targets"])
def test_every_text_can_be_told_from_its_ground(page: Page, site: str, scheme: str, view: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}/{view}")
    for summary in page.locator("main summary").all()[:8]:
        summary.click()
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in ("tasks", "tasks?view=due&office=so-tai-chinh", "targets"):
        page.goto(f"{site}/{path}")
        for summary in page.locator("main summary").all()[:6]:
            summary.click()
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == [], path
    context.close()


def test_names_and_landmarks(page: Page, site: str) -> None:
    for path in ("tasks", "tasks?view=due", "targets"):
        page.goto(f"{site}/{path}")
        for landmark in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(landmark)).to_have_count(1)  # type: ignore[arg-type]
        for role in ("button", "link", "combobox", "searchbox", "checkbox", "table"):
            assert page.get_by_role(role, name=re.compile(r"^\s*$")).count() == 0, role  # type: ignore[arg-type]
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
        assert len(ids) == len(set(ids))


def test_a_table_stays_a_table_for_a_screen_reader_on_a_phone(page: Page) -> None:
    page.set_viewport_size(NARROW)
    table = page.get_by_role("table", name="Bảng nhiệm vụ")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Nơi ghi", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
    )
    expect(table.get_by_role("row")).to_have_count(58)


def test_the_page_speaks_english_too(page: Page) -> None:
    written = page.locator("[data-text]").all_text_contents()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Duties")
    page.get_by_label("Time").select_option("until-2025")
    expect(page.locator("#count")).to_have_text("3 of 57 duties: 0 in the body, 3 in the annex")
    assert page.locator("optgroup").first.get_attribute("label") == "Names in the plan"
    page.get_by_role("link", name="Clear filters").click()
    expect(rows(page)).to_have_count(57)
    page.get_by_role("button", name="Chuyển sang tiếng Việt").click()
    assert page.locator("[data-text]").all_text_contents() == written


def test_every_page_leads_here(page: Page, site: str) -> None:
    for path in ("", "documents", "policies", "targets", "documents/127-KH-UBND"):
        page.set_viewport_size(DESKTOP)
        page.goto(f"{site}/{path}")
        page.get_by_role("banner").get_by_role("link", name="Nhiệm vụ").click()
        expect(page).to_have_url(f"{site}/tasks")
        page.set_viewport_size(NARROW)
        page.goto(f"{site}/{path}")
        menu = page.get_by_role("button", name="Các trang khác")
        expect(menu).to_have_attribute("aria-expanded", "false")
        menu.click()
        link = page.get_by_role("banner").get_by_role("link", name="Nhiệm vụ")
        expect(link).to_be_in_viewport()
        assert fits(page)
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(menu).to_be_focused()


# The texts


def test_the_words_of_the_server_are_those_of_the_page(page: Page) -> None:
    script = """async (keys) => {
        await import(new URL("static/tasks/texts.js", location.origin));
        const { t } = await import(new URL("static/texts.js", location.origin));
        return Object.fromEntries(keys.map((key) => [key, t(key, "{0}", "{1}", "{2}", "{3}")]));
    }"""
    assert page.evaluate(script, list(WORDS)) == WORDS


def test_both_languages_have_the_texts_of_the_pages() -> None:
    ours, theirs = (
        re.findall(r'^  "([\w.]+)":', part, re.MULTILINE)
        for part in TEXTS.read_text(encoding="utf-8").split("const ofEn")
    )
    assert ours == theirs
    shared = set(
        re.findall(r'^  "?([\w.]+)"?:', (STATIC / "texts.vi.js").read_text(encoding="utf-8"), re.MULTILINE)
    )
    html = "".join(
        (STATIC / "tasks" / name).read_text(encoding="utf-8") for name in ("tasks.html", "targets.html")
    )
    assert set(re.findall(r'data-(?:text|label)="([^"]+)"', html)) <= set(ours) | shared
    assert WORDS.keys() <= set(ours)
