"""Scans: tesseract's table becomes placed lines with a certainty; where the programs are, a scan is read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ingest.formats import ocr
from ingest.formats.ocr import page_of
from ingest.formats.pages import text_of
from ingest.formats.pdf import read_pdf
from knowledge.errors import DocumentError
from tests.ingest.formats.files import SHARED, pdf, scan

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
needs_programs = pytest.mark.skipif(not ocr.installed(), reason="tesseract with vie, and pdftoppm")


def table(*lines: list[tuple[str, float]], left: int = 100) -> str:
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t"]
    for number, words in enumerate(lines):
        place = left
        for text, conf in words:
            box = f"{place}\t{1000 + 60 * number}\t{25 * len(text)}\t50"
            rows.append(f"5\t1\t1\t1\t{number}\t1\t{box}\t{conf}\t{text}")
            place += 25 * len(text) + 20
    return "\n".join(rows)


def line(text: str, conf: float = 90) -> list[tuple[str, float]]:
    return [(word, conf) for word in text.split()]


def test_words_of_a_line_with_their_certainty() -> None:
    found = page_of(table(line("Điều 1. Vay vốn", 80), line("1. Mức vay.", 100)))
    assert [placed.text for placed in found.page.lines] == ["Điều 1. Vay vốn", "1. Mức vay."]
    assert found.certainty == pytest.approx((4 * 0.8 + 3 * 1.0) / 7)
    assert found.page.height == 3508
    assert (found.page.lines[0].left, found.page.lines[0].top, found.page.lines[0].size) == (100, 1000, 50)


def test_dirt_and_stamps_are_left_out() -> None:
    found = page_of(
        table(line("~~ —"), line("zS\\ ) ươngC", 20), line("Người ký: CỔNG"), line("Điều 2. Còn."))
    )
    assert [placed.text for placed in found.page.lines] == ["Điều 2. Còn."]


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("Điêu 5. Vay", "Điều 5. Vay"),
        ("Điều 12, Hiệu lực", "Điều 12. Hiệu lực"),
        ("3, Đối với hợp tác xã", "3. Đối với hợp tác xã"),
        ("3, khoản 4 Điều 5", "3, khoản 4 Điều 5"),
        ("Chương l", "Chương I"),
        ("Chương IH", "Chương III"),
    ],
)
def test_numbers_of_units_are_set_right(misread: str, meant: str) -> None:
    assert page_of(table(line(misread))).page.lines[0].text == meant


def test_columns_are_apart() -> None:
    row = "5\t1\t1\t1\t0\t1\t{}\t1000\t200\t50\t90\t{}"
    found = page_of("\n".join([HEAD, row.format(100, "Số: 1"), row.format(900, "Hà Nội")]))
    assert [placed.text for placed in found.page.lines] == ["Số: 1", "Hà Nội"]


def test_an_empty_page_has_no_certainty() -> None:
    assert page_of(HEAD).certainty == 0
    assert page_of("").page.lines == ()


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf: 501 trang quét.*; hãy tách"):
        ocr.recognise(b"", range(1, 502), "a.pdf")


@needs_programs
def test_a_page_that_the_programs_cannot_read_is_named() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf: không nhận dạng được trang 1 .*; hãy quét lại"):
        ocr.recognise(b"%PDF-1.7 nothing", [1], "a.pdf")


@needs_programs
def test_a_scan_is_read_and_says_how_sure_it_is(tmp_path: Path) -> None:
    printed = tmp_path / "a.pdf"
    raw = pdf([[(100, 600, "1. TRAM MUOI HAI")]], size=30)
    plain = raw.replace(b"/Type0 /BaseFont /Times", b"/Type1 /BaseFont /Times-Roman").replace(
        b"/Identity-H", b"/WinAnsiEncoding"
    )
    plain = plain.replace(
        "1. TRAM MUOI HAI".encode("utf-16-be").hex().encode(), b"1. TRAM MUOI HAI".hex().encode()
    )
    printed.write_bytes(plain)
    shown = subprocess.run(
        ["pdftoppm", "-gray", "-r", "150", printed], capture_output=True, check=True, timeout=60
    )
    _, size, _, picture = shown.stdout.split(b"\n", 3)
    found = read_pdf(scan(picture, *map(int, size.split())), "a.pdf")
    assert found.text == "1. TRAM MUOI HAI"
    assert found.certainty is not None
    assert 0.5 < found.certainty <= 1
    assert found.notes[0].startswith("Nhận dạng bằng máy trang 1 từ bản quét, độ chắc chắn trung bình")


@needs_programs
@pytest.mark.skipif(not SHARED.is_dir(), reason="real files")
def test_two_pages_of_a_real_scan() -> None:
    raw = (SHARED / "samples/ND-68-2026-NDCP.pdf").read_bytes()
    pages = [found.page for found in ocr.recognise(raw, [1, 2], "a.pdf")]
    lines = text_of(pages).split("\n")
    articles = [line[:7] for line in lines if line.startswith("Điều ")]
    assert articles == ["Điều 1.", "Điều 2.", "Điều 3.", "Điều 4."]
    assert "Số: 68/2026/NĐ-CP" in lines
