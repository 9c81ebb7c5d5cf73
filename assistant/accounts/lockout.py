"""Who has to wait before trying another password: accounts and addresses after repeated failures."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.office.opening import OfficeDatabase

WINDOW_S = 15 * 60.0
"""So long after the last failure everything is forgotten."""

OF_ACCOUNT = 5
OF_ADDRESS = 20
"""Failures within the window after which an account, and an address, has to wait."""

_TABLE = sa.Table(
    "failures",
    sa.MetaData(),
    sa.Column("subject", sa.String, primary_key=True),
    sa.Column("count", sa.Integer),
    sa.Column("last", sa.Double),
)
_c = _TABLE.c


class Lockout:
    """Counts attempts in the database, so that every process and every restart knows them."""

    def __init__(self, database: OfficeDatabase, clock: Callable[[], float] = time.time) -> None:
        self._db = database
        self._clock = clock

    def admit(self, name: str, address: str) -> bool:
        """Count an attempt as a failure and tell whether it may be made; `clear` takes it back.

        Counted before the password is looked at: a thousand attempts at once are a thousand failures. One
        that may not be made is not counted, so that who stops trying gets in again. Raises StoreError.
        """
        limits = _limits(name, address)
        now = self._clock()
        with self._db.writing() as connection:
            connection.execute(sa.delete(_TABLE).where(_c.last < now - WINDOW_S))
            counts = _counts(connection, [subject for subject, _ in limits])
            if any(counts.get(subject, 0) >= most for subject, most in limits):
                return False
            for subject, _ in limits:
                _count(connection, subject, counts.get(subject, 0) + 1, now)
        return True

    def locked(self, name: str, address: str) -> bool:
        """Whether the next attempt would not be let through. Raises StoreError."""
        limits = _limits(name, address)
        with self._db.reading() as connection:
            fresh = [subject for subject, _ in limits]
            counts = _counts(connection, fresh, self._clock() - WINDOW_S)
        return any(counts.get(subject, 0) >= most for subject, most in limits)

    def clear(self, name: str, address: str) -> None:
        """The password was right: forget the failures of the account, and this attempt of the address.

        Those of the address stand: else who owns one account could guess those of others without end.
        """
        with self._db.writing() as connection:
            connection.execute(sa.delete(_TABLE).where(_c.subject == _of_account(name)))
            again = sa.update(_TABLE).where(_c.subject == _of_address(address), _c.count > 0)
            connection.execute(again.values(count=_c.count - 1))


def _limits(name: str, address: str) -> Sequence[tuple[str, int]]:
    return ((_of_account(name), OF_ACCOUNT), (_of_address(address), OF_ADDRESS))


def _of_account(name: str) -> str:
    return f"account:{name[:100]}"


def _of_address(address: str) -> str:
    """An address as one customer of a provider has it: of IPv6 the first 64 bits."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return f"address:{address[:100]}"
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return f"address:{known.ipv4_mapped}"
        return f"address:{ipaddress.ip_network((known, 64), strict=False)}"
    return f"address:{known}"


def _counts(connection: Connection, subjects: Sequence[str], since: float = 0.0) -> dict[str, int]:
    wanted = sa.select(_c.subject, _c.count).where(_c.subject.in_(subjects), _c.last >= since)
    return {str(row.subject): int(row[1]) for row in connection.execute(wanted)}


def _count(connection: Connection, subject: str, count: int, now: float) -> None:
    kept = {"count": count, "last": now}
    if not connection.execute(sa.update(_TABLE).where(_c.subject == subject).values(kept)).rowcount:
        connection.execute(sa.insert(_TABLE).values(subject=subject, **kept))
