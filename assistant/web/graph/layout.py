"""A timeline graph with its places: boxes that never overlap and arrows that never cross one.

Years go from left to right, lanes from top to bottom. A small layered layout of our own: the order is given
by time and lane, so what libraries are good at (finding an order) is not needed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.web.graph.grid import Grid, grid_of
from assistant.web.graph.shapes import Band, Box, Edge, Layout, Line, Node, Point
from assistant.web.graph.ways import Route, Side, routes_of, tracks

BOX_WIDTH, BOX_HEIGHT = 154.0, 66.0
HEADER = 26.0
LANE_NAMES = 74.0
"""Room at the left for the names of the lanes."""

GUTTER, GAP = 34.0, 12.0  # at least
STEP = 8.0
"""Between neighbouring arrows."""

MARGIN = 12.0
"""Between a box and the first arrow that runs along it; room for an arrowhead."""

LANE_GAP = 12.0


def layout_of(
    nodes: Sequence[Node], edges: Sequence[Edge], lanes: Sequence[str], alone: Collection[int] = ()
) -> Layout:
    """The drawing. Edges must join nodes that are there; lanes come in the order given."""
    grid = grid_of(nodes, edges, lanes, alone)
    routes = routes_of(edges, grid)
    rows = _Rows.of(grid, routes)
    ports = _ports(routes, grid, rows)
    columns = _Columns.of(grid, routes, rows, ports)
    boxes = {
        key: Box(key, columns.x[cell.column], rows.y[cell.row], BOX_WIDTH, BOX_HEIGHT)
        for key, cell in grid.cells.items()
    }
    lines = tuple(_line(index, route, boxes, rows, columns, ports) for index, route in enumerate(routes))
    periods = tuple(Band(name, columns.x[index], BOX_WIDTH) for index, name in enumerate(grid.periods))
    return Layout(columns.width, rows.height, tuple(boxes.values()), lines, periods, rows.lanes)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Heights: the top of each row, the arrows' place in each gap by number of route, the lanes."""

    y: tuple[float, ...]
    gaps: dict[int, float]
    lanes: tuple[Band, ...]
    height: float

    @classmethod
    def of(cls, grid: Grid, routes: Sequence[Route]) -> _Rows:
        opening = {first for _, first, _ in grid.lanes}
        y: list[float] = []
        gaps: dict[int, float] = {}
        starts: list[float] = []
        at = HEADER
        for row in range(grid.rows + 1):
            parting = LANE_GAP if row in opening and row else 0.0
            size, places = _gap(row, routes, parting)
            if row in opening:
                starts.append(at + (size / 2 if row else 2))
            gaps |= {index: at + place for index, place in places.items()}
            y.append(at + size)
            at += size + BOX_HEIGHT
        height = y.pop()
        ends = [*starts[1:], height - 2]
        bands = (
            Band(lane[0], start, end - start)
            for lane, start, end in zip(grid.lanes, starts, ends, strict=True)
        )
        return cls(tuple(y), gaps, tuple(bands), height)


def _gap(row: int, routes: Sequence[Route], parting: float) -> tuple[float, dict[int, float]]:
    """The height of the gap above a row, and how far down in it each route (by number) runs along."""
    found = [index for index, route in enumerate(routes) if route.along == row]
    lines = tracks([(routes[index].out, routes[index].into) for index in found], 0.5)
    count = 1 + max(lines, default=-1)
    size = max(GAP, (count + 1) * STEP) + parting
    places = {index: size * (line + 1) / (count + 1) for index, line in zip(found, lines, strict=True)}
    return size, places


Ports = dict[tuple[int, bool], float]
"""The y at which a route (by number) leaves its tail (False) or enters its head (True)."""


def _ports(routes: Sequence[Route], grid: Grid, rows: _Rows) -> Ports:
    """Arrows on one side of a box, evenly spread, in the order of where they come from or go to."""
    sides: dict[tuple[str, Side], list[tuple[float, int, bool]]] = defaultdict(list)
    for index, route in enumerate(routes):
        tail, head = (rows.y[grid.cells[key].row] for key in (route.edge.tail, route.edge.head))
        via = rows.gaps.get(index)
        sides[route.edge.tail, route.leaves].append((head if via is None else via, index, False))
        sides[route.edge.head, route.enters].append((tail if via is None else via, index, True))
    ports: Ports = {}
    for (key, _), found in sides.items():
        top = rows.y[grid.cells[key].row]
        for place, (_, index, at_head) in enumerate(sorted(found), start=1):
            ports[index, at_head] = top + BOX_HEIGHT * place / (len(found) + 1)
    for index, route in enumerate(routes):
        edge = route.edge
        if grid.cells[edge.tail].row == grid.cells[edge.head].row and index not in rows.gaps:
            if len(sides[edge.tail, route.leaves]) == 1:  # then it can go straight
                ports[index, False] = ports[index, True]
            elif len(sides[edge.head, route.enters]) == 1:
                ports[index, True] = ports[index, False]
    return ports


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths: the left side of each column, and the x of each upright stretch by (route, gutter)."""

    x: tuple[float, ...]
    upright: dict[tuple[int, int], float]
    width: float

    @classmethod
    def of(cls, grid: Grid, routes: Sequence[Route], rows: _Rows, ports: Ports) -> _Columns:
        stretches: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
        for index, route in enumerate(routes):
            for gutter, start, end in _uprights(index, route, rows, ports):
                if start != end:
                    stretches[gutter].append((index, start, end))
        x: list[float] = []
        upright: dict[tuple[int, int], float] = {}
        at = LANE_NAMES
        for gutter in range(len(grid.periods) + 1):
            found = stretches[gutter]
            found.sort(key=lambda one: routes[one[0]].leaves == routes[one[0]].enters, reverse=True)
            lines = tracks([(start, end) for _, start, end in found], 3.0)
            count = 1 + max(lines, default=-1)
            outer = gutter in (0, len(grid.periods))
            size = max(MARGIN if outer else GUTTER, 2 * MARGIN + (count - 1) * STEP if count else 0.0)
            first = at + (size - (count - 1) * STEP) / 2
            upright |= {
                (index, gutter): first + line * STEP for (index, _, _), line in zip(found, lines, strict=True)
            }
            at += size
            if gutter < len(grid.periods):
                x.append(at)
                at += BOX_WIDTH
        return cls(tuple(x), upright, at)


def _uprights(index: int, route: Route, rows: _Rows, ports: Ports) -> list[tuple[int, float, float]]:
    """The upright stretches of a route: gutter, from, to."""
    leaves, enters = ports[index, False], ports[index, True]
    if route.along is None or route.along == "head":
        return [(route.out, leaves, enters)]
    if route.along == "tail":
        return [(route.into, leaves, enters)]
    between = rows.gaps[index]
    return [(route.out, leaves, between), (route.into, between, enters)]


def _line(
    index: int, route: Route, boxes: dict[str, Box], rows: _Rows, columns: _Columns, ports: Ports
) -> Line:
    tail, head = boxes[route.edge.tail], boxes[route.edge.head]
    start = (tail.x if route.leaves == "left" else tail.right, ports[index, False])
    end = (head.x if route.enters == "left" else head.right, ports[index, True])
    corners: list[Point] = [start]
    for gutter, begun, ended in _uprights(index, route, rows, ports):
        x = columns.upright.get((index, gutter))
        if x is not None:
            corners += [(x, begun), (x, ended)]
    edge = route.edge
    return Line(edge.tail, edge.head, edge.kind, tuple(dict.fromkeys((*corners, end))))
