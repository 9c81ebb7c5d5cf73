"""How figures and answers are written in a Vietnamese report; what is marked as HTML is safe HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from markupsafe import Markup, escape

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_MARKER = re.compile(r"\[(\d{1,3})\]")


def percent(value: float, digits: int = 1) -> str:
    """A share as a Vietnamese percentage: 0.772 is "77,2 %"."""
    return f"{100 * value:.{digits}f}".replace(".", ",") + " %"


def share_or_score(name: str, value: float) -> str:
    """A figure as people expect it: MRR, nDCG, Brier score and ECE as "0,768", all others as a percentage."""
    if name.startswith(("mrr", "ndcg", "brier", "ece")):
        return f"{value:.3f}".replace(".", ",")
    return percent(value)


def interval(name: str, low: float, high: float) -> str:
    """The ends of an interval: "74,8–79,7 %", "0,741–0,793", "27–30 ms"."""
    if name.startswith("latency"):
        return f"{duration(low)} – {duration(high)}"
    return f"{share_or_score(name, low).removesuffix(' %')}–{share_or_score(name, high)}"


def points(value: float) -> str:
    """A change in percentage points with its sign: "+2,1"."""
    return f"{100 * value:+.1f}".replace(".", ",").replace("-", "−")


def duration(ms: float) -> str:
    """A time span: "29 ms", "1,4 s"."""
    if 0 < ms < 10:
        return f"{ms:.1f} ms".replace(".", ",")
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s".replace(".", ",")


def day(iso: str) -> str:
    """A moment as "22/11/2026 14:05" (UTC); the text itself when it is none."""
    try:
        return datetime.fromisoformat(iso).astimezone(UTC).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return iso


def prose(text: str) -> Markup:
    """An answer as safe HTML: everything escaped, then bold marks and citation markers shown as such."""
    safe = str(escape(text.strip()))
    return Markup(_MARKER.sub(r'<sup class="marker">\1</sup>', _BOLD.sub(r"<strong>\1</strong>", safe)))
