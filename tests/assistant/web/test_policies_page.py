"""The page of support policies in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from assistant.answer import Answer, Event, Finished, Message, Status
from assistant.policies.state import state_json
from assistant.web.policies.routes import guide
from assistant.web.policies.wording import WORDS
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.policies.talks import SENTENCES, answers_of, talk
from tests.assistant.web.books import Library
from tests.assistant.web.browser import NARROW, STATIC, ask, fits
from tests.assistant.web.conftest import opened_page, serving
from tests.assistant.web.test_reading_page import FAINT

pytestmark = pytest.mark.browser
COFFEE = "htx em làm cà phê, 20 thành viên, muốn vay mua máy"
LOAN = "Hợp tác xã vay ngân hàng làm nông nghiệp không cần thế chấp"
WALK = "Xem bà con được hỗ trợ gì"


class Suggesting(Library):
    """Offers the walk-through after every answer."""

    def stream(self, message: Message) -> Iterator[Event]:
        yield Finished(
            Answer(Status.ANSWERED, f"Về «{message.text}».", suggestions=(WALK, "Ai ký kế hoạch?"))
        )


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with serving(create_app(Suggesting, WebSettings(rate_limit="off"))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    with opened_page(browser, size) as page:
        page.goto(f"{site}/policies")
        yield page


def tell(page: Page, words: str) -> None:
    page.get_by_label("Bà con làm gì, đang cần gì?").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#result .policies-counts")).to_be_visible()


def policy(page: Page, name: str) -> Locator:
    return page.locator(".policy").filter(has=page.get_by_role("heading", name=name, exact=True))


# The talk


def test_a_sentence_leads_to_a_result_with_its_basis(page: Page, site: str) -> None:
    tell(page, COFFEE)
    card = policy(page, LOAN)
    expect(card).to_contain_text("Căn cứ")
    expect(card).to_contain_text("Hỏi ở đâu")
    link = card.get_by_role("link", name="Điều 4", exact=True)
    link.click()
    expect(page).to_have_url(re.compile(f"{re.escape(site)}/documents/55-2015-ND-CP"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị định 55/2015/NĐ-CP")


def test_questions_are_answered_passed_over_and_taken_back(page: Page) -> None:
    tell(page, COFFEE)
    question = page.locator("#question")
    expect(question).to_contain_text("Câu 1/5")
    expect(question).to_be_focused()
    first = question.locator(".question-text").text_content() or ""
    question.get_by_role("checkbox", name="Tập huấn").check()
    question.get_by_role("button", name="Xong").click()
    expect(question).to_contain_text("Câu 2/5")
    question.get_by_role("button", name="Quay lại").click()
    expect(question).to_contain_text(first)
    for number in range(2, 6):
        question.get_by_role("button", name="Chưa rõ, bỏ qua").click()
        expect(question).to_contain_text(f"Câu {number}/5")
    question.get_by_role("button", name="Thôi hỏi").click()
    expect(question).to_contain_text("Đã dừng hỏi")
    question.get_by_role("button", name="Hỏi thêm cho rõ").click()
    question.get_by_role("button", name="Chưa rõ, bỏ qua").click()
    expect(question).to_contain_text("Đã đủ để xem kết quả")
    question.get_by_role("button", name="Hỏi thêm cho rõ").click()
    expect(question).to_contain_text("Câu 6/10")


def test_from_nothing_the_opening_is_asked(page: Page) -> None:
    page.get_by_role("button", name="Tổ hợp tác", exact=True).click()
    page.get_by_role("checkbox", name="Vay vốn").first.check()
    page.get_by_role("button", name="Xong").click()
    expect(page.locator(".known")).to_contain_text("Tổ hợp tác")
    expect(page.locator(".known")).to_contain_text("Vay vốn")
    expect(page.locator("#question")).to_contain_text("Câu 3/5")


def test_an_assumption_is_shown_and_taken_back(page: Page) -> None:
    tell(page, COFFEE)
    assumed = page.locator(".known .is-assumed").filter(has_text="Giấy chứng nhận đăng ký")
    expect(assumed).to_contain_text("tạm hiểu, vì hợp tác xã")
    assumed.get_by_role("button", name="Không đúng").click()
    expect(assumed).to_have_count(0)


def test_the_form_gives_live_results_and_keeps_the_focus(page: Page) -> None:
    tell(page, COFFEE)
    counts = page.locator(".policies-counts")
    before = counts.text_content() or ""
    page.get_by_text("Tự điền, sửa").click()
    page.get_by_label("Anh chị hỏi cho ai?").focus()
    page.get_by_label("Anh chị hỏi cho ai?").select_option("group")
    expect(counts).not_to_have_text(before)
    expect(page.get_by_label("Anh chị hỏi cho ai?")).to_be_focused()
    expect(page.get_by_label("Anh chị hỏi cho ai?")).to_have_value("group")
    expect(page.locator("#announcer")).to_have_text(counts.text_content() or "")
    expect(policy(page, LOAN)).to_be_hidden()
    refused = page.locator(".policies-group.is-not")
    refused.locator("summary").click()
    expect(refused.locator(".policy").filter(has_text=LOAN)).to_contain_text("Là hợp tác xã hoặc liên hiệp")


def test_what_is_missing_leads_to_its_field(page: Page) -> None:
    tell(page, COFFEE)
    link = page.locator(".policy.is-cannot_tell a[href^='#f-']").first
    name = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    expect(page.locator(f"[id='{name}']")).to_be_focused()
    expect(page.locator(f"[id='{name}']")).to_be_in_viewport()


def test_ended_ones_lead_to_what_came_after(page: Page) -> None:
    tell(page, COFFEE)
    ended = page.locator(".policies-group.is-ended .policy").filter(
        has_text="Hết áp dụng sau ngày 31/12/2023"
    )
    expect(ended).to_contain_text("Xem thay")
    ended.get_by_role("link", name=LOAN).click()
    expect(policy(page, LOAN)).to_be_in_viewport()


def test_unverified_ones_are_marked(page: Page) -> None:
    tell(page, COFFEE)
    marked = page.locator(".policy").filter(has=page.locator(".chip", has_text="chưa kiểm chứng"))
    expect(marked.first).to_be_visible()


# Coming back


def test_a_later_visit_goes_on(page: Page) -> None:
    tell(page, COFFEE)
    page.locator("#question").get_by_role("button", name="Chưa rõ, bỏ qua").click()
    expect(page.locator("#question")).to_contain_text("Câu 2/5")
    page.reload()
    expect(page.locator("#result .policy")).to_have_count(0)
    page.get_by_role("button", name="Làm tiếp lần trước").click()
    expect(page.locator("#question")).to_contain_text("Câu 2/5")
    page.get_by_role("link", name="Làm lại từ đầu").click()
    expect(page.locator(".known")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Làm tiếp lần trước")).to_be_hidden()


def test_a_state_that_no_longer_fits_is_told(page: Page) -> None:
    page.evaluate("localStorage.setItem('policies', '{\"text\": 1, \"steps\": [1]}')")
    page.reload()
    page.get_by_role("button", name="Làm tiếp lần trước").click()
    expect(page.get_by_role("alert")).to_contain_text("Phần “state” không đúng dạng")


def test_the_page_knows_the_suggestion() -> None:
    assert f'const WALK = "{WALK}";' in (STATIC / "turn.js").read_text(encoding="utf-8")


def test_the_chat_hands_its_question_over(page: Page, site: str) -> None:
    page.goto(site)
    turn = ask(page, COFFEE)
    turn.get_by_role("link", name=WALK).click()
    expect(page.get_by_label("Bà con làm gì, đang cần gì?")).to_have_value(COFFEE)
    expect(policy(page, LOAN)).to_be_visible()
    assert page.url == f"{site}/policies"


def test_the_chat_page_leads_here(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name=WALK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bà con được hỗ trợ gì?")


# For everyone


def test_without_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/policies")
    page.get_by_label("Bà con làm gì, đang cần gì?").fill(COFFEE)
    page.get_by_role("button", name="Xem ngay").click()
    expect(policy(page, LOAN)).to_be_visible()
    page.locator("#question").get_by_role("checkbox", name="Tập huấn").check()
    page.locator("#question").get_by_role("button", name="Xong").click()
    expect(page.locator("#question")).to_contain_text("Câu 2/5")
    context.close()


@pytest.mark.parametrize("size", [NARROW])
def test_nothing_is_wider_than_a_phone(page: Page, size: ViewportSize) -> None:
    assert fits(page)
    tell(page, COFFEE)
    page.get_by_text("Tự điền, sửa").click()
    for details in page.locator("#result details > summary").all():
        details.click()
    assert fits(page)
    for button in page.locator("#talk button, #talk .known a, #facts button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_told_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tell(page, COFFEE)
    page.get_by_text("Tự điền, sửa").click()
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("name", SENTENCES)
def test_the_result_fits_on_one_sheet(page: Page, name: str) -> None:
    state = state_json(talk(guide(), SENTENCES[name], answers_of(name)).view.walk)
    page.evaluate("(state) => localStorage.setItem('policies', JSON.stringify(state))", state)
    page.reload()
    page.get_by_role("button", name="Làm tiếp lần trước").click()
    expect(page.locator("#result .policy").first).to_be_visible()
    page.emulate_media(media="print")
    for shown in ("Kết quả xét ngày", "Đã biết về bà con", "Hỏi ở đâu", "không phải là lời hứa"):
        expect(page.locator("#result").get_by_text(shown).first).to_be_visible()
    expect(page.locator("#question")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


def test_names_and_landmarks(page: Page) -> None:
    tell(page, COFFEE)
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    for role in ("button", "link", "combobox", "spinbutton", "checkbox"):
        assert page.get_by_role(role, name=re.compile(r"^\s*$")).count() == 0, role
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_the_page_speaks_english_too(page: Page) -> None:
    tell(page, COFFEE)
    written = page.locator("[data-text]").all_text_contents()
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#question")).to_contain_text("Question 1/5")
    page.locator("#question").get_by_role("button", name="Not sure").click()
    expect(page.locator("#question")).to_contain_text("Question 2/5")
    page.locator("#question").get_by_role("button", name="Back").click()
    expect(page.locator("#question")).to_contain_text("Question 1/5")
    page.get_by_role("button", name="Chuyển sang tiếng Việt").click()
    assert page.locator("[data-text]").all_text_contents() == written


def test_the_words_of_the_server_are_those_of_the_page(page: Page, site: str) -> None:
    script = """async (keys) => {
        await import(new URL("static/policies_texts.js", location.origin));
        const { t } = await import(new URL("static/texts.js", location.origin));
        return Object.fromEntries(keys.map((key) => [key, t(key, "{0}", "{1}", "{2}")]));
    }"""
    assert page.evaluate(script, list(WORDS)) == WORDS


def test_both_languages_have_the_texts_of_the_page() -> None:
    own = (STATIC / "policies_texts.js").read_text(encoding="utf-8")
    ours, theirs = (
        set(re.findall(r'^  "([\w.]+)":', part, re.MULTILINE)) for part in own.split("const ofEn")
    )
    assert ours == theirs
    shared = set(
        re.findall(r'^  "?([\w.]+)"?:', (STATIC / "texts.vi.js").read_text(encoding="utf-8"), re.MULTILINE)
    )
    html = (STATIC / "policies.html").read_text(encoding="utf-8")
    assert set(re.findall(r'data-(?:text|label)="([^"]+)"', html)) <= ours | shared
    assert WORDS.keys() <= ours
