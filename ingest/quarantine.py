"""The folder where broken pages are kept aside, each with the reason in a file beside it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from ingest.archive import ArchivedPage


def set_aside(folder: Path, page: ArchivedPage, why: str) -> None:
    """Keep a copy of a broken page and the reason in `folder`; what cannot be written stays where it was."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / page.name).write_bytes(page.raw)
        (folder / f"{page.name}.why.txt").write_text(f"{why}\n", encoding="utf-8")
