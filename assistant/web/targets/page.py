"""The page of targets: shares as bars, then all of them with their years side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.register.book import Register
from assistant.register.goals import Goal, GoalRow, side_by_side, years_of
from assistant.web.documents.entry import standing_line
from assistant.web.documents.shelf import Shelf, address_of
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.wording import label, says

EXPORTS = ("xlsx", "csv")
_VI = {"lang": "vi"}
_HEIGHT, _TIP = 8, 3  # of the drawing, which is 100 across: one for each per cent


def parts(register: Register, shelf: Shelf | None, today: date) -> Html:
    """What stands in the main part of the page; standings are those of `today`."""
    goals = register.goals
    if not goals:
        return tag("section", "tasks-wait", says("p", "lead", "targets.empty"))
    rows, years = side_by_side(goals), years_of(goals)
    numbers = dict.fromkeys(goal.document for goal in goals)
    sources = "".join(_source(number, shelf, today) for number in numbers) if shelf else ""
    return tag("ul", "tasks-sources", sources) + _exports() + _chart(rows) + _tables(rows, years)


def _source(number: str, shelf: Shelf, today: date) -> Html:
    marks = {"href": f"documents/{address_of(number)}", **_VI}
    link = tag("a", "", text(shelf.particulars(number).label), marks)
    standing = shelf.standing(number, today)
    return tag("li", "", tag("p", "", link) + (standing_line(standing) if standing else ""))


def _exports() -> Html:
    links = "".join(
        says("a", "chip-button", f"tasks.export.{kind}", marks={"href": f"targets.{kind}", "download": ""})
        for kind in EXPORTS
    )
    return tag("p", "tasks-exports", says("span", "eyebrow", "targets.export") + links)


# The chart


def _chart(rows: Sequence[GoalRow]) -> Html:
    shares = [row for row in rows if row.goals[0].percent]
    if not shares:
        return ""
    items = "".join(tag("li", "", _shares(row)) for row in shares)
    listed = says("h2", "", "targets.chart") + tag("ul", "goal-bars", items)
    hint = says("p", "tasks-hint", "targets.chart.hint")
    return tag("section", "goal-chart", listed + hint, {"id": "chart", **label("targets.chart")})


def _shares(row: GoalRow) -> Html:
    first = tag("p", "goal-name", text(_capital(row.goals[0].indicator)), _VI)
    lines = "".join(_share(goal, own=goal is not row.goals[0] and not row.alike) for goal in row.goals)
    return first + lines


def _share(goal: Goal, own: bool) -> Html:
    name = tag("span", "goal-own", text(_capital(goal.indicator)), _VI) if own else ""
    year = tag("span", "goal-year", str(goal.year))
    return name + tag("p", f"goal-line is-{goal.year}", year + _drawn(goal) + _value(goal))


def _drawn(goal: Goal) -> Html:
    """A bar up to the value, with a tip where the value is only the least; a paler end for a range."""
    low, high = goal.low or 0, goal.high or 0
    shapes = f'<rect class="is-value" x="0" y="0" width="{low:g}" height="{_HEIGHT}"/>'
    if high > low:
        shapes += f'<rect class="is-range" x="{low:g}" y="0" width="{high - low:g}" height="{_HEIGHT}"/>'
    if goal.bound == "least":
        tip = f"{low:g},0 {low + _TIP:g},{_HEIGHT / 2:g} {low:g},{_HEIGHT}"
        shapes += f'<polygon class="is-value" points="{tip}"/>'
    if goal.bound in ("most", "about"):
        shapes += f'<rect class="is-range" x="{low:g}" y="0" width="1" height="{_HEIGHT}"/>'
    return (
        f'<svg class="bar" viewBox="0 0 100 {_HEIGHT}" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{shapes}</svg>'
    )


# The tables


def _tables(rows: Sequence[GoalRow], years: Sequence[int]) -> Html:
    groups = (
        ("targets.percent", [row for row in rows if row.goals[0].percent]),
        ("targets.numbers", [row for row in rows if row.goals[0].value and not row.goals[0].percent]),
        ("targets.words", [row for row in rows if not row.goals[0].value]),
    )
    heads = says("th", "", "targets.indicator", marks={"scope": "col", "role": "columnheader"}) + "".join(
        says("th", "", "targets.year", year, marks={"scope": "col", "role": "columnheader"}) for year in years
    )
    head = tag("thead", "", tag("tr", "", heads, {"role": "row"}), {"role": "rowgroup"})
    bodies = "".join(_group(key, found, years) for key, found in groups if found)
    table = tag("table", "goal-table", head + bodies, {"role": "table", **label("targets.table")})
    return tag("section", "goal-all", says("h2", "", "targets.table") + table)


def _group(key: str, rows: Sequence[GoalRow], years: Sequence[int]) -> Html:
    marks = {"colspan": str(len(years) + 1), "scope": "rowgroup", "role": "rowheader"}
    title = tag("tr", "goal-group", says("th", "", key, marks=marks), {"role": "row"})
    return tag("tbody", "", title + "".join(_row(row, years) for row in rows), {"role": "rowgroup"})


def _row(row: GoalRow, years: Sequence[int]) -> Html:
    first = row.goals[0]
    unlike = "" if row.alike else says("span", "tasks-hint", "targets.unlike")
    name = tag("span", "", text(_capital(first.indicator)), _VI)
    head = tag("th", "", name + unlike, {"scope": "row", "role": "rowheader"})
    return tag("tr", "", head + "".join(_cell(row, year) for year in years), {"role": "row"})


def _cell(row: GoalRow, year: int) -> Html:
    goal = row.of(year)
    name = says("span", "cell-head", "targets.year", year, marks={"aria-hidden": "true"})
    if goal is None:
        absent = says("span", "goal-absent", "targets.absent")
        return tag("td", "is-bare", name + absent, {"role": "cell"})
    own = (
        "" if row.alike or goal is row.goals[0] else tag("p", "goal-own", text(_capital(goal.indicator)), _VI)
    )
    sentence = tag(
        "details", "", says("summary", "", "targets.sentence") + tag("p", "", _sentence(goal), _VI)
    )
    return tag("td", "", name + _value(goal) + own + sentence, {"role": "cell"})


def _value(goal: Goal) -> Html:
    """The value as a link to its sentence in the document."""
    marks = {"href": f"documents/{address_of(goal.document, goal.anchor)}", "title": goal.place}
    if not goal.value:
        return says("a", "goal-value", "targets.stated", marks=marks)
    return tag("a", "goal-value", text(goal.printed), {**marks, **_VI})


def _sentence(goal: Goal) -> Html:
    """The sentence with the clause of this target marked."""
    before, found, after = goal.sentence.partition(goal.clause)
    if not found or not (before or after):
        return text(goal.sentence)
    return text(before) + tag("mark", "", text(found)) + text(after)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
