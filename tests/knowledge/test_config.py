"""Settings: from the environment and `.env`, and clear about what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.config import load_settings
from knowledge.errors import ConfigError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without `.env`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal() -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings()
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_defaults() -> None:
    settings = load_settings()
    assert settings.library_dir == Path("data/library")
    assert (settings.host, settings.port, settings.embedding_model) == ("127.0.0.1", 8000, "")


def test_the_environment_wins_over_the_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / ".env").write_text("ASSISTANT_PORT=9000\nASSISTANT_HOST=0.0.0.0\nKHAC=1\n", encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_PORT", "9001")
    settings = load_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 9001)


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "")
    assert load_settings().port == 8000


def test_the_home_folder_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "~/tro-ly")
    assert load_settings().library_dir == Path.home() / "tro-ly" / "library"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "tám", "cần một số nguyên"),
        ("PORT", "0", "cần từ 1 trở lên"),
        ("PORT", "70000", "cần không quá 65535"),
        ("MAX_QUESTION_CHARS", "3", "cần từ 50 trở lên"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    message = refusal()
    assert message.startswith(f"ASSISTANT_{name}={value!r} không dùng được: {said}")


def test_a_file_in_another_encoding_is_named(elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes("ASSISTANT_HOST=máy".encode("utf-16"))
    assert ".env" in refusal()


def test_settings_do_not_change() -> None:
    with pytest.raises(Exception, match="frozen"):
        setattr(load_settings(), "port", 1)  # noqa: B010
