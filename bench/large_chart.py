"""The picture of growth: one small chart for each figure, the number of articles on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

PANELS = {
    "build_cpu_s": "Lập chỉ mục, giây xử lý",
    "build_mb": "Bộ nhớ khi lập, MB",
    "disk_mb": "Dung lượng đĩa, MB",
    "resident_mb": "Bộ nhớ khi hỏi, MB",
    "p50_ms": "Một câu hỏi, trung vị, ms",
    "p95_ms": "Một câu hỏi, p95, ms",
    "hit_at_10": "Tỷ lệ tìm thấy trong 10 (hit@10)",
}
COLOURS = ("#0b6e4f", "#c8553d", "#3d5a80", "#8d6a9f")
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 130, 60, 34, 40
COLUMNS = 2


def picture(rows: Sequence[dict[str, Any]]) -> str:
    """An SVG of all panels. `rows` have `system`, `articles` and the figures of `PANELS`."""
    systems = list(dict.fromkeys(row["system"] for row in rows))
    lines = -(-len(PANELS) // COLUMNS)
    width, height = COLUMNS * (WIDTH + LEFT + GAP), lines * (HEIGHT + TOP + GAP) + 30
    panels = (_panel(place, name, rows, systems) for place, name in enumerate(PANELS))
    legend = "".join(
        f'<circle cx="{LEFT + place * 150}" cy="{height - 16}" r="5" fill="{COLOURS[place % 4]}"/>'
        f'<text x="{LEFT + 12 + place * 150}" y="{height - 12}">{escape(system)}</text>'
        for place, system in enumerate(systems)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(panels)}{legend}</svg>\n"
    )


def _panel(place: int, name: str, rows: Sequence[dict[str, Any]], systems: Sequence[str]) -> str:
    left = LEFT + (place % COLUMNS) * (WIDTH + LEFT + GAP)
    top = TOP + (place // COLUMNS) * (HEIGHT + TOP + GAP)
    highest = 1.0 if name == "hit_at_10" else max((row[name] for row in rows), default=1) or 1
    sizes = sorted({row["articles"] for row in rows})
    frame = f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#ccc"/>'
    title = f'<text x="{left}" y="{top - 10}" font-weight="bold">{escape(PANELS[name])}</text>'
    ends = (
        f'<text x="{left - 6}" y="{top + 10}" text-anchor="end">{highest:g}</text>'
        f'<text x="{left - 6}" y="{top + HEIGHT}" text-anchor="end">0</text>'
    )
    ticks = "".join(
        f'<text x="{left + _across(size, sizes):.0f}" y="{top + HEIGHT + 16}" text-anchor="middle">'
        f"{size:,}</text>".replace(",", ".")
        for size in sizes
    )
    drawn = "".join(
        _line([r for r in rows if r["system"] == system], name, (left, top), sizes, highest, COLOURS[n % 4])
        for n, system in enumerate(systems)
    )
    return frame + title + ends + ticks + drawn


def _across(size: int, sizes: Sequence[int]) -> float:
    low, high = math.log(sizes[0]), math.log(sizes[-1])
    share = (math.log(size) - low) / (high - low) if high > low else 0.5
    return 20 + share * (WIDTH - 50)


def _line(
    rows: Sequence[dict[str, Any]],
    name: str,
    corner: tuple[int, int],
    sizes: Sequence[int],
    highest: float,
    colour: str,
) -> str:
    points = [
        (corner[0] + _across(r["articles"], sizes), corner[1] + HEIGHT * (1 - r[name] / highest))
        for r in sorted(rows, key=lambda row: int(row["articles"]))
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
