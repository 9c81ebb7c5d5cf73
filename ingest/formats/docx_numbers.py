"""Word's automatic numbers, which no text of the document holds: "Điều 5.", "1.", "a)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
"""The namespace as expat puts it before a local name."""

_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LEVELS = 9
_LARGEST = 4000


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts, how its number is written and what stands around it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """What `word/numbering.xml` and `word/styles.xml` say of lists, read as expat meets it.

    `lists` gives the abstract list of each list id, `styles` the list id and level of a paragraph style.
    """

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _abstract: str = ""
    _list: str = ""
    _style: str = ""
    _level: Level = field(default_factory=Level)
    _depth: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        local = tag.removeprefix(WORD)
        value = attributes.get(f"{WORD}val", "")
        match local:
            case "abstractNum":
                self._abstract, self._list = attributes.get(f"{WORD}abstractNumId", ""), ""
            case "num":
                self._abstract, self._list = "", attributes.get(f"{WORD}numId", "")
            case "abstractNumId":
                self.lists[self._list] = value
            case "lvl" if self._abstract:
                self._level = Level()
                self.levels[self._abstract, whole(attributes.get(f"{WORD}ilvl", ""))] = self._level
            case "style":
                self._style, self._depth = attributes.get(f"{WORD}styleId", ""), 0
            case _:
                self._detail(local, value)

    def _detail(self, local: str, value: str) -> None:
        match local:
            case "start":
                self._level.start = whole(value, 1)
            case "numFmt":
                self._level.form = value
            case "lvlText":
                self._level.text = value
            case "ilvl":
                self._depth = whole(value)
            case "numId" if self._style:
                self.styles[self._style] = (value, self._depth)
            case _:
                pass

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag == f"{WORD}lvl":
            self._level = Level()
        elif tag == f"{WORD}style":
            self._style = ""

    def characters(self, _: str) -> None:
        """Text between elements: means nothing here."""


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of one document."""

    numbering: Numbering
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def of_style(self, style: str) -> tuple[str, int]:
        """The list and level a paragraph style sets; an empty list where it sets none."""
        return self.numbering.styles.get(style, ("", 0))

    def next(self, list_id: str, depth: int) -> str:
        """The number Word shows before the next paragraph of this list and level; empty for bullets."""
        abstract = self.numbering.lists.get(list_id, "")
        level = self.numbering.levels.get((abstract, depth))
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.form in ("bullet", "none"):
            return "-" if level.form == "bullet" else ""
        return _PLACEHOLDER.sub(lambda match: self._shown(abstract, int(match[1]) - 1), level.text)

    def _shown(self, abstract: str, depth: int) -> str:
        level = self.numbering.levels.get((abstract, depth), Level())
        return written(self._counts[abstract][depth] or level.start, level.form)


def written(number: int, form: str) -> str:
    """A number in one of Word's forms: `written(4, "lowerLetter")` is `d`."""
    if not 0 < number < _LARGEST:
        return str(number)
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            return _roman(number).lower() if form == "lowerRoman" else _roman(number)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        shown += sign * times
    return shown


def whole(value: str, otherwise: int = 0) -> int:
    """The small whole number an attribute holds."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else otherwise
