"""PDF: its own text is read in a process of its own; a scan is known as one; what is broken is named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.formats import pdf as reader
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_pages import sheets_of
from knowledge.errors import DocumentError
from tests.ingest.formats.files import Placed, pdf, scan


def refusal(raw: bytes) -> str:
    with pytest.raises(DocumentError, match=r"^a\.pdf: [^\n]+; hãy [^\n]+$") as caught:
        read_pdf(raw, "a.pdf")
    return str(caught.value)


def printed(*texts: str) -> list[Placed]:
    return [
        (100 if text.startswith(" ") else 72, 700 - 20 * row, text.strip()) for row, text in enumerate(texts)
    ]


def without_programs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))


def test_the_text_of_pages_is_read_with_its_marks() -> None:
    found = read_pdf(
        pdf([printed(" Điều 1. Hỗ trợ hợp tác xã", " 1. Vay vốn."), printed(" 2. Đào tạo.")]), "a.pdf"
    )
    assert found.text == "Điều 1. Hỗ trợ hợp tác xã\n1. Vay vốn.\n2. Đào tạo."
    assert (found.notes, found.certainty) == ((), 1.0)


def test_cells_of_a_table_are_rows() -> None:
    rows = [("TT", "Tên", "Mức vay"), ("1", "Quỹ", "200"), ("2", "Đất", "50")]
    cells = [
        (72 + 150 * column, 600 - 30 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    assert read_pdf(pdf([cells]), "a.pdf").text.split("\n") == [
        "TT\tTên\tMức vay\t",
        "1\tQuỹ\t200\t",
        "2\tĐất\t50\t",
    ]


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([printed("Mật")]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_file_is_named_and_one_locked_against_printing_only_is_read() -> None:
    assert "có mật khẩu" in refusal(locked("secret"))
    assert read_pdf(locked(""), "a.pdf").text == "Mật"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<html>404</html>", "không phải PDF"),
        (pdf([printed("Một")])[:-60], "bị cắt giữa chừng"),
        (b"%PDF-1.7\nnothing\n%%EOF", "bị hỏng"),
        (pdf([[]]), "không có chữ nào"),
    ],
)
def test_what_cannot_be_read_is_named(raw: bytes, said: str) -> None:
    assert said in refusal(raw)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    assert "hơn 2 trang" in refusal(pdf([printed("x")] * 3))


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "SECONDS", 0.001)
    assert "chưa xong" in refusal(pdf([printed("x")]))


def test_a_scan_is_known_and_its_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_programs(monkeypatch, tmp_path)
    said = refusal(scan(b"\xff" * 600 * 800, 600, 800))
    assert "là bản quét" in said
    assert "tesseract-ocr-vie" in said


def test_pages_know_of_pictures_and_of_what_could_not_be_read() -> None:
    (sheet,) = sheets_of(scan(b"\xff" * 600 * 800, 600, 800))
    assert (sheet.pictured, sheet.page.lines) == (True, ())
    (small,) = sheets_of(scan(b"\xff" * 100, 10, 10))
    assert not small.pictured
    (broken,) = sheets_of(pdf([printed("x")]).replace(b"[0 0 595 842]", b"[0 0 /a /b b]"))
    assert broken.unread


def test_some_pages_scanned_and_no_program_the_rest_is_read_and_the_gap_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_programs(monkeypatch, tmp_path)
    writer = PdfWriter()
    for raw in (pdf([printed("Điều 1. Có chữ.")]), scan(b"\xff" * 600 * 800, 600, 800)):
        writer.append(io.BytesIO(raw))
    out = io.BytesIO()
    writer.write(out)
    found = read_pdf(out.getvalue(), "a.pdf")
    assert found.text == "Điều 1. Có chữ."
    assert "Chưa đọc được trang 2 là ảnh quét" in found.notes[0]
