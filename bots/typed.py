"""Answers of the policy walk-through that are typed instead of pressed."""

from __future__ import annotations

import re

from bots import messages
from bots.shapes import Rows
from knowledge.text import strip_accents

STOP = "g:stop"
"""What the button says that ends the walk-through."""

TYPED_FOR = {
    "Có": ("co roi", "vang", "u"),
    "Không": ("ko", "k", "kg", "hong", "hok", "khong co", "ko co", "k co", "chua", "chua co"),
    messages.UNSURE: ("khong ro", "ko ro", "khong biet", "ko biet", "k biet", "chua biet", "bo qua"),
    messages.DONE: ("xong roi", "het roi", "du roi"),
    messages.NONE_OF_THESE: ("khong", "ko", "khong co", "ko co", "khong muc nao"),
    messages.SHOW_RESULT: ("ket qua", "xem ket qua", "xem luon"),
    messages.STOP: ("thoi nghi", "thoi khoi", "dung lai"),
}
"""What people type for a button, without accents."""

COURTESY = frozenset({"a", "da", "nhe", "nha", "em", "thua"})
"""Words around an answer that change nothing in it, without accents."""


def meant(text: str, rows: Rows) -> str:
    """The payload of the one button of a question whose label, or another word for it, was typed; else ""."""
    typed = _bare(text)
    wanted = {typed} | {_bare(name) for name, others in TYPED_FOR.items() if typed in others}
    buttons = (button for row in rows for button in row if button.payload.startswith(("p:", STOP)))
    found = {button.payload for button in buttons if typed and _bare(button.label) in wanted}
    return found.pop() if len(found) == 1 else ""


def _bare(text: str) -> str:
    """The words of it in small letters without accents, no courtesy around them."""
    words = re.findall(r"\w+", strip_accents(text).lower())
    return " ".join(word for word in words if word not in COURTESY)
