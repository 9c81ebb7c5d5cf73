"""All that the office keeps, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from assistant.accounts.desk import Desk
from assistant.accounts.lockout import OF_ACCOUNT, Lockout
from assistant.accounts.model import Account, Role
from assistant.accounts.passwords import hashed
from assistant.accounts.store import Accounts
from assistant.answer import Answer, Status, Step, Trace
from assistant.conversations.database import Database
from assistant.conversations.model import Asked
from assistant.conversations.sql_store import SqlStore
from assistant.office.audit import Act, Actor, Audit
from assistant.office.figures import figures
from assistant.office.opening import OfficeDatabase
from assistant.office.standard import Source, StandardAnswers
from assistant.office.switch import Switch
from assistant.office.unanswered import unanswered
from knowledge.errors import StoreError
from tests.assistant.conversations.conftest import address, cluster

__all__ = ["address", "cluster"]
LAN = Actor("lan", "10.0.0.7")
PASSWORD = "con trâu đi trước cái cày"


@pytest.fixture
def database(address: URL) -> Iterator[OfficeDatabase]:
    database = OfficeDatabase(lambda: Database(address))
    yield database
    database.close()


def test_people_sign_in_and_are_locked_out(database: OfficeDatabase) -> None:
    audit = Audit(database)
    accounts = Accounts(database, audit)
    desk = Desk(accounts, Lockout(database), audit)
    assert accounts.add(Account("lan", "Lan", Role.EDITOR), hashed(PASSWORD), LAN)
    assert not accounts.add(Account("lan", "Lan", Role.EDITOR), "", LAN)
    found = desk.sign_in("lan", PASSWORD, "10.0.0.7")
    assert found and desk.holder(found[1])
    for _ in range(OF_ACCOUNT):
        assert desk.sign_in("lan", "sai", "10.0.0.7") is None
    assert desk.sign_in("lan", PASSWORD, "10.0.0.7") is None
    assert [entry.act for entry in audit.entries()][:2] == [Act.LOCKED, Act.SIGN_IN_FAILED]


def test_the_record_stands_whatever_is_tried(database: OfficeDatabase) -> None:
    audit = Audit(database)
    audit.note(LAN, Act.EXPORTED, "ledger.csv")
    audit.note(LAN, Act.EXPORTED, "ledger.xlsx")
    for change in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
        with pytest.raises(StoreError, match="append-only"), database.writing() as connection:
            connection.execute(sa.text(change))
    assert [entry.about for entry in audit.entries(limit=1)] == ["ledger.xlsx"]
    assert [entry.about for entry in audit.entries(before=2)] == ["ledger.csv"]


def test_the_switch_and_the_standard_answers(database: OfficeDatabase) -> None:
    audit = Audit(database)
    switch, answers = Switch(database, audit), StandardAnswers(database, audit)
    assert not switch.read().on
    assert switch.turn(True, "chờ", LAN) == switch.read()
    assert not switch.turn(False, "", LAN).on
    source = Source("1/2020/NĐ-CP", "dieu_1", "Mức vay", "0" * 64, "in_force")
    first = answers.approve("Vay bao nhiêu?", "Một. [1]", [source], "Lan", LAN)
    second = answers.approve("vay bao nhiêu", "Hai. [1]", [source], "Lan", LAN)
    assert answers.standing() == (second,)
    assert [one.id for one in answers.ended()] == [first.id]
    assert answers.withdraw(second.id, LAN) and not answers.withdraw(second.id, LAN)


def test_the_figures_and_the_ledger(database: OfficeDatabase, address: URL) -> None:
    store = SqlStore(Database(address), 90)
    id = store.begin()
    steps = (Step("retrieve", 2.0), Step("verify", 3.0))
    store.add(id, Asked("Vay bao nhiêu?", Answer(Status.ANSWERED, "…", trace=Trace(steps))))
    store.add(id, Asked("Giá cà phê?", Answer(Status.NOT_IN_SOURCES, "…")))
    told = figures(database, 0.0)
    assert told["statuses"] == {"answered": 1, "not_in_sources": 1}
    assert told["times"]["whole"] == {"p50": 5.0, "p95": 5.0}
    assert [cluster.question for cluster in unanswered(store, 0.0)] == ["Giá cà phê?"]
    store.close()
