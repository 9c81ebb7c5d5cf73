"""What is built once for a whole run of the tests, whichever of its processes asks for it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import build
from ingest.digests import Digest, load_digests
from knowledge.config import Settings
from knowledge.embed import load_embedder


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, made by `make` for the first who asks; the others wait for it.

    Tests of other processes read it, too: it is only read, and what is to be written to is a copy of it.
    """
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = run / f"shared-{name}", run / f"shared-{name}.made"
    with (run / f"shared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a `make` that failed has left
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def plan_data(factory: pytest.TempPathFactory) -> Path:
    """A data folder of the caller's own, with the library of the shipped documents."""
    shared = built_once(factory, "plan", _library_in)
    return Path(shutil.copytree(shared, factory.mktemp("data"), dirs_exist_ok=True))


def shipped_data(factory: pytest.TempPathFactory) -> Path:
    """A data folder with all that is shipped in its library: documents and digest cards. Only to be read."""
    return built_once(factory, "shipped", lambda folder: _library_in(folder, digests=load_digests()))


def _library_in(folder: Path, digests: tuple[Digest, ...] = ()) -> None:
    build(Settings(data_dir=folder).library_dir, [], load_embedder(""), digests=digests)
