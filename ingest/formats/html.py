"""From an HTML page to its text: scripts, styles and navigation left out, tables as tab-separated rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.formats.found import Found
from ingest.formats.html_page import Page
from ingest.formats.html_tree import body_of, menus_of, root_of, walk
from ingest.formats.text import read_text
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_LATIN = (b"windows-1252", b"iso-8859-1", b"latin1", b"us-ascii", b"x-user-defined")


def read_html(raw: bytes, name: str) -> Found:
    """The text of the page `raw`; `name` is used in messages.

    Where the page has articles, the smallest element that holds them all, the motto and the recipients is
    read, so what a portal sets around an instrument stays out.

    Raises:
        DocumentError: empty of text, cut short, of unknown encoding, or of far too many elements.
    """
    page = read_text(_utf8(raw), name)
    if _cut_short(page.text):
        raise DocumentError(f"{name}: trang HTML bị cắt giữa chừng (thiếu </html>); hãy tải lại")
    body = body_of(page.text, name)
    if body is None:
        raise DocumentError(f"{name}: trang HTML không có nội dung; hãy kiểm tra lại tệp")
    lines = _lines(body, name)
    if not lines:
        raise DocumentError(f"{name}: trang HTML không có chữ nào ngoài mã lệnh; hãy kiểm tra lại tệp")
    return Found("\n".join(lines), page.notes)


def _utf8(raw: bytes) -> bytes:
    """The bytes re-coded where the page names Windows-1258 or a Latin charset that its bytes keep to."""
    declared = _META.search(raw[:4096])
    charset = declared[1].lower() if declared else b""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        if charset == b"windows-1258":
            return raw.decode("cp1258", errors="replace").encode()
        if charset in _LATIN:
            return raw.decode("cp1252", errors="replace").encode()
    return raw


def _cut_short(html: str) -> bool:
    lowered = html.lower()
    opened = "<html" in lowered or "<body" in lowered
    return opened and "</html" not in lowered and "</body" not in lowered


def _lines(body: LexborNode, name: str) -> list[str]:
    root = root_of(body, name)
    menus = frozenset() if root is not None else menus_of(body, name)
    page = Page()
    for step in walk(root if root is not None else body, name, menus):
        if step.node.tag == "-text":
            page.shown.append((step.node.text_content or "").replace("\n", " "))
        elif step.entering:
            page.enter(step.node)
        else:
            page.leave(step.node)
    page.flush()
    return page.lines
