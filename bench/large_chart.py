"""The picture of `bench.large`: a small chart for each figure, the number of articles on a logarithmic axis.

It has its own background and follows the colours of the reader's screen, light or dark.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from bench.large_table import shown

Row = Mapping[str, Any]

PANELS = {
    "build_cpu_s": "Lập chỉ mục, giây bộ xử lý",
    "build_mb": "Bộ nhớ nhiều nhất khi lập, MB",
    "disk_mb": "Dung lượng trên đĩa, MB",
    "resident_mb": "Bộ nhớ sau khi hỏi, MB",
    "p50_ms": "Một câu hỏi, trung vị, ms",
    "p95_ms": "Một câu hỏi, p95, ms",
    "hit_at_10": "Có điều đúng trong 10 điều đầu (hit@10)",
    "mrr_at_10": "Điều đúng đứng cao đến đâu (MRR@10)",
}
SHARES = ("hit_at_10", "mrr_at_10")
TITLE = "Tìm kiếm khi kho luật lớn dần"

WIDTH, HEIGHT = 300, 150
LEFT, RIGHT, ABOVE, BELOW = 58, 52, 34, 46
HEAD = 66
COLUMNS = 2
BETWEEN = 13
"""Pixels that figures at the ends of two lines keep apart."""

STYLE = """
text{font:12px system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:var(--ink)}
svg{--paper:#fff;--ink:#1f2328;--soft:#59636e;--rule:#d1d9e0;--c0:#0b6e4f;--c1:#c2410c;--c2:#3756a3;--c3:#86198f}
.title{font-size:17px;font-weight:600}.name{font-weight:600}.soft{fill:var(--soft);font-size:11px}
.rule{stroke:var(--rule);stroke-width:1}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#e6edf3;--soft:#9198a1;--rule:#30363d;
--c0:#3fb98d;--c1:#f4884f;--c2:#86a8ff;--c3:#e28af0}}
"""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Figures to pixels, logarithmic or even; `low` and `high` are at its ends."""

    low: float
    high: float
    length: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Pixels from the lower end."""
        if not self.logarithmic:
            return self.length * (value - self.low) / (self.high - self.low)
        low, high = math.log(self.low), math.log(self.high)
        return self.length * (math.log(max(value, self.low)) - low) / (high - low)

    def ticks(self) -> list[float]:
        """Where lines are drawn: tenths; powers of ten, and twice and five times these where they are few."""
        if not self.logarithmic:
            return [tenth / 10 for tenth in range(round(self.low * 10), round(self.high * 10) + 1)]
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        steps = (1, 2, 5) if last - first < 2 else (1,)
        found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        return [tick for tick in found if tick <= self.high]


def picture(rows: Sequence[Row]) -> str:
    """An SVG of all panels. `rows` have `system`, `articles` and the figures of `PANELS`."""
    systems = list(dict.fromkeys(str(row["system"]) for row in rows))
    across, down = WIDTH + LEFT + RIGHT, HEIGHT + ABOVE + BELOW
    width, height = COLUMNS * across, HEAD + -(-len(PANELS) // COLUMNS) * down
    corners = ((LEFT + n % COLUMNS * across, HEAD + ABOVE + n // COLUMNS * down) for n in range(len(PANELS)))
    panels = (
        f'<g transform="translate({x},{y})">{_panel(name, rows, systems)}</g>'
        for (x, y), name in zip(corners, PANELS, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{TITLE}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" rx="8" fill="var(--paper)"/>'
        f'<text class="title" x="{LEFT}" y="30">{TITLE}</text>{_legend(systems)}{"".join(panels)}</svg>\n'
    )


def _legend(systems: Sequence[str]) -> str:
    return "".join(
        f'<g transform="translate({LEFT + 190 * place},52)"><line x2="22" y1="-4" y2="-4" '
        f'stroke="var(--c{place % 4})" stroke-width="2.5"/><circle cx="11" cy="-4" r="4" '
        f'fill="var(--c{place % 4})"/><text x="30">{escape(system)}</text></g>'
        for place, system in enumerate(systems)
    )


def _panel(name: str, rows: Sequence[Row], systems: Sequence[str]) -> str:
    x, y = _sizes(rows), _figures(name, rows)
    lines = [
        (place, sorted((row for row in rows if row["system"] == system), key=lambda row: row["articles"]))
        for place, system in enumerate(systems)
    ]
    drawn = "".join(_line(name, own, (x, y), f"var(--c{place % 4})") for place, own in lines)
    ends = [(y.at(own[-1][name]), place, own[-1][name]) for place, own in lines if own]
    return f'<text class="name" x="0" y="-12">{PANELS[name]}</text>{_grid(x, y, rows)}{drawn}{_ends(ends)}'


def _sizes(rows: Sequence[Row]) -> _Axis:
    found = [row["articles"] for row in rows] or [1]
    return _Axis(min(found) * 0.8, max(found) * 1.25, WIDTH, logarithmic=True)


def _figures(name: str, rows: Sequence[Row]) -> _Axis:
    if name in SHARES:
        worst = min((row[name] for row in rows), default=0)
        return _Axis(min(0.5, math.floor(10 * worst) / 10), 1, HEIGHT, logarithmic=False)
    found = [row[name] for row in rows if row[name] > 0] or [1]
    low, high = math.floor(math.log10(min(found))), math.ceil(math.log10(max(found)))
    return _Axis(10.0**low, 10.0 ** max(high, low + 1), HEIGHT, logarithmic=True)


def _grid(x: _Axis, y: _Axis, rows: Sequence[Row]) -> str:
    lines = []
    for tick in y.ticks():
        at = f"{HEIGHT - y.at(tick):.1f}"
        lines.append(f'<line class="rule" x1="0" x2="{WIDTH}" y1="{at}" y2="{at}"/>')
        lines.append(f'<text class="soft" x="-8" y="{at}" dy="4" text-anchor="end">{_mark(tick)}</text>')
    for size in sorted({row["articles"] for row in rows}):
        at = f"{x.at(size):.1f}"
        lines.append(f'<line class="rule" x1="{at}" x2="{at}" y1="0" y2="{HEIGHT}"/>')
        label = f'<text class="soft" x="{at}" y="{HEIGHT + 16}" text-anchor="middle">{shown(size)}</text>'
        lines.append(label)
    lines.append(f'<text class="soft" x="{WIDTH}" y="{HEIGHT + 30}" text-anchor="end">số điều luật</text>')
    return "".join(lines)


def _mark(tick: float) -> str:
    return f"{tick:g}".replace(".", ",") if tick < 1 else shown(tick)


def _line(name: str, rows: Sequence[Row], axes: tuple[_Axis, _Axis], colour: str) -> str:
    points = [(axes[0].at(row["articles"]), HEIGHT - axes[1].at(row[name])) for row in rows]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def _ends(ends: Sequence[tuple[float, int, float]]) -> str:
    """The last figure of each line beside its end, moved apart where they would touch."""
    texts, lowest = [], -math.inf
    for up, place, value in sorted(ends):
        lowest = max(up, lowest + BETWEEN)
        figure = shown(value, 3 if value < 1 else 1)
        at = f'x="{WIDTH + 6}" y="{HEIGHT - lowest + 4:.1f}"'
        texts.append(f'<text {at} style="fill:var(--c{place % 4})">{figure}</text>')
    return "".join(texts)
