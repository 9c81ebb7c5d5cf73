"""What one line of a legal text is by its own words: its kind and the number or mark printed on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.patterns import UPPER


class LineKind(StrEnum):
    """What a line is, before its place in the tree is known."""

    NUMBER = "number"
    DATE = "date"
    TITLE = "title"
    BASIS = "basis"
    DIVISION = "division"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    PART = "part"
    ARTICLE = "article"
    REMARK = "remark"
    DOTTED = "dotted"
    NUMBERED = "numbered"
    POINT = "point"
    SUBPOINT = "subpoint"
    STARRED = "starred"
    BULLET = "bullet"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    OFFICE = "office"
    ANNEX = "annex"
    ATTACHED = "attached"
    FORM = "form"
    ROW = "row"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One recognised line.

    `text` is without marks; `marked` says that the source set it as a heading or in bold, `quoted` that an
    amending text quotes it from the text it amends.
    """

    kind: LineKind
    text: str
    label: str = ""
    marked: bool = False
    quoted: bool = False


_TITLES = (
    "KẾ HOẠCH|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|LUẬT|CHƯƠNG TRÌNH|CHỈ THỊ|PHÁP LỆNH"
)
_OFFICES = (
    "CHỦ TỊCH(?: QUỐC HỘI| NƯỚC)?|PHÓ CHỦ TỊCH|(?:PHÓ )?THỦ TƯỚNG(?: CHÍNH PHỦ)?|BỘ TRƯỞNG|THỨ TRƯỞNG|"
    "(?:PHÓ )?THỐNG ĐỐC|(?:PHÓ )?CHỦ NHIỆM|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC"
)
_ROMAN = r"(?=[IVXLC])(?>(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
"""A well-formed Roman numeral: of "IICHÍNH SÁCH", two words that a page glued, it takes the "II"."""

_ORDINALS = "nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
_TITLED = rf"(?:\s*[.:]?\s*$|\s*[.:–-]\s*(?=[\d\s({UPPER}])|\s*(?=[{UPPER}][{UPPER} ]))"
"""What may follow the number of a heading: nothing, a stop and a title, or a title in capitals. A sentence
that begins with "Chương II của Nghị định này" is none."""

_NAMED = rf"(?:\s*$|\s*[.:–-]\s*(?=[{UPPER}])|\s+(?=[{UPPER}][{UPPER} ])|\s*(?=\((?:Ban hành|Kèm|Dành)))"

_ANNEX_LABEL = r"(?:[IVXLC]+|\d+[A-Z]?|[A-Z])(?:[-.]\d+)?"
_ANNEX = (
    rf"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?P<label>{_ANNEX_LABEL})\b"
    r"|(?!\s+(?:số\s+|SỐ\s+)?[IVXLC\d]+\b))"
)
_FORM_LABEL = r"(?:[IVXLC]+|\d+[A-Za-z]?|[A-Z]{1,3})(?:[-./][0-9A-ZĐ]+)*"


def _kind(kind: LineKind, pattern: str) -> tuple[LineKind, re.Pattern[str]]:
    return kind, re.compile(pattern)


PATTERNS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    _kind(LineKind.NUMBER, r"\|?\s*(?:Luật s|S)ố\s*:\s*(?P<label>\d\S*)\s*\|?$"),
    _kind(LineKind.DATE, r"[^,.;:]{2,40},\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}$"),
    _kind(LineKind.TITLE, rf"(?P<label>{_TITLES})$"),
    _kind(
        LineKind.BASIS,
        r"Căn cứ (?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị|Quyết|Thông|Chỉ thị|Điều|khoản|điểm)"
        r"|Theo đề nghị của |(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:$",
    ),
    _kind(
        LineKind.REMARK,
        r"\(Điều .*có hiệu lực.*\d\s*\.?\)$|\S.{0,150}\.(?:docx?|xlsx?|pdf|rar|zip)$",
    ),
    _kind(LineKind.ANNEX, _ANNEX + _NAMED),
    _kind(
        LineKind.FORM,
        rf"(?:Mẫu|MẪU|Biểu|BIỂU)(?: biểu| BIỂU)?\s+(?:(?:số|SỐ)\s*:?\s*)?(?P<label>{_FORM_LABEL}){_NAMED}",
    ),
    _kind(LineKind.RECIPIENTS, r"Nơi nhận\s*:"),
    _kind(LineKind.SIGNATURE, rf"(?:TM|KT|TL|TUQ)\.\s+[{UPPER} ,]+$"),
    _kind(LineKind.OFFICE, rf"(?:{_OFFICES})(?:\s+[{UPPER}](?:(?![{UPPER}])\w)+){{0,5}}$"),
    _kind(
        LineKind.DIVISION,
        rf"(?:Phần|PHẦN)\s+(?P<label>(?:thứ|THỨ)\s+(?:{_ORDINALS}|{_ORDINALS.upper()})|{_ROMAN}|\d+)\b{_TITLED}",
    ),
    _kind(LineKind.CHAPTER, rf"(?:Chương|CHƯƠNG)\s+(?P<label>{_ROMAN}|\d+){_TITLED}"),
    _kind(LineKind.SECTION, rf"(?:Mục|MỤC)\s+(?P<label>{_ROMAN}|\d+[A-Za-z]?){_TITLED}"),
    _kind(LineKind.SUBSECTION, rf"(?:Tiểu mục|TIỂU MỤC)\s+(?P<label>{_ROMAN}|\d+){_TITLED}"),
    _kind(LineKind.ARTICLE, r"(?:Điều|ĐIỀU)\s+(?P<label>\d+[a-zđ]?\d?)(?:\s*[.:]|$)"),
    _kind(LineKind.PART, rf"(?P<label>[IVXLC]+)\.\s+(?=[{UPPER}])"),
    _kind(LineKind.DOTTED, r"(?P<label>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=\S)"),
    _kind(LineKind.NUMBERED, rf"(?P<label>\d{{1,3}}[a-zđ]?) ?\.(?:\s+(?=\S)|(?=[{UPPER}“\[]))"),
    _kind(LineKind.SUBPOINT, r"(?P<label>[a-zđ]\d?(?:\.\d{1,2})+)\.?\)\s*(?=\S)"),
    _kind(LineKind.POINT, rf"(?P<label>[a-zđ]{{1,2}}\d?)\)(?:\s+(?=\S)|(?=[{UPPER}]))"),
)
"""Tried in order on a line without marks; the first that matches gives its kind and label."""


def by_pattern(text: str, marked: bool = False) -> Line:
    """`text` as the kind whose pattern it matches first, else as running text."""
    for kind, pattern in PATTERNS:
        if match := pattern.match(text):
            return Line(kind, text, label=match.groupdict().get("label") or "", marked=marked)
    return Line(LineKind.TEXT, text, marked=marked)


def in_capitals(text: str) -> bool:
    """Whether `text` has letters and none of them is small."""
    return text.isupper()
