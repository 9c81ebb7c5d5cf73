"""On which day the texts are looked at, as people and programs write it."""

from __future__ import annotations

import re
from datetime import date

PLAN = "plan"
PLAN_DAY = date(2023, 3, 7)
"""The day the plan 127/KH-UBND was issued: what `PLAN` stands for."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_named(text: str) -> date | None:
    """The day that "plan" or a date like "2024-06-30" names; nothing for what names none."""
    name = text.strip()
    if name.lower() == PLAN:
        return PLAN_DAY
    try:
        return date.fromisoformat(name) if _ISO.fullmatch(name) else None
    except ValueError:  # the form of a day, but no such day
        return None
