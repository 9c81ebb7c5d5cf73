"""The sentences that tell a person how an instrument stands. One sentence each, plain and neutral."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

UNLISTED = "Danh mục chưa có văn bản {what}, nên chưa nói được văn bản này còn hay hết hiệu lực."
NOT_ISSUED = "{what} ban hành ngày {since}, sau ngày được hỏi ({day})."
NOT_NUMBERED = "{what} mang số của năm sau ngày được hỏi ({day}), nên khi đó chưa có."
NOT_YET = "{what} chưa có hiệu lực vào ngày {day}; có hiệu lực từ ngày {since}."
NOT_ADDED = "{what} chưa có vào ngày {day}; {by} bổ sung điều khoản này từ ngày {since}."
UNTIL = "{what} có hiệu lực vào ngày {day} và hết hiệu lực từ ngày {until}{tail}."
IN_FORCE = (
    "{what} đang có hiệu lực{since}; chưa thấy nguồn nào nói văn bản bị sửa đổi hay hết hiệu lực{tail}."
)
HELD = "{what} còn hiệu lực vào ngày {day}; sau ngày {last} thì chưa thấy nguồn nào nói rõ{tail}."
AMENDED = "{what} còn hiệu lực{on} và đã được sửa đổi, bổ sung bởi {by}{tail}."
AMENDED_AND_CUT = "{what} còn hiệu lực{on} và đã được sửa đổi, bổ sung, bãi bỏ một phần bởi {by}{tail}."
PARTLY_REPEALED = "{what} còn hiệu lực{on}, trừ một số quy định đã bị bãi bỏ bởi {by}{tail}."
REPLACED = "{what} đã hết hiệu lực từ ngày {since}, được thay bằng {by}{tail}."
REPLACED_UNDATED = "{what} đã được thay bằng {by}, chưa rõ từ ngày nào{tail}."
REPEALED = "{what} đã bị bãi bỏ bởi {by}{tail}."
EXPIRED = "{what} đã hết thời hạn áp dụng từ ngày {since}{tail}."
UNKNOWN = (
    "{what}: chưa thấy nguồn nào nói rõ còn hay hết hiệu lực sau ngày {last}{why} (kiểm tra ngày {checked})."
)
UNKNOWN_EVER = "{what}: chưa thấy nguồn nào nói rõ còn hay hết hiệu lực{why} (kiểm tra ngày {checked})."
UNIT_UNTOUCHED = "{what} không nằm trong phần bị sửa đổi hay bãi bỏ của văn bản{tail}."
UNIT_OPEN = (
    "{whole} đã được sửa đổi, bổ sung bởi {by}, nhưng danh mục chưa ghi đủ các điều bị sửa, "
    "nên cần đối chiếu {what} với văn bản sửa đổi{tail}."
)

ON_DAY = " vào ngày {day}"
SINCE = " từ ngày {day}"
FROM_DAY = "{label} từ ngày {day}"
ISSUED_ON = "{label} ban hành ngày {day}"
UNVERIFIED = "; chưa kiểm chứng được bằng nguồn"
INFERRED = "; đây là suy ra, cần kiểm tra lại"

_UNITS = {
    "dieu": "Điều",
    "khoan": "khoản",
    "diem": "điểm",
    "doan": "đoạn",
    "gach": "gạch đầu dòng",
    "pl": "Phụ lục",
    "chuong": "Chương",
    "muc": "Mục",
}


def written(day: date) -> str:
    """A day as people write it: "22/11/2026", "01/7/2024"."""
    return f"{day.day:02}/{day.month if day.month > 2 else f'{day.month:02}'}/{day.year}"


def tail(checked: date, doubt: str = "") -> str:
    """When it was checked and, where it cannot be relied on, why; in brackets."""
    return f" (kiểm tra ngày {written(checked)}{doubt})"


def listed(items: Iterable[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    *first, last = items
    return f"{', '.join(first)} và {last}" if first else last


def place(anchor: str) -> str:
    """The unit of an anchor for people: "dieu_9.khoan_2.diem_a" gives "điểm a khoản 2 Điều 9"."""
    return " ".join(map(_unit, reversed(anchor.split("."))))


def _unit(step: str) -> str:
    kind, _, label = step.partition("_")
    return f"{_UNITS[kind]} {label}" if kind in _UNITS and label else step


def opened(sentence: str) -> str:
    """The sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]
