"""XLSX workbooks: the cells of the first sheet, and a table of results to hand back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from knowledge.errors import DataError

MAX_ROWS = 20_000
"""Longer sheets are refused: a sheet formatted to its last row would otherwise be read for minutes."""

_WIDEST = 60
"""Columns of a results sheet are at most this many characters wide."""


_SHORT = 20
"""Text up to this many characters is not wrapped."""


def sheet_rows(name: str, raw: bytes) -> list[tuple[int, list[Any]]]:
    """Line and cells of each row of the first sheet; whole numbers come out as `int`, dates as ISO text.

    Raises:
        DataError: not a workbook, or longer than `MAX_ROWS`.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        lines = list(book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, values_only=True))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError, SyntaxError):
        raise DataError(f"{name}: không phải tệp XLSX đọc được; hãy mở bằng Excel và lưu lại") from None
    if len(lines) > MAX_ROWS:
        raise DataError(f"{name}: bảng dài quá {MAX_ROWS} dòng; hãy xóa các dòng trống ở cuối hoặc tách tệp")
    return [(number, [_plain(cell) for cell in cells]) for number, cells in enumerate(lines, start=1)]


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, (str, bool, int, float)) or cell is None:
        return cell
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def workbook(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX file with one sheet: a bold frozen head row, a filter, and these rows.

    Text stays text: a cell that begins with "=" does not become a formula.
    """
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for line, values in enumerate([columns, *rows], start=1):
        for place, value in enumerate(values, start=1):
            if value is None:
                continue
            cell = sheet.cell(line, place)
            _fill(cell, value)
            if isinstance(value, str) and len(value) > _SHORT:
                cell.alignment = wrapped
            if line == 1:
                cell.font = bold
    for place, width in enumerate(_widths(columns, rows), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    # What XML cannot carry would make Excel refuse the file; 32,767 characters is its limit for a cell.
    cell.value = "".join(char for char in value if char >= " " or char in "\t\n")[:32_767]
    cell.data_type = "s"


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    longest = [len(column) for column in columns]
    for row in rows[:200]:
        longest = [max(known, len(str(value))) for known, value in zip(longest, row, strict=True)]
    return [min(_WIDEST, length + 3) for length in longest]
