"""From a PDF to its text: its own text where it has one, recognised pages where it is a scan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import fmean

from ingest.formats import ocr
from ingest.formats.found import Found
from ingest.formats.pages import MAX_PAGES, Line, Page, Sheet, text_of
from knowledge.errors import DocumentError

SECONDS = 600
"""For all pages together; pypdf takes about 0.1 s for one."""

FEW = 200
"""A page with a large image and fewer characters is a scan: stamps and page numbers may be text."""

POOR = 0.75
"""Pages recognised with less confidence are named."""

_TAIL = 4096


def read_pdf(raw: bytes, name: str) -> Found:
    """The text of the PDF `raw`; `name` is used in messages.

    Raises:
        DocumentError: no PDF, broken, cut short, locked, too long, or a scan that cannot be recognised here.
    """
    sheets = _sheets(raw, name)
    if len(sheets) > MAX_PAGES:
        raise DocumentError(f"{name}: hơn {MAX_PAGES} trang; hãy tách nhỏ tệp PDF")
    scanned = [number for number, sheet in enumerate(sheets, 1) if _is_scan(sheet)]
    if not scanned:
        return _written(sheets, name)
    if ocr.installed():
        return _recognised(raw, sheets, scanned, name)
    if len(scanned) == len([sheet for sheet in sheets if sheet.page.lines or sheet.pictured]):
        raise DocumentError(f"{name}: là bản quét (ảnh), không có lớp chữ; {ocr.ADVICE}")
    found = _written(sheets, name)
    return Found(
        found.text,
        (*found.notes, f"Chưa đọc được {_pages(scanned)} là ảnh quét; {ocr.ADVICE}."),
        found.certainty,
    )


def _is_scan(sheet: Sheet) -> bool:
    return sheet.pictured and sum(len(line.text) for line in sheet.page.lines) < FEW


def _written(sheets: Sequence[Sheet], name: str) -> Found:
    notes = list(_unread(sheets))
    recognised = sum(sheet.invisible and sheet.pictured for sheet in sheets) * 2 > len(sheets)
    if recognised:
        notes.append(
            "Chữ lấy từ lớp nhận dạng có sẵn trên bản quét, không rõ độ chắc chắn; "
            "hãy đối chiếu bản gốc trước khi trích dẫn."
        )
    text = text_of([sheet.page for sheet in sheets])
    if not text:
        raise DocumentError(f"{name}: PDF không có chữ nào; hãy kiểm tra lại tệp hoặc dùng bản .docx")
    return Found(text, tuple(notes), None if recognised else 1.0)


def _recognised(raw: bytes, sheets: Sequence[Sheet], scanned: Sequence[int], name: str) -> Found:
    read = dict(zip(scanned, ocr.recognise(raw, scanned, name), strict=True))
    pages = [read[number].page if number in read else sheet.page for number, sheet in enumerate(sheets, 1)]
    text = text_of(pages)
    certainty = fmean(found.certainty for found in read.values())
    if not text:
        raise DocumentError(f"{name}: bản quét không nhận dạng được chữ nào; hãy quét lại rõ hơn")
    note = (
        f"Nhận dạng bằng máy {_pages(scanned)} từ bản quét, độ chắc chắn trung bình {certainty:.0%}; "
        "hãy đối chiếu bản gốc trước khi trích dẫn."
    )
    poor = [number for number, found in read.items() if found.certainty < POOR]
    notes = (note, *([f"Kém rõ: {_pages(poor)}."] if poor else []), *_unread(sheets))
    return Found(text, notes, round(certainty, 3))


def _unread(sheets: Sequence[Sheet]) -> list[str]:
    unread = [number for number, sheet in enumerate(sheets, 1) if sheet.unread]
    return [f"Không đọc được {_pages(unread)} vì trang bị hỏng."] if unread else []


def _pages(numbers: Sequence[int]) -> str:
    """`trang 1–3, 7` of 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return "trang " + ", ".join("–".join(map(str, run)) for run in runs)


def _sheets(raw: bytes, name: str) -> list[Sheet]:
    if b"%PDF-" not in raw[:1024]:
        raise DocumentError(f"{name}: không phải PDF (có khi là trang báo lỗi được lưu lại); hãy tải lại tệp")
    if b"%%EOF" not in raw[-_TAIL:]:
        raise DocumentError(f"{name}: PDF bị cắt giữa chừng (thiếu phần cuối); hãy tải lại tệp")
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.formats.pdf_pages"],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise DocumentError(f"{name}: đọc quá {SECONDS} giây chưa xong; hãy tách nhỏ tệp PDF") from None
    except (OSError, subprocess.SubprocessError, ValueError):
        raise DocumentError(
            f"{name}: PDF bị hỏng hoặc quá nặng; hãy mở bằng trình đọc PDF rồi in lại ra PDF"
        ) from None
    if found is None:
        raise DocumentError(f"{name}: PDF có mật khẩu; hãy mở bằng mật khẩu rồi lưu bản không khóa")
    return [_sheet(*data) for data in found]


def _sheet(lines: list[list[float]], height: float, pictured: bool, invisible: bool, unread: bool) -> Sheet:
    placed = tuple(Line(str(text), *places) for text, *places in lines)
    return Sheet(Page(placed, height), pictured, invisible, unread)
