"""The page of duties: the form, the views, what fits, and the chart; all of it by plain addresses."""

from __future__ import annotations

from assistant.register.book import Register
from assistant.register.query import selected, shared_only
from assistant.web.documents.entry import standing_line
from assistant.web.documents.shelf import Shelf, address_of
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.chart import chart
from assistant.web.tasks.due import due_list
from assistant.web.tasks.form import form
from assistant.web.tasks.office import about
from assistant.web.tasks.query import Asked
from assistant.web.tasks.rows import table
from assistant.web.tasks.wording import label, says

EXPORTS = ("xlsx", "csv", "ics")


def parts(register: Register, asked: Asked, shelf: Shelf | None) -> Html:
    """What stands in the main part of the page."""
    if not register.duties:
        return tag("section", "tasks-wait", says("p", "lead", "tasks.empty"), {"id": "found"})
    return (
        tag("div", "", sources(register, asked, shelf), {"id": "sources"})
        + form(register, asked)
        + found(register, asked)
    )


def found(register: Register, asked: Asked) -> Html:
    """What fits, and the chart: what a change of the filters changes."""
    duties = selected(register.duties, asked.query, register.offices)
    body = sum(duty.origin == "body" for duty in duties)
    counts = (len(duties), len(register.duties), body, len(duties) - body)
    head = says("p", "tasks-count", "tasks.count", *counts, marks={"id": "count"})
    to_chart = says("a", "tasks-to-chart", "tasks.chart.go", marks={"href": "#chart"})
    office = about(asked.query.office, register.offices) if asked.query.office else ""
    told = tag("div", "tasks-told", head + to_chart + _shared(register, asked)) + office
    top = tag("div", "tasks-top", _views(asked) + _exports(asked)) + told
    if not duties:
        shown = says("p", "tasks-none", "tasks.none")
    else:
        shown = due_list(duties, register, asked.on) if asked.due else table(duties, register)
    bars = tag("section", "tasks-chart", chart(register, asked), {"id": "chart", **label("tasks.chart")})
    columns = tag("div", "tasks-columns", tag("div", "tasks-shown", shown) + bars)
    return tag("div", "tasks-found", top + columns, {"id": "found"})


def sources(register: Register, asked: Asked, shelf: Shelf | None) -> Html:
    """The documents that the duties come from, each with its standing."""
    items = "".join(_source(number, asked, shelf) for number in register.documents)
    return tag("ul", "tasks-sources", items)


def _source(number: str, asked: Asked, shelf: Shelf | None) -> Html:
    if shelf is None:
        return ""
    told = shelf.particulars(number)
    link = tag("a", "", text(told.label), {"href": f"documents/{address_of(number)}", "lang": "vi"})
    standing = shelf.standing(number, asked.on)
    return tag("li", "", tag("p", "", link) + (standing_line(standing) if standing else ""))


def _views(asked: Asked) -> Html:
    links = "".join(
        says(
            "a",
            "chip-button",
            f"tasks.view.{name}",
            marks={
                "href": asked.address(view="due" if name == "due" else ""),
                **({"aria-current": "page"} if (name == "due") == asked.due else {}),
            },
        )
        for name in ("table", "due")
    )
    return tag("nav", "tasks-views", links, label("tasks.views"))


def _shared(register: Register, asked: Asked) -> Html:
    more = shared_only(register.duties, asked.query, register.offices)
    if not more:
        return ""
    return says("a", "tasks-more", "tasks.more.shared", more, marks={"href": asked.address(shared="1")})


def _exports(asked: Asked) -> Html:
    links = "".join(
        says(
            "a",
            "chip-button",
            f"tasks.export.{kind}",
            marks={"href": asked.address(f"tasks.{kind}"), "download": ""},
        )
        for kind in EXPORTS
    )
    return tag("p", "tasks-exports", says("span", "eyebrow", "tasks.export") + links)
