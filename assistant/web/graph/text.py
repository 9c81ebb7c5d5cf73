"""How much room words take in a drawing, and how they break into lines.

Widths are those of Arial and its like (Liberation Sans), in thousandths of the letter size; the faces of
other systems differ by a few per cent, for which `SPARE` is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.text import strip_accents

SPARE = 1.04
BOLD = 1.08
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!/ ()[]-", 290),
    **dict.fromkeys("frt", 320),
    **dict.fromkeys("ckszvxyJ", 510),
    **dict.fromkeys("abdeghnopqu0123456789", 560),
    **dict.fromkeys("FTZL", 620),
    **dict.fromkeys("ABEKPSVXY&", 680),
    **dict.fromkeys("CDHNRUw", 730),
    **dict.fromkeys("GOQ", 790),
    **dict.fromkeys("mM", 840),
    "W": 950,
}
_OTHER = 600
_HORN = 90  # of ư and ơ, which strip to u and o
ELLIPSIS = "…"


def width_of(words: str, size: float, bold: bool = False) -> float:
    """The room that words in letters of this size take at most."""
    thousandths = sum(_WIDTHS.get(letter, _OTHER) for letter in strip_accents(words))
    thousandths += _HORN * sum(letter in "ươƯƠừứửữựờớởỡợ" for letter in words)
    return thousandths * size / 1000 * SPARE * (BOLD if bold else 1)


def wrapped(words: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """The words in at most `most` lines; what has no room is left out behind an ellipsis."""
    lines = list(_broken(words.split(), room, size))
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room, size))


def _broken(words: list[str], room: float, size: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > room:
            yield _cut(line, room, size, "")
            line = word
        else:
            line = longer
    if line:
        yield _cut(line, room, size, "")


def _cut(words: str, room: float, size: float, end: str = ELLIPSIS) -> str:
    """The words with `end`, shortened word by word, then letter by letter, until they fit."""
    if width_of(words + end, size) <= room:
        return words + end
    kept = words.split()
    while len(kept) > 1 and width_of(" ".join(kept) + ELLIPSIS, size) > room:
        kept.pop()
    short = " ".join(kept)
    while len(short) > 1 and width_of(short + ELLIPSIS, size) > room:
        short = short[:-1]
    return short + ELLIPSIS
