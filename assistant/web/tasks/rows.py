"""The table of duties: one row each, with its place, its offices then and now, and its twin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.register.book import Register
from assistant.register.duty import Duty, Passage
from assistant.register.offices import Offices
from assistant.register.twins import Comparison, Piece
from assistant.web.documents.shelf import address_of, slug_of
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.wording import label, says
from knowledge.agencies import Successor

PREVIEW_CHARS = 210
"""Longer duties show so much of their first action; the whole stands behind a fold."""

COLUMNS = ("place", "what", "lead", "partner", "product", "when")
_HEADS = {
    "place": "tasks.place",
    "what": "tasks.what",
    "lead": "tasks.lead.head",
    "partner": "tasks.partner.head",
    "product": "tasks.product.head",
    "when": "tasks.when.head",
}
_VI = {"lang": "vi"}


def table(duties: Sequence[Duty], register: Register) -> Html:
    """The rows under their heads. Roles are written out: on a phone the cells stand below each other."""
    heads = "".join(
        says("th", "", _HEADS[name], marks={"scope": "col", "role": "columnheader"}) for name in COLUMNS
    )
    head = tag("thead", "", tag("tr", "", heads, {"role": "row"}), {"role": "rowgroup"})
    rows = "".join(_row(duty, register) for duty in duties)
    body = tag("tbody", "", rows, {"role": "rowgroup"})
    return tag("table", "tasks-table", head + body, {"role": "table", **label("tasks.table")})


def row_id(document: str, anchor: str) -> str:
    """The id of a row in the page."""
    return f"t-{slug_of(document)}-{anchor}"


def place_link(document: str, anchor: str, place: str) -> Html:
    """The place as a link to its passage."""
    return tag("a", "tasks-place", text(place), {"href": f"documents/{address_of(document, anchor)}", **_VI})


def agency_list(ids: Iterable[str], offices: Offices) -> Html:
    """Agencies by the name of the plan, below each who carries its work today."""
    items = "".join(tag("li", "", _agency(id, offices)) for id in ids)
    return tag("ul", "tasks-offices", items) if items else ""


def _row(duty: Duty, register: Register) -> Html:
    offices = register.offices
    asked = says("span", "chip is-unknown", "tasks.asked") if duty.asked else ""
    cells = {
        "place": _place(duty, register),
        "what": _actions(duty.actions) + _twin(duty, register) + _remarks(duty),
        "lead": agency_list(duty.leads, offices) + asked,
        "partner": agency_list(duty.partners, offices),
        "product": tag("span", "", text(duty.product), _VI),
        "when": _times(duty),
    }
    inner = "".join(_cell(name, cells[name]) for name in COLUMNS)
    return tag("tr", f"is-{duty.origin}", inner, {"id": row_id(*duty.key), "role": "row"})


def _cell(name: str, inner: Html) -> Html:
    if not inner or inner == '<span lang="vi"></span>':
        return tag("td", f"cell-{name} is-bare", "", {"role": "cell"})
    head = says("span", "cell-head", _HEADS[name], marks={"aria-hidden": "true"})
    return tag("td", f"cell-{name}", head + inner, {"role": "cell"})


def _place(duty: Duty, register: Register) -> Html:
    number = tag("span", "tasks-number", text(duty.document), _VI) if len(register.documents) > 1 else ""
    return place_link(duty.document, duty.anchor, duty.place) + number


def _actions(actions: Sequence[Passage]) -> Html:
    first = actions[0].text
    if len(actions) == 1 and len(first) <= PREVIEW_CHARS:
        return tag("p", "", text(first), _VI)
    cut = first if len(first) <= PREVIEW_CHARS else f"{first[:PREVIEW_CHARS].rpartition(' ')[0]} …"
    preview = tag("p", "preview", text(cut), _VI)
    key, *args = ("tasks.actions", len(actions)) if len(actions) > 1 else ("tasks.whole",)
    whole = (
        tag("ul", "tasks-actions", _items(actions), _VI)
        if len(actions) > 1
        else tag("p", "", text(first), _VI)
    )
    return preview + tag("details", "whole", says("summary", "", str(key), *args) + whole)


def _items(actions: Sequence[Passage]) -> Html:
    return "".join(tag("li", "", text(action.text)) for action in actions)


def _agency(id: str, offices: Offices) -> Html:
    name = tag("span", "", text(offices.name(id)), _VI)
    found = offices.successors(id)
    if not found:
        return name
    now = "; ".join(map(_today, found))
    return name + tag("span", "tasks-now", says("span", "", "tasks.now") + f" {now}")


def _today(one: Successor) -> Html:
    words = tag("span", "", text(f"{one.name} ({one.part})" if one.part else one.name), _VI)
    if one.confidence == "verified":
        return words
    return words + " " + says("span", "tasks-unsure", "tasks.unsure")


def _times(duty: Duty) -> Html:
    return "".join(
        tag(
            "p",
            "",
            text(timing.period.printed)
            + (
                f" ({place_link(duty.document, timing.anchor, timing.place)})"
                if timing.anchor != duty.anchor
                else ""
            ),
            _VI,
        )
        for timing in duty.timings
    )


def _remarks(duty: Duty) -> Html:
    if not duty.remarks:
        return ""
    summary = says("summary", "", "tasks.remark")
    told = "".join(tag("p", "", text(remark), _VI) for remark in duty.remarks)
    return tag("details", "tasks-remark", summary + told)


# The twin


def _twin(duty: Duty, register: Register) -> Html:
    found = register.twins.get(duty.key)
    if found is None:
        return ""
    differs = "".join(says("span", "chip is-unknown", key) for key in _differences(found))
    summary = tag("summary", "", says("span", "", "tasks.twin", found.twin.place) + " " + differs)
    go = says("a", "", "tasks.twin.go", marks={"href": f"tasks#{row_id(*found.twin.key)}"})
    names = "".join(
        _only(key, ids, register.offices)
        for key, ids in (
            ("tasks.twin.lead.here", found.leads_here),
            ("tasks.twin.lead.there", found.leads_there),
            ("tasks.twin.partner.here", found.partners_here),
            ("tasks.twin.partner.there", found.partners_there),
        )
    )
    words = (
        ""
        if found.same
        else _pair("tasks.twin.here", found.here, found.alike)
        + _pair("tasks.twin.there", found.there, found.alike)
    )
    listed = tag("dl", "tasks-differs", names + words) if names or words else ""
    return tag("details", "tasks-twin", summary + listed + tag("p", "", go))


def _differences(found: Comparison) -> list[str]:
    differs = {
        "tasks.twin.lead": found.leads_here or found.leads_there,
        "tasks.twin.partner": found.partners_here or found.partners_there,
        "tasks.twin.words": not found.same,
    }
    return [key for key, differ in differs.items() if differ] or ["tasks.twin.same"]


def _only(key: str, ids: Sequence[str], offices: Offices) -> Html:
    if not ids:
        return ""
    return says("dt", "", key) + tag("dd", "", text("; ".join(map(offices.name, ids))), _VI)


def _pair(key: str, pieces: Sequence[Piece], alike: bool) -> Html:
    words = " ".join(
        tag("mark", "", text(piece.text)) if piece.own and alike else text(piece.text) for piece in pieces
    )
    return says("dt", "", key) + tag("dd", "tasks-words", words, _VI)
