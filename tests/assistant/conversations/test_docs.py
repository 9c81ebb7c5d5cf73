"""The page about conversations says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from anyio import CapacityLimiter

from assistant.conversations.model import COMMENT_CHARS, TURNS, Reason
from assistant.web import messages
from assistant.web.admission import Admission
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Conversations
from assistant.web.settings import WebSettings
from knowledge.config import Settings

PAGE = (Path(__file__).parents[3] / "docs/conversations.md").read_text(encoding="utf-8")


def test_every_address_is_told_and_no_other() -> None:
    told = re.findall(r"^\| ([A-Z]+) \| `(/api/[^`]+)` \|", PAGE, re.MULTILINE)
    settings = WebSettings()
    door = Admission(lambda: Refusal(503, messages.LOADING), settings)
    routes = Conversations(None, door, settings, CapacityLimiter(1)).routes()
    assert sorted(told) == sorted((route.method, route.path) for route in routes)


def test_settings_and_limits_are_those_of_the_program() -> None:
    days = Settings.model_fields["retention_days"].default
    assert f"| `ASSISTANT_RETENTION_DAYS` | `{days}` |" in PAGE
    assert f"giữ {TURNS} câu gần nhất" in PAGE
    assert f"đọc {WebSettings().max_history_turns} lượt nói" in PAGE
    assert f"dài nhất {COMMENT_CHARS} ký tự" in PAGE
    assert all(f"`{reason}`" in PAGE for reason in Reason)
