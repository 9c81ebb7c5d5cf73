from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.wiring import House
from tests.bots.drivers import Bot, bot
from tests.bots.fakes import FakeBackend
from tests.bots.houses import house
from tests.bots.standin import StandIn, running
from tests.shared import plan_data


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def home(tmp_path: Path, backend: FakeBackend) -> Iterator[House]:
    opened = house(tmp_path, backend)
    yield opened
    opened.close()


@pytest.fixture
def server() -> Iterator[StandIn]:
    with running() as server:
        yield server


@pytest.fixture
def at_work(home: House, server: StandIn) -> Iterator[Bot]:
    with bot(home, server) as running_bot:
        yield running_bot


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of the shipped documents."""
    return plan_data(tmp_path_factory)
