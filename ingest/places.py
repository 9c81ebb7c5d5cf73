"""Names of places: the stable anchor of a unit (`iii.2.12`) and the same for people ("Mục III.2.12")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.line_kinds import Line, LineKind
from knowledge.document import NodeKind
from knowledge.text import strip_accents

_SPOKEN_LABEL: dict[NodeKind, tuple[str, str]] = {
    NodeKind.DIVISION: ("phan", "Phần"),
    NodeKind.CHAPTER: ("chuong", "Chương"),
    NodeKind.SUBSECTION: ("tieu_muc", "Tiểu mục"),
    NodeKind.ARTICLE: ("dieu", "Điều"),
    NodeKind.CLAUSE: ("khoan", "khoản"),
    NodeKind.POINT: ("diem", "điểm"),
    NodeKind.FORM: ("mau", "Mẫu"),
}
_COUNTED: dict[NodeKind, tuple[str, str]] = {
    NodeKind.BULLET: ("gach", "gạch đầu dòng"),
    NodeKind.PARAGRAPH: ("doan", "đoạn"),
    NodeKind.QUOTED: ("trich", "trích"),
    NodeKind.TABLE_HEAD: ("cot", "tên cột"),
}
_SINGLE: dict[NodeKind, tuple[str, str]] = {
    NodeKind.TITLE: ("ten", "Tên văn bản"),
    NodeKind.PREAMBLE: ("mo_dau", "Phần mở đầu"),
    NodeKind.RECIPIENTS: ("noi_nhan", "Nơi nhận"),
    NodeKind.SIGNATURE: ("chu_ky", "Phần ký"),
    NodeKind.REMARK: ("ghi_chu", "ghi chú của nguồn"),
}
_QUOTED_LABEL: dict[LineKind, str] = {
    LineKind.ARTICLE: "Điều",
    LineKind.NUMBERED: "khoản",
    LineKind.DOTTED: "điểm",
    LineKind.POINT: "điểm",
}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WITH_TITLE = (NodeKind.DIVISION, NodeKind.CHAPTER, NodeKind.SUBSECTION, NodeKind.FORM)
_LEGAL = (NodeKind.DIVISION, NodeKind.CHAPTER)


@dataclass(frozen=True, slots=True)
class Above:
    """What a unit stands under: its parent, and the annex or form (else the document) it belongs to.

    `twins` counts the units of its kind under the parent so far, itself included.
    """

    anchor: str
    place: str
    kind: NodeKind
    scope_anchor: str
    scope_place: str
    twins: int


def component(kind: NodeKind, line: Line, above: Above) -> str:
    """The anchor of a unit. An article's has no chapter: `dieu_9`, in an annex `pl_1.dieu_9`."""
    own = _own_component(kind, line, above)
    parent = above.scope_anchor if kind is NodeKind.ARTICLE else above.anchor
    return f"{parent}.{own}" if parent else own


def place(kind: NodeKind, line: Line, above: Above) -> str:
    """The place of a unit as a person says it."""
    if kind is NodeKind.HEADER:
        return "Số hiệu" if line.kind is LineKind.NUMBER else "Nơi và ngày ban hành"
    if kind in (NodeKind.ARTICLE, *_WITH_TITLE) or (
        kind is NodeKind.SECTION and line.kind is LineKind.SECTION
    ):
        return _heading_place(kind, line, above)
    if kind in (NodeKind.PART, NodeKind.SECTION, NodeKind.ITEM):
        return _numbered(line.label, above)
    if kind is NodeKind.ANNEX or (kind in _SINGLE and kind is not NodeKind.REMARK):
        own = _annex_place(line) if kind is NodeKind.ANNEX else _single_place(kind, above)
        return f"{above.scope_place}, {own[:1].lower()}{own[1:]}" if above.scope_anchor else own
    own = _own_place(kind, line, above)
    if above.kind is NodeKind.DOCUMENT:
        return own[:1].upper() + own[1:]
    joint = " " if kind in (NodeKind.CLAUSE, NodeKind.POINT) or _labelled_quote(above, line) else ", "
    return f"{above.place}{joint}{own}"


def _heading_place(kind: NodeKind, line: Line, above: Above) -> str:
    word = "Mục" if kind is NodeKind.SECTION else _SPOKEN_LABEL[kind][1]
    own = f"{word} {line.label}"
    if kind is NodeKind.ARTICLE or above.kind not in (*_LEGAL, NodeKind.SECTION):
        return f"{above.scope_place}, {own}" if above.scope_anchor else own
    return f"{above.place}, {own}"


def _annex_place(line: Line) -> str:
    if line.kind is LineKind.ATTACHED:
        word = re.match(r"QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|ĐIỀU LỆ|ĐỀ ÁN|CHƯƠNG TRÌNH|KẾ HOẠCH|DANH MỤC", line.text)
        return f"{word.group().capitalize() if word else 'Văn bản'} kèm theo"
    return f"Phụ lục {line.label}".strip()


def _single_place(kind: NodeKind, above: Above) -> str:
    many = kind is NodeKind.PREAMBLE and above.twins > 1
    return f"{_SINGLE[kind][1]}, đoạn {above.twins}" if many else _SINGLE[kind][1]


def _numbered(label: str, above: Above) -> str:
    if above.kind in (NodeKind.ANNEX, NodeKind.FORM):
        return f"{above.place}, mục {label}"
    if above.scope_anchor or above.kind is NodeKind.ARTICLE:
        joint = " mục " if above.kind is NodeKind.ARTICLE else "."
        return f"{above.place}{joint}{_last(label)}"
    if above.kind in (NodeKind.PART, NodeKind.SECTION) and above.place.startswith("Mục "):
        return f"{above.place}.{_last(label) if above.kind is NodeKind.SECTION else label}"
    return f"Mục {label}"


def _own_component(kind: NodeKind, line: Line, above: Above) -> str:
    if kind is NodeKind.HEADER:
        return "so_hieu" if line.kind is LineKind.NUMBER else "ngay_ban_hanh"
    if kind in _SINGLE:
        return _SINGLE[kind][0]
    if kind in _COUNTED:
        return f"{_COUNTED[kind][0]}_{above.twins}"
    if line.kind is LineKind.ATTACHED:
        return "kem_theo"
    if line.kind is LineKind.SECTION:
        return f"muc_{_slug(line.label)}"
    if kind in _SPOKEN_LABEL:
        word = "tiet" if _is_tiet(kind, above) else _SPOKEN_LABEL[kind][0]
        return f"{word}_{_ordinal(line.label)}"
    if kind is NodeKind.ANNEX:
        return f"pl_{_slug(line.label)}" if line.label else "pl"
    return _row_component(kind, line, above.twins)


def _row_component(kind: NodeKind, line: Line, twins: int) -> str:
    if kind is NodeKind.ROW_GROUP:
        return _slug(_group_label(line)) or f"nhom_{twins}"
    if kind is NodeKind.ROW:
        return _slug(line.text.split("\t", 1)[0]) or f"dong_{twins}"
    if kind is NodeKind.GROUP:
        return _slug(line.text)[:40].rstrip("_") or f"nhom_{twins}"
    return _slug(_last(line.label) if kind is NodeKind.ITEM else line.label) or f"muc_{twins}"


def _own_place(kind: NodeKind, line: Line, above: Above) -> str:
    if kind is NodeKind.QUOTED:
        return _quoted_place(line, above)
    if kind is NodeKind.REMARK:
        return _SINGLE[kind][1]
    if kind in _COUNTED:
        return f"{_COUNTED[kind][1]} {above.twins}"
    if kind in _SPOKEN_LABEL:
        return f"{'tiết' if _is_tiet(kind, above) else _SPOKEN_LABEL[kind][1]} {line.label}"
    if kind is NodeKind.ROW_GROUP:
        return f"phần {_group_label(line) or above.twins}"
    if kind is NodeKind.ROW:
        return f"mục {line.text.split(chr(9), 1)[0] or above.twins}"
    words = line.text.rstrip(" :")
    return (words[:1].lower() + words[1:])[:60]


def _quoted_place(line: Line, above: Above) -> str:
    word = _QUOTED_LABEL.get(line.kind)
    own = f"{word} {line.label}" if word else f"đoạn {above.twins}"
    return own if above.kind is NodeKind.QUOTED else f"trích {own}"


def _labelled_quote(above: Above, line: Line) -> bool:
    return above.kind is NodeKind.QUOTED and line.kind in _QUOTED_LABEL


def _is_tiet(kind: NodeKind, above: Above) -> bool:
    """A point below a point: "a.1)" below "a)", "a)" below "2.1."."""
    return kind is NodeKind.POINT and above.kind is NodeKind.POINT


def _ordinal(label: str) -> str:
    """A printed label in an anchor; "đ" is "dd", since "d" is the point before it."""
    words = label.lower().split()
    if len(words) == 2 and words[1] in _ORDINALS:
        return str(_ORDINALS.index(words[1]) + 1)
    return _slug(label.replace("đ", "dd"))


def _group_label(line: Line) -> str:
    match = re.match(r"([IVXLC]+|\d+|[A-Z])\.", line.text)
    return match.group(1) if match else ""


def _last(label: str) -> str:
    return label.rsplit(".", 1)[-1]


def _slug(words: str) -> str:
    return re.sub(r"[^0-9a-z]+", "_", strip_accents(words).lower()).strip("_")
