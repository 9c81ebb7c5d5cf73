"""Instruments from the official portals, page by page, for `python -m ingest fetch`.

What is known of the addresses, and how:
- `/TW/Pages/vbpq-{toanvan,thuoctinh,lichsu,vanbanlienquan}.aspx?ItemID=N` at vbpl.vn: seen in pages stored in
  2025, and in the links of the codification of 2026.
- the search `/VBQPPL_UserControls/Publishing/TimKiem/pKetQuaTimKiem.aspx`, and the archive of the
  codification at phapdien.moj.gov.vn: only from public code that used them; not verified.
- public notes of 2026 say that vbpl.vn was rebuilt in April 2026, keeps programs out by robots.txt and a
  browser check, and shows instruments at `/van-ban/chi-tiet/…`: not verified. We obey robots.txt; where the
  portal refuses, a page saved in a browser can be added instead.
No address could be tried from where this was written; every step is tested against a local stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from ingest.collected import files_in, load
from ingest.download import MAX_ARCHIVE, Downloader
from ingest.phapdien import PORTAL
from ingest.phapdien_note import plain
from knowledge.errors import DocumentError

VBPL = "https://vbpl.vn"
ARCHIVE = f"{PORTAL}/Files/BoPhapDienDienTu.zip"

PAGES = ("toanvan", "thuoctinh", "lichsu", "vanbanlienquan")
"""The pages of an instrument: full text, properties, history, related instruments."""

_SEARCH = "/VBQPPL_UserControls/Publishing/TimKiem/pKetQuaTimKiem.aspx"
_FOUND = re.compile(
    r"vbpq-toanvan\.aspx\?[^\"'#]*?ItemID=(?P<item>\d+)[^\"']*[\"'](?P<shown>[^>]*>.{0,2000}?</a>)?",
    re.DOTALL | re.IGNORECASE,
)
_ITEM = re.compile(r"ItemID=(\d+)$")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The pages of one instrument on disk, and how many of them the server had to send."""

    number: str
    pages: tuple[Path, ...]
    sent: int


def fetch_instrument(
    number: str,
    folder: Path,
    loader: Downloader,
    *,
    texts: Path,
    base: str = VBPL,
    item: str = "",
    listen: Callable[[str], None] = lambda _: None,
) -> Fetched:
    """Download the pages of the instrument with this number into `folder`.

    Its ItemID is `item`, else what a collected text of the codification in `texts` links to, else what the
    portal's search finds.

    Raises:
        DocumentError: no network, refused, or not found; the message says what to do.
    """
    item = item or known_item(number, texts) or _search(number, folder, loader, base)
    pages, sent = [], 0
    for page in PAGES:
        url = f"{base}/TW/Pages/vbpq-{page}.aspx?ItemID={item}"
        listen(url)
        target = folder / f"{item}-{page}.html"
        try:
            sent += loader.fetch(url, target)
        except DocumentError:
            if page == PAGES[0] and not target.is_file():
                raise  # without its full text there is nothing to add
            continue
        pages.append(target)
    return Fetched(number, tuple(pages), sent)


def known_item(number: str, texts: Path) -> str:
    """The ItemID that a collected text of this number links to; empty when there is none."""
    for path in files_in(texts):
        try:
            text = load(path)
        except DocumentError:
            continue
        if text.number == number and (match := _ITEM.search(text.origin)):
            return match[1]
    return ""


def _search(number: str, folder: Path, loader: Downloader, base: str) -> str:
    asked = {
        "dvid": "13",
        "IsVietNamese": "True",
        "type": "0",
        "s": "1",
        "Keyword": number,
        "SearchIn": "Title,Title1",
        "IsRec": "1",
        "pv": "0",
    }
    slug = re.sub(r"\W+", "-", number)
    target = folder / f"{slug}.search"
    loader.fetch(f"{base}{_SEARCH}?{urlencode(asked)}", target)
    found = item_found(target.read_text("utf-8", errors="replace"), number)
    if not found:
        raise DocumentError(
            f"{number}: cổng {base} không tìm thấy văn bản này; "
            "hãy kiểm tra số hiệu hoặc chỉ rõ --item <ItemID>"
        )
    return found


def item_found(html: str, number: str) -> str:
    """The ItemID on a page of results: the one whose title names `number`, or the only one; else empty."""
    items: dict[str, str] = {}
    for match in _FOUND.finditer(html):
        shown = plain(f"<a {match['shown']}") if match["shown"] else ""
        items[match["item"]] = f"{items.get(match['item'], '')} {shown}"
    named = [
        item for item, shown in items.items() if re.search(rf"(?<!\S){re.escape(number)}(?![\w/-])", shown)
    ]
    candidates = named or ([*items] if len(items) == 1 else [])
    return candidates[0] if candidates else ""


def fetch_codification(folder: Path, loader: Downloader, url: str = ARCHIVE) -> tuple[Path, bool]:
    """Download the archive of the codification into `folder`; the file, and whether the server sent it.

    Raises:
        DocumentError: no network or refused; what was downloaded stays, and the next call goes on from there.
    """
    target = folder / url.rsplit("/", 1)[-1]
    return target, loader.fetch(url, target, MAX_ARCHIVE)
