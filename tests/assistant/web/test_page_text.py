"""What the page makes of text: light Markdown, and markup that must stay text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.browser import ask
from tests.assistant.web.fakes import HOSTILE

pytestmark = pytest.mark.browser


def test_markup_in_question_answer_and_document_stays_text(page: Page) -> None:
    turn = ask(page, HOSTILE)
    expect(turn.locator(".question")).to_contain_text(HOSTILE)
    expect(turn.locator(".answer-body")).to_contain_text("<script>window.hacked=1</script>")
    turn.locator(".answer-body .cite").last.click()
    expect(page.locator("#source mark")).to_have_text(HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".turn img, .turn script, #source img, #source script, #source-body a").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


MARKDOWN = {
    "Một.\n\nHai.": "<p>Một.</p><p>Hai.</p>",
    "Một\nhai": "<p>Một<br>hai</p>",
    "**đậm** và *nghiêng*": "<p><strong>đậm</strong> và <em>nghiêng</em></p>",
    "- a\n- b": "<ul><li>a</li><li>b</li></ul>",
    "- a\n  - a1\n- b": "<ul><li>a<ul><li>a1</li></ul></li><li>b</li></ul>",
    "- a\n  tiếp": "<ul><li>a tiếp</li></ul>",
    "3. ba\n4. bốn": '<ol><li value="3">ba</li><li value="4">bốn</li></ol>',
    "> trích": "<blockquote>trích</blockquote>",
    "2030. Không phải danh sách": "<p>2030. Không phải danh sách</p>",
    "Xem [1], [2, 1].": "<p>Xem&nbsp;<b>1</b>,&nbsp;<b>2</b><b>1</b>.</p>",
    "Không có [9].": "<p>Không có&nbsp;[9].</p>",
    "[1](javascript:x)": "<p>[1](javascript:x)</p>",
    "2 * 3 * 4 và a*b*c": "<p>2 * 3 * 4 và a*b*c</p>",
    "<b>không</b> & &amp;": "<p>&lt;b&gt;không&lt;/b&gt; &amp; &amp;amp;</p>",
}


def test_light_markdown(page: Page) -> None:
    script = """async (texts) => {
        const { markdown } = await import(new URL("static/markdown.js", document.baseURI));
        const marker = (id) => {
            if (id > 2) return null;
            const node = document.createElement("b");
            node.textContent = id;
            return node;
        };
        return Object.fromEntries(texts.map((text) => {
            const box = document.createElement("div");
            box.append(markdown(text, marker));
            return [text, box.innerHTML];
        }));
    }"""
    assert page.evaluate(script, list(MARKDOWN)) == MARKDOWN
