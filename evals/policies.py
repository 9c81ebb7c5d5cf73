"""Cases of the support policies: a profile on a day, the outcome expected of a policy, the deciding clause.

`python -m evals.policies` tells what passes and, against the stored outcomes, what was gained and lost.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.policies_derived import derived_rows
from evals.rows import read_bytes, write_text
from knowledge.errors import AssistantError, DataError
from knowledge.policies.engine import verdict_of
from knowledge.policies.load import PolicyBook, load_policies
from knowledge.policies.model import Outcome
from knowledge.policies.profile import Profile
from knowledge.policies.profile_file import profile_of

FOLDER = Path(__file__).parent / "sets" / "policies"
DERIVED = FOLDER / "one_fails.jsonl"
BASELINE = FOLDER / "baseline.json"
JUDGED_ON = date(2026, 11, 23)
"""The day of the derived cases; those judged by hand carry their own."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    profile: dict[str, Any]
    day: date
    policy: str
    outcome: Outcome
    clause: str = Field(pattern=r"^[^#]+#[^#]+$")
    missing: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One expectation. `clause` ("55/2015/NĐ-CP#dieu_4") must be among what the verdict rests on.

    `missing`, where given, are exactly the facts the verdict has to miss.
    """

    id: str
    profile: Profile
    day: date
    policy: str
    outcome: Outcome
    clause: str
    missing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of a case; `problem` says what differs, empty when nothing does."""

    case: Case
    outcome: Outcome
    problem: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases that pass only now, only before, and that have no twin in the stored outcomes."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def read_cases(path: Path, book: PolicyBook) -> tuple[Case, ...]:
    """The cases of a JSONL file, or of all such files of a folder.

    Raises:
        DataError: a line does not fit, names no policy, or repeats an id; the message names the line.
    """
    cases: dict[str, Case] = {}
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for place, line in _lines(file):
            try:
                case = _case(line, book)
            except DataError as error:
                raise DataError(f"{place}: {error}") from None
            if case.id in cases:
                raise DataError(f"{place}: mã {case.id} đã có; hãy đổi mã")
            cases[case.id] = case
    return tuple(cases.values())


def run(cases: Sequence[Case], book: PolicyBook) -> tuple[Result, ...]:
    """What the engine finds of each case."""
    return tuple(_result(case, book) for case in cases)


def compare(results: Sequence[Result], before: Mapping[str, bool]) -> Comparison:
    """What changed since the stored outcomes (id to passed)."""
    after = {result.case.id: not result.problem for result in results}
    return Comparison(
        gains=tuple(id for id, passed in after.items() if passed and before.get(id) is False),
        losses=tuple(id for id, passed in after.items() if not passed and before.get(id) is True),
        new=tuple(id for id in after if id not in before),
        gone=tuple(id for id in before if id not in after),
    )


def read_baseline(path: Path) -> dict[str, bool]:
    """The stored outcomes, none where nothing was stored yet.

    Raises:
        DataError: the file is no baseline.
    """
    if not path.exists():
        return {}
    try:
        passed = json.loads(read_bytes(path))["passed"]
        return {str(id): bool(value) for id, value in passed.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError(f"{path.name}: không phải tệp mốc; hãy tạo lại bằng --store") from None


def store(results: Sequence[Result], path: Path) -> None:
    """Keep the outcomes as the mark that later runs are held against."""
    passed = {result.case.id: not result.problem for result in results}
    write_text(path, json.dumps({"passed": passed}, ensure_ascii=False, indent=1) + "\n")


def report(results: Sequence[Result], comparison: Comparison) -> str:
    """The figures, every case that fails, what was gained and lost."""
    failed = [result for result in results if result.problem]
    lines = [f"{len(results) - len(failed)}/{len(results)} ca đúng"]
    lines += [f"SAI   {result.case.id}: {result.problem}" for result in failed]
    for label, ids in (("được", comparison.gains), ("MẤT", comparison.losses)):
        lines += [f"{label}: {id}" for id in ids]
    if comparison.new or comparison.gone:
        lines.append(f"ca mới: {len(comparison.new)}, ca không còn: {len(comparison.gone)}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str], out: Callable[[str], object] = sys.stdout.write) -> int:
    """Run the cases and tell; 1 when one fails, 2 when something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.policies", description=__doc__)
    parser.add_argument("--cases", type=Path, default=FOLDER, help="a JSONL file or a folder of them")
    parser.add_argument("--baseline", type=Path, default=BASELINE)
    parser.add_argument("--store", action="store_true", help="keep this run as the new baseline")
    parser.add_argument("--derive", action="store_true", help="make the derived cases anew first")
    options = parser.parse_args(arguments)
    try:
        book = load_policies()
        if options.derive:
            write_text(DERIVED, derived_rows(book, JUDGED_ON))
        results = run(read_cases(options.cases, book), book)
        out(report(results, compare(results, read_baseline(options.baseline))))
        if options.store:
            store(results, options.baseline)
    except AssistantError as error:
        out(f"{error}\n")
        return 2
    return int(any(result.problem for result in results))


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """The lines that hold something, each with its place."""
    for number, line in enumerate(read_bytes(file).decode("utf-8").splitlines(), 1):
        if line.strip():
            yield f"{file.name}:{number}", line


def _case(line: str, book: PolicyBook) -> Case:
    try:
        row = _Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "dòng này"
        raise DataError(f"hãy sửa {place}: {first['msg']}") from None
    if book.get(row.policy) is None:
        raise DataError(f"không có chính sách {row.policy}; hãy sửa policy")
    profile = profile_of(row.profile, book.facts)
    return Case(row.id, profile, row.day, row.policy, row.outcome, row.clause, row.missing)


def _result(case: Case, book: PolicyBook) -> Result:
    policy = book.get(case.policy)
    if policy is None:
        raise DataError(f"không có chính sách {case.policy}; hãy sửa ca {case.id}")
    found = verdict_of(policy, case.profile, case.day)
    rests_on = [f"{basis.instrument}#{basis.anchor}" for basis in found.basis]
    problems = []
    if found.outcome != case.outcome:
        problems.append(f"chờ {case.outcome}, được {found.outcome}")
    if case.clause not in rests_on:
        problems.append(f"chờ căn cứ {case.clause}, được {', '.join(rests_on)}")
    if case.missing is not None and set(case.missing) != set(found.missing):
        problems.append(f"chờ thiếu {', '.join(case.missing)}, được {', '.join(found.missing) or 'không'}")
    return Result(case, found.outcome, "; ".join(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
