"""The layout of the overview's drawing: nothing overlaps, every arrow ends at its boxes and crosses none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.documents.shelf import catalogue
from assistant.web.graph.grid import LONGEST
from assistant.web.graph.layout import layout_of
from assistant.web.graph.shapes import Box, Edge, Layout, Line, Node, Point
from assistant.web.graph.text import width_of, wrapped
from assistant.web.graph.ways import tracks
from assistant.web.overview.data import overview_of
from assistant.web.overview.svg import laid_out

LANES = ("a", "b", "c")
CLOSE = 0.01
DAYS = (date(2026, 11, 23), date(2023, 3, 7), date(2016, 1, 1))


def node(key: str, lane: str, year: int | None) -> Node:
    return Node(key, lane, year, f"{year}-{key}")


def stretches(line: Line) -> Iterator[tuple[Point, Point]]:
    yield from zip(line.points, line.points[1:], strict=False)


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def through(line: Line, box: Box) -> bool:
    """Whether the line passes through the inner part of the box."""
    for (x1, y1), (x2, y2) in stretches(line):
        across = min(x1, x2) < box.right - CLOSE and max(x1, x2) > box.x + CLOSE
        if across and min(y1, y2) < box.bottom - CLOSE and max(y1, y2) > box.y + CLOSE:
            return True
    return False


def on_side(point: Point, box: Box) -> bool:
    x, y = point
    return min(abs(x - box.x), abs(x - box.right)) < CLOSE and box.y < y < box.bottom


def run_together(one: Line, other: Line) -> bool:
    """Whether two arrows share a piece of their way, so that nobody could tell them apart."""
    for here in stretches(one):
        for there in stretches(other):
            for axis in (0, 1):
                level = {round(point[axis], 2) for point in (*here, *there)}
                low = max(min(part[0][1 - axis], part[1][1 - axis]) for part in (here, there))
                high = min(max(part[0][1 - axis], part[1][1 - axis]) for part in (here, there))
                if len(level) == 1 and high - low > 1:
                    return True
    return False


def faults(layout: Layout) -> list[str]:
    """What is wrong with a drawing, a line each."""
    boxes = {box.key: box for box in layout.boxes}
    found = [f"{a.key} on {b.key}" for a, b in combinations(layout.boxes, 2) if overlap(a, b)]
    for box in layout.boxes:
        if box.x < 0 or box.y < 0 or box.right > layout.width or box.bottom > layout.height:
            found.append(f"{box.key} outside")
    for line in layout.lines:
        name = f"{line.tail} to {line.head}"
        if not on_side(line.points[0], boxes[line.tail]) or not on_side(line.points[-1], boxes[line.head]):
            found.append(f"{name} ends nowhere")
        if any(a[0] != b[0] and a[1] != b[1] for a, b in stretches(line)):
            found.append(f"{name} is askew")
        found += [f"{name} through {box.key}" for box in layout.boxes if through(line, box)]
        if any(not (0 <= x <= layout.width and 0 <= y <= layout.height) for x, y in line.points):
            found.append(f"{name} outside")
    return found


# The real drawings


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("guidance", [False, True])
def test_the_overview_is_drawn_without_fault(day: date, guidance: bool) -> None:
    overview = overview_of(catalogue(), lambda _instrument: (), day, guidance=guidance)
    layout = laid_out(overview)
    assert len(layout.boxes) == len(overview.items) >= 21
    assert {frozenset((line.tail, line.head)) for line in layout.lines} == {
        frozenset((tie.actor, tie.target)) for tie in overview.ties
    }
    assert faults(layout) == []
    assert [pair for pair in combinations(layout.lines, 2) if run_together(*pair)] == []


def test_years_go_from_left_to_right() -> None:
    overview = overview_of(catalogue(), lambda _instrument: (), DAYS[0], guidance=True)
    came = {item.number: item.came for item in overview.items}
    boxes = sorted(laid_out(overview).boxes, key=lambda box: box.x)
    years = [day.year for box in boxes if (day := came[box.key])]
    assert len(years) == len(boxes)
    for left, right in combinations(boxes, 2):
        if left.right <= right.x:
            one, other = came[left.key], came[right.key]
            assert one and other and one.year < other.year


# Any drawing


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Sequence[Node], Sequence[Edge]]:
    years = st.one_of(st.none(), st.integers(2010, 2016))
    count = draw(st.integers(1, 12))
    nodes = [node(f"n{number}", draw(st.sampled_from(LANES)), draw(years)) for number in range(count)]
    keys = st.sampled_from([one.key for one in nodes])
    pairs = draw(st.sets(st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1]), max_size=14))
    return nodes, [Edge(tail, head, "amends") for tail, head in sorted(pairs)]


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_no_graph_is_drawn_with_a_fault(graph: tuple[Sequence[Node], Sequence[Edge]]) -> None:
    nodes, edges = graph
    layout = layout_of(nodes, edges, LANES, {2013})
    assert {box.key for box in layout.boxes} == {one.key for one in nodes}
    assert [(line.tail, line.head) for line in layout.lines] == [(edge.tail, edge.head) for edge in edges]
    assert faults(layout) == []


def test_neighbouring_years_share_a_column_unless_an_arrow_joins_them() -> None:
    nodes = [node("old", "a", 2010), node("new", "b", 2011), node("last", "a", 2012)]
    apart = layout_of(nodes, [Edge("new", "old", "amends")], LANES)
    assert [band.name for band in apart.periods] == ["2010", "2011–2012"]
    assert [band.name for band in layout_of(nodes, [], LANES).periods] == ["2010–2012"]
    assert [band.name for band in layout_of(nodes, [], LANES, {2011}).periods] == ["2010", "2011", "2012"]


def test_a_period_is_never_too_long() -> None:
    nodes = [
        node("first", "a", 2000),
        node("near", "b", 2000 + LONGEST - 1),
        node("far", "c", 2000 + LONGEST),
    ]
    assert [band.name for band in layout_of(nodes, [], LANES).periods] == ["2000–2005", "2006"]


def test_what_has_no_year_stands_first() -> None:
    layout = layout_of([node("a", "a", 2010), node("b", "a", None)], [], LANES)
    assert [band.name for band in layout.periods] == ["?", "2010"]


def test_lanes_without_a_node_are_left_out() -> None:
    layout = layout_of([node("a", "c", 2010), node("b", "a", 2010)], [], LANES)
    assert [band.name for band in layout.lanes] == ["a", "c"]


def test_neighbours_in_one_row_are_joined_by_a_straight_line() -> None:
    nodes = [node("old", "a", 2010), node("new", "a", 2011)]
    (line,) = layout_of(nodes, [Edge("new", "old", "amends")], LANES).lines
    assert len(line.points) == 2


def test_tracks_keep_apart_what_overlaps() -> None:
    assert tracks([(0, 2), (3, 5), (1, 4)], 0.5) == [0, 0, 1]
    assert tracks([(0, 2), (2, 4)], 0.5) == [0, 1]


# Words


def test_words_break_where_there_is_no_room() -> None:
    words = "Về chính sách tín dụng phục vụ phát triển nông nghiệp, nông thôn"
    lines = wrapped(words, 130, 11, 2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert words.startswith(f"{lines[0]} {lines[1].removesuffix('…')}")
    assert all(width_of(line, 11) <= 130 for line in lines)
    assert wrapped("Luật", 130, 11, 2) == ("Luật",)


@given(st.text(max_size=80), st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_any_words_fit(words: str, most: int) -> None:
    lines = wrapped(words, 60, 11, most)
    assert len(lines) <= most
    assert all(width_of(line, 11) <= 60 or len(line) <= 2 for line in lines)
