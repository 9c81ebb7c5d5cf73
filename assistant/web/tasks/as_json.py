"""Duties and targets as JSON: the words as printed, agencies with their names of today, times as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.register.book import Register
from assistant.register.counts import counted
from assistant.register.due import Due, due_on
from assistant.register.duty import Duty
from assistant.register.goals import Goal, side_by_side, years_of
from assistant.register.offices import Offices
from assistant.register.query import selected
from assistant.register.twins import Comparison
from assistant.web.documents.shelf import address_of
from assistant.web.tasks.query import Asked


def tasks_json(register: Register, asked: Asked) -> dict[str, Any]:
    """The duties that were asked for, and how many each office has among them."""
    found = selected(register.duties, asked.query, register.offices)
    return {
        "filters": dict(asked.given),
        "as_of": asked.on.isoformat(),
        "total": len(register.duties),
        "count": len(found),
        "tasks": [_duty(duty, register, asked.on) for duty in found],
        "offices": [
            {
                "id": one.office.id,
                "name": one.office.name,
                "today": today,
                "unverified": one.office.unsure,
                "leads": one.leads,
                "partners": one.helps,
            }
            for today in (False, True)
            for one in counted(found, register.offices, today=today)
        ],
    }


def targets_json(register: Register) -> dict[str, Any]:
    """Every target with its figures and sentence; `rows` sets those of several years side by side."""
    goals = register.goals
    places = {id(goal): index for index, goal in enumerate(goals)}
    return {
        "years": list(years_of(goals)),
        "targets": [_goal(goal) for goal in goals],
        "rows": [
            {"targets": [places[id(goal)] for goal in row.goals], "same_indicator": row.alike}
            for row in side_by_side(goals)
        ],
    }


def _duty(duty: Duty, register: Register, on: date) -> dict[str, Any]:
    offices = register.offices
    twin = register.twins.get(duty.key)
    return {
        "document": duty.document,
        "anchor": duty.anchor,
        "place": duty.place,
        "url": f"documents/{address_of(duty.document, duty.anchor)}",
        "origin": duty.origin,
        "section": duty.section,
        "heading": duty.heading,
        "actions": [{"anchor": action.anchor, "text": action.text} for action in duty.actions],
        "leads": [_agency(id, offices) for id in duty.leads],
        "partners": [_agency(id, offices) for id in duty.partners],
        "printed": {
            "lead": duty.lead,
            "partner": duty.partner,
            "product": duty.product,
            "deadline": duty.deadline,
        },
        "requested": duty.asked,
        "times": [_time(due) for due in due_on((duty,), on)],
        "twin": _twin(twin) if twin else None,
        "remarks": list(duty.remarks),
    }


def _agency(id: str, offices: Offices) -> dict[str, Any]:
    return {
        "id": id,
        "name": offices.name(id),
        "today": [
            {
                "id": successor.office,
                "name": successor.name,
                "part": successor.part,
                "since": successor.since.isoformat() if successor.since else "",
                "basis": successor.legal_basis,
                "verified": successor.confidence == "verified",
            }
            for successor in offices.successors(id)
        ],
    }


def _time(due: Due) -> dict[str, Any]:
    timing = due.timing
    return {
        "anchor": timing.anchor,
        "place": timing.place,
        "printed": timing.period.printed,
        "when": timing.period.code,
        "sentence": timing.sentence,
        "senders": list(timing.senders),
        "receivers": list(timing.receivers),
        "state": due.state,
        "day": due.day.isoformat() if due.day else "",
        "days_left": due.left if due.day else None,
    }


def _twin(found: Comparison) -> dict[str, Any]:
    return {
        "anchor": found.twin.anchor,
        "place": found.twin.place,
        "same_words": found.same,
        "leads_only_here": list(found.leads_here),
        "leads_only_there": list(found.leads_there),
        "partners_only_here": list(found.partners_here),
        "partners_only_there": list(found.partners_there),
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "document": goal.document,
        "anchor": goal.anchor,
        "place": goal.place,
        "url": f"documents/{address_of(goal.document, goal.anchor)}",
        "year": goal.year,
        "indicator": goal.indicator,
        "printed": goal.printed,
        "comparator": goal.comparator,
        "value": goal.value,
        "unit": goal.unit,
        "low": goal.low,
        "high": goal.high,
        "bound": goal.bound if goal.value else "",
        "sentence": goal.sentence,
    }
