"""Two hundred chats at once over a network that fails in one call of twenty."""

from __future__ import annotations

from pathlib import Path

from tests.bots.fakes import FakeBackend
from tests.bots.load import CHATS, EACH, SHARE, load


def test_none_lost_none_doubled_order_kept(tmp_path: Path) -> None:
    figures = load(tmp_path, FakeBackend())
    assert (figures.lost, figures.doubled, figures.disordered) == (0, 0, 0)
    assert figures.sent == CHATS * EACH
    assert figures.faults > SHARE * CHATS * EACH, "the network did fail"
