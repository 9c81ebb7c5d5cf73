"""Screens as Telegram's HTML."""

from __future__ import annotations

from html import escape

from bots.shapes import Run, Runs

_TAGS = {"bold": "b", "italic": "i", "quote": "blockquote"}


def html_of(runs: Runs) -> str:
    """The runs as HTML; whatever a text holds, it is shown as it stands."""
    return "".join(map(_element, runs))


def _element(run: Run) -> str:
    text = escape(run.text, quote=False)
    tag = _TAGS.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag and text.strip() else text
