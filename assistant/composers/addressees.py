"""To whom a question says that a report goes, and which report of the plan it speaks of."""

from __future__ import annotations

import re

from assistant.desk import Desk
from knowledge.facts import Report
from knowledge.patterns import DAY_MONTH, same_figure
from knowledge.text import Folded

_SENT_TO = re.compile(
    r"\b(?:gui|nop|chuyen|trinh|bao cao|send|report)"
    r"(?:(?: \S+){0,2}(?: cho| ve| len| toi| den| to)?|(?: \S+){0,9} (?:cho|ve|len|toi|den|to))\W*(?:the )?$"
)
_AND = re.compile(r"^\W*(?:va|voi|cung|and)?\W*$")

_MATTERS = (
    (
        re.compile(
            r"\b(?:ket qua|tinh hinh|tien do|bao cao|viec) (?:trien khai |to chuc )*thuc hien\b|15/12\b"
        ),
        re.compile(r"\bket qua thuc hien\b.*\b(?:tong hop|theo doi)\b"),
    ),
    (
        re.compile(
            r"\btinh hinh (?:phat trien |hoat dong |cua |cac )*(?:hop tac xa|htx|kinh te tap the)\b"
            r"|\b(?:hang|hang nam|moi) (?:thang|quy)\b"
        ),
        re.compile(r"\btinh hinh phat trien\b"),
    ),
)
"""What a report is about, as questions and as plans put it."""


def said_receivers(desk: Desk) -> tuple[str, ...]:
    """The offices that the question names as those who get something, one after another."""
    reading = desk.question.reading
    found: list[str] = []
    end = 0
    for mention in desk.question.agencies:
        before = Folded.of(reading[: mention.span.start]).text
        goes_on = found and _AND.search(Folded.of(reading[end : mention.span.start]).text)
        if goes_on or _SENT_TO.search(before):
            found.extend(mention.agency_ids)
        end = mention.span.end
    return tuple(found)


def meant_reports(desk: Desk) -> tuple[Report, ...]:
    """The reports that the question tells apart, by their day or by what they are about, in its order."""
    every, dated = desk.reports(), dated_reports(desk)
    plain = Folded.of(desk.question.reading).text
    asked = [(found.start(), printed) for own, printed in _MATTERS if (found := own.search(plain))]
    told = (
        r
        for _, printed in sorted(asked, key=lambda item: item[0])
        for r in every
        if _prints(desk, r, printed)
    )
    return tuple(dict.fromkeys((*dated, *told)))


def dated_reports(desk: Desk) -> tuple[Report, ...]:
    """The reports due on a day that the question names."""
    days = [day for day in desk.question.dates if "/" in day]
    return tuple(r for r in desk.reports() if any(same_day(day, _words(desk, r)) for day in days))


def same_day(day: str, printed: str) -> bool:
    """Whether a text prints this day, "15/12"."""
    wanted = [same_figure(part) for part in day.split("/")[:2]]
    return any(
        [same_figure(m["day"]), same_figure(m["month"])] == wanted for m in DAY_MONTH.finditer(printed)
    )


def _prints(desk: Desk, report: Report, printed: re.Pattern[str]) -> bool:
    return bool(printed.search(Folded.of(_words(desk, report)).text))


def _words(desk: Desk, report: Report) -> str:
    return desk.words(report.document, report.span)
