from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.database import Database
from bots.secret import Secret
from bots.zalo_api import Pair, Refused, Unreached
from bots.zalo_tokens import Keyring, Tokens

DAY = 25 * 3600.0


class FakeZalo:
    """Gives new tokens for the refresh token given last, and only once for each."""

    def __init__(self) -> None:
        self.refresh = "first"
        self.asked: list[str] = []
        self.answer: Refused | Unreached | None = None

    async def renew(self, refresh: str) -> Pair | Refused | Unreached:
        self.asked.append(refresh)
        await asyncio.sleep(0)
        if self.answer:
            return self.answer
        if refresh != self.refresh:
            return Refused(-14014, "Invalid refresh token")
        self.refresh = f"refresh-{len(self.asked)}"
        return Pair(f"access-{len(self.asked)}", self.refresh, DAY)


class Bench:
    """Tokens over a folder."""

    def __init__(self, folder: Path, first: str = "first") -> None:
        self.now = 1_790_000_000.0
        self.zalo = FakeZalo()
        self.path = folder / "bots.sqlite3"
        self.database = Database(self.path)
        self.secret = Secret.open(folder / "secret")
        self.open(first)

    def open(self, first: str) -> None:
        self.tokens = Tokens(Keyring(self.database, self.secret, first), self.zalo, lambda: self.now)

    def valid(self, spoilt: str = "") -> str | Refused | Unreached:
        return asyncio.run(self.tokens.valid(spoilt))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.database.close()


def test_a_token_is_fetched_once_and_renewed_when_it_is_due(bench: Bench) -> None:
    assert [bench.valid(), bench.valid()] == ["access-1", "access-1"]
    bench.now += 0.8 * DAY
    assert bench.valid() == "access-2"
    assert bench.zalo.asked == ["first", "refresh-1"]


def test_a_chain_goes_on_after_a_restart_though_its_beginning_is_used_up(bench: Bench) -> None:
    bench.valid()
    bench.open("first")
    bench.now += DAY
    assert bench.valid() == "access-2"
    bench.open("")  # the operator has taken the setting away
    bench.now += DAY
    assert bench.valid() == "access-3"
    bench.open("first")
    assert bench.valid() == "access-3"


def test_a_new_setting_begins_a_new_chain(bench: Bench) -> None:
    bench.valid()
    bench.zalo.refresh = "second"
    bench.open("second")
    assert bench.valid() == "access-2"
    assert bench.zalo.asked == ["first", "second"]


def test_a_token_that_zalo_turned_away_is_renewed_once_for_all(bench: Bench) -> None:
    old = bench.valid()

    async def all_at_once() -> list[str | Refused | Unreached]:
        return await asyncio.gather(*(bench.tokens.valid(str(old)) for _ in range(20)))

    assert set(asyncio.run(all_at_once())) == {"access-2"}
    assert len(bench.zalo.asked) == 2


@pytest.mark.parametrize("fault", [Unreached("HTTP 500"), Refused(-14014, "Invalid refresh token")])
def test_while_renewing_fails_the_old_token_serves_to_its_end(
    bench: Bench, fault: Refused | Unreached
) -> None:
    bench.valid()
    bench.zalo.answer = fault
    bench.now += 0.9 * DAY
    assert bench.valid() == "access-1"
    bench.now += 0.2 * DAY
    assert bench.valid() == fault
    bench.zalo.answer = None
    assert bench.valid() == "access-4"


def test_nothing_readable_lies_on_disk(bench: Bench) -> None:
    bench.valid()
    bench.database.close()
    raw = b"".join(path.read_bytes() for path in bench.path.parent.iterdir() if path.name != "secret")
    assert b"seed" in raw, "it is the right file"
    for word in (b"access-1", b"refresh-1", b"first"):
        assert word not in raw
    bench.database = Database(bench.path)
