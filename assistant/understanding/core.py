"""The sentence that asks, in a message that tells a story first."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+|\s*\n+\s*")
_FEWEST_WORDS = 4
"""A shorter sentence ("Giúp em với.", "Vậy hả?") asks nothing by itself."""

_LEANS = re.compile(
    r"\b(?:nó|no|(?:cái|việc|chuyện|khoản|tiền|điều|cai|viec|chuyen|khoan|tien|dieu)"
    r" (?:đó|này|ấy|kia|do|nay|ay)|(?:làm|như|cho|lam|nhu) (?:vậy|thế|vay|the)"
    r"|it|its|them|they|that|those|these)\b",
    re.IGNORECASE,
)
"""Words for what an earlier sentence names."""


def core_of(text: str) -> str:
    """The last sentence with a question mark, else the last one.

    Empty where there is no other sentence, or where it leans on one.
    """
    sentences = [part for part in _SENTENCE_END.split(text.strip()) if part]
    telling = [part for part in sentences if len(part.split()) >= _FEWEST_WORDS]
    if len(sentences) < 2 or not telling:
        return ""
    asking = [part for part in telling if part.endswith("?")]
    core = (asking or telling)[-1]
    return "" if _LEANS.search(core) else core
