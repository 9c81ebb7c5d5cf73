"""The overview as a drawing: boxes that are links, arrows between them, years above, issuers at the left."""

from __future__ import annotations

from itertools import groupby

from assistant.web.documents.shelf import address_of, slug_of
from assistant.web.graph.layout import BOX_HEIGHT, BOX_WIDTH, HEADER, layout_of
from assistant.web.graph.shapes import Box, Edge, Layout, Line, Node, Point
from assistant.web.graph.text import wrapped
from assistant.web.markup import Html, tag, text
from assistant.web.overview.data import LANES, TIE_KINDS, Item, Overview, Tie
from assistant.web.overview.signs import arrow_of, heads, marker_of, sign, unsure
from assistant.web.overview.wording import label, says
from assistant.web.wording import WORDS as COMMON

PAD = 10
NUMBER, TITLE, STATUS = 12.5, 11, 11  # letter sizes, as in the style sheet
TITLE_LINES = 2
FITS = 1300
"""Wider drawings are never made smaller to fit a window: their letters would be too small to read."""

BEND = 5.0
"""Radius of the corners of an arrow."""


def drawing(overview: Overview) -> Html:
    """The whole picture as one SVG element, at its own size."""
    layout = laid_out(overview)
    items = {item.number: item for item in overview.items}
    inner = (
        _definitions()
        + _axes(layout)
        + tag("g", "map-ties", "".join(map(_tie, layout.lines)), {"aria-hidden": "true"})
        + tag("g", "map-boxes", "".join(_node(box, items[box.key]) for box in layout.boxes))
    )
    marks = {
        "viewBox": f"0 0 {layout.width:g} {layout.height:g}",
        "width": f"{layout.width:g}",
        "height": f"{layout.height:g}",
        "role": "group",
        **label("overview.map"),
    }
    return tag("svg", "map is-wide" if layout.width > FITS else "map", inner, marks)


def laid_out(overview: Overview) -> Layout:
    """Where everything stands. Of several ties between two instruments the weightiest is drawn."""
    nodes = [_as_node(item) for item in overview.items]
    edges = [Edge(tie.actor, tie.target, arrow_of(tie.kind)) for tie in weightiest(overview.ties)]
    own = {item.came.year for item in overview.of("plan") if item.came}
    return layout_of(nodes, edges, LANES, own)


def weightiest(ties: tuple[Tie, ...]) -> list[Tie]:
    """One tie for each pair."""

    def pair(tie: Tie) -> tuple[str, str]:
        return tie.actor, tie.target

    ranked = sorted(ties, key=lambda tie: (pair(tie), TIE_KINDS.index(tie.kind)))
    return [next(group) for _, group in groupby(ranked, key=pair)]


def _as_node(item: Item) -> Node:
    came = item.came
    return Node(item.number, item.lane, came.year if came else None, came.isoformat() if came else "")


def _definitions() -> Html:
    hatch = (
        '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern>'
    )
    return tag("defs", "", heads() + hatch)


def _axes(layout: Layout) -> Html:
    """The bands of the lanes with their names, and the years."""
    lanes = "".join(
        f'<rect class="lane" x="0" y="{band.start:g}" width="{layout.width:g}" height="{band.size:g}"/>'
        + says(
            "text",
            "lane-name",
            f"overview.lane.{band.name}",
            marks={"x": f"{PAD}", "y": f"{band.start + band.size / 2 + 4:g}"},
        )
        for band in layout.lanes
    )
    years = "".join(
        tag(
            "text",
            "period",
            text(band.name),
            {"x": f"{band.start + band.size / 2:g}", "y": f"{HEADER - 8:g}", "text-anchor": "middle"},
        )
        for band in layout.periods
    )
    head = says("text", "period", "overview.lane.years", marks={"x": f"{PAD}", "y": f"{HEADER - 8:g}"})
    return tag("g", "map-axes", lanes + head + years, {"aria-hidden": "true"})


# Arrows


def _tie(line: Line) -> Html:
    path = _path(line.points)
    ends = f'data-from="{slug_of(line.tail)}" data-to="{slug_of(line.head)}"'
    return (
        f'<path class="tie-under" d="{path}"/>'
        f'<path class="tie is-{line.kind}" {ends} d="{path}"{marker_of(line.kind)}/>'
    )


def _path(points: tuple[Point, ...]) -> str:
    """The way through the corners, each of them rounded as far as its neighbours leave room."""
    parts = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(BEND, _apart(before, corner) / 2, _apart(corner, after) / 2)
        (x1, y1), (x2, y2) = _towards(corner, before, bend), _towards(corner, after, bend)
        parts.append(f"L{x1:g} {y1:g}Q{corner[0]:g} {corner[1]:g} {x2:g} {y2:g}")
    parts.append(f"L{points[-1][0]:g} {points[-1][1]:g}")
    return "".join(parts)


def _apart(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])  # stretches are level or upright


def _towards(start: Point, end: Point, by: float) -> Point:
    whole = _apart(start, end) or 1.0
    return tuple(a + (b - a) * by / whole for a, b in zip(start, end, strict=True))  # type: ignore[return-value]


# Boxes


def _node(box: Box, item: Item) -> Html:
    status = item.standing.status
    parts = [
        tag("title", "", text(f"{item.instrument.title}. {item.standing.note}"), {"lang": "vi"}),
        _frame(box, item),
        _text(box, 17, "node-number", item.number),
        *_title(box, item),
        sign(status, box.x + PAD, box.y + BOX_HEIGHT - 18),
        _status(box, status),
        _count(box, len(item.places)) if item.part == "cited" else "",
        unsure(box.right - 9, box.y - 5) if item.doubted else "",
    ]
    marks = {
        "href": f"documents/{address_of(item.number)}",
        "data-key": slug_of(item.number),
    }
    return tag("a", f"node is-{status} part-{item.part}", "".join(parts), marks)


def _frame(box: Box, item: Item) -> Html:
    """The box, hatched where the instrument no longer holds."""
    corner = 6 if item.part in ("plan", "cited") else 18
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="{corner}"'
    hatched = item.standing.status in ("replaced", "expired")
    pattern = f'<rect {place} fill="url(#hatch)"/>' if hatched else ""
    return f'<rect class="node-frame" {place}/>{pattern}'


def _text(box: Box, down: float, css: str, words: str) -> Html:
    marks = {"x": f"{box.x + PAD:g}", "y": f"{box.y + down:g}", "lang": "vi"}
    return tag("text", css, text(words), marks)


def _title(box: Box, item: Item) -> list[Html]:
    lines = wrapped(item.instrument.title, BOX_WIDTH - 2 * PAD, TITLE, TITLE_LINES)
    return [_text(box, 30 + 12.5 * index, "node-title", line) for index, line in enumerate(lines)]


def _status(box: Box, status: str) -> Html:
    place = {"x": f"{box.x + PAD + 17:g}", "y": f"{box.bottom - 8:g}"}
    key = f"validity.{status}"
    return tag("text", "node-status", text(COMMON[key]), {"data-text": key, **place})


def _count(box: Box, places: int) -> Html:
    """How often the plan cites it, where there is more than one place."""
    if places < 2:
        return ""
    marks = {"x": f"{box.right - PAD:g}", "y": f"{box.bottom - 8:g}", "text-anchor": "end"}
    return tag("text", "node-count", f"×{places}", marks)
