from __future__ import annotations

import pytest

from knowledge.policies.load import PolicyBook, load_policies


@pytest.fixture(scope="session")
def book() -> PolicyBook:
    return load_policies()
