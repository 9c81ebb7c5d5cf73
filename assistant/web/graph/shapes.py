"""The shapes a timeline graph is made of: what goes in (nodes, edges) and what comes out (boxes, lines).

Lengths are in units of the drawing, which are pixels where it is shown at its own size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a lane at a time. `order` sorts within a year; what has no year stands first."""

    key: str
    lane: str
    year: int | None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from the node `tail` to the node `head`."""

    tail: str
    head: str
    kind: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is drawn."""

    key: str
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow as drawn, corner after corner: from a side of the tail's box to a side of the head's."""

    tail: str
    head: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of one axis: a period of years (from x on) or a lane (from y on)."""

    name: str
    start: float
    size: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    periods: tuple[Band, ...]
    lanes: tuple[Band, ...]
