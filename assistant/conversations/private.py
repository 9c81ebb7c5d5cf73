"""Personal data in what people type: found before anything is kept. One rule for the web and the bots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from assistant.screen import Screen
from knowledge.text import Folded

_MONEY = r"(?!\s*(?:d|dong|vnd|vnđ|đ|đồng|tr|trieu|ty)\b)"
_LONG = re.compile(rf"(?<![\d.,])(?!\d+0{{6}}(?!\d))\d{{9,19}}(?!\d){_MONEY}")
_GROUPED = re.compile(
    r"(?<!\d)(?:"
    r"0\d{2}(?:[ .-]?\d{3}){3}"  # an identity number, in threes
    r"|(?!(?:(?:19|20)\d\d[ -]){2})\d{4}(?:[ -]\d{4}){2}(?:[ -]\d{1,4})?"  # a card number in fours, no years
    r")(?!\d)"
)
_DATE = r"(?!\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d)"
_PHONE = re.compile(rf"(?<!\d)(?<!\d[ .,]){_DATE}\(?0[235-9](?:[ .()-]{{0,2}}\d){{8,9}}(?!\d){_MONEY}")
_ACCOUNT = re.compile(
    r"\b(?:stk|tk|tai khoan)(?: (?:so|la|cua|toi|minh|em|htx|ngan hang))*[ :.]*"
    rf"\d(?:[ .-]?\d){{7,18}}(?![ .-]?\d){_MONEY}"
)


@dataclass(frozen=True, slots=True)
class Discretion:
    """What counts as personal: what the screen turns away, and long numbers that are no amount of money.

    More than the screen knows, since a question may be turned away for another reason and still hold some.
    """

    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def load(cls) -> Self:
        """With the patterns by which the assistant turns questions away."""
        return cls((*Screen.load().personal, _LONG, _GROUPED, _PHONE, _ACCOUNT))

    def personal(self, text: str) -> bool:
        """Whether the text holds an identity, phone or account number, or an e-mail address."""
        plain = Folded.of(text).text
        return any(pattern.search(plain) for pattern in self.patterns)
