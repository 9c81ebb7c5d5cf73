"""One topic page of the codification (`demuc/*.html`) as its articles.

The page is a flat run of `<p class='pChuong|pDieu|pGhiChu|pNoiDung|pChiDan'>` with the text of each article
between them. It is cut at these marks before any HTML is parsed, so broken markup spoils one article only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.html_page import Page
from ingest.formats.html_tree import body_of, walk
from ingest.phapdien_note import plain
from knowledge.errors import DocumentError

_MARK = re.compile(r"<p\s+class=[\"']p(Chuong|Dieu|GhiChu|NoiDung|ChiDan)[\"']\s*>")
_TOPIC = re.compile(r"<h3[^>]*>(.*?)</h3>", re.DOTALL | re.IGNORECASE)
_TOPIC_CODE = re.compile(r"Đề mục\s+(?P<code>\d+\.\d+)\s*(?P<title>.*)", re.DOTALL)
_ARTICLE = re.compile(r"Điều\s+(?P<code>\d+\.\d+\.[^\W\d]+(?:\.\d\w*)+)\.?\s*(?P<title>.*)$")
_LEVEL = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(?:thứ\s+)?\S+", re.IGNORECASE)
_LEVELS = ("phần", "chương", "mục", "tiểu mục")
_END = re.compile(r"</div>\s*$")


@dataclass(frozen=True, slots=True)
class Raw:
    """One article of a page, its markup unread.

    `code` is its place in the codification ("12.4.NĐ.2.1"); `above` the headings over it, which are those of
    the topic's leading instrument.
    """

    code: str
    title: str
    note: str
    body: str
    related: str
    above: tuple[str, ...]

    @property
    def leading(self) -> bool:
        """Whether it belongs to the instrument that gives the topic its order ("12.4.LQ.1")."""
        return self.code.count(".") == 3


@dataclass(slots=True)
class _Draft:
    title: str
    above: tuple[str, ...]
    parts: dict[str, str] = field(default_factory=dict)

    def done(self) -> Raw | None:
        match = _ARTICLE.match(self.title)
        if match is None:
            return None
        return Raw(
            match["code"],
            match["title"].strip(),
            self.parts.get("GhiChu", ""),
            self.parts.get("NoiDung", ""),
            self.parts.get("ChiDan", ""),
            self.above,
        )


def topic_of(html: str, name: str) -> tuple[str, str]:
    """Number and title of the topic: ("12.4", "Hợp tác xã"); `name` is used in messages.

    Raises:
        DocumentError: it is no page of the codification, or it is cut short.
    """
    heading = _TOPIC.search(html[:20_000])
    match = _TOPIC_CODE.match(plain(heading[1])) if heading else None
    if match is None:
        raise DocumentError(f"{name}: không phải trang đề mục của Bộ pháp điển; hãy tải lại trang")
    if not _END.search(html[-200:]):
        raise DocumentError(f"{name}: trang bị cắt giữa chừng (thiếu phần cuối); hãy tải lại trang")
    return match["code"], match["title"].strip()


def raw_articles(html: str) -> Iterator[Raw | str]:
    """The articles of a page in its order; instead of one whose title names no code, the title itself."""
    headings: list[str] = []
    draft: _Draft | None = None
    for kind, content in _segments(html):
        if kind == "Chuong":
            _open(headings, plain(content))
            continue
        if kind == "Dieu":
            if draft:
                yield draft.done() or draft.title
            draft = _Draft(plain(content), tuple(headings))
        elif draft and kind not in draft.parts:
            draft.parts[kind] = content
    if draft:
        yield draft.done() or draft.title


def _segments(html: str) -> Iterator[tuple[str, str]]:
    marks = list(_MARK.finditer(html))
    ends = [mark.start() for mark in marks[1:]] + [len(html)]
    for mark, end in zip(marks, ends, strict=False):  # a topic taken out has no mark at all
        yield mark[1], html[mark.end() : end]


def _open(headings: list[str], words: str) -> None:
    """Open a level, or give the innermost open one its title."""
    match = _LEVEL.match(words)
    if match is None:
        if headings and words:
            headings[-1] = f"{headings[-1].rstrip('.')}. {words}"
        return
    rank = _LEVELS.index(match[1].lower())
    while headings and _rank(headings[-1]) >= rank:
        headings.pop()
    headings.append(words)


def _rank(heading: str) -> int:
    match = _LEVEL.match(heading)
    return _LEVELS.index(match[1].lower()) if match else 0


def lines_of(markup: str, name: str) -> tuple[str, ...]:
    """The lines of a piece of HTML: entities resolved, scripts out, table rows tab-separated, NFC.

    Raises:
        DocumentError: far too many elements.
    """
    body = body_of(markup, name)
    if body is None:
        return ()
    page = Page()
    for step in walk(body, name):
        if step.node.tag == "-text":
            page.shown.append((step.node.text_content or "").replace("\n", " "))
        elif step.entering:
            page.enter(step.node)
        else:
            page.leave(step.node)
    page.flush()
    return tuple(unicodedata.normalize("NFC", line) for line in page.lines)
