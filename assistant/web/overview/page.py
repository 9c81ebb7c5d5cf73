"""The page of the overview: the sentence on top, what may be chosen, the drawing, its signs, the table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.as_of import PLAN, PLAN_DAY
from assistant.web.documents.shelf import address_of
from assistant.web.markup import Html, tag, text
from assistant.web.overview.data import STATUSES, Overview
from assistant.web.overview.places import Place
from assistant.web.overview.query import SHOWS, Asked, Show
from assistant.web.overview.signs import ARROWS, arrow_of, marker_of, sign, small, unsure
from assistant.web.overview.svg import drawing
from assistant.web.overview.table import tables
from assistant.web.overview.wording import label, says
from assistant.web.wording import WORDS as COMMON
from knowledge.standing_words import written

_VI = {"lang": "vi"}


def parts(asked: Asked, whole: Overview, shown: Overview, unlisted: Sequence[Place]) -> Html:
    """The main part of the page; `whole` is everything the plan cites, `shown` what was chosen."""
    head = (
        summary(whole)
        + _unlisted(whole, unlisted)
        + "".join(says("p", "overview-fault", f"overview.bad.{name}") for name in asked.faults)
        + tag("div", "overview-choose", _days(asked) + _shows(asked, whole))
    )
    if not shown.of("cited"):
        return head + says("p", "overview-none", "overview.none")
    frame = {"id": "map", "tabindex": "0", "role": "region", **label("overview.frame")}
    picture = tag("div", "map-frame", drawing(shown), frame)
    return head + tag("figure", "overview-map", _legend(shown) + picture) + _hint() + tables(shown)


def summary(whole: Overview) -> Html:
    """How many of the cited instruments stand how, in one sentence; how many of these nobody verified."""
    counts, cited, day = whole.counts, len(whole.of("cited")), written(whole.day)
    if counts["name"]:
        opening = says("span", "", "overview.cited", cited, counts["number"], counts["name"], day)
    else:
        opening = says("span", "", "overview.cited.all", cited, day)
    told = [
        tag("span", "overview-n", says("strong", "", f"overview.n.{status}", counts[status]))
        for status in STATUSES
        if counts[status]
    ]
    unsure_of = counts["unverified"]
    doubt = " " + says("span", "", "overview.unverified", unsure_of) if unsure_of else ""
    return tag("p", "overview-sum", f"{opening} {', '.join(told)}.{doubt}", {"id": "summary"})


def _unlisted(whole: Overview, places: Sequence[Place]) -> Html:
    """Citations that the catalogue has no instrument for."""
    plan = next(iter(whole.of("plan")), None)
    if not places or plan is None:
        return ""
    links = ", ".join(
        tag(
            "a",
            "",
            text(f"{place.printed} ({place.place})"),
            {"href": f"documents/{address_of(plan.number, place.anchor)}", **_VI},
        )
        for place in places
    )
    return tag("p", "overview-unlisted", says("span", "", "overview.unlisted", len(places)) + f" {links}.")


# What may be chosen


def _days(asked: Asked) -> Html:
    """The day: that of the plan, today, or any other by a form that needs no script."""
    chosen = PLAN if asked.written else asked.as_of
    plan = _choice("overview.day.plan", asked.address(as_of=PLAN), chosen == PLAN, written(PLAN_DAY))
    today = _choice("overview.day.today", asked.address(as_of=""), not chosen)
    kept = "".join(
        f'<input type="hidden" name="{name}" value="{value}">'
        for name, value in (
            ("show", "" if asked.show == "all" else asked.show),
            ("guides", "1" if asked.guides else ""),
        )
        if value
    )
    field = {
        "type": "date",
        "id": "as_of",
        "name": "as_of",
        "value": asked.day.isoformat(),
        "required": "",
    }
    name = says("label", "", "overview.day.other", marks={"for": "as_of"})
    box = "".join(("<input", *(f' {key}="{value}"' for key, value in field.items()), ">"))
    send = says("button", "chip-button", "overview.apply", marks={"type": "submit"})
    form = tag("form", "overview-day", kept + name + box + send, {"method": "get", "action": "overview"})
    return tag("div", "overview-days", plan + today + form, {"role": "group", **label("overview.day")})


def _shows(asked: Asked, whole: Overview) -> Html:
    """Which of the cited instruments, each with how many there are; and guidance on or off."""
    links = "".join(
        _choice(
            f"overview.show.{name}",
            asked.address(show="" if name == "all" else name),
            name == asked.show,
            _fitting(name, asked, whole),
        )
        for name in SHOWS
    )
    guides = says(
        "a",
        "chip-button is-guides",
        "overview.guides.off" if asked.guides else "overview.guides.on",
        marks={"href": asked.address(guides="" if asked.guides else "1")},
    )
    return tag("nav", "overview-shows", links + guides, label("overview.shows"))


def _fitting(show: Show, asked: Asked, whole: Overview) -> int:
    alone = Asked(asked.day, show=show)
    return sum(alone.wanted(item) for item in whole.of("cited"))


def _choice(key: str, address: str, here: bool, *args: str | int) -> Html:
    marks = {"href": address, **({"aria-current": "true"} if here else {})}
    return says("a", "chip-button", key, *args, marks=marks)


def _hint() -> Html:
    return says("p", "overview-hint is-pointing", "overview.hint")


# The signs


def _legend(shown: Overview) -> Html:
    """The signs that the drawing uses, and no others."""
    statuses = {item.standing.status for item in shown.items}
    drawn = {arrow_of(tie.kind) for tie in shown.ties}
    entries = [_boxed(part) for part in ("plan", "cited", "other")]
    entries += [
        _entry(small(sign(status)), tag("span", "", text(COMMON[key]), {"data-text": key}))
        for status in STATUSES
        if status in statuses and (key := f"validity.{status}")
    ]
    if any(item.doubted for item in shown.items):
        entries.append(_entry(small(unsure(), 14, 14), says("span", "", "overview.legend.unverified")))
    entries += [
        _entry(_stroke(kind), says("span", "", f"overview.arrow.{kind}")) for kind in ARROWS if kind in drawn
    ]
    return tag("ul", "map-legend", "".join(entries), label("overview.legend"))


def _boxed(part: str) -> Html:
    corner = 9 if part == "other" else 3
    shape = f'<rect class="node-frame" x="1" y="1" width="24" height="12" rx="{corner}"/>'
    css = "change" if part == "other" else part
    inner = tag("g", f"part-{css}", shape)
    return _entry(small(inner, 26, 14), says("span", "", f"overview.legend.{part}"))


def _stroke(kind: str) -> Html:
    return small(f'<path class="tie is-{kind}" d="M1 7H37"{marker_of(kind)}/>', 38, 14)


def _entry(drawn: Html, words: Html) -> Html:
    return tag("li", "", drawn + words)
