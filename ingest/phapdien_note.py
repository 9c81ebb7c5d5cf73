"""The notes of the codification: which article of which instrument this is, and what it is related to."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.days import first_day
from knowledge.document import Link

KINDS = (
    "Bộ luật|Bộ Luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|"
    "Thông tư liên tịch|Thông tư|Chỉ thị|Sắc lệnh"
)
NUMBER = r"\d+[A-Za-z]?(?:\s?/\s?[\w.]+|-[\w.]+| [A-ZĐ]+(?=/))(?:\s?/\s?[\w.]+|-[\w.]+)*"
"""A number as printed: 45/2021/NĐ-CP, 21-LCT/HDNN8, 02 /2018/TTLT-BCA, 60 TC/TCT."""

_NUMBERED = re.compile(rf"\bsố(?:\s*:|\s+liên tịch|\s+[Ss]ố\s*:?)*\s*(?P<number>{NUMBER})")
_ARTICLE = re.compile(r"\W*(?:Danh mục được quy định tại )?Điều\s*(?P<label>\d+[a-zđ]?\d?)\b")
_HELD = re.compile(r"\s+ngày\s+(?=\d)")
_EFFECTIVE = re.compile(r"có hiệu lực(?: thi hành)?(?:,? kể)? từ ngày\s*")
_ACTING = re.compile(
    rf"(?:(?:khoản\s+(?P<clause>\d+[a-z]?)\s+)?Điều\s*(?P<label>\d+[a-zđ]?)\b[^;()]{{0,60}}?\s)?"
    rf"(?:{KINDS})\s+số\s*:?\s*(?P<number>{NUMBER})"
)
_ITEM = re.compile(r"ItemID=(\d+)(?:[^\"'#]*#(\w+))?")
_ANCHOR = re.compile(r"<a\s+href=[\"'](?P<href>[^\"']*)[\"'][^>]*>(?P<text>.*?)</a>", re.DOTALL)
_CODE = re.compile(r"Điều\s+(?P<code>\d+\.\d+\.[^\W\d]+(?:\.\w+)+)")
_OF = re.compile(rf"của\s+(?:{KINDS})\s+(?:số\s+)?(?P<number>{NUMBER})")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Note:
    """What stands below an article's title. Empty strings where the note does not say."""

    text: str
    label: str = ""
    kind: str = ""
    number: str = ""
    name: str = ""
    issued: str = ""
    issuer: str = ""
    effective: str = ""
    item: str = ""
    amended: tuple[Link, ...] = ()


def plain(markup: str) -> str:
    """The words of a piece of HTML on one line, NFC."""
    words = html.unescape(_TAG.sub("", markup))
    return unicodedata.normalize("NFC", " ".join(words.split()))


def number_of(words: str) -> str:
    """The first number in `words` without blanks; empty when there is none."""
    match = _NUMBERED.search(words)
    return squeezed(match["number"]) if match else ""


def squeezed(number: str) -> str:
    """A number as the catalogue writes it: no blanks around strokes, no stop at the end, "TTg" spelt so."""
    return re.sub(r"\s*/\s*", "/", number).replace(" ", "-").rstrip(".-").replace("-TTG", "-TTg")


def item_of(markup: str) -> tuple[str, str]:
    """The ItemID of the first link to the national database and the article named there, if any."""
    match = _ITEM.search(markup)
    if match is None:
        return "", ""
    article = re.search(r"Dieu_(\w+)$", match[2] or "")
    return match[1], article[1] if article else ""


def read_note(markup: str) -> Note:
    """What the note says; whatever its words, it never raises."""
    text = plain(markup)
    item, linked = item_of(markup)
    head, _, tail = text.partition("có hiệu lực")
    article = _ARTICLE.match(head)
    numbered = _NUMBERED.search(head)
    label = article["label"] if article else linked
    if numbered is None:
        return Note(text, label, _kind(head), effective=_effective(text), item=item)
    name, issued, issuer = _first_mention(head[numbered.end() :])
    return Note(
        text,
        label,
        _kind(head[: numbered.start()]),
        squeezed(numbered["number"]),
        name,
        issued,
        issuer,
        _effective(text),
        item,
        tuple(_acting(tail)),
    )


def _kind(words: str) -> str:
    match = re.search(KINDS, words)
    return match[0].replace("Bộ Luật", "Bộ luật") if match else ""


def _first_mention(words: str) -> tuple[str, str, str]:
    """Name, day of issue and issuer, which only the first note of an instrument tells."""
    cut = list(_HELD.finditer(words))
    if not cut:
        return "", "", ""
    name, rest = words[: cut[-1].start()].strip(), words[cut[-1].end() :]
    issuer = re.search(r"\bcủa\s+(?P<issuer>[^,]+)", rest)
    return name, first_day(rest), issuer["issuer"].strip(" )") if issuer else ""


def _effective(text: str) -> str:
    match = _EFFECTIVE.search(text)
    return first_day(text[match.end() :]) if match else ""


def _acting(tail: str) -> Iterator[Link]:
    for match in _ACTING.finditer(tail):
        before = tail[: match.start()].rsplit("có nội dung", 1)[-1]
        clause = f".khoan_{match['clause']}" if match["clause"] else ""
        anchor = f"{anchor_of(match['label'])}{clause}" if match["label"] else ""
        guided = "hướng dẫn" in before and "sửa đổi" not in before
        yield Link("guided_by" if guided else "amended_by", squeezed(match["number"]), anchor)


def anchor_of(label: str) -> str:
    """The anchor of an article: "5a" gives `dieu_5a`; empty for no label."""
    return f"dieu_{label.lower().replace('đ', 'd')}" if label else ""


def read_related(
    markup: str, codes: Mapping[str, tuple[str, str]], items: Mapping[str, str]
) -> tuple[Link, ...]:
    """The links of a "có nội dung liên quan đến …", those to unknown places left out.

    `codes` gives number and article of an article's code in the codification, `items` the number of an ItemID
    of the national database.
    """
    found = (
        _related(match["href"], plain(match["text"]), codes, items) for match in _ANCHOR.finditer(markup)
    )
    return tuple(dict.fromkeys(link for link in found if link))


def _related(
    href: str, words: str, codes: Mapping[str, tuple[str, str]], items: Mapping[str, str]
) -> Link | None:
    code = _CODE.match(words)
    if code and (known := codes.get(code["code"].rstrip("."))):
        return Link("related", known[0], anchor_of(known[1]))
    item, linked = item_of(href)
    of = _OF.search(words)
    number = squeezed(of["number"]) if of else items.get(item, "")
    return Link("related", number, anchor_of(linked)) if number else None
