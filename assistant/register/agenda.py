"""Dated duties as a calendar file (RFC 5545). The only file that knows the `icalendar` library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.register.duty import Duty, Timing
from assistant.register.offices import Offices
from assistant.register.periods import Rhythm
from assistant.register.tables import Link, with_todays

if TYPE_CHECKING:
    from icalendar import Alarm, Event

KIND = "text/calendar; charset=utf-8"
NAME = "Trợ lý HTX: nhiệm vụ có thời hạn"
REMIND_DAYS = 14
"""A reminder comes so many days before."""

SUMMARY_CHARS = 110


def calendar_of(duties: Iterable[Duty], offices: Offices, link: Link, today: date) -> bytes:
    """One all-day event for each printed day or last year; what returns every year repeats.

    Times without a day or a year ("Hàng năm", "Thường xuyên") have no place in a calendar. Where a document
    does not tell when it was issued, repeating begins in the year of `today`.
    """
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//Tro ly HTX//Nhiem vu//VI")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", NAME)
    for duty in duties:
        for event in _events(duty, offices, link, today):
            found.add_component(event)
    return bytes(found.to_ical())


def _events(duty: Duty, offices: Offices, link: Link, today: date) -> Iterator[Event]:
    for number, timing in enumerate(duty.timings, start=1):
        day = timing.period.next(duty.issued or today)
        if day:
            yield _event(duty, timing, day, number, offices, link)


def _event(duty: Duty, timing: Timing, day: date, number: int, offices: Offices, link: Link) -> Event:
    from icalendar import Event

    event = Event()
    slug = duty.document.replace("/", "-")
    event.add("uid", f"{slug}.{timing.anchor}.{number}@tro-ly-htx")
    event.add("dtstamp", datetime.combine(duty.issued or day, datetime.min.time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{_short(timing.asked)} – {timing.period.printed}")
    event.add("description", _description(duty, timing, offices, link))
    event.add("url", link(duty.document, timing.anchor))
    if timing.period.rhythm is Rhythm.YEARLY:
        event.add("rrule", {"freq": "yearly"})
    event.add_component(_reminder(timing))
    return event


def _reminder(timing: Timing) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _short(timing.asked))
    alarm.add("trigger", timedelta(days=-REMIND_DAYS))
    return alarm


def _description(duty: Duty, timing: Timing, offices: Offices, link: Link) -> str:
    senders = timing.senders or duty.leads
    lines = (
        timing.sentence,
        f"Thời gian như in: {timing.period.printed}",
        _named("Cơ quan thực hiện", senders, offices),
        _named("Nơi nhận", timing.receivers, offices),
        f"Nguồn: {duty.document}, {timing.place}",
        link(duty.document, timing.anchor),
    )
    return "\n".join(line for line in lines if line)


def _named(label: str, ids: tuple[str, ...], offices: Offices) -> str:
    return f"{label}: {'; '.join(with_todays(id, offices) for id in ids)}" if ids else ""


def _short(words: str) -> str:
    if len(words) <= SUMMARY_CHARS:
        return words.rstrip(" .;")
    return words[:SUMMARY_CHARS].rpartition(" ")[0].rstrip(" ,.;:") + "…"
