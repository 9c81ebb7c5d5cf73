"""The way of each arrow through a grid: only through the gutters between columns and the gaps between rows.

So no arrow can pass through a box. Gutter `n` lies to the left of column `n`, gap `n` above row `n`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.web.graph.grid import Cell, Grid
from assistant.web.graph.shapes import Edge

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Route:
    """How an arrow goes: out of a side of the tail into gutter `out`, along, from gutter `into` to the head.

    `along` says how it gets from one gutter to the other: "tail" or "head" through free cells of that row, a
    number through that gap; nothing where both are one gutter.
    """

    edge: Edge
    leaves: Side
    enters: Side
    out: int
    into: int
    along: int | Literal["tail", "head"] | None


def routes_of(edges: Sequence[Edge], grid: Grid) -> tuple[Route, ...]:
    """A route for each arrow; the short ones choose first."""
    taken = {(cell.column, cell.row) for cell in grid.cells.values()}
    by_edge = {edge: _route(edge, grid, taken) for edge in sorted(edges, key=lambda edge: _reach(edge, grid))}
    return tuple(by_edge[edge] for edge in edges)


def _reach(edge: Edge, grid: Grid) -> int:
    return abs(grid.cells[edge.tail].column - grid.cells[edge.head].column)


def _route(edge: Edge, grid: Grid, taken: set[tuple[int, int]]) -> Route:
    tail, head = grid.cells[edge.tail], grid.cells[edge.head]
    leaves: Side = "left" if tail.column > head.column else "right"
    enters: Side = "left" if tail.column < head.column else "right"
    out = tail.column + (leaves == "right")
    into = head.column + (enters == "right")
    if out == into:
        return Route(edge, leaves, enters, out, into, None)
    passed = range(min(out, into), max(out, into))
    for name, row in (("head", head.row), ("tail", tail.row)):
        cells = {(column, row) for column in passed}
        if not cells & taken:
            taken |= cells
            return Route(edge, leaves, enters, out, into, "head" if name == "head" else "tail")
    return Route(edge, leaves, enters, out, into, _gap(tail, head))


def _gap(tail: Cell, head: Cell) -> int:
    """The gap beside the head on the side the arrow comes from."""
    return head.row + 1 if tail.row > head.row else head.row


def tracks(stretches: Sequence[tuple[float, float]], apart: float) -> list[int]:
    """A track for each stretch, the first ones lowest; those on one track lie at least `apart`."""
    held: dict[int, list[tuple[float, float]]] = defaultdict(list)
    found = []
    for one, other in stretches:
        low, high = min(one, other), max(one, other)
        track = 0
        while any(low < end + apart and start < high + apart for start, end in held[track]):
            track += 1
        held[track].append((low, high))
        found.append(track)
    return found
