"""A day as legal texts print it ("31/3/2021", "31 tháng 3 năm 2021") as an ISO day."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\s*(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4})(?!\d)")


def first_day(words: str) -> str:
    """The day that `words` begin with, as "2021-03-31"; empty when there is none or it is no day."""
    match = _DAY.match(words)
    if match is None:
        return ""
    day, month, year = (int(figure) for figure in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
