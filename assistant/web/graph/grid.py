"""Nodes in the cells of a grid: columns are periods of years, rows belong to lanes, no cell holds two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.web.graph.shapes import Edge, Node

MOST_IN_CELL = 2
"""Nodes of one lane that years may bring together in one period; a single year may have more."""

LONGEST = 6
"""Years of a period at most, so that the axis still tells time."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid; rows are counted through all lanes from the top, both from nought."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`periods` name the columns, `lanes` are (name, first row, how many), `cells` are by key of node."""

    periods: tuple[str, ...]
    lanes: tuple[tuple[str, int, int], ...]
    cells: dict[str, Cell]

    @property
    def rows(self) -> int:
        """How many rows all lanes have together."""
        return sum(count for _, _, count in self.lanes)


def grid_of(
    nodes: Sequence[Node], edges: Sequence[Edge], lanes: Sequence[str], alone: Collection[int]
) -> Grid:
    """The grid of all nodes; lanes without any are left out. A year of `alone` has a column of its own."""
    columns = _columns(nodes, edges, alone)
    column_of = {year: column for column, years in enumerate(columns) for year in years}
    within: dict[str, int] = {}
    placed: list[tuple[str, int, int]] = []
    first = 0
    cells: dict[str, Cell] = {}
    for lane in lanes:
        members = [node for node in nodes if node.lane == lane]
        if not members:
            continue
        within |= _rows(members, edges, column_of)
        count = 1 + max(within[node.key] for node in members)
        cells |= {node.key: Cell(column_of[node.year], first + within[node.key]) for node in members}
        placed.append((lane, first, count))
        first += count
    return Grid(tuple(_name(years) for years in columns), tuple(placed), cells)


def _columns(
    nodes: Sequence[Node], edges: Iterable[Edge], alone: Collection[int]
) -> tuple[tuple[int | None, ...], ...]:
    """The years of each column. Neighbours share one while no arrow joins them and no cell gets crowded."""
    by_year: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes:
        by_year[node.year].append(node)
    joined = {frozenset((edge.tail, edge.head)) for edge in edges}
    columns: list[tuple[int | None, ...]] = [(None,)] if None in by_year else []
    held: list[Node] = []
    for year in sorted(year for year in by_year if year is not None):
        fresh = by_year[year]
        last = columns[-1] if columns else ()
        apart = not last or None in last or year in alone or bool(set(last) & set(alone))
        long = not apart and year - (last[0] or year) >= LONGEST
        if apart or long or _joined(held, fresh, joined) or _crowded([*held, *fresh]):
            columns.append((year,))
            held = list(fresh)
        else:
            columns[-1] = (*last, year)
            held += fresh
    return tuple(columns)


def _joined(some: Sequence[Node], others: Sequence[Node], joined: set[frozenset[str]]) -> bool:
    return any(frozenset((one.key, other.key)) in joined for one in some for other in others)


def _crowded(nodes: Sequence[Node]) -> bool:
    return max(Counter(node.lane for node in nodes).values()) > MOST_IN_CELL


def _rows(members: Sequence[Node], edges: Sequence[Edge], column_of: dict[int | None, int]) -> dict[str, int]:
    """The row of each node within its lane: that of one it is joined with where free, else the first free."""
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for node in sorted(members, key=lambda node: (column_of[node.year], node.order, node.key)):
        column = column_of[node.year]
        wished = [rows[other] for other in _neighbours(node.key, edges) if other in rows]
        row = next(row for row in (*wished, *range(len(members) + 1)) if (column, row) not in taken)
        rows[node.key] = row
        taken.add((column, row))
    return rows


def _neighbours(key: str, edges: Iterable[Edge]) -> Iterable[str]:
    for edge in edges:
        if key in (edge.tail, edge.head):
            yield edge.head if edge.tail == key else edge.tail


def _name(years: Sequence[int | None]) -> str:
    first, last = years[0], years[-1]
    if first is None or last is None:
        return "?"
    return str(first) if first == last else f"{first}–{last}"
