"""Asking the assistant that has regulations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Message, Turn
from assistant.wiring import Assistant

Ask = Callable[..., Answer]


@pytest.fixture
def ask(law_assistant: Assistant) -> Ask:
    """Asks a question after the questions before it."""

    def asked(text: str, *before: str) -> Answer:
        return law_assistant.ask(Message(text, tuple(Turn("user", turn) for turn in before)))

    return asked
