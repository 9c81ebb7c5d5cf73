"""From the national codification (Bộ pháp điển điện tử) to articles to train on."""

from __future__ import annotations

import lzma
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.errors import DocumentError

_NUMBERED = re.compile(r"^Điều\s+\S+\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its title without the number, and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def read_articles(corpus: Path) -> Iterator[Article]:
    """The articles of every subject page (`*.html`) of an archive or a folder, in a fixed order.

    Raises DocumentError when `corpus` is neither, or holds no page.
    """
    found = False
    for page in _pages(corpus):
        found = True
        yield from parse_page(page)
    if not found:
        raise DocumentError(
            f"{corpus}: không có trang .html nào; cần tệp hoặc thư mục của Bộ pháp điển điện tử"
        )


def parse_page(html: str) -> Iterator[Article]:
    """The articles of one subject page, in reading order."""
    body = LexborHTMLParser(html).body
    title, paragraphs = "", list[str]()
    inside = False
    for node in _blocks(body):
        kind = node.attributes.get("class") or ""
        if kind == "pDieu":
            if title or paragraphs:
                yield Article(title, tuple(paragraphs))
            title, paragraphs, inside = _NUMBERED.sub("", _text(node)), [], False
        elif kind.startswith("p") and kind[1:2].isupper():
            inside = kind == "pNoiDung"
        elif inside and (text := _text(node)):
            paragraphs.append(text)
    if title or paragraphs:
        yield Article(title, tuple(paragraphs))


def _blocks(body: LexborNode | None) -> Iterator[LexborNode]:
    content = body.css_first("div._content") if body else None
    node = content.child if content else None
    while node:
        yield node
        node = node.next


def _text(node: LexborNode) -> str:
    return _SPACE.sub(" ", node.text(separator=" ")).strip()


def _pages(corpus: Path) -> Iterator[str]:
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*.html"), key=lambda path: path.name):
            yield path.read_text(encoding="utf-8-sig", errors="replace")
    elif corpus.is_file():
        yield from _archived(corpus)
    else:
        raise DocumentError(f"{corpus}: không có tệp hay thư mục này")


def _archived(archive: Path) -> Iterator[str]:
    """The pages of an archive by name; all are read first, since going back means unpacking it anew."""
    pages: dict[str, bytes] = {}
    try:
        with tarfile.open(archive) as opened:
            for member in opened:
                if member.name.endswith(".html") and (stream := opened.extractfile(member)):
                    pages[Path(member.name).name] = stream.read()
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError) as error:
        raise DocumentError(
            f"{archive}: không mở được như một tệp .tar.xz ({type(error).__name__})"
        ) from error
    for name in sorted(pages):
        yield pages[name].decode("utf-8-sig", errors="replace")
