"""From bytes to characters: UTF-8, UTF-16, Windows-1258 and the fonts of before Unicode."""

from __future__ import annotations

import codecs

from ingest.formats.found import Found
from ingest.formats.legacy import FEWEST, converted, marked_words, vietnamese
from knowledge.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURE = 0.85
_HEAD = 200_000
"""Bytes by which an encoding is told."""

_TAIL = 4
"""A character of UTF-8 has at most so many bytes: a fault this near to the end is a file cut short."""


def read_text(raw: bytes, name: str) -> Found:
    """The characters of `raw`; a legacy font is converted and noted. `name` is used in messages.

    Raises:
        DocumentError: empty, binary, cut short, or in an encoding that cannot be told.
    """
    text, encoding = _decoded(raw, name)
    if "\x00" in text:
        raise DocumentError(f"{name}: là tệp nhị phân, không phải văn bản; hãy xuất ra .md hoặc .txt")
    text, font = converted(text)
    said = font or encoding
    return Found(text, (f"Đã chuyển từ bảng mã {said} sang Unicode; hãy soát lại dấu.",) if said else ())


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The characters, and the name of the encoding where it is not UTF."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw, encoding, name), ""
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(raw) - error.start < _TAIL:
            raise DocumentError(f"{name}: tệp bị cắt giữa chừng ở cuối; hãy tải hoặc chép lại tệp") from None
        return _guessed(raw, error.start, name)


def _marked(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: tệp {encoding[:6].upper()} bị hỏng hoặc cắt giữa chừng (byte thứ {error.start + 1}); "
            "hãy tải hoặc lưu lại tệp dạng UTF-8"
        ) from None


def _guessed(raw: bytes, fault: int, name: str) -> tuple[str, str]:
    """The reading of bytes that are not UTF-8 that looks most like Vietnamese; the head decides."""
    head = raw[:_HEAD]
    readings = {
        encoding: _likeness(head, encoding) for encoding in ("utf-16-le", "utf-16-be", "cp1258", "cp1252")
    }
    best = max(readings, key=lambda encoding: readings[encoding])
    if readings[best] < _SURE:
        raise DocumentError(
            f"{name}: không phải UTF-8 (byte thứ {fault + 1}) và không nhận ra bảng mã; "
            "hãy lưu lại tệp dạng UTF-8 rồi chạy lại"
        )
    return raw.decode(best, errors="replace"), "Windows-1258" if best == "cp1258" else ""


def _likeness(head: bytes, encoding: str) -> float:
    """How Vietnamese `head` reads in this encoding; in Windows-1252 only a legacy font can make it so."""
    text = head.decode(encoding, errors="replace")
    if "\x00" in text or marked_words(text) < FEWEST:
        return 0.0
    shown, font = converted(text) if encoding == "cp1252" else (text, "")
    return vietnamese(shown) if font or encoding != "cp1252" else 0.0
