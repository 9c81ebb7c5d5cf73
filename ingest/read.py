"""From a file to its text: the reader of its format, one form of text, and refusals in one clear line.

The content decides over the ending: a page of an error saved as `.pdf` is named for what it is.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.formats.docx import read_docx
from ingest.formats.found import Found
from ingest.formats.html import read_html
from ingest.formats.legacy import converted
from ingest.formats.pdf import read_pdf
from ingest.formats.text import read_text
from knowledge.document import Meta
from knowledge.errors import DocumentError

MAX_BYTES = 50 * 1024 * 1024
"""Larger files are refused: the longest law we know has under 1 MB of text."""

READABLE = (".md", ".txt", ".docx", ".pdf", ".html", ".htm")
"""File endings that `read` understands."""

DOCUMENTS = (*READABLE, ".doc", ".odt", ".rtf", ".xls", ".xlsx")
"""Endings of files that people keep documents in; of a folder, these are read or named as unreadable."""

_READERS: dict[str, Callable[[bytes, str], Found]] = {
    ".md": read_text,
    ".txt": read_text,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RULE = re.compile(r"^(?:[_\-–—=*.]|[^\S\n]){3,}$\n?", re.MULTILINE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WIDE_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file: NFC, `\\n` line ends, no byte-order mark.

    `name` is the file's name without its ending, or the number of the instrument where the source tells it;
    `digest` the SHA-256 of its bytes. `title` and `meta` are what the source says beside the text. `notes`
    are Vietnamese sentences on how the text came about that its reader must know: a font converted, a scan
    recognised, pages unread. `certainty` (0 to 1) is how sure a recognition is of its words; 1 for a text
    that was written, `None` where the file was recognised elsewhere.
    """

    name: str
    text: str
    digest: str
    title: str = ""
    meta: Meta = field(default_factory=Meta)
    notes: tuple[str, ...] = ()
    certainty: float | None = 1.0


def read(path: Path) -> Source:
    """The text of the file at `path`: Markdown, plain text, DOCX, PDF (scans too where tesseract is), HTML.

    Raises:
        DocumentError: missing, unreadable, too large, empty, broken, locked, cut short, harmful, of another
            format than it says, or of an encoding that cannot be told.
    """
    raw = _bytes_of(path)
    found = _found(raw, path)
    name = path.stem.encode(errors="replace").decode()  # a name that is not UTF-8 cannot be written down
    digest = hashlib.sha256(raw).hexdigest()
    return Source(name=name, text=found.text, digest=digest, notes=found.notes, certainty=found.certainty)


def decode(raw: bytes, name: str) -> str:
    """The characters of the plain text `raw`; `name` is used in messages.

    Raises:
        DocumentError: empty, binary, cut short, or in an encoding that cannot be told.
    """
    return _normal(read_text(raw, name).text, name)


def _found(raw: bytes, path: Path) -> Found:
    _refuse_others(raw, path.name)
    ending = path.suffix.lower()
    found = _READERS[ending](raw, path.name)
    if ending in (".md", ".txt"):
        return Found(_normal(found.text, path.name), found.notes)
    text, font = converted(found.text)
    text = _RULE.sub("", _UNSEEN.sub("", _WIDE_SPACES.sub(" ", text)))
    said = (f"Đã chuyển từ phông chữ {font} sang Unicode; hãy soát lại dấu.",) if font else ()
    return Found(_normal(text, path.name), (*found.notes, *said), found.certainty)


def _refuse_others(raw: bytes, name: str) -> None:
    """What is not what its ending says, told by its first bytes."""
    if raw.startswith(_OLE):
        raise DocumentError(
            f"{name}: là tệp Word cũ (.doc) hoặc tệp có mật khẩu; hãy mở bằng Word hay LibreOffice, "
            "bỏ mật khẩu nếu có, rồi lưu lại dạng .docx"
        )
    if raw.startswith(b"{\\rtf"):
        raise DocumentError(f"{name}: là tệp RTF; hãy mở bằng Word hay LibreOffice rồi lưu lại dạng .docx")
    if not raw.strip():
        raise DocumentError(f"{name}: tệp rỗng; hãy kiểm tra lại tệp nguồn")


def _normal(text: str, name: str) -> str:
    if not text.replace("\ufeff", "").strip():
        raise DocumentError(f"{name}: tệp rỗng; hãy kiểm tra lại tệp nguồn")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _bytes_of(path: Path) -> bytes:
    ending = path.suffix.lower()
    if ending in (".doc", ".odt", ".rtf"):
        raise DocumentError(
            f"{path.name}: chưa đọc được loại tệp này; "
            "hãy mở bằng Word hay LibreOffice rồi lưu lại dạng .docx"
        )
    if ending not in READABLE:
        raise DocumentError(f"{path.name}: chưa đọc được loại tệp này; hãy dùng {', '.join(READABLE)}")
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
