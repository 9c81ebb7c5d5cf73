"""Whether a question asks which support somebody gets: then the walk-through answers better than a text."""

from __future__ import annotations

import re

from knowledge.text import fold, strip_accents

_CUES = re.compile(
    r"\b(?:duoc|co the|co) (?:huong|ho tro|nhan|vay|mien|giam|cap)\b.*\b(?:gi|nao|khong|bao nhieu)\b"
    r"|\bthi duoc (?:gi|nhung gi)\b"
    r"|\b(?:chinh sach|chuong trinh|goi|nguon|khoan) (?:ho tro |vay |uu dai )*(?:gi|nao)\b"
    r"|\b(?:ho tro|uu dai) (?:gi|nao|nhung gi)\b"
    r"|\bdu dieu kien\b"
)
_ASKER = re.compile(
    r"\b(?:em|toi|minh|nha|chung toi|bon em|ben em|ba con|htx|hop tac xa|lien hiep|to hop tac|tht|thanh vien|"
    r"nong dan|ho|lam|trong|nuoi|muon|can)\b"
)


_OPEN = re.compile(r"\b(?:gi|nao|ra sao|the nao)\b")


def asks_for_support(question: str) -> bool:
    """Whether the question is about what the one who asks, or a cooperative, would get."""
    plain = " ".join(strip_accents(fold(question)).split())
    return bool(_CUES.search(plain)) and bool(_ASKER.search(plain))


def asks_openly(question: str) -> bool:
    """Whether a question leaves open what there is, and does not name one support to be told yes or no of."""
    return bool(_OPEN.search(strip_accents(fold(question))))
