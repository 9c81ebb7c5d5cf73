"""A store on SQLite and the same one on a real PostgreSQL, where its programs are at hand."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from assistant.answer import Answer, Status
from assistant.conversations.database import Database, address_of
from assistant.conversations.model import Asked
from assistant.conversations.sql_store import SqlStore

BINARIES = Path("/usr/lib/postgresql")
PASSWORD = "mat-khau-bi-mat"
DAY = 86400.0


@dataclass(slots=True)
class Clock:
    """A clock that a test turns."""

    now: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def answered(text: str = "Có hai nhiệm vụ.", status: Status = Status.ANSWERED) -> Answer:
    return Answer(status, text)


def asked(question: str = "Cục Thuế tỉnh phải làm gì?", status: Status = Status.ANSWERED) -> Asked:
    return Asked(question, answered(status=status))


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL of our own, without a database name at its end."""
    found = sorted(BINARIES.glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL on this machine")
    folder = Path(tempfile.mkdtemp(prefix="htx-postgres-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "password").write_text(PASSWORD)
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    data, log = str(folder / "data"), str(folder / "log")
    login = ["--username=postgres", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    server = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    control = str(found[-1].with_name("pg_ctl"))
    try:
        as_postgres(str(found[-1]), "--no-sync", "--encoding=UTF8", "--locale=C", *login, data)
        as_postgres(control, "-D", data, "-l", log, "-w", "-o", server, "start")
        yield f"postgresql+psycopg://postgres:{PASSWORD}@127.0.0.1:{port}"
        as_postgres(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_postgres(*command: str) -> None:
    who = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, user=who, group=who, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=60)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield address_of("", tmp_path)
        return
    server = make_url(request.getfixturevalue("cluster"))
    schema = f"t{secrets.token_hex(4)}"
    plain = server.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
        url = server.set(database="postgres", query={"options": f"-csearch_path={schema}"})
        yield address_of(url.render_as_string(hide_password=False), tmp_path)
        connection.execute(f'DROP SCHEMA "{schema}" CASCADE'.encode())


@pytest.fixture
def store(address: URL, clock: Clock) -> Iterator[SqlStore]:
    """A store that keeps for 90 days."""
    store = SqlStore(Database(address), 90, clock)
    yield store
    store.close()
