"""A command line in the process of the test, as quick as a call: its own process costs seconds of imports.

Each command has tests that do start `python -m …`; these prove the start, and what the width decides.
"""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest


def called(
    main: Callable[[], None], arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str]
) -> CompletedProcess[str]:
    """What the command of `main` does with these arguments, in `folder`, with `environment` added to ours."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    silenced = logging.root.manager.disable
    with contextlib.ExitStack() as after:
        after.callback(logging.disable, silenced)
        changed = after.enter_context(pytest.MonkeyPatch.context())
        changed.chdir(folder)
        changed.setattr(sys, "argv", [main.__module__, *arguments])
        for name, value in environment.items():
            changed.setenv(name, value)
        after.enter_context(contextlib.redirect_stdout(out))
        after.enter_context(contextlib.redirect_stderr(err))
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return CompletedProcess(arguments, code, out.getvalue(), err.getvalue())
