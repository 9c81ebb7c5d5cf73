"""Duties by office as bars: a table that everyone can read, with a bar in each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.register.book import Register
from assistant.register.counts import Count, counted
from assistant.register.query import Role, selected
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.query import Asked
from assistant.web.tasks.wording import says

SHOWN = 10
"""Offices shown at once."""

_WIDTH, _HEIGHT = 100, 8  # of the drawing; the page stretches it


def chart(register: Register, asked: Asked) -> Html:
    """The counts over everything that fits the other filters, so that choosing an office keeps them."""
    query = replace(asked.query, office=None, role=Role.ANY)
    found = counted(selected(register.duties, query, register.offices), register.offices, today=asked.todays)
    if not found:
        return ""
    most = max(count.total for count in found)
    first, rest = found[:SHOWN], found[SHOWN:]
    parts = (
        says("h2", "", "tasks.chart"),
        _names(asked),
        _legend(),
        _bars(first, most, asked),
        _folded(rest, most, asked) if rest else "",
        says("p", "tasks-hint", "tasks.chart.hint"),
    )
    return "".join(parts)


def bar(parts: Sequence[tuple[str, float]], css: str = "bar") -> Html:
    """A drawn bar of pieces (class, share of the whole width, 0 to 1); its figures stand beside it."""
    drawn, at = "", 0.0
    for name, share in parts:
        width = share * _WIDTH
        drawn += f'<rect class="{name}" x="{at:g}" y="0" width="{width:g}" height="{_HEIGHT}"/>'
        at += width
    return (
        f'<svg class="{css}" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _names(asked: Asked) -> Html:
    """The choice between the names of the plan and those of today."""
    links = "".join(
        says(
            "a",
            "quiet",
            f"tasks.chart.{name}",
            marks={
                "href": asked.address(chart="today" if name == "today" else "") + "#chart",
                **({"aria-current": "true"} if (name == "today") == asked.todays else {}),
            },
        )
        for name in ("plan", "today")
    )
    return tag("p", "tasks-names", links)


def _legend() -> Html:
    keys = "".join(
        tag("span", f"key is-{name}", says("span", "", f"tasks.chart.{name}")) for name in ("lead", "help")
    )
    return tag("p", "tasks-legend", keys, {"aria-hidden": "true"})


def _folded(rest: Sequence[Count], most: int, asked: Asked) -> Html:
    summary = says("summary", "", "tasks.chart.rest", len(rest))
    return tag("details", "", summary + _bars(rest, most, asked), {"id": "chart-rest"})


def _bars(counts: Sequence[Count], most: int, asked: Asked) -> Html:
    heads = "".join(
        says("th", "", key, marks={"scope": "col"})
        for key in ("tasks.office", "tasks.chart.bars", "tasks.chart.lead", "tasks.chart.help")
    )
    caption = says("caption", "unseen", "tasks.chart")
    head = tag("thead", "unseen", tag("tr", "", heads))
    rows = "".join(_bar_row(count, most, asked) for count in counts)
    return tag("table", "bars", caption + head + tag("tbody", "", rows))


def _bar_row(count: Count, most: int, asked: Asked) -> Html:
    here = asked.query.office is not None and asked.query.office.id == count.office.id
    marks = {"href": asked.address(office=count.office.id), "lang": "vi"}
    name = tag("a", "", text(count.office.name), {**marks, **({"aria-current": "true"} if here else {})})
    doubt = " " + says("span", "chip is-unverified", "tasks.unverified") if count.office.unsure else ""
    drawn = bar((("is-lead", count.leads / most), ("is-help", count.helps / most)))
    cells = (
        tag("th", "", name + doubt, {"scope": "row"}),
        tag("td", "bar-cell", drawn),
        tag("td", "bar-number is-lead", str(count.leads)),
        tag("td", "bar-number is-help", str(count.helps)),
    )
    return tag("tr", "", "".join(cells))
