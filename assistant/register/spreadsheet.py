"""A table as an XLSX workbook. The only file of the assistant that knows openpyxl."""

from __future__ import annotations

import io
from typing import Any

from assistant.register.tables import Cell, Table, harmless

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767
"""Characters of a cell that the format allows."""

_WIDEST, _NARROWEST = 60, 9  # characters
_HEAD, _LINK = "0B6650", "0B6650"  # the accent of the pages


def workbook(table: Table) -> bytes:
    """One sheet: a coloured head row that stays in view, a filter, wrapped text, addresses as links.

    Text stays text: no cell becomes a formula, also not after it was edited.
    """
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = table.title[:31]
    for line, values in enumerate((table.columns, *table.rows), start=1):
        for place, value in enumerate(values, start=1):
            _fill(sheet.cell(line, place), value, line == 1)
    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2" if len(table.columns) > 2 else "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _for_paper(sheet, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, value: Cell, head: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.alignment = Alignment(wrap_text=True, vertical="center" if head else "top")
    if isinstance(value, str):
        clean = _clean(value)
        cell.value = clean
        cell.data_type = "s"
        cell.quotePrefix = harmless(clean) != clean
    else:
        cell.value = value
    if head:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_HEAD)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        cell.hyperlink = value
        cell.font = Font(color=_LINK, underline="single")


def _clean(value: str) -> str:
    """What XML can carry: other characters would make Excel refuse the file."""
    return "".join(char for char in value if char >= " " or char in "\t\n")[:LONGEST]


def _widths(table: Table) -> list[int]:
    columns = zip(table.columns, *table.rows, strict=True)
    longest = (max(len(line) for cell in column for line in str(cell).split("\n")) for column in columns)
    return [
        min(_WIDEST, max(_NARROWEST, length // 2 if length > _WIDEST else length + 2)) for length in longest
    ]


def _for_paper(sheet: Any, table: Table) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&P/&N"
    if table.note:
        sheet.oddHeader.left.text = table.note.replace("&", "&&")[:200]
