"""Which tasks a question leaves in view: a named place, the annex or the body, a year, a frequency."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.desk import Desk
from knowledge.document import below
from knowledge.facts import Task
from knowledge.text import Folded, fold, is_accented, strip_accents

_IN_ANNEX = re.compile(r"\bphu luc\b|\b(?:nhung|cac|may) (?:dong|hang)\b|\bdong nao\b|\bannex\b|\bappendix\b")
_IN_BODY = re.compile(r"\bthan (?:cua )?ke hoach\b|\bphan than\b|\bphan (?:noi dung )?chinh\b")
_ANNEX_TOO = re.compile(
    r"\b(?:ca|lan|va|voi|cung|kem|gom|them|ke ca|bao gom)"
    r"(?: ca| luon| them| theo| voi| phan| trong| o| cai| bang| ban| may| dong| nhung| cac)* phu luc\b"
    r"|\bphu luc (?:nua|luon|lan|va (?:than|phan|ke hoach))\b"
    r"|\b(?:body|plan) and (?:the )?(?:annex|appendix)\b"
)
""" "Các việc trong kế hoạch với cả bảng phụ lục": the annex beside the body."""

_OFTEN = {
    "thuong xuyen": "thường xuyên",
    "hang nam": "hàng năm",
    "moi nam": "hàng năm",
    "yearly": "hàng năm",
    "annual": "hàng năm",
    "every year": "hàng năm",
    "bao cao (?:cuoi )?nam(?! 20)": "hàng năm",
}
_BY_THEN = re.compile(r"\b(?:xong|hoan thanh|han|ket thuc|due|finish\w*|complete\w*)\b")
"""What has to be done by a year ends in it: "Năm 2023-2030" is not done in 2023."""

_SAME = {"hằng năm": "hàng năm"}


def in_scope(desk: Desk, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The tasks that stand where the question looks."""
    anchors = tuple(anchor for place in desk.question.places for anchor in place.anchors)
    found = tuple(tasks)
    plain = Folded.of(desk.question.reading).text
    annex, body = bool(_IN_ANNEX.search(plain)), bool(_IN_BODY.search(plain))
    if anchors:
        rows = {task.anchor for task in found if task.origin == "annex"}
        beside = annex and not any(below(row, anchor) for row in rows for anchor in anchors)
        wanted = (*anchors, *rows) if beside else anchors
        return tuple(task for task in found if any(below(task.anchor, anchor) for anchor in wanted))
    if annex == body or _ANNEX_TOO.search(plain):
        return found
    return tuple(task for task in found if task.origin == ("annex" if annex else "body"))


def frequency(desk: Desk) -> str:
    """The frequency that the question names ("hàng năm"), in one spelling, or nothing."""
    plain = Folded.of(desk.question.reading).text
    return next((spelled for bare, spelled in _OFTEN.items() if re.search(rf"\b{bare}\b", plain)), "")


def monthly(desk: Desk) -> bool:
    """Whether the question says "tháng": "thẳng" it is not, unless it was typed without marks."""
    typed = desk.question.typed if desk.question.language == "vi" else desk.question.reading
    return ("tháng" if is_accented(typed) else "thang") in fold(f"{typed} {desk.question.reading}").split()


def ends_in(desk: Desk, task: Task, year: str) -> bool:
    """Whether the task is to be done by this year; one that only runs in it counts where that is asked."""
    printed = desk.words(task.document, task.deadline)
    last = re.findall(r"\d{4}", printed)[-1:]
    by_then = _BY_THEN.search(Folded.of(desk.question.reading).text)
    return year in last if by_then else has_deadline(desk, task, year)


def has_deadline(desk: Desk, task: Task, wanted: str) -> bool:
    """Whether the task's printed time names this year or this frequency."""
    printed = desk.words(task.document, task.deadline).lower()
    printed = _SAME.get(printed, printed)
    if wanted.isdigit():
        return wanted in re.findall(r"\d{4}", printed)
    return strip_accents(wanted) in strip_accents(printed)
