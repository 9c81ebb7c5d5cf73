"""Look each figure of the digest cards up in the article it names: `python -m ingest.check_digests FOLDER`.

FOLDER holds the texts, one file for each instrument, named after its number (`45-2021-ND-CP.txt`), every
article beginning with a line "Điều N."; a folder `partial` in it holds excerpts. A statement that was read in
a text (`confidence: seen`) must have its clause there, and each of its figures in the article, with its unit;
figures of the instrument's own number, title and days may stand in any. What is known otherwise is counted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ingest.digests import DATA, Digest, Statement, file_name, load_digests
from ingest.figures import Figure, figures_of, is_among
from knowledge.errors import AssistantError, DocumentError
from knowledge.text import nfc

_ARTICLE = re.compile(r"^\W*Điều (\d+)([a-zđ]?)[.:]", re.MULTILINE)
_CLAUSE = re.compile(r"^\W*(\d+)([a-zđ]?)\. ?(?!\d)", re.MULTILINE)
_POINT = re.compile(r"^\W*([a-zđ])\) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A statement that its text does not bear out: which, and what is missing."""

    number: str
    anchor: str
    missing: str

    def __str__(self) -> str:
        return f"{self.number} {self.anchor}: {self.missing}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: statements looked up, those known otherwise, and the faults."""

    proven: int
    otherwise: int
    faults: tuple[Fault, ...]


def check(digests: Iterable[Digest], folder: Path) -> Outcome:
    """The outcome for all statements of `digests` against the texts in `folder`.

    Raises:
        DocumentError: `folder` is none, or a text in it cannot be read.
    """
    if not folder.is_dir():
        raise DocumentError(f"There is no folder {folder}; name the one that holds the texts.")
    seen, otherwise, faults = 0, 0, list[Fault]()
    for digest in digests:
        texts = _texts(digest.document.number, folder)
        own = _own_figures(digest)
        for statement in digest.statements:
            if statement.confidence != "seen":
                otherwise += 1
                continue
            seen += 1
            missing = _missing(statement, texts, own)
            faults += [Fault(digest.document.number, statement.anchor, what) for what in missing]
    return Outcome(seen - len({(fault.number, fault.anchor) for fault in faults}), otherwise, tuple(faults))


def _own_figures(digest: Digest) -> frozenset[Figure]:
    document = digest.document
    days = (document.meta.issued, document.meta.effective)
    printed = ("/".join(reversed(day.split("-"))) for day in days)
    years = (day[:4] for day in days)
    return figures_of(" ; ".join((document.number, document.title, *printed, *years)))


def _missing(statement: Statement, texts: Sequence[str], own: frozenset[Figure]) -> Iterator[str]:
    if not texts:
        yield "no text of the instrument"
        return
    article = next(filter(None, (article_of(text, statement.article) for text in texts)), "")
    if not article:
        yield f"no {statement.article} in the text"
        return
    if _CLAUSE.search(article) and not unit_of(article, statement.unit.removeprefix(statement.article)):
        yield f"no {statement.unit} in the text"
    there = figures_of(article) | own
    for figure in sorted(figures_of(statement.text)):
        if not is_among(figure, there):
            yield f"{figure} does not stand in {statement.article}"


def article_of(text: str, anchor: str) -> str:
    """The article with this anchor, heading included; the whole text for what names none; else empty."""
    match = re.fullmatch(r"dieu_(\d+)([a-z]?)", anchor)
    if match is None:
        return text
    wanted = (int(match[1]), match[2])
    heads = [((int(head[1]), head[2]), head.start()) for head in _ARTICLE.finditer(text)]
    start = next((place for label, place in heads if label == wanted), None)
    return "" if start is None else text[start : _end(wanted, start, heads, len(text))]


def _end(wanted: tuple[int, str], start: int, heads: Sequence[tuple[tuple[int, str], int]], end: int) -> int:
    """Where an article ends: at the one that follows it in number, since amendments quote others inside."""
    later = [(label, place) for label, place in heads if place > start and label > wanted]
    following = [place for (count, _), place in later if count in (wanted[0], wanted[0] + 1)]
    return next(iter(following), later[0][1] if later else end)


def unit_of(article: str, path: str) -> str:
    """The clause or point of an article (`.khoan_2.diem_a`), or empty; the article itself for no path."""
    for kind, label in re.findall(r"\.(khoan|diem)_(\w+)", path):
        article = _clause(article, label) if kind == "khoan" else _point(article, label)
    return article


def _clause(article: str, label: str) -> str:
    heads = [(f"{head[1]}{head[2]}", head.start()) for head in _CLAUSE.finditer(article)]
    start = next((place for name, place in heads if name == label), None)
    if start is None:
        return ""
    follower = str(int(re.sub(r"\D", "", label)) + 1)
    return article[start : next((p for name, p in heads if p > start and name == follower), None)]


def _point(clause: str, label: str) -> str:
    letter = {"dd": "đ"}.get(label, label)
    heads = [(head[1], head.start()) for head in _POINT.finditer(clause)]
    start = next((place for name, place in heads if name == letter), None)
    return "" if start is None else clause[start : next((p for _, p in heads if p > start), None)]


def _texts(number: str, folder: Path) -> list[str]:
    """The texts of an instrument, the consolidated one first, an excerpt last."""
    name = file_name(number)
    whole = sorted(folder.glob(f"{name}*.txt"), key=lambda path: ("VBHN" not in path.name, path.name))
    short = "-".join(name.split("-")[:2])
    partial = [path for path in sorted(folder.glob("partial/*.txt")) if _holds(path.stem, name, short)]
    return [_read(path) for path in (*whole, *partial)]


def _holds(stem: str, name: str, short: str) -> bool:
    parts = stem.split("_")
    return name in parts or short in parts or any(part.startswith(f"{short}-") for part in parts)


def _read(path: Path) -> str:
    try:
        return nfc(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"Cannot read {path.name}: {error}; restore the file.") from error


def main(arguments: Sequence[str], out: TextIO) -> int:
    """Write the faults of the shipped cards against the texts in a folder to `out`; 0 when there are none."""
    if len(arguments) != 1:
        out.write("Name the folder of the texts: python -m ingest.check_digests FOLDER\n")
        return 2
    try:
        outcome = check(load_digests(DATA), Path(arguments[0]))
    except AssistantError as error:
        out.write(f"{error}\n")
        return 2
    out.writelines(f"{fault}\n" for fault in outcome.faults)
    out.write(f"{outcome.proven} proven, {outcome.otherwise} known otherwise, {len(outcome.faults)} faults\n")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
