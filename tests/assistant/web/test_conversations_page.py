"""Kept conversations in a real Chromium: reload, list, sharing, verdicts; nothing where nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from assistant.conversations.archive import Archive
from assistant.conversations.model import Feedback, KeptTurn, Reason
from assistant.conversations.store import Store
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from ingest.formats.docx import read_docx
from knowledge.errors import StoreError
from tests.assistant.web.browser import DESKTOP, NARROW, TAX_OFFICE, ask, fits
from tests.assistant.web.conftest import opened_page, serving
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.test_conversations import PERSONAL, UNKNOWN, archive_in

pytestmark = pytest.mark.browser
KEPT = re.compile(r"#c=[\w-]{22}$")
TARGETS = "Đến năm 2030 có bao nhiêu hợp tác xã?"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_in(tmp_path)


@pytest.fixture
def site(backend: FakeBackend, archive: Archive) -> Iterator[str]:
    with serving(create_app(lambda: backend, WebSettings(rate_limit="off"), archive=archive)) as address:
        yield address


def held(page: Page, *questions: str) -> str:
    """Ask one after the other; gives the id of the conversation."""
    for question in questions:
        expect(ask(page, question).locator(".next, .turn-note").first).to_be_attached()
    return page.url.split("#c=")[1]


def kept(archive: Archive, id: str) -> tuple[KeptTurn, ...]:
    found = archive.store().find(id)
    return found.turns if found else ()


def listed(page: Page) -> Locator:
    """The titles of the list, opened."""
    if not page.locator("#talks").is_visible():
        page.get_by_role("button", name="Các cuộc trò chuyện").click()
    return page.locator(".talk-title")


def menu(page: Page, title: str) -> Locator:
    """The unfolded menu of a conversation."""
    listed(page)
    page.get_by_role("button", name=f"Việc khác với “{title}”").click()
    return page.locator(".talk").filter(has_text=title).locator(".talk-below")


def test_a_reload_keeps_the_conversation(page: Page, backend: FakeBackend) -> None:
    held(page, TAX_OFFICE, "Còn thời gian?")
    expect(page).to_have_url(KEPT)
    page.reload()
    expect(page.locator(".question")).to_have_text([re.compile(TAX_OFFICE), re.compile("Còn thời gian")])
    expect(page.locator("#welcome")).to_be_hidden()
    page.locator(".cite").first.click()
    expect(page.locator("#source mark")).to_be_visible()
    page.keyboard.press("Escape")
    held(page, "Ai ký?")
    assert [turn.text for turn in backend.asked[-1].history if turn.role == "user"] == [
        TAX_OFFICE, "Còn thời gian?",
    ]  # fmt: skip


def test_back_and_forward_go_between_conversations(page: Page) -> None:
    held(page, TAX_OFFICE)
    page.get_by_role("button", name="Cuộc trò chuyện mới").first.click()
    expect(page.locator("#welcome")).to_be_visible()
    assert "#" not in page.url
    held(page, TARGETS)
    page.go_back()
    page.go_back()
    expect(page.locator(".question")).to_have_text(re.compile(TAX_OFFICE))
    page.go_back()
    expect(page.locator("#welcome")).to_be_visible()
    page.go_forward()
    expect(page.locator(".question")).to_have_text(re.compile(TAX_OFFICE))


def test_a_link_within_the_page_does_not_lose_the_conversation(page: Page) -> None:
    held(page, TAX_OFFICE)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(page).to_have_url(KEPT)
    expect(page.locator(".turn")).to_have_count(1)


def test_the_list_leads_to_what_was_held_in_this_browser(browser: Browser, page: Page, site: str) -> None:
    held(page, TAX_OFFICE)
    page.get_by_role("button", name="Cuộc trò chuyện mới").first.click()
    held(page, TARGETS)
    expect(listed(page)).to_have_text([TARGETS, TAX_OFFICE])
    expect(page.locator(".talk-open[aria-current]")).to_contain_text(TARGETS)
    page.get_by_role("link", name=TAX_OFFICE).click()
    expect(page.locator(".question")).to_have_text(re.compile(TAX_OFFICE))
    expect(page.locator(".talk-open[aria-current]")).to_contain_text(TAX_OFFICE)
    with opened_page(browser, DESKTOP) as another:
        another.goto(site)
        expect(listed(another)).to_have_count(0)
        expect(another.locator("#talks-none")).to_be_visible()


def test_the_list_takes_the_focus_only_where_it_is_asked_for(page: Page) -> None:
    held(page, TAX_OFFICE)
    page.get_by_role("button", name="Các cuộc trò chuyện").click()
    expect(page.get_by_role("heading", name="Các cuộc trò chuyện")).to_be_focused()
    page.reload()
    expect(page.locator("#talks")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.get_by_role("button", name="Đóng danh sách").click()
    expect(page.locator("#talks")).to_be_hidden()


def test_renaming(page: Page, archive: Archive) -> None:
    id = held(page, TAX_OFFICE)
    menu(page, TAX_OFFICE).get_by_role("button", name="Đổi tên").click()
    field = page.get_by_role("textbox", name="Tên mới")
    expect(field).to_be_focused()
    field.fill("Số của tôi: 0912 345 678")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Xin đặt tên khác")
    field.fill("Thuế <b>")
    field.press("Enter")
    expect(page.locator(".talk-title")).to_have_text(["Thuế <b>"])
    assert archive.store().listed(1)[0].title == "Thuế <b>"
    page.reload()
    expect(listed(page)).to_have_text(["Thuế <b>"])
    expect(page).to_have_url(re.compile(id))


def test_deleting_asks_first(page: Page, archive: Archive) -> None:
    id = held(page, TAX_OFFICE)
    menu(page, TAX_OFFICE).get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Thôi").click()
    assert kept(archive, id)
    menu(page, TAX_OFFICE).get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator(".talk")).to_have_count(0)
    assert archive.store().find(id) is None and "#" not in page.url


def test_files_are_downloaded(page: Page) -> None:
    held(page, TAX_OFFICE)
    below = menu(page, TAX_OFFICE)
    with page.expect_download() as word:
        below.get_by_role("link", name="Tải về (Word)").click()
    assert word.value.suggested_filename.endswith("-cuc-thue-tinh-phai-lam-gi.docx")
    assert "Mục III.2.12" in read_docx(Path(word.value.path()).read_bytes(), "talk.docx").text
    with page.expect_download() as plain:
        below.get_by_role("link", name="Tải về (Markdown)").click()
    assert Path(plain.value.path()).read_text().startswith(f"# {TAX_OFFICE}")


def test_a_shared_conversation_is_read_and_no_more(
    browser: Browser, page: Page, site: str, archive: Archive
) -> None:
    id = held(page, TAX_OFFICE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu(page, TAX_OFFICE).get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Tạo liên kết để xem").click()
    page.get_by_role("button", name="Sao chép liên kết để xem").click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(site) + r"/#s=[\w-]{22}", link) and id not in link
    with opened_page(browser, DESKTOP) as reader:
        reader.goto(link)
        expect(reader.locator(".talk-notice")).to_contain_text("được chia sẻ để xem")
        expect(reader.locator(".answer-body")).to_contain_text("hai nhiệm vụ")
        expect(reader.locator("#question")).to_be_hidden()
        expect(reader.locator(".judge")).to_have_count(0)
        with reader.expect_download() as word:
            reader.get_by_role("link", name="Tải về (Word)").click()
        assert word.value.suggested_filename.endswith(".docx")
        reader.get_by_role("button", name="Cuộc trò chuyện mới").click()
        assert held(reader, "Ai ký?") != id
    page.get_by_role("button", name="Thôi chia sẻ").click()
    expect(page.get_by_role("button", name="Tạo liên kết để xem")).to_be_visible()
    with opened_page(browser, DESKTOP) as reader:
        reader.goto(link)
        expect(reader.locator(".talk-notice")).to_contain_text("thôi chia sẻ")
    assert len(kept(archive, id)) == 1


def test_a_verdict_with_its_reason_is_kept_and_shown_again(page: Page, archive: Archive) -> None:
    id = held(page, TAX_OFFICE)
    page.get_by_role("button", name="Chưa đúng").click()
    page.get_by_label("Văn bản đã cũ").check()
    page.get_by_label("Góp ý thêm").fill("Gọi tôi 0912345678")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".judge-told")).to_contain_text("Xin bỏ các số đó")
    page.get_by_label("Góp ý thêm").fill("Đã có luật mới")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".judge-told")).to_contain_text("cảm ơn anh chị")
    assert kept(archive, id)[0].feedback == Feedback(False, Reason.OUTDATED, "Đã có luật mới")
    page.reload()
    expect(page.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Đúng", exact=True).click()
    expect(page.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "false")
    assert kept(archive, id)[0].feedback == Feedback(True)


def test_personal_data_is_kept_neither_here_nor_there(page: Page, archive: Archive) -> None:
    id = held(page, PERSONAL)
    expect(page.locator(".turn-note")).to_have_text("Câu hỏi có thông tin cá nhân nên không được lưu.")
    assert [turn.question for turn in kept(archive, id)] == [""]
    assert "079123456789" not in page.evaluate("JSON.stringify(localStorage)")
    expect(listed(page)).to_have_text(["Chưa có tên"])
    page.reload()
    expect(page.locator(".question")).to_have_text("Câu hỏi có thông tin cá nhân nên không được lưu.")


def test_a_link_to_nothing_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}/#c={UNKNOWN}")
    expect(page.locator(".talk-notice")).to_contain_text("Không có cuộc trò chuyện này")
    expect(page.locator("#welcome")).to_be_visible()
    held(page, TAX_OFFICE)
    expect(page.locator(".talk-notice")).to_be_hidden()
    expect(page).not_to_have_url(re.compile(UNKNOWN))


def test_a_conversation_deleted_meanwhile_goes_on_as_a_new_one(
    page: Page, archive: Archive, backend: FakeBackend
) -> None:
    id = held(page, TAX_OFFICE)
    archive.store().delete(id)
    again = held(page, "Còn thời gian?")
    assert again != id and len(kept(archive, again)) == 1
    assert backend.asked[-1].history[0].text == TAX_OFFICE
    expect(listed(page)).to_have_text(["Còn thời gian?"])


def test_what_could_not_be_kept_is_told(page: Page, backend: FakeBackend, archive: Archive) -> None:
    id = held(page, TAX_OFFICE)
    backend.pause = lambda: archive.store().delete(id)  # after the question was let in
    expect(ask(page, "Ai ký?").locator(".turn-note")).to_contain_text("chưa lưu được")


def out_of_reach() -> Store:
    raise StoreError("kho hỏng")


@pytest.mark.parametrize("archive", [Archive(out_of_reach, lambda _text: False, 90)])
def test_a_store_out_of_reach_is_told_and_questions_are_answered(
    page: Page, archive: Archive, backend: FakeBackend, site: str
) -> None:
    for question in (TAX_OFFICE, "Còn thời gian?"):
        expect(ask(page, question).locator(".turn-note")).to_contain_text("chưa lưu được")
    assert backend.asked[-1].history[0].text == TAX_OFFICE and "#" not in page.url
    page.goto(f"{site}/#c={UNKNOWN}")
    expect(page.locator(".talk-notice")).to_contain_text("Xin thử lại sau")
    assert page.url.endswith(UNKNOWN)  # a reload tries again


def test_how_long_is_told_before_anything_is_asked(page: Page) -> None:
    expect(page.locator(".hint")).to_contain_text("được lưu 90 ngày")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator(".hint")).to_contain_text("kept for 90 days")


@pytest.mark.parametrize("archive", [None])
def test_where_nothing_is_kept_the_page_offers_nothing(page: Page, archive: None) -> None:
    expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    expect(page.get_by_role("button", name="Các cuộc trò chuyện")).to_be_hidden()
    expect(page.locator(".judge")).to_have_count(0)
    assert "#" not in page.url
    assert page.evaluate("localStorage.getItem('conversations')") is None


@pytest.mark.parametrize("size", [NARROW])
def test_on_a_small_phone_the_list_is_a_sheet(page: Page, size: ViewportSize) -> None:
    held(page, TAX_OFFICE)
    assert fits(page)
    below = menu(page, TAX_OFFICE)
    assert page.evaluate("document.getElementById('talks').matches(':modal')")
    for name in ("Đổi tên", "Chia sẻ", "Xóa"):
        box = below.get_by_role("button", name=name).bounding_box()
        assert box and box["height"] >= 44 and box["x"] + box["width"] <= size["width"]
    assert fits(page)
    page.get_by_role("link", name=TAX_OFFICE).click()
    expect(page.locator("#talks")).to_be_hidden()


def test_beside_the_list_and_a_document_everything_fits(page: Page) -> None:
    held(page, TAX_OFFICE)
    listed(page)
    page.locator(".cite").first.click()
    expect(page.locator("#source mark")).to_be_visible()
    assert fits(page)
    bar, last = page.locator(".top").bounding_box(), page.locator("#language").bounding_box()
    assert bar and last and last["x"] + last["width"] <= bar["x"] + bar["width"]
    height = page.get_by_role("banner").get_by_role("button", name="Cuộc trò chuyện mới").bounding_box()
    assert height and height["height"] < bar["height"]
    page.get_by_role("button", name="Đóng danh sách").click()
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#talks")).to_be_hidden()  # as it was left


def test_the_list_speaks_english_too(page: Page) -> None:
    held(page, TAX_OFFICE)
    page.get_by_role("button", name="Switch to English").click()
    page.get_by_role("button", name="Conversations").click()
    page.get_by_role("button", name=f"More about “{TAX_OFFICE}”").click()
    expect(page.locator(".talk-menu")).to_have_text(
        re.compile(r"Rename\s*Share, copy link\s*Download \(Word\)\s*Download \(Markdown\)\s*Delete")
    )
    nameless = page.get_by_role("button", name=re.compile(r"^\s*$"))
    assert nameless.count() == 0
