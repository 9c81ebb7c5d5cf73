"""How well citations are found: on a table of cases, and on the links of the official codification.

`python -m evals.citations TABLE.tsv` scores a table of cases, `python -m evals.citations FOLDER` the links of
the codification's pages in a folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evals.codified_links import measure
from knowledge.citation import Citation, Refers
from knowledge.errors import DataError
from knowledge.find import find


@dataclass(frozen=True, slots=True)
class TableCase:
    """A text and what it cites, each citation told as by `told`."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableScore:
    """Citations right, of those found and of those expected; `wrong` are the cases that missed."""

    right: int
    found: int
    expected: int
    cases: int
    wrong: tuple[tuple[TableCase, tuple[str, ...]], ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is to be found that was."""
        return self.right / self.expected if self.expected else 1.0


def told(citation: Citation) -> str:
    """The citation as the table writes it: "khoản 2 Điều 9 của Nghị định 45/2021/NĐ-CP (2021-03-31)"."""
    places = ", ".join(map(_capital, map(str, citation.targets)))
    if citation.refers is Refers.THIS_DOCUMENT:
        text = f"{citation.kind} này"
    else:
        text = f"{citation.kind} {citation.number}".strip() if citation.number else citation.name
        text += f" ({citation.issued})" if citation.issued else ""
    return " của ".join(part for part in (places, text) if part)


def _capital(place: str) -> str:
    return place if place.startswith(("khoản", "điểm", "tiết")) else place[:1].upper() + place[1:]


def read_table(path: Path) -> tuple[TableCase, ...]:
    """The cases of a table: a text, a tab, its citations parted by " | "; "#" begins a remark.

    Raises:
        DataError: the file cannot be read, or a line has no tab.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"Cannot read {path.name}: {error.strerror}; name a table of cases.") from error
    cases = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        text, tab, cites = line.partition("\t")
        if not tab:
            raise DataError(f"{path.name}: line {number} has no tab; write the text, a tab, what it cites.")
        cases.append(TableCase(text, tuple(cite.strip() for cite in cites.split(" | ") if cite.strip())))
    return tuple(cases)


def score_table(cases: Iterable[TableCase]) -> TableScore:
    """The cases scored; a citation counts as right only when places and text are right to the letter."""
    right = found = expected = count = 0
    wrong = []
    for case in cases:
        got = tuple(map(told, find(case.text)))
        right += (Counter(got) & Counter(case.cites)).total()
        found, expected, count = found + len(got), expected + len(case.cites), count + 1
        if got != case.cites:
            wrong.append((case, got))
    return TableScore(right, found, expected, count, tuple(wrong))


def report(path: Path) -> str:
    """What the measurement of a table or of a folder of the codification's pages comes to, in lines.

    Raises:
        DataError: the table cannot be read, or the folder has no pages.
    """
    if path.is_dir():
        return measure(sorted(path.glob("*.html"))).told()
    score = score_table(read_table(path))
    lines = [
        f"{score.cases} cases, {score.expected} citations expected, {score.found} found, {score.right} right",
        f"precision {score.precision:.3f}, recall {score.recall:.3f}",
    ]
    for case, got in score.wrong:
        lines += [case.text, f"  expected: {' | '.join(case.cites)}", f"  found:    {' | '.join(got)}"]
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name a table of cases or a folder of the codification's pages.")
    try:
        sys.stdout.write(report(Path(sys.argv[1])) + "\n")
    except DataError as fault:
        sys.exit(str(fault))
