"""Who issued a text, when, under which number and title: from its head and the comments above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.days import first_day
from ingest.line_kinds import Line, LineKind, in_capitals
from knowledge.document import Meta, Node, NodeKind

_NUMBER = r"(?<![\w/])\d{1,5}(?:/\d{4})?/[A-ZĐ]{1,6}\d{0,2}(?:-[A-ZĐa-zđ]{2,12})*(?![\w/-])"
_FRONT = re.compile(
    rf"\s*#[ \t]+(?P<kind>[^\d#\n]{{0,40}}?)(?P<number>{_NUMBER})(?P<rest>[^\n]*)\n"
    r"(?P<more>(?:#[ \t]+[^\n]*(?:\n|$))+)"
)
"""A block of comments: its first line names the text, and at least one more comment follows."""

_FACT = re.compile(r"^#[ \t]+(?:Nguồn|Cơ quan ban hành|Số điều|Lưu ý)[^\n:]{0,40}:", re.MULTILINE)
_ISSUER = re.compile(r"Cơ quan ban hành:\s*([^;\n]+)")
_ISSUED = re.compile(r"ngày ban hành:\s*")
_HOLDS = re.compile(r"hiệu lực từ:\s*")
_DATED = re.compile(r"\s*\(\d{1,2}/\d{1,2}/\d{4}\)$")
_ABBREVIATED = {"NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "TT": "Thông tư", "KH": "Kế hoạch"}
_ISSUERS = {"CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "UBTVQH": "Ủy ban Thường vụ Quốc hội"}
_KINDS = re.compile(
    r"(?:Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?|Luật|Bộ luật|Pháp lệnh|Kế hoạch|"
    r"Chương trình(?: hành động)?|Chỉ thị|Văn bản hợp nhất)(?=\s|$)",
    re.IGNORECASE,
)
_PRINTED = re.compile(rf"[Ss]ố\s*:\s*({_NUMBER})")
_SIGNED = re.compile(r",\s*ngày\s+(?=\d{1,2}\s+tháng)")
_EFFECTIVE = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Kế hoạch|Chỉ thị) này "
    r"có hiệu lực(?: thi hành)?(?:,)?(?: kể)? từ ngày (?P<signing>ký)?"
)
_HEAD_LINES = 15
_MINISTRY = re.compile(r"(?:BỘ|NGÂN HÀNG NHÀ NƯỚC|ỦY BAN|UỶ BAN)\s")
_NO_HEAD = frozenset({LineKind.CHAPTER, LineKind.DIVISION, LineKind.PART, LineKind.ARTICLE, LineKind.ANNEX})


@dataclass(frozen=True, slots=True)
class Front:
    """What the comments above a text say of it; empty where they are silent."""

    number: str = ""
    title: str = ""
    kind: str = ""
    issuer: str = ""
    issued: str = ""
    effective: str = ""


def split_front(text: str) -> tuple[Front, str]:
    """The block of comments that names the text, read, and the text below it.

    The pattern is strict, since in Markdown "#" is a heading: a first line with the number of an instrument,
    a dash before its title or facts ("# Nguồn: …") below, and a second line that is a comment too.
    """
    match = _FRONT.match(text)
    if match is None:
        return Front(), text
    name = re.match(r"(?:.*?\s)?[—–](?:\s+(.*)|$)", match["rest"])
    if name is None and not _FACT.search(match["more"]):
        return Front(), text
    more = match["more"]
    number, issuer = match["number"], _ISSUER.search(more)
    front = Front(
        number,
        _DATED.sub("", (name[1] or "").strip()) if name else "",
        _kind_of(match["kind"], number),
        issuer[1].strip() if issuer and not re.search(r"\d", issuer[1]) else "",
        _of_year(number, _day_after(_ISSUED, more)),
        _day_after(_HOLDS, more),
    )
    return front, text[match.end() :]


def numbered(name: str, front: Front, lines: Iterable[Line]) -> str:
    """The official number; `name`, the file's name, where nobody tells it.

    A name with a stroke is no file's: the source itself told the number.
    """
    if "/" in name:
        return name
    return front.number or _printed(lines) or name


def titled(front: Front, number: str, root: Node, text: str) -> str:
    """The title as a person says it ("Nghị định về tổ hợp tác"), empty where nobody tells it."""
    if not front.title:
        named = f"{front.kind} số {front.number}" if front.kind else ""
        return _title(root, text) or named
    begins = _KINDS.match(front.title)
    if begins:
        return front.title[:1].upper() + front.title[1:]
    kind = front.kind or _kind_of("", number)
    words = front.title if kind in ("", "Luật") else _small_start(front.title)
    return f"{kind} {words}".strip()


def described(meta: Meta, front: Front, number: str, root: Node, text: str) -> Meta:
    """`meta` with the facts it leaves empty filled in from the comments, the head and the text."""
    issued = meta.issued or front.issued or _issued(root, text)
    return replace(
        meta,
        kind=meta.kind or front.kind or _title_kind(root, text) or _kind_of(front.title, number),
        issuer=meta.issuer or front.issuer or _issuer(number, root, text),
        issued=issued,
        effective=meta.effective or front.effective or _effective(root, text, issued),
    )


def _kind_of(words: str, number: str) -> str:
    """The kind of instrument that `words` or the number say: "NĐ-CP" is a decree's."""
    if named := _KINDS.match(words.strip()):
        return named.group()
    short = re.match(r"[A-ZĐ]+", number.rsplit("/", 1)[-1])
    return _ABBREVIATED.get(short.group(), "") if short else ""


def _of_year(number: str, day: str) -> str:
    """`day` unless the number names another year: then it is the day of a text that the title names."""
    year = re.search(r"/(\d{4})/", number)
    return "" if year and not day.startswith(year[1]) else day


def _day_after(label: re.Pattern[str], words: str) -> str:
    match = label.search(words)
    return first_day(words[match.end() :]) if match else ""


def _printed(lines: Iterable[Line]) -> str:
    """The number printed in the head of the text; one in a form at its end is another text's."""
    for line in lines:
        if line.kind in _NO_HEAD:
            return ""
        if line.kind is LineKind.NUMBER:
            return line.label
        if match := _PRINTED.search(line.text):
            return match[1]
    return ""


def _title(root: Node, text: str) -> str:
    for node in root.children:
        if node.kind is NodeKind.TITLE:
            words = [unit.head.of(text) for unit in node.walk()]
            kind = words[0].capitalize() if words[0].isupper() else words[0]
            return re.sub(r"\s+", " ", " ".join([kind, *(_small_start(w) for w in words[1:])]))
    return ""


def _small_start(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _title_kind(root: Node, text: str) -> str:
    title = next((node for node in root.children if node.kind is NodeKind.TITLE), None)
    named = _KINDS.match(title.head.of(text)) if title else None
    return named.group().capitalize() if named else ""


def _head(root: Node, text: str) -> Iterator[str]:
    for node in root.children[:_HEAD_LINES]:
        if node.kind in (NodeKind.HEADER, NodeKind.PARAGRAPH, NodeKind.TITLE, NodeKind.PREAMBLE):
            yield node.head.of(text)


def _issued(root: Node, text: str) -> str:
    return next((day for words in _head(root, text) if (day := _day_after(_SIGNED, words))), "")


def _issuer(number: str, root: Node, text: str) -> str:
    sign = number.rsplit("/", 1)[-1]
    if re.fullmatch(r"QH\d+", sign):
        return "Quốc hội"
    known = _ISSUERS.get(sign.rsplit("-", 1)[-1], "") or _ISSUERS.get(sign.rstrip("0123456789"), "")
    return known or next((name for words in _head(root, text) if (name := _ministry(words, text))), "")


def _ministry(words: str, text: str) -> str:
    """A ministry printed in capitals in the head, as the text itself writes its name elsewhere."""
    if not _MINISTRY.match(words) or not in_capitals(words) or len(words) > 80:
        return ""
    names = re.finditer(re.escape(words), text, re.IGNORECASE)
    return next((found.group() for found in names if not in_capitals(found.group())), "")


def _effective(root: Node, text: str, issued: str) -> str:
    """From when the text says that it holds, where it says so plainly."""
    for node in _own_words(root):
        if match := _EFFECTIVE.search(text, node.head.start, node.head.end):
            return issued if match["signing"] else first_day(text[match.end() : match.end() + 40])
    return ""


def _own_words(node: Node) -> Iterator[Node]:
    if node.kind in (NodeKind.QUOTED, NodeKind.REMARK, NodeKind.ANNEX, NodeKind.FORM):
        return
    yield node
    for child in node.children:
        yield from _own_words(child)
