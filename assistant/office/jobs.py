"""Ingestion as a program of its own beside the service, so that a broken file breaks nothing here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SHOWN = 400
"""Characters of what a program said of its fault."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended: its exit code, nothing where it took too long, and what it wrote."""

    code: int | None
    out: str
    fault: str


Run = Callable[[Sequence[str], float], Ran]
"""Runs ingestion with some arguments for at most so many seconds."""


def ingestion(data_dir: Path) -> Run:
    """Ingestion over a data folder, as a program of its own."""

    def run(arguments: Sequence[str], seconds: float) -> Ran:
        environment = {**os.environ, "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8"}
        try:
            done = subprocess.run(
                [sys.executable, "-m", "ingest", *arguments],
                capture_output=True,
                env=environment,
                stdin=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Ran(None, "", "")
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        fault = " ".join(said[-1].removeprefix("Lỗi:").split())[:SHOWN] if said else ""
        return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), fault)

    return run
