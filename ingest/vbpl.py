"""Pages of the national legal database (vbpl.vn, as saved or downloaded) as one text for each instrument.

An instrument has four pages, known by what stands on them: full text, properties, history, related
instruments. The full text makes the document; the others give its title, days, validity and relations. The
layout is that of 2025 (`vbpq-toanvan.aspx` and its sisters), read from stored pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ingest.archive import ArchivedPage
from ingest.collected import Collected, Unit
from ingest.days import first_day
from ingest.formats.html_tree import body_of
from ingest.phapdien import DATABASE, titled
from ingest.phapdien_note import KINDS, NUMBER, plain, squeezed
from ingest.phapdien_page import lines_of
from knowledge.document import Link, Meta, Remark
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ITEM = re.compile(r"(?:action|rel)=\"[^\"]*\"[^>]*?ItemID=(\d+)|ItemID=(\d+)", re.IGNORECASE)
_NAMED = re.compile(rf"(?P<kind>{KINDS}|Hiến pháp|[^\d]*?)\s*(?P<number>{NUMBER})$")
_CITED = re.compile(rf"\s(?P<number>{NUMBER})\s")
_RENDERED = re.compile(r"Rendered using cache profile[^>]*? at: (\d{4}-\d{2}-\d{2})")
_CHANGED = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế|hết hiệu lực|đính chính|đình chỉ", re.IGNORECASE)

Relation = Literal["amended_by", "amends", "guided_by", "guides", "related"]
_RELATIONS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"được hướng dẫn|được quy định chi tiết"), "guides"),
    (re.compile(r"hướng dẫn|quy định chi tiết"), "guided_by"),
    (re.compile(r"(?:được|bị) (?:sửa đổi|bổ sung|đính chính)"), "amends"),
    (re.compile(r"sửa đổi|bổ sung|đính chính"), "amended_by"),
)
"""What the label of a group of related instruments says of them; any other label is only "related"."""


@dataclass(frozen=True, slots=True)
class DatabasePage:
    """One page read: the ItemID, what is told of the instrument, and on a full-text page its lines."""

    item: str
    number: str
    lines: tuple[str, ...]
    title: str
    meta: Meta
    remarks: tuple[Remark, ...]


def read_page(page: ArchivedPage) -> DatabasePage:
    """What a page says.

    Raises:
        DocumentError: too large, not UTF-8, cut short, or no page of one instrument of this database.
    """
    html = _html_of(page)
    body = body_of(html, page.name)
    item = _ITEM.search(html)
    heading = body.css_first(".box-map li:last-child a") if body else None
    named = _NAMED.search(plain(heading.html or "")) if heading else None
    if body is None or item is None or named is None:
        raise DocumentError(
            f"{page.name}: không phải trang văn bản của vbpl.vn; "
            "hãy lưu lại trang «Toàn văn» hoặc «Thuộc tính»"
        )
    number = squeezed(named["number"])
    rendered = _RENDERED.search(html)
    meta = Meta(
        kind=named["kind"].strip(),
        address=DATABASE + (item[1] or item[2]),
        collected=rendered[1] if rendered else page.day,
        source="vbpl",
    )
    title, meta = _properties(body, meta)
    content = body.css_first("#toanvancontent")
    lines = lines_of(content.html or "", page.name) if content else ()
    remarks = tuple(dict.fromkeys((*_validity(body), *_history(body, number), *_related(body))))
    return DatabasePage(item[1] or item[2], number, lines, title, meta, remarks)


def _html_of(page: ArchivedPage) -> str:
    if page.fault:
        raise DocumentError(page.fault)
    try:
        html = page.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{page.name}: không phải UTF-8 (byte thứ {error.start + 1}); hãy lưu lại trang"
        ) from None
    if "</html" not in html[-2000:].lower():
        raise DocumentError(f"{page.name}: trang bị cắt giữa chừng (thiếu </html>); hãy tải lại")
    return html


def _properties(body: LexborNode, meta: Meta) -> tuple[str, Meta]:
    table = body.css_first(".vbProperties table")
    told = dict(_labelled(table)) if table else {}
    effective = told.get("Ngày có hiệu lực") or next(
        (words for label, words in _headline(body) if label == "Ngày có hiệu lực"), ""
    )
    if not told.get("Số ký hiệu"):
        return "", replace(meta, effective=first_day(effective))
    title = table.css_first("td.title") if table else None
    return plain(title.html or "") if title else "", replace(
        meta,
        kind=told.get("Loại văn bản", meta.kind),
        issuer=next((words for label, words in told.items() if label.startswith("Cơ quan ban hành")), ""),
        issued=first_day(told.get("Ngày ban hành", "")),
        effective=first_day(effective),
    )


def _labelled(table: LexborNode) -> Iterator[tuple[str, str]]:
    label = ""
    for cell in table.css("td"):
        words = plain(cell.html or "")
        if "label" in (cell.attributes.get("class") or "").split():
            label = words
        elif label:
            yield label, words
            label = ""


def _headline(body: LexborNode) -> Iterator[tuple[str, str]]:
    for entry in body.css(".vbInfo li"):
        label, colon, words = plain(entry.html or "").partition(":")
        if colon:
            yield label.strip(), words.strip()


def _validity(body: LexborNode) -> Iterator[Remark]:
    for label, words in _headline(body):
        if label == "Hiệu lực" and words:
            yield Remark("", f"Tình trạng hiệu lực: {words}")


def _history(body: LexborNode, own: str) -> Iterator[Remark]:
    title = body.css_first(".vbProperties td.title")
    if title is None or "Lịch sử hiệu lực" not in plain(title.html or ""):
        return
    for row in body.css(".vbProperties tr"):
        cells = [plain(cell.html or "") for cell in row.css("td")]
        if len(cells) < 3 or not first_day(cells[0]):
            continue
        day, event, source = cells[0], cells[1], cells[2]
        part = f"; phần hết hiệu lực: {cells[3]}" if len(cells) > 3 and cells[3] else ""
        acting = source != own and re.fullmatch(NUMBER, source) and _CHANGED.search(event)
        links = (Link("amended_by", squeezed(source)),) if acting else ()
        yield Remark("", f"{day}: {event} ({source}){part}", first_day(day), links)


def _related(body: LexborNode) -> Iterator[Remark]:
    for row in body.css(".vbLienQuan tr"):
        label = row.css_first("td.label")
        if label is None:
            continue
        group = plain(label.html or "")
        for entry in row.css(".item p.title"):
            words = plain(entry.html or "")
            cited = _CITED.search(f" {words} ")
            links = (Link(_relation(group), squeezed(cited["number"])),) if cited else ()
            yield Remark("", f"{group}: {words}", "", links)


def _relation(group: str) -> Relation:
    return next((relation for pattern, relation in _RELATIONS if pattern.search(group)), "related")


def texts_of(pages: Iterable[DatabasePage]) -> tuple[tuple[Collected, ...], tuple[str, ...]]:
    """One text for each instrument whose full text is among `pages`, and the numbers of those without one."""
    items: dict[str, list[DatabasePage]] = {}
    for page in pages:
        items.setdefault(page.item, []).append(page)
    whole = [found for found in items.values() if any(page.lines for page in found)]
    missing = tuple(found[0].number for found in items.values() if found not in whole)
    return tuple(_text(found) for found in whole), missing


def _text(pages: list[DatabasePage]) -> Collected:
    full = next(page for page in pages if page.lines)
    told = next((page for page in pages if page.title), full)
    meta = replace(
        told.meta,
        effective=told.meta.effective or full.meta.effective,
        collected=max(page.meta.collected for page in pages),
    )
    remarks = tuple(dict.fromkeys(remark for page in pages for remark in page.remarks))
    title = titled(meta.kind, told.title)
    unit = Unit("", "\n".join(full.lines))
    return Collected(full.number, title, meta, (unit,), remarks, meta.address)
