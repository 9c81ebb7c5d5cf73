from __future__ import annotations

import pytest

from assistant.policies.guide import Guide


@pytest.fixture(scope="session")
def guide() -> Guide:
    return Guide.load()
