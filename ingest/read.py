"""From a file to its text: decode, normalise line ends, refuse in one clear line what cannot be read."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from knowledge.document import Meta
from knowledge.errors import DocumentError

MAX_BYTES = 50 * 1024 * 1024
"""Larger files are refused: the longest law we know has under 1 MB of text."""

READABLE = (".md", ".txt")
"""File endings that `read` understands."""

DOCUMENTS = (*READABLE, ".doc", ".docx", ".htm", ".html", ".odt", ".pdf", ".rtf", ".xls", ".xlsx")
"""Endings of files that people keep documents in; of a folder, these are read or named as unreadable."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file: NFC, `\\n` line ends, no byte-order mark.

    `name` is the file's name without its ending, or the number of the instrument where the source tells it;
    `digest` the SHA-256 of its bytes. `title` and `meta` are what the source says beside the text.
    """

    name: str
    text: str
    digest: str
    title: str = ""
    meta: Meta = Meta()


def read(path: Path) -> Source:
    """The text of the file at `path`.

    Raises:
        DocumentError: missing, unreadable, too large, empty, binary or not UTF-8.
    """
    raw = _bytes_of(path)
    name = path.stem.encode(errors="replace").decode()  # a name that is not UTF-8 cannot be written down
    return Source(name=name, text=decode(raw, path.name), digest=hashlib.sha256(raw).hexdigest())


def decode(raw: bytes, name: str) -> str:
    """The characters of `raw`; `name` is used in messages.

    Raises:
        DocumentError: empty, binary or not UTF-8.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: không phải UTF-8 (byte thứ {error.start + 1}); hãy lưu lại tệp dạng UTF-8 rồi chạy lại"
        ) from None
    if "\x00" in text:
        raise DocumentError(f"{name}: là tệp nhị phân, không phải văn bản; hãy xuất ra .md hoặc .txt")
    if not text.strip():
        raise DocumentError(f"{name}: tệp rỗng; hãy kiểm tra lại tệp nguồn")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() not in READABLE:
        raise DocumentError(f"{path.name}: chưa đọc được loại tệp này; hãy dùng {' hoặc '.join(READABLE)}")
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise DocumentError(f"{path.name}: không phải tệp thường; hãy chỉ tới một tệp văn bản")
        if found.st_size > MAX_BYTES:
            size = found.st_size / 2**20
            raise DocumentError(
                f"{path.name}: {size:.0f} MB, quá giới hạn {MAX_BYTES // 2**20} MB; hãy tách nhỏ tệp"
            )
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path}: không mở được ({error.strerror}); hãy kiểm tra đường dẫn và quyền đọc"
        ) from None
