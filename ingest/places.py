"""Names of places: the stable anchor of a unit (`iii.2.12`) and the same for people ("Mục III.2.12")."""

from __future__ import annotations

import re

from ingest.lines import Line, LineKind
from knowledge.document import NodeKind
from knowledge.text import strip_accents

_SPOKEN_LABEL: dict[NodeKind, tuple[str, str]] = {
    NodeKind.CHAPTER: ("chuong", "Chương"),
    NodeKind.ARTICLE: ("dieu", "Điều"),
    NodeKind.CLAUSE: ("khoan", "khoản"),
    NodeKind.POINT: ("diem", "điểm"),
}
_COUNTED: dict[NodeKind, tuple[str, str]] = {
    NodeKind.BULLET: ("gach", "gạch đầu dòng"),
    NodeKind.PARAGRAPH: ("doan", "đoạn"),
    NodeKind.TABLE_HEAD: ("cot", "tên cột"),
}
_SINGLE: dict[NodeKind, tuple[str, str]] = {
    NodeKind.TITLE: ("ten", "Tên văn bản"),
    NodeKind.PREAMBLE: ("mo_dau", "Phần mở đầu"),
    NodeKind.RECIPIENTS: ("noi_nhan", "Nơi nhận"),
    NodeKind.SIGNATURE: ("chu_ky", "Phần ký"),
}
_ROOTLESS = (NodeKind.DOCUMENT, NodeKind.CHAPTER)


def component(kind: NodeKind, line: Line, parent: str, parent_kind: NodeKind, twins: int) -> str:
    """The anchor of a unit; `twins` counts units of its kind under its parent so far, itself included."""
    own = _own_component(kind, line, twins)
    bare = kind is NodeKind.ARTICLE and parent_kind in (*_ROOTLESS, NodeKind.PART, NodeKind.SECTION)
    return own if bare or not parent else f"{parent}.{own}"


def place(kind: NodeKind, line: Line, parent: str, parent_kind: NodeKind, twins: int) -> str:
    """The place of a unit as a person says it; `parent` is the place above."""
    top = parent_kind is NodeKind.DOCUMENT
    if kind is NodeKind.HEADER:
        return "Số hiệu" if line.kind is LineKind.NUMBER else "Nơi và ngày ban hành"
    if kind in _SINGLE:
        return _SINGLE[kind][1]
    if kind is NodeKind.ANNEX:
        return f"Phụ lục {line.label}".strip()
    if kind in (NodeKind.PART, NodeKind.SECTION, NodeKind.ITEM):
        return _numbered(line.label, parent, parent_kind)
    own = _own_place(kind, line, twins)
    if top or (kind in (NodeKind.ARTICLE, NodeKind.CHAPTER)):
        return own[:1].upper() + own[1:]
    joint = " " if kind in (NodeKind.CLAUSE, NodeKind.POINT) else ", "
    return f"{parent}{joint}{own}"


def _numbered(label: str, parent: str, parent_kind: NodeKind) -> str:
    if parent_kind is NodeKind.ANNEX:
        return f"{parent}, mục {label}"
    if parent_kind in (NodeKind.PART, NodeKind.SECTION) and parent.startswith("Mục "):
        return f"{parent}.{_last(label) if parent_kind is NodeKind.SECTION else label}"
    return f"Mục {label}"


def _own_component(kind: NodeKind, line: Line, twins: int) -> str:
    if kind is NodeKind.HEADER:
        return "so_hieu" if line.kind is LineKind.NUMBER else "ngay_ban_hanh"
    if kind in _SINGLE:
        return _SINGLE[kind][0]
    if kind in _COUNTED:
        return f"{_COUNTED[kind][0]}_{twins}"
    if kind in _SPOKEN_LABEL:
        return f"{_SPOKEN_LABEL[kind][0]}_{_slug(line.label)}"
    if kind is NodeKind.ANNEX:
        return f"pl_{_slug(line.label)}" if line.label else "pl"
    if kind is NodeKind.ROW_GROUP:
        return _slug(_group_label(line)) or f"nhom_{twins}"
    if kind is NodeKind.ROW:
        return _slug(line.text.split("\t", 1)[0]) or f"dong_{twins}"
    if kind is NodeKind.GROUP:
        return _slug(line.text)[:40].rstrip("_") or f"nhom_{twins}"
    return _slug(_last(line.label) if kind is NodeKind.ITEM else line.label) or f"muc_{twins}"


def _own_place(kind: NodeKind, line: Line, twins: int) -> str:
    if kind in _COUNTED:
        return f"{_COUNTED[kind][1]} {twins}"
    if kind in _SPOKEN_LABEL:
        return f"{_SPOKEN_LABEL[kind][1]} {line.label}"
    if kind is NodeKind.ROW_GROUP:
        return f"phần {_group_label(line) or twins}"
    if kind is NodeKind.ROW:
        return f"mục {line.text.split(chr(9), 1)[0] or twins}"
    words = line.text.rstrip(" :")
    return (words[:1].lower() + words[1:])[:60]


def _group_label(line: Line) -> str:
    match = re.match(r"([IVXLC]+|\d+|[A-Z])\.", line.text)
    return match.group(1) if match else ""


def _last(label: str) -> str:
    return label.rsplit(".", 1)[-1]


def _slug(words: str) -> str:
    return re.sub(r"[^0-9a-z]+", "_", strip_accents(words).lower()).strip("_")
