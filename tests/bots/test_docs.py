"""The documents name every setting and command as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bots import messages
from bots.__main__ import app
from bots.settings import BotSettings

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| (`[A-Z].*?`) \| (.*?) \|", re.MULTILINE)


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "prefixes"), [("telegram.md", ("telegram_", "bots_")), ("zalo.md", ("zalo_",))]
)
def test_every_setting_is_told_and_no_other(name: str, prefixes: tuple[str, ...]) -> None:
    told = {word for cell, _ in ROW.findall(text_of(name)) for word in re.findall(r"`(\w+)`", cell)}
    assert told == {field.upper() for field in BotSettings.model_fields if field.startswith(prefixes)}


def test_the_defaults_are_the_real_ones() -> None:
    defaults = {f"`{name.upper()}`": field.default for name, field in BotSettings.model_fields.items()}
    told = {
        cell: default.strip("`") for cell, default in ROW.findall(text_of("telegram.md")) if "`" in default
    }
    assert len(told) == 7
    for cell, default in told.items():
        real = defaults[cell]
        assert default == (f"{real:g}" if isinstance(real, float) else str(real)), cell


def test_every_command_is_told() -> None:
    told = re.findall(r"^\| `/(\w+)` \|", text_of("telegram.md"), re.MULTILINE)
    assert told == list(messages.COMMANDS)


def test_the_options_of_the_command_line_exist() -> None:
    shown = CliRunner().invoke(app, ["telegram", "--help"]).output
    options = set(re.findall(r"--\w+", text_of("telegram.md")))
    assert options and all(option in shown for option in options)
