"""The table of `bench.large` in docs/scale.md, between two marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BEGIN, END = "<!-- bench-large -->", "<!-- /bench-large -->"

COLUMNS = {
    "build_s": "lập chỉ mục, giây",
    "build_cpu_s": "giây bộ xử lý",
    "build_mb": "bộ nhớ khi lập, MB",
    "disk_mb": "đĩa, MB",
    "resident_mb": "bộ nhớ khi hỏi, MB",
    "p50_ms": "trung vị, ms",
    "p95_ms": "p95, ms",
    "hit_at_10": "hit@10",
    "mrr_at_10": "MRR@10",
}


def with_table(page: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The page with the table of `rows` between its marks; as it is where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(rows)}\n{END}{after}" if begin and end else page


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A Markdown table, one line for each system and size."""
    head = f"| số điều | | {' | '.join(COLUMNS.values())} |"
    rule = f"|--:|---|{'--:|' * len(COLUMNS)}"
    return "\n".join((head, rule, *map(_line, rows)))


def _line(row: Mapping[str, Any]) -> str:
    cells = (shown(row[name], 3 if name.endswith("_10") else 1) for name in COLUMNS)
    return f"| {shown(row['articles'])} | {row['system']} | {' | '.join(cells)} |"


def shown(value: float, digits: int = 1) -> str:
    """A figure as people write it in Vietnamese: 84.755, 4,7 and, with three digits, 0,895."""
    whole = value >= 100 or (value == int(value) and digits == 1)
    text = f"{value:,.0f}" if whole else f"{value:.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))
