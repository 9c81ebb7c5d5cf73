"""Duties and targets as tables to be handed on: column heads and rows of plain values, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.register.duty import Duty
from assistant.register.goals import Goal
from assistant.register.offices import Offices

Cell = str | int | float | None
Link = Callable[[str, str], str]
"""The whole address of a unit, from the number of its document and its anchor."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `note` says above it, where there is room, what was filtered and when."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


DUTY_COLUMNS = (
    "Văn bản",
    "Nơi",
    "Nhiệm vụ",
    "Chủ trì (như in)",
    "Phối hợp (như in)",
    "Sản phẩm",
    "Thời gian (như in)",
    "Cơ quan chủ trì",
    "Hiện nay là",
    "Cơ quan phối hợp",
    "Cùng nội dung ở",
    "Lưu ý về văn bản gốc",
    "Liên kết",
)
GOAL_COLUMNS = (
    "Văn bản",
    "Năm",
    "Chỉ tiêu",
    "So sánh",
    "Giá trị (như in)",
    "Từ",
    "Đến",
    "Đơn vị",
    "Nguyên văn",
    "Nơi",
    "Liên kết",
)
ASKED = "(kế hoạch đề nghị)"
UNVERIFIED = "chưa kiểm chứng"


def duty_table(duties: Iterable[Duty], offices: Offices, link: Link, note: str = "") -> Table:
    """The duties as a table, one a row."""
    return Table("Nhiệm vụ", DUTY_COLUMNS, tuple(_duty_row(duty, offices, link) for duty in duties), note)


def goal_table(goals: Iterable[Goal], link: Link, note: str = "") -> Table:
    """The targets as a table, one a row."""
    return Table("Mục tiêu", GOAL_COLUMNS, tuple(_goal_row(goal, link) for goal in goals), note)


def comma_separated(table: Table) -> bytes:
    """The table as CSV in UTF-8 with a mark at its beginning, by which spreadsheet programs know the letters.

    A cell that a spreadsheet program would take for a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """The cell such that no spreadsheet program reads it as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def today_names(ids: Iterable[str], offices: Offices) -> str:
    """Who carries the work of these agencies today, what is not verified said to be so."""
    told = dict.fromkeys(
        f"{successor.name}{f' ({part})' if (part := _part(successor.part, successor.confidence)) else ''}"
        for id in ids
        for successor in offices.successors(id)
    )
    return "; ".join(told)


def with_todays(id: str, offices: Offices) -> str:
    """An agency's name and, where another office carries its work today, that one's."""
    now = today_names((id,), offices)
    return f"{offices.name(id)} (nay là {now})" if now else offices.name(id)


def _part(part: str, confidence: str) -> str:
    return ", ".join(word for word in (part, UNVERIFIED if confidence == "unverified" else "") if word)


def _duty_row(duty: Duty, offices: Offices, link: Link) -> tuple[Cell, ...]:
    leads = "; ".join(map(offices.name, duty.leads))
    return (
        duty.document,
        duty.place,
        duty.text,
        f"{duty.lead} {ASKED}" if duty.asked else duty.lead,
        duty.partner,
        duty.product,
        "; ".join(_times(duty)),
        leads,
        today_names(duty.leads, offices),
        "; ".join(map(offices.name, duty.partners)),
        duty.twin and link(duty.document, duty.twin),
        " ".join(duty.remarks),
        link(duty.document, duty.anchor),
    )


def _times(duty: Duty) -> Sequence[str]:
    own = [timing for timing in duty.timings if timing.anchor == duty.anchor]
    inner = [timing for timing in duty.timings if timing.anchor != duty.anchor]
    return [
        *(timing.period.printed for timing in own),
        *(f"{timing.place}: {timing.period.printed}" for timing in inner),
    ]


def _goal_row(goal: Goal, link: Link) -> tuple[Cell, ...]:
    return (
        goal.document,
        goal.year,
        goal.indicator,
        goal.comparator,
        goal.value,
        goal.low,
        goal.high,
        goal.unit,
        goal.sentence,
        goal.place,
        link(goal.document, goal.anchor),
    )
