"""What the server writes whole: a shell of ours around its content, and files to be saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from assistant.register.spreadsheet import KIND as XLSX
from assistant.register.spreadsheet import workbook
from assistant.register.tables import Table, comma_separated
from assistant.web.markup import Html

_KINDS = {"csv": (comma_separated, "text/csv; charset=utf-8"), "xlsx": (workbook, XLSX)}


def framed(
    shell: Path, content: Html, headers: Mapping[str, str], *, status: int = 200, again: bool = False
) -> Response:
    """The page of a shell around its content; with `again` it opens itself once more after two seconds."""
    before, after = shell.read_text(encoding="utf-8").split("<!-- content -->")
    head = '<meta http-equiv="refresh" content="2">' if again else ""
    return HTMLResponse(before.replace("<!-- head -->", head) + content + after, status, headers)


def sheet(table: Table, name: str, ending: Literal["csv", "xlsx"]) -> Response:
    """A table as a file under this name."""
    written, kind = _KINDS[ending]
    return Response(written(table), media_type=kind, headers=attachment(f"{name}.{ending}"))


def attachment(name: str) -> dict[str, str]:
    """The headers of a file to be saved under a name."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
    }
