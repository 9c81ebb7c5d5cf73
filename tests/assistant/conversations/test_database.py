"""Addresses, and how a database is opened: new, old, by several at once, or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from assistant.conversations.database import Database, address_of
from assistant.conversations.model import Feedback, Reason, Wanted, is_id
from assistant.conversations.sql_store import SqlStore
from knowledge.errors import ConfigError, StoreError
from tests.assistant.conversations.conftest import PASSWORD, Clock, asked

ROOT = Path(__file__).parents[3]
OPENER = """
import sys, time
from pathlib import Path
from assistant.conversations.database import Database, address_of
from assistant.conversations.model import Asked
from assistant.conversations.sql_store import SqlStore
from assistant.answer import Answer, Status
Path(sys.argv[2]).touch()
while not Path(sys.argv[3]).exists():
    time.sleep(0.001)
store = SqlStore(Database(address_of(sys.argv[1], Path("."))), 90)
print(store.add(store.begin(), Asked("?", Answer(Status.ANSWERED, "!"))))
store.close()
"""


def written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


# Addresses


def test_by_default_a_file_in_the_data_folder(tmp_path: Path) -> None:
    url = address_of(" ", tmp_path)
    assert (url.drivername, url.database) == ("sqlite", str(tmp_path / "conversations.db"))


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_postgresql_by_its_usual_names(scheme: str) -> None:
    url = address_of(f"{scheme}://u:p%40ss@db.example:5433/htx", Path())
    assert (url.drivername, url.password, url.host, url.port) == (
        "postgresql+psycopg",
        "p@ss",
        "db.example",
        5433,
    )


@pytest.mark.parametrize(
    "bad",
    [
        "geheim",
        "mysql://u:geheim@db/htx",
        "postgresql+asyncpg://u:geheim@db/htx",
        "postgresql://u:geheim@db",
        "postgresql://u:geheim@db:port/htx",
        "postgresql://u:geheim@heim@db/htx",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_cannot_work_is_told_without_its_password(bad: str) -> None:
    with pytest.raises(ConfigError, match="ASSISTANT_DATABASE_URL") as told:
        address_of(bad, Path())
    assert "heim" not in str(told.value) and "\n" not in str(told.value)


def test_without_the_driver_it_is_told_what_to_install() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from pathlib import Path\n"
        "from assistant.conversations.database import address_of\n"
        "address_of('postgresql://u:geheim@db/htx', Path())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    last = done.stderr.splitlines()[-1]
    assert "pip install 'tro-ly-htx[postgres]'" in last and "geheim" not in done.stderr


# Steps


def test_a_database_of_the_first_version_goes_on(address: URL, clock: Clock) -> None:
    old = Database(address, "0001")
    with old.writing() as connection:
        assert "judged_right" not in {column["name"] for column in inspect(connection).get_columns("turns")}
        connection.exec_driver_sql(
            "INSERT INTO conversations VALUES ('c', '', 1795000000, 1795000000, 1)"  # when the clock begins
        )
        connection.exec_driver_sql(
            "INSERT INTO turns VALUES "
            "('c', 1, 'k', 1795000000, 'answered', false, 'Ai ký?', "
            '\'{"status":"answered","answer":"!"}\', NULL)'
        )
    old.close()
    store = SqlStore(Database(address), 90, clock)
    found = store.find("c")
    assert found is not None and found.turns[0].answer is not None
    assert (found.turns[0].question, found.turns[0].answer.answer) == ("Ai ký?", "!")
    assert store.judge("c", 1, Feedback(True))
    assert store.add("c", asked()) == 2
    assert found.shared == "" and is_id(store.share("c") or "")
    store.close()


def test_a_database_of_the_second_version_keeps_its_verdicts(address: URL, clock: Clock) -> None:
    old = Database(address, "0002")
    with old.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conversations VALUES ('c', 'Thuế', 1795000000, 1795000000, 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO turns VALUES ('c', 1, 'k', 1795000000, 'answered', false, 'Ai ký?', '{}', NULL, "
            "false, 'outdated', 'Đã có luật mới')"
        )
    old.close()
    store = SqlStore(Database(address), 90, clock)
    found = store.find("c")
    assert found is not None and (found.title, found.shared) == ("Thuế", "")
    assert found.turns[0].feedback == Feedback(False, Reason.OUTDATED, "Đã có luật mới")
    key = store.share("c")
    assert key and store.find_shared(key) is not None
    store.close()


def test_opening_again_changes_nothing(address: URL, clock: Clock) -> None:
    first = SqlStore(Database(address), 90, clock)
    first.add(first.begin(), asked("Ai ký?"))
    second = SqlStore(Database(address), 90, clock)
    assert [turn.question for turn in second.turns(Wanted()).turns] == ["Ai ký?"]
    first.close()
    second.close()


def test_a_database_of_a_newer_version_is_left_alone(address: URL) -> None:
    newer = Database(address)
    with newer.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(ConfigError, match="mới hơn"):
        Database(address)


def test_a_step_that_fails_leaves_nothing_half_done(address: URL) -> None:
    blocking = Database(address, "0001")
    with blocking.writing() as connection:
        connection.exec_driver_sql(
            "ALTER TABLE turns ADD COLUMN judged_comment TEXT"
        )  # what the last step adds
    with pytest.raises(StoreError):
        Database(address)
    with blocking.reading() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("turns")}
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert ("judged_right" in columns, version) == (False, "0001")
    blocking.close()


def test_two_processes_open_a_new_database_at_once(address: URL, tmp_path: Path, clock: Clock) -> None:
    go, ready = tmp_path / "go", [tmp_path / f"ready{number}" for number in range(2)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", OPENER, written(address), str(file), str(go)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for file in ready
    ]
    while not all(file.exists() for file in ready):
        assert all(process.poll() is None for process in processes)
    go.touch()
    assert [process.communicate(timeout=30)[0] for process in processes] == ["1\n", "1\n"]
    assert [process.returncode for process in processes] == [0, 0]


# Faults


def test_a_locked_file_is_told_in_one_line(tmp_path: Path, clock: Clock) -> None:
    store = SqlStore(Database(address_of("", tmp_path)), 90, clock)
    id = store.begin()
    other = sqlite3.connect(tmp_path / "conversations.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked") as told:
        store.add(id, asked("Riêng tư?"))
    assert "Riêng tư" not in str(told.value) and "\n" not in str(told.value)
    assert store.find(id) is not None  # readers do not wait for a writer
    other.close()
    assert store.add(id, asked()) == 1
    store.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "conversations.db").write_text("Đây là một bài thơ. " * 100)
    with pytest.raises(StoreError, match=r"conversations\.db .*not a database"):
        Database(address_of("", tmp_path))


def test_a_server_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/htx") as told:
        Database(address_of("postgresql://u:geheim@127.0.0.1:1/htx", tmp_path))
    assert "geheim" not in str(told.value)


def test_a_wrong_password_is_not_shown(cluster: str, tmp_path: Path) -> None:
    wrong = make_url(cluster).set(password="geheim", database="postgres")
    with pytest.raises(StoreError, match="password authentication failed") as told:
        Database(address_of(written(wrong), tmp_path))
    assert "geheim" not in str(told.value) and PASSWORD not in str(told.value)


def test_what_was_to_be_written_is_in_no_message(address: URL, clock: Clock) -> None:
    database = Database(address)
    store = SqlStore(database, 90, clock)
    id = store.begin()
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE turns RENAME COLUMN question TO words")
    with pytest.raises(StoreError) as told:
        store.add(id, asked("Riêng tư?"))
    assert "Riêng tư" not in str(told.value) and "\n" not in str(told.value)
    store.close()
