"""Reading a file: clean text comes out, and what cannot be read is refused in one clear line."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from ingest.read import MAX_BYTES, decode, read
from knowledge.errors import DocumentError


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


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "tệp rỗng"),
        (" \n\t\r\n\u00a0".encode(), "tệp rỗng"),
        ("Sở Tài chính".encode("utf-16"), "không phải UTF-8 (byte thứ 1)"),
        ("Sở".encode() + "Đắk".encode("cp1258", errors="replace") + b"\xff", "không phải UTF-8 (byte thứ"),
        (b"%PDF\x00\x01\x02", "nhị phân"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "thu.txt"
    path.write_bytes(raw)
    assert said in refusal(path)


def test_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "quyet-dinh.PDF"
    path.write_bytes(b"%PDF")
    assert "hãy dùng .md hoặc .txt" in refusal(path)


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
    path = tmp_path / "lon.md"
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
