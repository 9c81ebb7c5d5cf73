"""The report: nothing a user wrote becomes markup; nothing is loaded from elsewhere; filters work."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evals.export import results_workbook
from evals.report import report_page
from evals.run import write_run
from evals.score import Scored, score_files
from evals.sources import Documents
from evals.wording import duration, interval, percent, points, prose

EVIL = '</details><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="x'
Tax = Callable[..., dict[str, Any]]


@pytest.fixture
def scored(write: Callable[..., Path], tax: Tax, reply: Tax, citation: Tax, sources: Documents) -> Scored:
    evil_case = tax(id=EVIL[:100], question=EVIL, history=[EVIL], must_include=[EVIL], gold_quotes=[EVIL])
    evil_answer = reply(
        id=EVIL[:100],
        answer=f"**đậm** [1] {EVIL}",
        citations=[citation(quote=EVIL, locator=EVIL, anchor=EVIL)],
        notes=[{"kind": "validity", "text": EVIL}],
        trace={"composer": EVIL, "confidence": 0.5},
    )
    cases = write("c.jsonl", tax(), evil_case, tax(id="c3", kind="chitchat", register="typo"))
    answers = write("a.jsonl", reply(), evil_answer, "{oops")
    return score_files(cases, answers, sources)


CONFIG: dict[str, Any] = {
    "created": "2026-11-22T10:00:00+00:00",
    "cases": {"name": EVIL, "count": 3, "fingerprint": "f" * 64},
    "generated": {"asked": EVIL, "versions": {"python": EVIL}},
    "scored_with": {"python": "3"},
}


def test_nothing_a_user_wrote_becomes_markup(scored: Scored) -> None:
    page = report_page(scored, CONFIG)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'onmouseover="x' not in page
    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;alert(1)") >= 8
    assert "<strong>đậm</strong>" in page


def test_the_page_stands_alone(scored: Scored) -> None:
    page = report_page(scored, CONFIG)
    assert re.findall(r"<(?:link|img|iframe|script)\s[^>]*(?:src|href)=", page) == []
    assert re.findall(r"url\(|@import|https?://(?!127)", page) == []
    assert "f" * 64 in page
    assert 'lang="vi"' in page


def test_every_case_stands_in_it_with_its_reason(scored: Scored) -> None:
    page = report_page(scored, CONFIG)
    assert page.count('<details class="case"') == 3
    assert "Tệp câu trả lời không có câu này." in page
    assert "a.jsonl:3" in page


def test_a_reliability_diagram_needs_enough_drafts(
    write: Callable[..., Path], tax: Tax, reply: Tax, sources: Documents
) -> None:
    def page(count: int) -> str:
        cases = write("c.jsonl", *(tax(id=f"c{n}") for n in range(count)))
        told = [reply(id=f"c{n}", trace={"confidence": n / count}) for n in range(count)]
        return report_page(score_files(cases, write("a.jsonl", *told), sources), CONFIG)

    assert 'class="dot' not in page(10)
    few, many = page(40), page(200)
    assert (few.count('class="dot few"'), few.count('class="dot"')) == (10, 0)
    assert (many.count('class="dot few"'), many.count('class="dot"')) == (0, 10)
    assert "độ tin 95 %: đúng 100 %, 20 câu" in many


def test_answered_and_declined_by_confidence(
    write: Callable[..., Path], tax: Tax, reply: Tax, sources: Documents
) -> None:
    cases = write("c.jsonl", *(tax(id=f"c{n}") for n in range(12)), tax(id="x"))
    told = [reply(id=f"c{n}", trace={"confidence": 0.84}) for n in range(12)]
    declined = reply(id="x", status="not_in_sources", trace={"confidence": 0.11})
    page = report_page(score_files(cases, write("a.jsonl", *told, declined), sources), CONFIG)
    table = page[page.index("Trả lời và từ chối theo độ tin") :]
    low, high = re.findall(r"<tr><td>(\d+ % – \d+ %)</td>(.*?)</tr>", table, re.DOTALL)[:2]
    assert (low[0], re.findall(r">(\d+)<", low[1])) == ("10 % – 20 %", ["1", "0", "0", "0", "1"])
    assert (high[0], re.findall(r">(\d+)<", high[1])) == ("80 % – 90 %", ["12", "12", "0", "0", "0"])
    assert "ít câu" in low[1]
    assert "ít câu" not in high[1]


def test_the_table_for_a_spreadsheet(scored: Scored) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(results_workbook(scored.results))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("id", "câu hỏi")
    assert [row[4] for row in rows[1:]] == ["đạt", "không đạt", "không đạt"]


def test_a_cell_is_never_a_formula(
    write: Callable[..., Path], tax: Tax, reply: Tax, sources: Documents
) -> None:
    cases = write("c.jsonl", tax(question="=HYPERLINK(1)\u0007"))
    scored = score_files(cases, write("a.jsonl", reply()), sources)
    sheet = openpyxl.load_workbook(io.BytesIO(results_workbook(scored.results))).active
    assert sheet is not None
    cell = sheet.cell(2, 2)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_wording() -> None:
    assert percent(0.7724) == "77,2 %"
    assert points(-0.0213) == "−2,1"
    assert interval("passed", 0.748, 0.797) == "74,8–79,7 %"
    assert interval("mrr@10", 0.741, 0.793) == "0,741–0,793"
    assert interval("latency_p50", 28, 1400) == "28 ms – 1,4 s"
    assert duration(3.14) == "3,1 ms"
    assert prose("a <b> **c** [12]") == 'a &lt;b&gt; <strong>c</strong> <sup class="marker">12</sup>'


@pytest.fixture
def page(scored: Scored, tmp_path: Path) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    browser_path = Path("/usr/bin/chromium")
    if not browser_path.exists():
        pytest.skip("no Chromium on this machine")
    report = write_run(tmp_path / "run", scored, tmp_path / "a.jsonl", {})
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(browser_path), args=[*quiet, "--no-first-run"])
        opened = browser.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.goto(report.as_uri())
        yield opened
        browser.close()
    assert faults == []


@pytest.mark.browser
def test_filters_in_a_browser(page: Any) -> None:
    shown = ".case:visible"
    assert page.locator(shown).count() == 3
    page.select_option('[data-filter="outcome"]', "failed")
    assert page.locator(shown).count() == 2
    page.click('[data-filter="reset"]')
    page.fill('[data-filter="text"]', "CUC THUE tinh lam")
    assert page.locator(shown).count() == 2
    page.click('[data-filter="reset"]')
    page.locator('svg .row[data-key="chitchat"] text').first.click()
    assert page.locator(shown).count() == 1
    page.locator(shown).click()
    assert "Tệp câu trả lời không có câu này." in page.locator(f"{shown} .reason").inner_text()
    assert page.locator(".count").inner_text() == "1 / 3 câu"
