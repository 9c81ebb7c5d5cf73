"""The overview as tables: what the drawing shows, for reading, for screen readers and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.web.documents.entry import standing_line
from assistant.web.documents.shelf import address_of
from assistant.web.markup import Html, tag, text
from assistant.web.overview.data import Item, Overview, Part, Tie
from assistant.web.overview.places import Place
from assistant.web.overview.wording import label, says
from knowledge.standing_words import written

PARTS: tuple[Part, ...] = ("plan", "cited", "change", "guide")
COLUMNS = ("what", "days", "standing", "places", "ties")
_VI = {"lang": "vi"}
_ADDRESS = re.compile(r"(https?://[^\s()]+)")


def tables(overview: Overview) -> Html:
    """One table; each reason to be in the picture is a group of rows."""
    heads = "".join(
        says("th", "", f"overview.head.{name}", marks={"scope": "col", "role": "columnheader"})
        for name in COLUMNS
    )
    head = tag("thead", "", tag("tr", "", heads, {"role": "row"}), {"role": "rowgroup"})
    groups = "".join(_group(part, overview) for part in PARTS)
    table = tag("table", "overview-table", head + groups, {"role": "table", **label("overview.table")})
    title = says("h2", "", "overview.table", marks={"id": "table", "tabindex": "-1"})
    return tag("section", "overview-all", title + table)


def _group(part: Part, overview: Overview) -> Html:
    found = overview.of(part)
    if not found:
        return ""
    marks = {"colspan": str(len(COLUMNS)), "scope": "rowgroup", "role": "rowheader"}
    title = tag("tr", "overview-part", says("th", "", f"overview.part.{part}", marks=marks), {"role": "row"})
    rows = "".join(_row(item, overview) for item in found)
    return tag("tbody", "", title + rows, {"role": "rowgroup"})


def _row(item: Item, overview: Overview) -> Html:
    cells = (
        ("days", _days(item)),
        ("standing", _standing(item)),
        ("places", _places(item, overview)),
        ("ties", _ties(item, overview)),
    )
    inner = "".join(
        tag("td", "" if words else "is-bare", _head(name) + words, {"role": "cell"}) for name, words in cells
    )
    known = item.instrument
    link = tag("a", "", text(known.label), {"href": f"documents/{address_of(item.number)}", **_VI})
    title = tag("p", "overview-name", text(known.title), _VI)
    doubt = "" if known.confidence == "seen" else says("p", "overview-hint", "overview.entry.unverified")
    first = tag("th", "", link + title + doubt, {"scope": "row", "role": "rowheader"})
    return tag("tr", "", first + inner, {"role": "row"})


def _head(name: str) -> Html:
    """The name of the column, shown where a row is a card."""
    return says("span", "cell-head", f"overview.head.{name}", marks={"aria-hidden": "true"})


def _days(item: Item) -> Html:
    known = item.instrument
    days = (("issued", known.issued), ("effective", known.effective), ("ends", known.ends))
    told = "".join(says("p", "", f"overview.{name}", written(day)) for name, day in days if day)
    return tag("p", "", text(known.issuer), _VI) + (told or says("p", "overview-hint", "overview.dayless"))


def _standing(item: Item) -> Html:
    source = item.standing.source
    told = says("span", "", "overview.source") + " " + tag("span", "", _linked(source), _VI)
    return standing_line(item.standing) + (tag("p", "overview-hint", told) if source else "")


def _linked(source: str) -> Html:
    """A source with its addresses as links that show only the name of the site."""
    parts = _ADDRESS.split(source)
    return "".join(_site(part) if index % 2 else text(part) for index, part in enumerate(parts))


def _site(address: str) -> Html:
    marks = {"href": address, "rel": "noopener noreferrer", "target": "_blank"}
    return tag("a", "", text(address.split("/")[2]), marks)


def _places(item: Item, overview: Overview) -> Html:
    if item.part != "cited":
        return ""
    if not item.places:
        return says("p", "overview-hint", "overview.places.none")
    plan = next(iter(overview.of("plan")), None)
    found = "".join(_place(place, item, plan.number if plan else "") for place in item.places)
    return tag("ul", "overview-places", found)


def _place(place: Place, item: Item, plan: str) -> Html:
    """A link to the place; the words printed there where they are not the number."""
    words = tag("a", "", text(place.place), {"href": f"documents/{address_of(plan, place.anchor)}", **_VI})
    if place.printed != item.number:
        words += tag("span", "overview-hint", text(f" “{place.printed}”"), _VI)
    return tag("li", "", words)


def _ties(item: Item, overview: Overview) -> Html:
    listed = "".join(_told(item, overview))
    return tag("ul", "overview-ties", listed) if listed else ""


def _told(item: Item, overview: Overview) -> Iterator[Html]:
    """Each relation of the picture, as this end sees it; what was done to it first."""
    labels = {other.number: other.instrument.label for other in overview.items}
    for tie in overview.ties:
        if tie.target == item.number:
            yield _tie(f"overview.tied.{tie.kind}", tie, tie.actor, labels[tie.actor])
    for tie in overview.ties:
        if tie.actor == item.number:
            yield _tie(f"overview.tie.{tie.kind}", tie, tie.target, labels[tie.target])


def _tie(key: str, tie: Tie, number: str, name: str) -> Html:
    link = tag("a", "", text(name), {"href": f"documents/{address_of(number)}", **_VI})
    since = ""
    if tie.since and tie.kind not in ("based_on", "guides", "consolidates"):
        since = " " + says("span", "overview-hint", "overview.since", written(tie.since))
    doubt = ""
    if tie.confidence == "unverified":
        doubt = " " + tag(
            "span", "chip is-unverified", "chưa kiểm chứng", {"data-text": "validity.unverified"}
        )
    return tag("li", "", f"{says('span', 'relation', key)} {link}{since}{doubt}")
