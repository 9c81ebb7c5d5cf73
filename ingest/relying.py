"""What relies on units of instruments besides the library: evaluation cases and support policies.

Both are read plainly, as files of rows: this package knows neither the evaluation nor the rules of policies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.touched import Stands
from knowledge import standing_words
from knowledge.config import SHIPPED
from knowledge.errors import DataError

SETS = Path(__file__).parents[1] / "evals" / "sets"
POLICIES = SHIPPED / "policies"

_UNIT = re.compile(r"(?P<number>\d[^\s#\"',{}\[\]]*)#(?P<anchor>\w[\w.]*)")
_ID = re.compile(r"^- (?:\{)?id:\s*(?P<id>[^\s,}]+)")


def cases_in(folder: Path = SETS) -> tuple[Stands, ...]:
    """The gold units of the cases in `folder` (`*/dev*.jsonl`, `*/cases.jsonl`); sets kept apart stay unread.

    Raises:
        DataError: a line is no JSON object.
    """
    files = sorted((*folder.glob("*/dev*.jsonl"), *folder.glob("*/cases.jsonl")))
    return tuple(stands for path in files for stands in _cases(path))


def _cases(path: Path) -> Iterator[Stands]:
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            name = f"{path.parent.name}/{path.stem}: {row['id']}"
            words = str(row.get("question", ""))
            units = dict.fromkeys((*_places(row.get("gold", ())), *_units(str(row.get("clause", "")))))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DataError(f"{path.name}, line {place}: not a case; correct it.") from None
        yield from (Stands(name, number, anchor, words) for number, anchor in units)


def _places(gold: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The places of gold, those of groups too."""
    for place in gold:
        if isinstance(place, list):
            yield from _places(place)
        else:
            yield str(place["document"]), str(place.get("anchor", ""))


def policies_in(folder: Path = POLICIES) -> tuple[Stands, ...]:
    """The units that the support policies in `folder` rest on."""
    return tuple(stands for path in sorted(folder.glob("*.yaml")) for stands in _policies(path))


def _policies(path: Path) -> Iterator[Stands]:
    name = ""
    found: dict[Stands, None] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _ID.match(line):
            name = match["id"]
        for number, anchor in _units(line):
            owner = f"{path.stem}: {name}" if name else path.stem
            found[Stands(owner, number, anchor, standing_words.opened(standing_words.place(anchor)))] = None
    yield from found


def _units(words: str) -> Iterator[tuple[str, str]]:
    for match in _UNIT.finditer(words):
        yield match["number"], match["anchor"].replace("diem_đ", "diem_dd")
