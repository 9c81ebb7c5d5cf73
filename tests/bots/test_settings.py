from __future__ import annotations

import pytest

from bots.settings import load_bot_settings
from bots.wiring import open_telegram
from knowledge.errors import ConfigError


def test_secrets_stay_out_of_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:very-secret")
    for name in ("ZALO_APP_SECRET", "ZALO_OA_SECRET", "ZALO_REFRESH_TOKEN"):
        monkeypatch.setenv(name, "very-secret")
    settings = load_bot_settings()
    assert settings.telegram_bot_token.get_secret_value() == "123:very-secret"
    assert "very-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOTS_RATE_LIMIT", "many"),
        ("BOTS_RETENTION_DAYS", "0"),
        ("BOTS_QUEUE", "x"),
        ("TELEGRAM_API_BASE", "localhost:8081"),
        ("TELEGRAM_WEBHOOK_SECRET", "không được"),
        ("ZALO_API_BASE", "openapi.zalo.me"),
        ("ZALO_SENDS_PER_SECOND", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name) as fault:
        load_bot_settings()
    assert "SECRET" not in name or value not in str(fault.value)


def test_without_a_token_it_says_where_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    with pytest.raises(ConfigError, match="@BotFather"):
        open_telegram(load_bot_settings())
