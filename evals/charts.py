"""Charts as inline SVG. Colours are classes, so that the page's style decides; every label is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from markupsafe import Markup, escape

from evals.wording import duration, percent

WIDTH = 560
# Rows: the label at the left, the figures at the right, the plot between.
_LEFT, _RIGHT, _ROW = 158, 116, 26
_PLOT = WIDTH - _LEFT - _RIGHT
# Histogram: where its axis, its floor and its bins stand.
_AXIS, _FLOOR, _BINS = 34, 160, 28
_STEP = (WIDTH - _AXIS) / _BINS


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with the ends of its interval. `group` and `key` say what a click filters by."""

    label: str
    value: float
    low: float
    high: float
    n: int
    group: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """How many cases of one kind were right and how many wrong."""

    label: str
    right: int
    wrong: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A bin of a reliability diagram: the mean score told, the share that held, how many, whether too few."""

    told: float
    held: float
    n: int
    few: bool = False


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """Horizontal bars from 0 to 100 %, each with the whisker of its interval."""
    height = len(rows) * _ROW + 26
    parts = [_grid(height), *(_bar(row, place * _ROW) for place, row in enumerate(rows))]
    return _svg(title, height, parts)


def _bar(row: Bar, top: int) -> str:
    low, high, middle = _LEFT + row.low * _PLOT, _LEFT + row.high * _PLOT, top + _ROW / 2
    whisker = f"M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"
    parts = (
        _rect("bar", _LEFT, top + 6, max(1.0, row.value * _PLOT), _ROW - 12),
        _path("whisker", whisker),
        _row_text(row.label, percent(row.value, 0), f"n = {row.n}", top),
    )
    return _row(row.group, row.key, top, parts)


def _grid(height: int) -> str:
    at = [(share, _LEFT + share / 100 * _PLOT) for share in (0, 25, 50, 75, 100)]
    lines = (_path("grid", f"M{x:.1f} 0V{height - 20}") for _, x in at)
    ticks = (_text("tick", x, height - 5, str(share), "middle") for share, x in at)
    return "".join((*lines, *ticks))


def splits(rows: Sequence[Split], title: str) -> Markup:
    """Horizontal counts, right before wrong, on one scale."""
    most = max((row.right + row.wrong for row in rows), default=1) or 1
    parts = [_split(row, place * _ROW, _PLOT / most) for place, row in enumerate(rows)]
    return _svg(title, len(rows) * _ROW + 8, parts)


def _split(row: Split, top: int, scale: float) -> str:
    right, total = row.right * scale, row.right + row.wrong
    parts = (
        _rect("bar", _LEFT, top + 6, right, _ROW - 12),
        _rect("bad", _LEFT + right, top + 6, row.wrong * scale, _ROW - 12),
        _row_text(row.label, percent(row.right / max(1, total), 0), f"{row.right} / {total}", top),
    )
    return _row("status", row.key, top, parts)


def _row(group: str, key: str, top: int, parts: Sequence[str]) -> str:
    """One row of a chart: wide enough to click, and it says what a click filters by."""
    hit = _rect("hit", 0, top, WIDTH, _ROW)
    return f'<g class="row" data-group="{escape(group)}" data-key="{escape(key)}">{hit}{"".join(parts)}</g>'


def _row_text(label: str, value: str, detail: str, top: int) -> str:
    at = top + _ROW / 2 + 4
    return (
        _text("label", _LEFT - 10, at, label, "end")
        + _text("value", WIDTH - _RIGHT + 48, at, value, "end")
        + _text("faint", WIDTH, at, detail, "end")
    )


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], title: str) -> Markup:
    """How often each latency (ms) occurs; values beyond the 99th percentile stand in the last bin."""
    if not values:
        return Markup("")
    most_ms = max(1.0, float(np.percentile(values, 99)) * 1.02)
    counts, edges = np.histogram(np.minimum(values, most_ms), bins=_BINS, range=(0, most_ms))
    highest = max(1, int(counts.max()))
    names = [f"{duration(low)} đến {duration(high)}" for low, high in pairwise(edges)]
    parts = [_path("grid", f"M{_AXIS} {_FLOOR}H{WIDTH}"), _text("tick", _AXIS - 6, 40, str(highest), "end")]
    for place, count in enumerate(map(int, counts)):
        tall = (_FLOOR - 36) * count / highest
        told = f"{names[place]}: {count} câu"
        parts.append(_rect("bar", _AXIS + place * _STEP + 1, _FLOOR - tall, _STEP - 2, tall, told))
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _AXIS + share * _STEP * _BINS
        anchor = "end" if share == 1 else "middle"
        parts.append(_text("tick", x, _FLOOR + 16, duration(share * most_ms), anchor))
    for place, (name, value) in enumerate(marks):
        parts.append(_mark(f"{name}: {duration(value)}", min(1, value / most_ms), 12 + 15 * place))
    return _svg(title, _FLOOR + 26, parts)


def _mark(label: str, share: float, y: int) -> str:
    x = _AXIS + share * _STEP * _BINS
    late = share > 0.75
    text = _text("marktext", x - 5 if late else x + 5, y, label, "end" if late else "start")
    return _path("mark", f"M{x:.1f} {y - 8}V{_FLOOR}") + text


def reliability(points: Sequence[Point], title: str) -> Markup:
    """What share of cases held at each level of the score told; on the diagonal the score tells the truth."""
    left, top, side = 150, 10, 230
    parts = [
        _rect("frame", left, top, side, side),
        _path("mark", f"M{left} {top + side}L{left + side} {top}"),
    ]
    for point in points:
        told = f"độ tin {percent(point.told, 0)}: đúng {percent(point.held, 0)}, {point.n} câu"
        radius = 4 + min(10.0, point.n**0.5 / 2)
        parts.append(_dot(left + point.told * side, top + side - point.held * side, radius, told, point.few))
    for share in (0.0, 0.5, 1.0):
        parts.append(_text("tick", left + share * side, top + side + 16, percent(share, 0), "middle"))
        parts.append(_text("tick", left - 8, top + side - share * side + 4, percent(share, 0), "end"))
    return _svg(title, top + side + 26, parts)


def _rect(name: str, x: float, y: float, width: float, height: float, told: str = "") -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{name}" {box}>{_told(told)}</rect>'


def _dot(x: float, y: float, radius: float, told: str, hollow: bool) -> str:
    name = "dot few" if hollow else "dot"
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{_told(told)}</circle>'


def _path(name: str, line: str) -> str:
    return f'<path class="{name}" d="{line}"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _told(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""


def _svg(title: str, height: float, parts: Sequence[str]) -> Markup:
    box = f'viewBox="0 0 {WIDTH} {height}"'
    return Markup(f'<svg {box} role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>')
