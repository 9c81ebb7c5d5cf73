"""The parts of a question that asks for several things: each is looked for by itself, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.text import Folded

FEWEST = 3
"""Words that a part has at least."""

MOST = 3
"""Parts looked for at most."""

_ASKS = re.compile(
    r"\b(?:bao nhieu|bao lau|bao gio|may(?! (?:moc|gat|cay|bao|tinh))|gi|nao|ai|sao"
    r"|dau(?! (?:tu|tien|ra|vao|gia|thau|ky|nam|mua|vu|bo|don))|how|what|which|who|when|where)\b|\bkhong\W*$"
)
_STOP = re.compile(r"[?;]+\s*|,\s+(?:(?:và|còn|rồi|thì)\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:và|rồi|hay là|and)\s+", re.IGNORECASE)
_COMPARED = (
    re.compile(
        r"\b(?:phân biệt|so sánh|phan biet|so sanh|khác nhau giữa|khac nhau giua)(?: giúp| giùm)?(?: việc)?"
        r" (?P<one>.{3,60}?) (?:và|với|va|voi)(?: việc)? (?P<other>[^:,.;?]{3,80})(?P<rest>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<one>.{3,60}?) (?:và|với|va|voi) (?P<other>.{3,80}?) (?:có gì )?"
        r"(?:khác nhau|khac nhau|khác gì|khac gi)(?P<rest>.*)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<one>.{3,60}?) (?:khác|khac) (?P<other>.{3,80}?) (?:chỗ|cho|ở|o|thế|the) (?P<rest>.*)$"),
)


def parts_of(question: str) -> tuple[str, ...]:
    """The things asked for, each with what was told before the first; nothing where it is only one."""
    if sides := _sides(question):
        return sides
    found = list(_asking(question))
    if len(found) < 2:
        return ()
    background, first = found[0]
    asked = (first, *(own for _, own in found[1:MOST]))
    return tuple(f"{background}, {own}" if background else own for own in asked)


def _sides(question: str) -> tuple[str, ...]:
    """Both sides of a comparison, each with what is asked of them."""
    match = next((found for pattern in _COMPARED if (found := pattern.search(question))), None)
    if match is None:
        return ()
    rest = match["rest"].strip(" :,.?")
    if len(rest.split()) < FEWEST:  # "khác nhau chỗ nào?": what each of them is
        rest = "là gì"
    return tuple(f"{match[side].strip()} {rest}".strip() for side in ("one", "other"))


def _asking(question: str) -> Iterator[tuple[str, str]]:
    """Each stretch that asks something, with what was told between the one before and it."""
    told: list[str] = []
    for stretch in filter(None, (part.strip() for part in _STOP.split(question))):
        if not _asks(stretch):
            told.append(stretch)
            continue
        first, *others = _divided(stretch)
        yield ", ".join(told), first
        yield from (("", other) for other in others)
        told = []


def _divided(stretch: str) -> list[str]:
    """A stretch at its "và", where both sides ask."""
    sides = _AND.split(stretch)
    return sides if all(map(_asks, sides)) else [stretch]


def _asks(stretch: str) -> bool:
    return len(stretch.split()) >= FEWEST and bool(_ASKS.search(Folded.of(stretch).text))
