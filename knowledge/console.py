"""What the command lines share: a fault is one line on standard error and exit code 1."""

from __future__ import annotations

import logging
from collections.abc import Callable

from rich.console import Console
from rich.markup import escape

from knowledge.errors import AssistantError

ERR = Console(stderr=True, highlight=False)
"""Where a command tells what is no result: progress, what was skipped, faults."""


def run(app: Callable[[], object], quiet: int = logging.INFO) -> None:
    """Run a command line; log lines up to the level `quiet` are not shown.

    Raises:
        SystemExit: with code 1 after a fault of this project, with the code of `app` after anything else.
    """
    logging.disable(quiet)
    try:
        app()
    except AssistantError as error:
        ERR.print(f"[red]Lỗi:[/red] {escape(str(error))}", soft_wrap=True)
        raise SystemExit(1) from None
