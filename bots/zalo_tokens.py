"""The tokens of a Zalo Official Account: kept sealed, renewed in time, one renewal at once.

A refresh token can be used once, so the new one is on disk before the first message goes out with its
sibling. What the operator sets begins a chain; as long as the setting stays the same the kept chain goes on,
and a new setting begins a new one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bots.database import Database
from bots.secret import Secret
from bots.zalo_api import Pair, Refused, Unreached

log = logging.getLogger(__name__)

DUE = 0.75
"""The part of its life after which an access token is renewed."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS zalo_tokens (id INTEGER PRIMARY KEY CHECK (id = 1), seed TEXT NOT NULL, "
    "access BLOB NOT NULL, refresh BLOB NOT NULL, due REAL NOT NULL, ends REAL NOT NULL)"
)


class Renewing(Protocol):
    """Who gives new tokens."""

    async def renew(self, refresh: str) -> Pair | Refused | Unreached:
        """New tokens for a refresh token."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The tokens as they stand; when to renew them and when they end, in seconds since 1970."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    due: float
    ends: float


class Keyring:
    """The tokens on disk. `first` is the refresh token that the operator has set."""

    def __init__(self, database: Database, secret: Secret, first: str) -> None:
        self._db = database
        self._secret = secret
        self._first = first
        database.write(_SCHEMA)

    def kept(self) -> Kept:
        """The tokens of the chain that stands, or what begins one."""
        rows = self._db.rows("SELECT seed, access, refresh, due, ends FROM zalo_tokens")
        if rows and (not self._first or rows[0]["seed"] == self._seed()):
            row = rows[0]
            access, refresh = self._secret.unseal(row["access"]), self._secret.unseal(row["refresh"])
            return Kept(access, refresh, float(row["due"]), float(row["ends"]))
        return Kept("", self._first, 0.0, 0.0)

    def keep(self, pair: Pair, now: float) -> None:
        """Keep new tokens in place of the old ones."""
        rows = self._db.rows("SELECT seed FROM zalo_tokens")
        seed = self._seed() if self._first or not rows else rows[0]["seed"]
        sealed = (self._secret.seal(pair.access), self._secret.seal(pair.refresh))
        self._db.write(
            "INSERT OR REPLACE INTO zalo_tokens (id, seed, access, refresh, due, ends) VALUES (1,?,?,?,?,?)",
            *(seed, *sealed, now + DUE * pair.seconds, now + pair.seconds),
        )

    def _seed(self) -> str:
        return self._secret.name("zalo", self._first)


class Tokens:
    """Gives a valid access token. `clock` gives seconds since 1970."""

    def __init__(self, keyring: Keyring, renewing: Renewing, clock: Callable[[], float]) -> None:
        self._keyring = keyring
        self._renewing = renewing
        self._clock = clock
        self._lock = asyncio.Lock()

    async def valid(self, spoilt: str = "") -> str | Refused | Unreached:
        """An access token that is not `spoilt`, the one that Zalo has just turned away."""
        async with self._lock:
            kept = self._keyring.kept()
            now = self._clock()
            usable = bool(kept.access) and kept.access != spoilt and now < kept.ends
            if usable and now < kept.due:
                return kept.access
            renewed = await self._renewed(kept, now)
            return kept.access if usable and not isinstance(renewed, str) else renewed

    async def _renewed(self, kept: Kept, now: float) -> str | Refused | Unreached:
        pair = await self._renewing.renew(kept.refresh)
        match pair:
            case Pair():
                self._keyring.keep(pair, now)
                return pair.access
            case Refused(code=code, why=why):
                log.error(
                    "Zalo does not take the refresh token (%s %s): authorise the app again and set a new "
                    "ZALO_REFRESH_TOKEN",
                    code,
                    why,
                )
            case Unreached(why=why):
                log.warning("no new tokens from Zalo: %s", why)
        return pair
