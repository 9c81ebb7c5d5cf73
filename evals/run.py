"""The folder that a run leaves behind, and reading it again."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evals.problems import Problem
from evals.report import report_page
from evals.rows import decode, json_rows, read_bytes
from evals.score import Scored
from knowledge.errors import DataError

PACKAGES = ("tro-ly-htx", "chromadb", "bm25s", "sentence-transformers", "torch", "numpy", "ir-measures")
"""Whose versions a run remembers, where they are installed."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run read back: its config, its figures, and result and answer of each case as JSON objects."""

    folder: Path
    config: dict[str, Any]
    summary: dict[str, Any]
    results: dict[str, dict[str, Any]]
    answers: dict[str, dict[str, Any]]


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that decide an answer."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def new_folder(cases: Path, root: Path = Path("runs")) -> Path:
    """A name for a run's folder that tells the set and the time."""
    return root / f"{cases.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}"


def write_run(folder: Path, scored: Scored, answers: Path, origin: Mapping[str, Any]) -> Path:
    """Write a run into `folder` and return the path of its report.

    config.json, answers.jsonl, results.jsonl, summary.json, problems.jsonl, report.html. `origin` is what
    is known of how the answers came about.

    Raises:
        DataError: the folder cannot be written.
    """
    config = _config(scored, answers, origin)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (kept := folder / "answers.jsonl").resolve() != answers.resolve():
            kept.write_bytes(answers.read_bytes())
        _write_json(folder / "config.json", config)
        _write_json(folder / "summary.json", scored.summary.to_dict())
        _write_lines(folder / "results.jsonl", (result.to_dict() for result in scored.results))
        _write_lines(folder / "problems.jsonl", map(Problem.to_dict, scored.problems))
        (folder / "report.html").write_text(report_page(scored, config), encoding="utf-8")
    except OSError as error:
        raise DataError(f"{folder}: không ghi được ({error.strerror}); hãy chọn --out khác") from None
    return folder / "report.html"


def _config(scored: Scored, answers: Path, origin: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "cases": {
            "name": scored.cases.name,
            "count": len(scored.cases.cases),
            "fingerprint": scored.cases.fingerprint,
        },
        "answers": answers.name,
        "scored_with": versions(),
        "generated": {name: value for name, value in origin.items() if name != "questions"},
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_lines(path: Path, values: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def read_run(folder: Path) -> Run:
    """A run as `write_run` left it.

    Raises:
        DataError: the folder is no run.
    """
    if not (folder / "results.jsonl").is_file():
        raise DataError(
            f"{folder}: không phải thư mục kết quả (thiếu results.jsonl); hãy chạy score hoặc run trước"
        )
    return Run(
        folder,
        read_json(folder / "config.json"),
        read_json(folder / "summary.json"),
        _by_id(folder / "results.jsonl", "scores"),
        _by_id(folder / "answers.jsonl", "status"),
    )


def read_json(path: Path) -> dict[str, Any]:
    """A file that holds one JSON object.

    Raises:
        DataError: it does not, or cannot be read.
    """
    try:
        value = json.loads(decode(path.name, read_bytes(path)))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise DataError(f"{path}: không phải một đối tượng JSON; hãy chạy lại score hoặc run")
    return value


def _by_id(path: Path, needed: str) -> dict[str, dict[str, Any]]:
    rows, _ = json_rows(path.name, decode(path.name, read_bytes(path)))
    return {str(row.fields["id"]): row.fields for row in rows if "id" in row.fields and needed in row.fields}
