"""Accounts in the database of the office; every change is recorded in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from assistant.accounts.model import Account, Role
from assistant.office.audit import Act, Actor, Recorded

_TABLE = sa.Table(
    "accounts",
    sa.MetaData(),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("full_name", sa.Text),
    sa.Column("role", sa.String),
    sa.Column("password", sa.Text),
    sa.Column("disabled", sa.Boolean),
    sa.Column("version", sa.Integer),
    sa.Column("created", sa.Double),
)
_c = _TABLE.c


class Accounts(Recorded):
    """Reads and changes accounts."""

    def find(self, name: str) -> Account | None:
        """The account with this name, also a disabled one."""
        found = self._row(name)
        return _account(found) if found else None

    def password_of(self, name: str) -> str:
        """The hash that is kept; empty where there is no account or it has no password."""
        found = self._row(name)
        return str(found.password) if found else ""

    def all(self) -> Sequence[Account]:
        """Every account by name."""
        with self._db.reading() as connection:
            return [_account(row) for row in connection.execute(sa.select(_TABLE).order_by(_c.name)).all()]

    def add(self, account: Account, password: str, by: Actor) -> bool:
        """Make an account with a hashed password, or none; false where the name is taken."""
        row = {
            "name": account.name,
            "full_name": account.full_name,
            "role": account.role.value,
            "password": password,
            "disabled": account.disabled,
            "version": 1,
            "created": self._clock(),
        }
        if self.find(account.name):
            return False
        with self._db.writing() as connection:
            try:
                connection.execute(sa.insert(_TABLE).values(row))
            except IntegrityError:  # another process was faster
                return False
            self._audit.note_in(connection, by, Act.ACCOUNT_ADDED, account.name, account.role.value)
        return True

    def set_password(self, name: str, password: str, by: Actor) -> bool:
        """Keep another hash; every session ends. False where there is no such account."""
        changed = {"password": password, "version": _c.version + 1}
        return self._changed(name, changed, by, Act.PASSWORD_CHANGED, "")

    def rehash(self, name: str, password: str) -> None:
        """Keep a stronger hash of the same password; sessions go on, nothing is recorded."""
        with self._db.writing() as connection:
            connection.execute(sa.update(_TABLE).where(_c.name == name).values(password=password))

    def set_disabled(self, name: str, disabled: bool, by: Actor) -> bool:
        """Lock an account out or let it in again; every session ends. False where there is none."""
        changed = {"disabled": disabled, "version": _c.version + 1}
        told = "disabled" if disabled else "enabled"
        return self._changed(name, changed, by, Act.ACCOUNT_CHANGED, told)

    def set_role(self, name: str, role: Role, by: Actor) -> bool:
        """Give an account another role, which counts at once. False where there is none."""
        return self._changed(name, {"role": role.value}, by, Act.ACCOUNT_CHANGED, f"role={role.value}")

    def end_sessions(self, name: str) -> None:
        """Sign an account out everywhere."""
        with self._db.writing() as connection:
            ended = sa.update(_TABLE).where(_c.name == name).values(version=_c.version + 1)
            connection.execute(ended)

    def _changed(self, name: str, values: dict[str, Any], by: Actor, act: Act, detail: str) -> bool:
        with self._db.writing() as connection:
            found = connection.execute(sa.update(_TABLE).where(_c.name == name).values(values)).rowcount
            if found:
                self._audit.note_in(connection, by, act, name, detail)
        return found > 0

    def _row(self, name: str) -> Any:
        with self._db.reading() as connection:
            return connection.execute(sa.select(_TABLE).where(_c.name == name)).one_or_none()


def _account(row: Any) -> Account:
    return Account(
        name=row.name,
        full_name=row.full_name,
        role=Role(row.role),
        disabled=row.disabled,
        version=row.version,
        has_password=bool(row.password),
        created=row.created,
    )
