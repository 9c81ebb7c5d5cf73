"""From a file to rows of named fields: JSONL, CSV and XLSX alike, each row with its line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.problems import Problem
from evals.spreadsheet import sheet_rows
from knowledge.errors import DataError

ENDINGS = (".jsonl", ".csv", ".xlsx")
"""File endings that `read_rows` understands."""

NEEDED = ("id", "question")
"""Columns without which a table of cases cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one case as they stand in the file. `line` counts from 1, as an editor shows it."""

    line: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, what could not be read, and the SHA-256 of its bytes."""

    name: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    fingerprint: str
    tabular: bool


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        DataError: there is no such file or it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path}: không mở được ({error.strerror}); hãy kiểm tra đường dẫn và quyền đọc"
        ) from None


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it.

    Raises:
        DataError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path}: không ghi được ({error.strerror}); hãy chọn --out khác") from None


def read_rows(name: str, raw: bytes) -> Rows:
    """The rows of a file with this name and these bytes (a path's, or an upload's).

    Raises:
        DataError: empty, of another type, in another encoding than UTF-8, or without the needed columns.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise DataError(f"{name}: chưa đọc được loại tệp này; hãy dùng {', '.join(ENDINGS)}")
    if not raw.strip():
        raise DataError(f"{name}: tệp rỗng; hãy kiểm tra lại tệp")
    if ending == ".jsonl":
        rows, problems = json_rows(name, decode(name, raw))
    else:
        table = sheet_rows(name, raw) if ending == ".xlsx" else _csv_table(name, decode(name, raw))
        rows, problems = _table_rows(name, table)
    return Rows(name, tuple(rows), tuple(problems), hashlib.sha256(raw).hexdigest(), ending != ".jsonl")


def decode(name: str, raw: bytes) -> str:
    """The characters of a text file: UTF-8 with or without a byte-order mark, or UTF-16 with one.

    Raises:
        DataError: any other encoding, with what to do in Excel.
    """
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError(
            f"{name}:{line}: không phải UTF-8; trong Excel hãy chọn «Lưu thành» → «CSV UTF-8» rồi chạy lại"
        ) from None
    if "\x00" in text:
        raise DataError(f"{name}: là tệp nhị phân, không phải văn bản; hãy xuất lại dạng JSONL hoặc CSV")
    return text


def json_rows(name: str, text: str) -> tuple[list[Row], list[Problem]]:
    """The objects of a JSONL text with their lines, and the lines that are none."""
    rows: list[Row] = []
    problems: list[Problem] = []
    # Only "\n" ends a line of JSONL: U+2028 and its like may stand inside a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        fields = _json_object(line)
        if isinstance(fields, str):
            problems.append(Problem(f"{name}:{number}", fields))
        else:
            rows.append(Row(number, fields))
    return rows, problems


def _json_object(line: str) -> dict[str, Any] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return (
            f"không phải JSON ({error.msg})" if isinstance(error, json.JSONDecodeError) else "không phải JSON"
        )
    return value if isinstance(value, dict) else "mỗi dòng phải là một đối tượng JSON {…}"


def _csv_table(name: str, text: str) -> list[tuple[int, list[Any]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    table: list[tuple[int, list[Any]]] = []
    first = 1
    try:
        for cells in reader:
            table.append((first, list(cells)))
            first = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{name}:{reader.line_num}: bảng CSV hỏng ({error}); hãy lưu lại tệp") from None
    return table


def _table_rows(name: str, table: Sequence[tuple[int, list[Any]]]) -> tuple[list[Row], list[Problem]]:
    filled = [(line, cells) for line, cells in table if any(cell not in (None, "") for cell in cells)]
    if not filled:
        raise DataError(f"{name}: bảng không có dòng nào; hãy kiểm tra lại tệp")
    columns = _columns(name, filled[0][1])
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in filled[1:]:
        if any(cell not in (None, "") for cell in cells[len(columns) :]):
            problems.append(Problem(f"{name}:{line}", "có nhiều ô hơn dòng tiêu đề; dòng này bị bỏ qua"))
            continue
        named = zip(columns, cells, strict=False)
        rows.append(Row(line, {column: cell for column, cell in named if column and cell not in (None, "")}))
    return rows, problems


def _columns(name: str, cells: Iterable[Any]) -> list[str]:
    columns = [str(cell or "").strip().lower() for cell in cells]
    if missing := [needed for needed in NEEDED if needed not in columns]:
        raise DataError(f"{name}: thiếu cột {', '.join(missing)}; dòng đầu tiên phải là tên cột")
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise DataError(f"{name}: cột {', '.join(twice)} xuất hiện hai lần; hãy bỏ bớt một cột")
    while columns and not columns[-1]:
        columns.pop()
    return columns
