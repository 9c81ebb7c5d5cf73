"""The same dialogues in every channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from bots.wiring import House
from tests.bots.drivers import Driver, Seen, TelegramDriver, TerminalDriver, bot
from tests.bots.fakes import FakeBackend, FakeGuide
from tests.bots.houses import house
from tests.bots.standin import running
from tests.bots.zalo_driver import ZaloDriver, zalo_bot
from tests.bots.zalo_standin import zalo_running

DIALOGUES = yaml.safe_load(Path(__file__).with_name("dialogues.yaml").read_text(encoding="utf-8"))
KNOWN = {"say", "press", "send", "language", "shows", "lacks", "buttons", "no_buttons", "messages", "needs"}


@contextmanager
def terminal(house: House) -> Iterator[Driver]:
    yield TerminalDriver(house)


@contextmanager
def telegram(house: House) -> Iterator[Driver]:
    with running() as server, bot(house, server) as running_bot:
        yield TelegramDriver(running_bot)


@contextmanager
def zalo(house: House) -> Iterator[Driver]:
    with zalo_running() as server, zalo_bot(house, server) as running_bot:
        yield ZaloDriver(running_bot)


CHANNELS: tuple[Callable[[House], AbstractContextManager[Driver]], ...] = (terminal, telegram, zalo)


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.__name__)
@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["name"])
def test_dialogue(
    channel: Callable[[House], AbstractContextManager[Driver]], dialogue: dict[str, Any], tmp_path: Path
) -> None:
    home = house(tmp_path, FakeBackend(), guide=FakeGuide() if dialogue.get("guide") else None)
    with channel(home) as person:
        steps = [step for step in dialogue["steps"] if step.get("needs") not in person.lacks]
        for step in steps:
            check(step, act(person, step), channel.__name__)
    home.close()
    if not steps:
        pytest.skip(f"{channel.__name__} has no {dialogue['steps'][0]['needs']}")


def act(person: Driver, step: dict[str, Any]) -> list[Seen]:
    assert set(step) <= KNOWN, step
    if "say" in step:
        return person.say(step["say"], step.get("language", "vi"))
    return person.press(step["press"]) if "press" in step else person.send(step["send"])


def check(step: dict[str, Any], seen: list[Seen], channel: str) -> None:
    text = "\n".join(item.text for item in seen)
    labels = [label for item in seen for label in item.buttons]
    assert seen, "nothing came"
    for wanted in step.get("shows", ()):
        assert wanted in text, f"«{wanted}» is not in:\n{text}"
    for unwanted in step.get("lacks", ()):
        assert unwanted not in text, f"«{unwanted}» is in:\n{text}"
    for wanted in step.get("buttons", ()):
        assert any(wanted in label for label in labels), f"«{wanted}» is no button of {labels}"
    for unwanted in step.get("no_buttons", ()):
        assert not any(unwanted in label for label in labels), f"«{unwanted}» is a button of {labels}"
    if "messages" in step:
        count = step["messages"]
        assert len(seen) == (count if isinstance(count, int) else count[channel]), text


def test_there_are_enough_dialogues() -> None:
    assert len(DIALOGUES) >= 25
    assert len({dialogue["name"] for dialogue in DIALOGUES}) == len(DIALOGUES)
