"""From a DOCX to its text: paragraphs, tables, Word's automatic numbers; deleted and hidden text left out.

The parts are read with `zipfile` and expat alone, both bounded, and a document type declaration is refused:
Word writes none, and without one no entity can be declared, so none can grow or reach outside.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from xml.parsers import expat

from ingest.formats.docx_body import Body
from ingest.formats.docx_numbers import Numbering, Numbers
from ingest.formats.found import Found
from knowledge.errors import DocumentError

BODY = "word/document.xml"
MAX_MEMBERS = 10_000
MAX_PART = 100 * 1024 * 1024
"""Bytes of one part unpacked; the longest decree we know has 1.5 MB."""

MAX_RATIO = 200
"""Unpacked to packed bytes of a part; Word's own stay below 30."""

_SMALL = 1024 * 1024
"""Below so many bytes a part may be packed as well as it likes."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
    NotImplementedError,
    MemoryError,
)


def read_docx(raw: bytes, name: str) -> Found:
    """The text of the DOCX `raw`; `name` is used in messages.

    Raises:
        DocumentError: no DOCX, broken, cut short, locked, or packed to overwhelm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if len(archive.infolist()) > MAX_MEMBERS:
                raise _bomb(name)
            if BODY not in names:
                raise DocumentError(_other(names, name))
            numbering = Numbering()
            for part in ("word/styles.xml", "word/numbering.xml"):
                if part in names:
                    _feed(numbering, _part(archive, part, name), name)
            body = Body(Numbers(numbering))
            _feed(body, _part(archive, BODY, name), name)
    except _BROKEN as error:
        raise DocumentError(
            f"{name}: tệp DOCX bị hỏng, có mật khẩu hoặc tải dở ({type(error).__name__}); "
            "hãy tải lại, hoặc mở bằng Word rồi lưu lại"
        ) from None
    return Found(body.text())


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part unpacked, never more than its bound: what the archive says of sizes may be a lie."""
    info = archive.getinfo(part)
    allowed = min(MAX_PART, max(_SMALL, info.compress_size * MAX_RATIO))
    if info.file_size > allowed:
        raise _bomb(name)
    with archive.open(info) as packed:
        data = packed.read(allowed + 1)
    if len(data) > allowed:
        raise _bomb(name)
    return data


def _feed(handler: Numbering | Body, data: bytes, name: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.characters

    def refuse(*_: object) -> None:
        raise DocumentError(
            f"{name}: DOCX khai báo thực thể XML, có thể gây hại; hãy mở bằng Word rồi lưu lại"
        )

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"{name}: phần văn bản trong DOCX bị hỏng (dòng {error.lineno}); hãy mở bằng Word rồi lưu lại"
        ) from None


def _bomb(name: str) -> DocumentError:
    return DocumentError(
        f"{name}: DOCX giải nén ra quá lớn so với tệp, giống tệp phá hoại; hãy mở bằng Word rồi lưu lại"
    )


def _other(names: set[str], name: str) -> str:
    if "content.xml" in names:
        return f"{name}: là tệp OpenDocument; hãy mở bằng LibreOffice rồi lưu dạng .docx"
    if any(member.startswith("xl/") for member in names):
        return f"{name}: là bảng tính Excel; hãy lưu phần cần đọc thành .docx hoặc .txt"
    return f"{name}: tệp nén không chứa văn bản Word (thiếu {BODY}); hãy mở bằng Word rồi lưu lại dạng .docx"
