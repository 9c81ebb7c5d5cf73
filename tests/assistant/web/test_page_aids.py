"""What an official works with: copying in three forms, shortcuts, paper, what a model did, validity."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.browser import NARROW, TAX_OFFICE, ask, fits
from tests.assistant.web.conftest import serving
from tests.assistant.web.fakes import DUTY, TAXES, FakeBackend

pytestmark = pytest.mark.browser
FIRST = (
    "Cục Thuế tỉnh chủ trì, phối hợp với Sở Tài chính và UBND các huyện, thành phố: triển khai các chính "
    "sách thuế; phổ biến pháp luật mới về thuế; hướng dẫn khai thuế, nộp thuế"
)
SECOND = "Tổ chức tuyên truyền, tập huấn chính sách thuế mới. Sản phẩm: Báo cáo"
ROW = " | ".join(TAXES).removesuffix(" | ")


def copied(page: Page, form: str) -> str:
    """What lies in the clipboard after the last answer was copied in this form."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".copying").last.get_by_role("button", name=form).click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def answered(page: Page) -> Page:
    turn = ask(page, TAX_OFFICE)
    turn.locator(".copying summary").click()
    return page


def test_an_answer_is_copied_as_plain_text(answered: Page) -> None:
    assert copied(answered, "Chữ thường") == (
        f"Cục Thuế tỉnh có hai nhiệm vụ:\n\n- {FIRST}. [1]\n- {SECOND}. [2]\n\n"
        f"[1] “{DUTY}” (Mục III.2.12, 127/KH-UBND)\n\n"
        f"[2] “{ROW}” (Phụ lục, phần II, mục 13, 127/KH-UBND)"
    )


def test_an_answer_is_copied_as_markdown(answered: Page, site: str) -> None:
    lines = copied(answered, "Markdown").splitlines()
    assert lines[0] == "Cục Thuế tỉnh có hai nhiệm vụ:"
    address, row = f"{site}/documents/127-KH-UBND", "127/KH-UBND, Phụ lục, phần II, mục 13"
    assert lines[-2].startswith(f"- \\[1\\] [127/KH-UBND, Mục III.2.12]({address}#iii.2.12): “2.12. Cục Thuế")
    assert lines[-1].startswith(f"- \\[2\\] [{row}]({address}#pl.ii.13): “13 |")


def test_an_answer_is_copied_as_letters_cite(answered: Page) -> None:
    plan = "Kế hoạch số 127/KH-UBND"
    whole = f"{plan} ngày 07 tháng 3 năm 2023 của UBND tỉnh Đắk Nông thực hiện Nghị quyết số 09/NQ-CP"
    about = "về phát triển kinh tế tập thể"
    assert copied(answered, "công văn") == (
        "Cục Thuế tỉnh có hai nhiệm vụ:\n\n"
        f"- {FIRST} (theo Mục III.2.12 {whole} {about}).\n"
        f"- {SECOND} (theo mục 13 phần II Phụ lục {plan})."
    )


def test_a_letter_warns_of_digests_and_of_what_no_longer_holds(page: Page) -> None:
    ask(page, "Cho xem tóm tắt").locator(".copying summary").click()
    lines = copied(page, "công văn").split("\n\n")
    assert lines[0].startswith("Cục Thuế tỉnh hướng dẫn khai thuế (theo Mục III.2.12 Kế hoạch số 127/KH-UBND")
    assert lines[1] == "Lưu ý hiệu lực: Kế hoạch thử đã được thay bằng kế hoạch khác."
    assert "cần đối chiếu nguyên văn" in lines[2] and lines[2].endswith("Kế hoạch số 127/KH-UBND.")


def test_places_that_a_sentence_names_itself_are_not_said_twice(page: Page) -> None:
    script = """async () => {
        const { asLetter } = await import(new URL("static/copying.js", document.baseURI));
        const cited = (id, locator) => ({ id, locator, document: "7/2019/NĐ-CP", verbatim: true });
        const instrument = "Nghị định số 7/2019/NĐ-CP";
        const referred = (place) => ({ place, instrument, particulars: "của CP" });
        const answer = "Xem thêm: Điều 2 khoản 1 Nghị định 7/2019/NĐ-CP và Điều 9. [1][2]\\n"
            + "Điều 9 nói khác. [2]\\nTheo Điều 9 thì phải nộp. [2]";
        return asLetter({ answer, citations: [cited("1", "Điều 2 khoản 1"), cited("2", "Điều 9")] },
            { 1: referred("khoản 1 Điều 2"), 2: referred("Điều 9") });
    }"""
    assert page.evaluate(script).split("\n") == [
        "Xem thêm: khoản 1 Điều 2 Nghị định số 7/2019/NĐ-CP của CP; Điều 9 Nghị định số 7/2019/NĐ-CP.",
        "Điều 9 nói khác (theo Điều 9 Nghị định số 7/2019/NĐ-CP).",
        "Theo Điều 9 thì phải nộp (theo Điều 9 Nghị định số 7/2019/NĐ-CP).",
    ]


def test_references_that_do_not_come_are_told(page: Page) -> None:
    page.route("**/units/**", lambda route: route.abort())
    turn = ask(page, TAX_OFFICE)
    turn.locator(".copying summary").click()
    turn.get_by_role("button", name="công văn").click()
    expect(turn.get_by_role("button", name="Chưa lấy được viện dẫn")).to_be_visible()
    page.unroute("**/units/**")
    page.wait_for_timeout(2300)  # until the button says its own name again
    assert "theo Mục III.2.12" in copied(page, "công văn")


def test_the_open_source_says_whether_it_holds(page: Page) -> None:
    ask(page, TAX_OFFICE).locator(".cite").first.click()
    expect(page.locator("#source-validity")).to_contain_text("Còn hiệu lực")
    expect(page.locator("#source-validity")).to_contain_text("22/11/2026")
    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.locator("#source-validity")).to_be_empty()


def test_shortcuts(page: Page) -> None:
    expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    page.keyboard.type("?/m")  # typed into the question box, and nothing else
    expect(page.locator("#question")).to_have_value("?/m")
    page.locator("#question").fill("")
    page.locator("#question").blur()
    page.keyboard.press("]")
    expect(page.locator(".position")).to_have_text("1 / 2")
    page.keyboard.press("]")
    expect(page.locator(".position")).to_have_text("2 / 2")
    page.keyboard.press("[")
    expect(page.locator("#source-title")).to_have_text("Mục III.2.12")
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    page.locator(":focus").blur()
    page.keyboard.press("/")
    expect(page.locator("#question")).to_be_focused()
    page.locator("#question").blur()
    page.keyboard.press("m")
    expect(page.locator("#welcome")).to_be_visible()


def test_the_list_of_shortcuts_opens_and_they_can_be_switched_off(page: Page) -> None:
    page.keyboard.press("?")
    window = page.get_by_role("dialog", name="Phím tắt")
    expect(window).to_contain_text("Tới ô nhập câu hỏi")
    page.keyboard.press("/")  # behind an open window nothing moves
    expect(window).to_be_visible()
    page.get_by_label("Bật phím tắt một chữ").uncheck()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    page.keyboard.press("?")
    expect(window).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    expect(window).to_be_hidden()
    page.get_by_role("button", name="Phím tắt").click()
    expect(window).to_be_visible()


def test_on_paper_stands_what_was_said_and_the_whole_of_each_quote(page: Page) -> None:
    turn = ask(page, TAX_OFFICE)
    expect(turn.locator(".answer-foot")).to_be_visible()
    turn.locator(".cite").first.click()
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".dock", "#source", ".next", ".copying", ".answer-print", "#language"):
        expect(page.locator(hidden).first).to_be_hidden()
    quote = page.locator(".card-quote").first
    assert quote.evaluate("node => node.scrollHeight <= node.clientHeight + 1")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".on-paper")).to_contain_text("không thay cho ý kiến của cơ quan có thẩm quyền")
    expect(page.locator(".on-paper")).to_be_visible()


def test_printing_is_one_press_away(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    ask(page, TAX_OFFICE).get_by_role("button", name="In", exact=True).click()
    assert page.evaluate("window.printed") is True


# A language model


def test_without_a_model_none_is_mentioned(page: Page) -> None:
    expect(ask(page, TAX_OFFICE).locator(".answer-foot")).to_be_visible()
    expect(page.locator(".model-share, .model-hint")).to_have_count(0)


@pytest.fixture
def with_model() -> Iterator[str]:
    backend = FakeBackend(report={"model": "openai:m"})
    with serving(create_app(lambda: backend, WebSettings(rate_limit="off"))) as address:
        yield address


def test_what_a_model_did_is_told(page: Page, with_model: str) -> None:
    page.goto(with_model)
    expect(page.locator(".model-hint")).to_contain_text("openai:m")
    share = ask(page, "Hỏi mô hình").locator(".model-share")
    expect(share).to_have_text(
        re.compile("^1 trên 2 câu do mô hình openai:m diễn đạt, đã đối chiếu với nguyên văn; đã bỏ 1 câu")
    )
    page.get_by_role("button", name="Switch to English").click()
    expect(share).to_contain_text("1 of 2 statements worded by openai:m")


@pytest.mark.parametrize("size", [NARROW])
def test_the_aids_fit_a_small_phone(answered: Page, size: ViewportSize) -> None:
    assert fits(answered)
    for button in answered.locator(".copying-ways button").all():
        box = button.bounding_box()
        assert box and box["x"] + box["width"] <= size["width"] and box["height"] >= 40
