from __future__ import annotations

from pathlib import Path

import pytest

from assistant.accounts.desk import Desk
from assistant.accounts.lockout import Lockout
from assistant.accounts.store import Accounts
from assistant.conversations.database import Database, address_of
from assistant.office.audit import Audit
from assistant.office.opening import OfficeDatabase

PASSWORD = "con trâu đi trước cái cày"


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def database_in(folder: Path) -> OfficeDatabase:
    return OfficeDatabase(lambda: Database(address_of("", folder)))


@pytest.fixture
def database(tmp_path: Path) -> OfficeDatabase:
    return database_in(tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def audit(database: OfficeDatabase, clock: Clock) -> Audit:
    return Audit(database, clock)


@pytest.fixture
def accounts(database: OfficeDatabase, audit: Audit, clock: Clock) -> Accounts:
    return Accounts(database, audit, clock)


@pytest.fixture
def lockout(database: OfficeDatabase, clock: Clock) -> Lockout:
    return Lockout(database, clock)


@pytest.fixture
def desk(accounts: Accounts, lockout: Lockout, audit: Audit) -> Desk:
    return Desk(accounts, lockout, audit)
