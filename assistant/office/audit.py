"""The record of every act that changed something: who, when, from where, what. Rows are only ever added."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.conversations.model import moment
from assistant.office.opening import OfficeDatabase

PAGE = 200
_TABLE = sa.Table(
    "audit",
    sa.MetaData(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.Double),
    sa.Column("who", sa.String),
    sa.Column("address", sa.String),
    sa.Column("act", sa.String),
    sa.Column("about", sa.Text),
    sa.Column("detail", sa.Text),
)


class Act(StrEnum):
    """What can be done."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED = "locked"
    SIGNED_OUT = "signed_out"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    PASSWORD_CHANGED = "password_changed"
    MAINTENANCE_ON = "maintenance_on"
    MAINTENANCE_OFF = "maintenance_off"
    ANSWER_APPROVED = "answer_approved"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    DOCUMENT_UPLOADED = "document_uploaded"
    DOCUMENT_PUBLISHED = "document_published"
    DOCUMENT_DISCARDED = "document_discarded"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from which address; both are empty for nobody known."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as it was recorded; `at` is seconds since 1970."""

    number: int
    at: float
    who: str
    address: str
    act: str
    about: str
    detail: str

    def to_dict(self) -> dict[str, Any]:
        """The entry as JSON-ready plain values."""
        told = {name: getattr(self, name) for name in ("number", "who", "address", "act", "about", "detail")}
        return told | {"at": moment(self.at)}


class Audit:
    """Writes and reads the record. `clock` gives seconds since 1970."""

    def __init__(self, database: OfficeDatabase, clock: Callable[[], float] = time.time) -> None:
        self._db = database
        self._clock = clock

    def note(self, actor: Actor, act: Act, about: str = "", detail: str = "") -> None:
        """Record an act. Raises StoreError."""
        with self._db.writing() as connection:
            self.note_in(connection, actor, act, about, detail)

    def note_in(
        self, connection: Connection, actor: Actor, act: Act, about: str = "", detail: str = ""
    ) -> None:
        """Record an act in the transaction that does it, so that neither stands without the other."""
        row = {
            "at": self._clock(),
            "who": actor.name[:64],
            "address": actor.address[:64],
            "act": act.value,
            "about": about[:500],
            "detail": detail[:2000],
        }
        connection.execute(sa.insert(_TABLE).values(row))

    def entries(self, before: int | None = None, limit: int = PAGE) -> list[Entry]:
        """The acts, newest first, `before` a number. Raises StoreError."""
        wanted = sa.select(_TABLE).order_by(_TABLE.c.number.desc()).limit(max(1, min(limit, PAGE)))
        if before is not None:
            wanted = wanted.where(_TABLE.c.number < before)
        with self._db.reading() as connection:
            return [Entry(*row) for row in connection.execute(wanted).all()]


class Recorded:
    """What is kept beside the record of its changes: one database and one clock for both.

    `clock` gives seconds since 1970. Every method may raise StoreError.
    """

    def __init__(
        self, database: OfficeDatabase, audit: Audit, clock: Callable[[], float] = time.time
    ) -> None:
        self._db = database
        self._audit = audit
        self._clock = clock
