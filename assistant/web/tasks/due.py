"""What is due as of a day: by nearness, each with its sentence, its office, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.register.book import Register
from assistant.register.due import Due, State, due_on
from assistant.register.duty import Duty
from assistant.register.periods import Rhythm
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.rows import agency_list, place_link
from assistant.web.tasks.wording import says
from knowledge.standing_words import written

OPEN_STATES = (State.SOON, State.LATER, State.YEARLY, State.PERIODIC)
_VI = {"lang": "vi"}


def due_list(duties: Sequence[Duty], register: Register, on: date) -> Html:
    """Every printed time of the duties in groups; what has no time is left out."""
    found = [one for one in due_on(duties, on) if one.state is not State.UNSTATED]
    if not found:
        return says("p", "tasks-none", "tasks.due.none")
    groups = ((state, [one for one in found if one.state is state]) for state in State)
    head = says("p", "tasks-hint", "tasks.due.at", written(on))
    return head + "".join(_group(state, items, register) for state, items in groups if items)


def _group(state: State, items: Sequence[Due], register: Register) -> Html:
    count = tag("span", "tasks-total", str(len(items)))
    title = says("span", "", f"tasks.due.{state}") + " " + count
    hint = says("p", "tasks-hint", "tasks.due.past.hint") if state is State.PAST else ""
    listed = hint + tag("ul", "due-list", "".join(_item(one, register) for one in items))
    name = f"tasks-due is-{state}"
    if state in OPEN_STATES:
        return tag("section", name, tag("h2", "", title) + listed)
    return tag("details", name, tag("summary", "", tag("h2", "", title)) + listed, {"id": f"due-{state}"})


def _item(one: Due, register: Register) -> Html:
    timing = one.timing
    head = _left(one) + tag("span", "due-printed", text(timing.period.printed), _VI)
    whom = agency_list(timing.senders or one.duty.leads, register.offices)
    to = "; ".join(map(register.offices.name, timing.receivers))
    receivers = tag("p", "due-to", says("span", "", "tasks.due.to") + f": {text(to)}") if to else ""
    place = place_link(one.duty.document, timing.anchor, timing.place)
    sentence = tag("p", "due-sentence", text(timing.sentence), _VI)
    return tag("li", "", tag("p", "due-head", head) + sentence + whom + receivers + tag("p", "", place))


def _left(one: Due) -> Html:
    if one.day is None:
        return ""
    day = _day(one, one.day)
    if one.timing.period.rhythm is Rhythm.UNTIL and one.state is State.LATER:
        return day
    if one.left == 0:
        return day + says("span", "chip due-left", "tasks.due.today")
    key = "tasks.due.left" if one.left > 0 else "tasks.due.over"
    return day + says("span", "chip due-left", key, abs(one.left))


def _day(one: Due, day: date) -> Html:
    """The printed day; only the year where no more is printed."""
    marks = {"datetime": day.isoformat()}
    if one.timing.period.rhythm is Rhythm.UNTIL:
        return says("time", "due-day", "tasks.due.year", day.year, marks=marks)
    return tag("time", "due-day", text(written(day)), marks)
