"""The real assistant over the plan, built once for all tests of this folder that ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.wiring import Assistant, open_assistant
from ingest.build import build
from knowledge.config import Settings
from knowledge.document import Document
from knowledge.embed import load_embedder


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose data folder holds a library of the plan."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    build(settings.library_dir, [], load_embedder(settings.embedding_model))
    return settings


@pytest.fixture(scope="session")
def plan_assistant(settings: Settings) -> Assistant:
    return open_assistant(settings)


@pytest.fixture(scope="session")
def plan(plan_assistant: Assistant) -> Document:
    found = plan_assistant.document("127/KH-UBND")
    assert found is not None
    return found


@pytest.fixture
def empty_data(tmp_path: Path) -> Path:
    """A data folder without an index."""
    return tmp_path / "data"
