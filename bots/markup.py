"""Runs of text: made from an answer's Markdown, measured as messengers measure, cut at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bots.shapes import Run, Runs

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^( *)- ", re.MULTILINE)
_SENTENCE = re.compile(r".+?(?:(?<=[.!?…])\s+|\n+|\Z)", re.DOTALL)
_SENTENCE_END = re.compile(r"(?:[.!?…]\s+|\n\s*)\Z")
_CLAUSE = re.compile(r".+?(?:(?<=[;:])\s+|\Z)", re.DOTALL)
_CLAUSE_END = re.compile(r"[;:]\s+\Z")
_WORD = re.compile(r"\S+\s*|\s+")


def plain(text: str) -> Runs:
    """The text as it stands."""
    return (Run(text),)


def bold(text: str) -> Runs:
    """The text in bold."""
    return (Run(text, "bold"),)


def italic(text: str) -> Runs:
    """The text in italics."""
    return (Run(text, "italic"),)


def from_markdown(text: str) -> Runs:
    """The bold parts and bullets of an answer; nothing else of Markdown occurs in one."""
    found: list[Run] = []
    end = 0
    text = _BULLET.sub(r"\1• ", text)
    for match in _BOLD.finditer(text):
        found += [Run(text[end : match.start()]), Run(match[1], "bold")]
        end = match.end()
    return tuple(run for run in (*found, Run(text[end:])) if run.text)


def joined(parts: Iterable[Runs], between: str = "\n\n") -> Runs:
    """The parts that hold text, with `between` between them."""
    found: list[Run] = []
    for part in parts:
        if not any(run.text for run in part):
            continue
        if found:
            found.append(Run(between))
        found += part
    return tuple(found)


def length(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def split(runs: Runs, limit: int) -> tuple[Runs, ...]:
    """The runs as parts of at most `limit` units each.

    Cut after a sentence or line; inside one only where it alone is too long, then after a clause, else
    between words, and inside a word only where that alone is too long. No character but white space at a cut
    is lost.
    """
    parts: list[list[Run]] = [[]]
    room = limit
    for piece in _pieces(runs, limit):
        whole = _text(piece)
        if length(whole.rstrip()) > room:
            parts.append([])
            room = limit
        for run in piece:
            _append(parts[-1], run)
        room -= length(whole)
    return tuple(stripped for part in parts if (stripped := _stripped(part)))


def _pieces(runs: Runs, limit: int) -> Iterator[Runs]:
    """What stays together: sentences; the clauses of one that is too long; the words of such a clause."""
    for sentence in _cut(runs, _SENTENCE, _SENTENCE_END):
        if _fits(sentence, limit):
            yield sentence
            continue
        for clause in _cut(sentence, _CLAUSE, _CLAUSE_END):
            yield from (clause,) if _fits(clause, limit) else _words(clause, limit)


def _cut(runs: Runs, piece: re.Pattern[str], end: re.Pattern[str]) -> Iterator[Runs]:
    """The runs in pieces; one may go on over runs of several styles, until it has its end."""
    found: Runs = ()
    for run in runs:
        for text in piece.findall(run.text):
            found += (Run(text, run.style),)
            if end.search(text):
                yield found
                found = ()
    if found:
        yield found


def _words(runs: Runs, limit: int) -> Iterator[Runs]:
    for run in runs:
        for word in _WORD.findall(run.text):
            yield from ((Run(part, run.style),) for part in _chopped(word, limit))


def _fits(runs: Runs, limit: int) -> bool:
    return length(_text(runs).rstrip()) <= limit


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _chopped(word: str, limit: int) -> Iterator[str]:
    """The word in parts; no character outside the basic plane is cut in two."""
    part = ""
    for character in word:
        if length(part + character) > limit:
            yield part
            part = ""
        part += character
    yield part


def _append(part: list[Run], run: Run) -> None:
    if part and part[-1].style == run.style:
        part[-1] = Run(part[-1].text + run.text, run.style)
    else:
        part.append(run)


def _stripped(part: list[Run]) -> Runs:
    """The runs without white space at either end."""
    runs = [run for run in part if run.text]
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if not runs:
        return ()
    runs[0] = Run(runs[0].text.lstrip("\n"), runs[0].style)
    runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].style)
    return tuple(runs)
