"""Lists in one cell of a spreadsheet.

One rule for every list column: a cell that begins with `[` or `{` is JSON. Otherwise
- `gold`, `must_include`, `must_not_include`, `expected_status`: `;` parts the items, `|` the variants of one;
- `gold_quotes`, `history`: one item a line of the cell, because running text has semicolons of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

BY_MARKS = frozenset({"gold", "must_include", "must_not_include", "expected_status"})
BY_LINES = frozenset({"gold_quotes", "history"})


def unfold(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a table row with every list column as a list; other columns as they are.

    Raises:
        ValueError: a cell that begins like JSON and is none; its text names the column.
    """
    return {column: _cell(column, value) for column, value in fields.items()}


def _cell(column: str, value: Any) -> Any:
    if column not in BY_MARKS | BY_LINES:
        return value
    text = str(value).strip()
    if text.startswith(("[", "{")):
        return _json(column, text)
    if column in BY_LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return [_variants(part) for part in text.split(";") if part.strip()]


def _variants(part: str) -> Any:
    found = [variant.strip() for variant in part.split("|") if variant.strip()]
    return found[0] if len(found) == 1 else found


def _json(column: str, text: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{column}: ô bắt đầu bằng {text[0]} nhưng không phải JSON") from None
    return [value] if isinstance(value, dict) else value
