"""Reading a file: clean text comes out, and what cannot be read is refused in one clear line."""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import MAX_BYTES, READABLE, Source, decode, read
from knowledge.errors import DocumentError
from tests.ingest.formats.files import docx, paragraph, pdf


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name[:40] in message
    return message


def test_text_is_composed_with_plain_line_ends_and_no_mark(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "Đắk Nông\r\nkế hoạch\rhết").encode()
    path = tmp_path / "thu.md"
    path.write_bytes(raw)
    source = read(path)
    assert source.text == "Đắk Nông\nkế hoạch\nhết"
    assert source.name == "thu"
    assert source.digest == hashlib.sha256(raw).hexdigest()
    assert (source.notes, source.certainty) == ((), 1.0)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "tệp rỗng"),
        (" \n\t\r\n\u00a0".encode(), "tệp rỗng"),
        ("\ufeff \n".encode("utf-16"), "tệp rỗng"),
        ("Sở".encode() + "Đắk".encode("cp1258", errors="replace") + b"\xff", "không phải UTF-8 (byte thứ"),
        (b"%PDF\x00\x01\x02", "nhị phân"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 100, "rồi lưu lại dạng .docx"),
        (b"{\\rtf1\\ansi Sinh}", "là tệp RTF"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "thu.txt"
    path.write_bytes(raw)
    assert said in refusal(path)


WANTED = "Điều 1. Hỗ trợ hợp tác xã\n1. Vay vốn."


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.md", WANTED.encode()),
        ("a.txt", WANTED.encode("utf-16")),
        ("a.docx", docx("".join(map(paragraph, WANTED.split("\n"))))),
        ("a.htm", f"<p>{WANTED.replace(chr(10), '<br>')}</p>".encode()),
        ("A.HTML", f"<p>{WANTED.replace(chr(10), '</p><p>')}</p>".encode()),
        ("a.pdf", pdf([[(90, 700 - 30 * row, text) for row, text in enumerate(WANTED.split("\n"))]])),
    ],
)
def test_every_format_gives_the_same_text(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert read(path).text == WANTED


def test_legacy_fonts_invisible_signs_and_drawn_rules_in_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    body = [
        "BỘ TÀI CHÍNH",
        "________",
        "\u200bHợp\u00a0tác xã",
        "Céng hßa x· héi chñ nghÜa ViÖt Nam, ng−êi d©n ®−îc hç trî",
    ]
    path.write_bytes(docx("".join(map(paragraph, body))))
    source = read(path)
    assert source.text.split("\n") == [
        "BỘ TÀI CHÍNH",
        "Hợp tác xã",
        "Cộng hòa xã hội chủ nghĩa Việt Nam, người dân được hỗ trợ",
    ]
    assert source.notes == ("Đã chuyển từ phông chữ TCVN3 (ABC) sang Unicode; hãy soát lại dấu.",)


def test_a_text_file_keeps_its_signs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("----\n\u00a0Hợp tác\u00ad xã\n", encoding="utf-8")
    assert read(path).text == "----\n\u00a0Hợp tác\u00ad xã\n"


def test_an_old_word_file_is_named_whatever_its_ending(tmp_path: Path) -> None:
    for name in ("cu.docx", "cu.pdf", "cu.html", "cu.doc"):
        path = tmp_path / name
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 100)
        assert "lưu lại dạng .docx" in refusal(path)


def test_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.XLSX"
    path.write_bytes(b"PK")
    assert "hãy dùng .md, .txt, .docx, .pdf" in refusal(path)


def test_endings_count_in_capitals_too(tmp_path: Path) -> None:
    path = tmp_path / "THU.MD"
    path.write_text("x", encoding="utf-8")
    assert read(path).text == "x"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "không mở được" in refusal(tmp_path / "khong-co.md")


def test_a_folder_with_a_files_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thu.md").mkdir()
    assert "không mở được" in refusal(tmp_path / "thu.md")


def test_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    assert "không mở được" in refusal(tmp_path / ("x" * 300 + ".md"))


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.md")
    assert "không phải tệp thường" in refusal(tmp_path / "ong.md")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    for ending in READABLE:
        path = tmp_path / f"lon{ending}"
        with path.open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        assert "quá giới hạn 50 MB" in refusal(path)


def test_a_name_that_is_not_utf8_becomes_writable(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xe1.md"))
    path.write_text("x", encoding="utf-8")
    assert read(path).name == "k?"


def test_decode_names_the_file() -> None:
    with pytest.raises(DocumentError, match=r"^goi\.md: "):
        decode(b"\xff", "goi.md")


def readable(raw: bytes, ending: str) -> Source | None:
    """The source, or nothing where the file was refused in one line; anything else is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(raw)
        try:
            source = read(path)
        except DocumentError as error:
            assert "\n" not in str(error)
            return None
    assert source.text.strip()
    assert "\x00" not in source.text
    return source


STARTS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<html>",
    "Điều 1. Céng ".encode(),
    b"\xd0\xcf",
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(STARTS), st.binary(max_size=400) | st.text().map(str.encode), st.sampled_from(READABLE)
)
def test_reading_is_total(start: bytes, rest: bytes, ending: str) -> None:
    readable(start + rest, ending)


def damaged(raw: bytes, seed: int) -> bytes:
    """`raw` with some bytes changed and, every third time, a piece cut out."""
    chance = random.Random(seed)
    bytes_ = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
    if seed % 3 == 0:
        start = chance.randrange(len(bytes_))
        del bytes_[start : start + chance.randint(1, 60)]
    return bytes(bytes_)


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_damaged_files_are_read_or_refused(ending: str) -> None:
    raw = {
        ".docx": docx("".join(map(paragraph, WANTED.split("\n"))), {"word/numbering.xml": "<a/>"}),
        ".html": f"<html><body><table><td>{WANTED}</table><p hidden>x</body></html>".encode(),
    }[ending]
    given_up = [readable(damaged(raw, seed), ending) for seed in range(300)]
    assert None in given_up
    assert any(given_up)


def test_damaged_pdfs_are_read_or_refused() -> None:
    raw = pdf([[(90, 700, "Điều 1. Hỗ trợ")]])
    given_up = [readable(damaged(raw, seed), ".pdf") for seed in range(6)]
    assert any(given_up)
