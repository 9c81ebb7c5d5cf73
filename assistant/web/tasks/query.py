"""What an address asks of the pages of duties: the filters, the view, the day; and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from assistant.register.book import Register
from assistant.register.query import PRODUCTS, Query, Role
from assistant.web import messages
from assistant.web.body import Refusal

LONGEST_WORDS = 200
"""Characters of a search; the rest is left out."""

FIELDS = ("q", "office", "role", "shared", "when", "product", "section", "document")
VIEWS = ("view", "on", "chart")
_WHENS = ("continuous", "yearly", "periodic", "unstated")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the query, whether what is due is wanted, the day, and whose names the chart uses.

    `given` holds what stood in the address, as far as it is known here.
    """

    query: Query
    due: bool
    on: date
    day_given: bool
    todays: bool
    given: tuple[tuple[str, str], ...]

    def address(self, page: str = "tasks", **changed: str) -> str:
        """The address of a page with these filters, some of them changed; empty ones are left out."""
        fields = {**dict(self.given), **changed}
        known = [(name, fields[name]) for name in (*FIELDS, *VIEWS) if fields.get(name)]
        return f"{page}?{urlencode(known)}" if known else page


def read_asked(params: Mapping[str, str], register: Register, today: date) -> Asked | Refusal:
    """What the parameters of an address ask for; the refusal names the first that cannot be understood."""
    known = {name: params.get(name, "").strip()[:LONGEST_WORDS] for name in (*FIELDS, *VIEWS)}
    day = _day(known["on"], today)
    office = register.offices.office(known["office"]) if known["office"] else None
    wrong = _wrong(known, register, day is None, bool(known["office"]) and office is None)
    if wrong or day is None:
        return Refusal(422, messages.bad_filter(wrong, known[wrong], _HINTS[wrong]))
    query = Query(
        office,
        Role(known["role"] or "any"),
        known["shared"] == "1",
        known["when"],
        known["product"],
        known["section"],
        known["q"],
        known["document"],
    )
    if office:
        known["office"] = office.id
    given = tuple((name, value) for name, value in known.items() if value)
    return Asked(query, known["view"] == "due", day, bool(known["on"]), known["chart"] == "today", given)


def _wrong(known: Mapping[str, str], register: Register, no_day: bool, no_office: bool) -> str:
    """The name of the first parameter that cannot be understood, or nothing."""
    tests = {
        "office": no_office,
        "role": known["role"] not in ("", *Role),
        "shared": known["shared"] not in ("", "0", "1"),
        "when": bool(known["when"]) and not _is_when(known["when"]),
        "product": known["product"] not in ("", *PRODUCTS),
        "document": known["document"] not in ("", *register.documents),
        "on": no_day,
        "view": known["view"] not in ("", "table", "due"),
        "chart": known["chart"] not in ("", "plan", "today"),
    }
    return next((name for name, wrong in tests.items() if wrong), "")


def _is_when(code: str) -> bool:
    return code in _WHENS or (code.startswith("until-20") and code[6:].isdecimal() and len(code) == 10)


def _day(written: str, today: date) -> date | None:
    try:
        return date.fromisoformat(written) if written else today
    except ValueError:
        return None


_HINTS = {
    "office": "tên hoặc mã cơ quan như trong /api/tasks, ví dụ so-tai-chinh",
    "role": "any, lead hoặc partner",
    "shared": "0 hoặc 1",
    "when": "continuous, yearly, periodic, unstated hoặc until-2025",
    "product": ", ".join(PRODUCTS),
    "document": "số hiệu văn bản có nhiệm vụ, ví dụ 127/KH-UBND",
    "on": "một ngày có thật dạng năm-tháng-ngày, ví dụ 2026-12-01",
    "view": "table hoặc due",
    "chart": "plan hoặc today",
}
_TOLD = {
    "q": "Chữ cần có trong nhiệm vụ; không dấu cũng được",
    "office": "Cơ quan: mã hoặc tên, tên trong kế hoạch hay tên hiện nay",
    "role": "Vai trò của cơ quan",
    "shared": "1: kể cả việc giao cho nhóm mà cơ quan thuộc về",
    "when": "Thời gian được ghi",
    "product": "Loại sản phẩm",
    "section": "Vị trí của một mục hoặc phần; gồm cả các mục bên dưới",
    "document": "Số hiệu văn bản",
    "on": "Ngày để tính còn bao lâu; thiếu là hôm nay",
}
_EXAMPLES = {"q": "chuyen doi so", "section": "pl.ii"}


def described() -> dict[str, Any]:
    """The parameters for the OpenAPI description."""
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": f"{told}: {_HINTS[name]}"
                if name in _HINTS
                else f"{told}, ví dụ {_EXAMPLES[name]}",
            }
            for name, told in _TOLD.items()
        ]
    }
