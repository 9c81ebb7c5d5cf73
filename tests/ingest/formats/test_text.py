"""Encodings: every one a Vietnamese file has been met in gives the same characters, or is said not to."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from ingest.formats.text import read_text
from knowledge.errors import DocumentError

SAID = "Điều 5. Hỗ trợ hợp tác xã, tổ hợp tác\n1. Mức vay tối đa của quỹ là 200 triệu đồng."


@pytest.mark.parametrize(
    "raw",
    [
        SAID.encode(),
        SAID.encode("utf-8-sig"),
        SAID.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        SAID.encode("utf-32"),
        SAID.encode("utf-16-le"),
        SAID.encode("utf-16-be"),
    ],
)
def test_unicode_in_every_form_needs_no_note(raw: bytes) -> None:
    found = read_text(raw, "a.txt")
    assert found.text.lstrip("\ufeff") == SAID
    assert found.notes == ()


def windows_1258(text: str) -> bytes:
    """As Windows writes it: letters with the roof or the cup whole, tones behind them."""
    shown = ""
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        shown += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone
    return shown.encode("cp1258")


def test_windows_1258_is_converted_and_noted() -> None:
    found = read_text(windows_1258(SAID), "a.txt")
    assert unicodedata.normalize("NFC", found.text) == SAID
    assert found.notes == ("Đã chuyển từ bảng mã Windows-1258 sang Unicode; hãy soát lại dấu.",)


def test_a_legacy_font_is_converted_and_noted_from_bytes_and_from_letters() -> None:
    typed = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
    for raw in (typed.encode("cp1252"), typed.encode()):
        found = read_text(raw, "a.txt")
        assert found.text == "Cộng hòa xã hội chủ nghĩa Việt Nam"
        assert found.notes == ("Đã chuyển từ bảng mã TCVN3 (ABC) sang Unicode; hãy soát lại dấu.",)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (SAID.encode()[:-7], "bị cắt giữa chừng"),
        (SAID.encode("utf-16")[:-1], "UTF-16 bị hỏng hoặc cắt giữa chừng"),
        ("Les élèves français étaient déjà prêts".encode("cp1252"), "không nhận ra bảng mã"),
        (bytes(range(256)) * 20, "không nhận ra bảng mã"),
        (b"\x00\x01\x02 nothing", "nhị phân"),
    ],
)
def test_what_cannot_be_told_is_said(raw: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt: [^\n]+$") as caught:
        read_text(raw, "a.txt")
    assert said in str(caught.value)
    assert "; hãy" in str(caught.value)
