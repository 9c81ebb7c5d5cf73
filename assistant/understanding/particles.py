"""Small words at the end of a question that are taken for others: "vay" for "vậy", "right?" for a right."""

from __future__ import annotations

import re

_PARTICLE = re.compile(
    r"(?<=[,.;!?] )vay(?! (?:von|tien|muon|duoc|ngan|o|bao|cua|cho|tin)\b)\b"
    r"|\bvay(?=(?:\s(?:a|ad|anh|chi|em|ban|bac|co|chu|nhi|ha|he|hen|troi|ta|ba con|admin|b))*\W*$)"
)
""" "Vay" that means "vậy" in a text without marks: at its end, or where a clause begins."""

_PARTICLE_LAST = re.compile(
    r"(?<!\bcho )(?<!được )(?<!duoc )(?<!\bđể )(?<!\bde )(?<!\bđi )(?<!\bdi )(?<!muốn )(?<!muon )(?<!\bxin )"
    r"(?<!\bcần )(?<!khoản )(?<!tiền )(?<!\bvốn )(?<!\bgói )(?<!người )(?<!\bai )(?<!\bhạn )\bvay(?=\W*$)"
)
"""The same at the end of a text with some marks, where no word before it makes it a loan."""

_RIGHT = re.compile(
    r"[\s,]+(?:right|correct|true|yes|isn't it|is that (?:right|correct|true))\s*\?*\s*$", re.IGNORECASE
)
"""What only asks back: as a word of its own "right" would be read as one that somebody has."""


def without_loan(text: str) -> str:
    """A text without marks, its "vay" that only ends a question read as "vậy"."""
    return _PARTICLE.sub("vậy", text)


def without_last_loan(text: str) -> str:
    """A text with some marks, a bare "vay" at its very end read as "vậy" where no word makes it a loan."""
    return _PARTICLE_LAST.sub("vậy", text)


def without_tag(text: str) -> str:
    """An English question without the "right?" that asks back."""
    return _RIGHT.sub("?", text)
