"""How the service did: what questions ended as, what people said of the answers, how long answers took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from assistant.conversations.model import day_of
from assistant.office.opening import OfficeDatabase

TIMED = 500
"""The latest answers whose times are read."""

_TURNS = sa.Table(
    "turns",
    sa.MetaData(),
    sa.Column("asked", sa.Double),
    sa.Column("status", sa.String),
    sa.Column("withheld", sa.Boolean),
    sa.Column("answer", sa.Text),
    sa.Column("judged_right", sa.Boolean),
)
_t = _TURNS.c


def figures(database: OfficeDatabase, since: float) -> dict[str, Any]:
    """Counts and times since then, JSON-ready; times are milliseconds. Raises StoreError."""
    with database.reading() as connection:
        fresh = _t.asked >= since
        asked = connection.execute(sa.select(_t.asked, _t.status, _t.judged_right).where(fresh)).all()
        latest = sa.select(_t.answer).where(fresh, _t.withheld.is_(False)).order_by(_t.asked.desc())
        answers = [row.answer for row in connection.execute(latest.limit(TIMED)).all()]
    judged = Counter(row.judged_right for row in asked if row.judged_right is not None)
    return {
        "asked": len(asked),
        "statuses": dict(Counter(row.status for row in asked).most_common()),
        "days": dict(sorted(Counter(day_of(row.asked).isoformat() for row in asked).items())),
        "right": judged[True],
        "wrong": judged[False],
        "times": _times([steps for answer in answers if (steps := _steps(answer))]),
    }


def _steps(answer: str) -> dict[str, float]:
    """The time of each step of a kept answer; nothing where what was kept can no longer be read."""
    try:
        return {str(step["name"]): float(step["ms"]) for step in json.loads(answer)["trace"]["steps"]}
    except (ValueError, KeyError, TypeError):
        return {}


def _times(found: Sequence[dict[str, float]]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for steps in found for name in steps))
    whole = _spread([sum(steps.values()) for steps in found])
    return {
        "answers": len(found),
        "whole": whole,
        "steps": {name: _spread([steps[name] for steps in found if name in steps]) for name in names},
    }


def _spread(times: Sequence[float]) -> dict[str, float] | None:
    return {"p50": percentile(times, 50), "p95": percentile(times, 95)} if times else None


def percentile(times: Sequence[float], share: int) -> float:
    """The smallest time that at least `share` percent of `times` do not exceed."""
    place = -(-len(times) * share // 100)
    return round(sorted(times)[max(0, place - 1)], 1)
