"""Models that say what a test scripts, behind our own one-method protocol."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.model.chat import Failed, Fault, Piece, Prompt, Text, Usage
from assistant.model.line import Line
from assistant.model.session import Model
from assistant.pipeline import Tools

Reply = Callable[[Prompt], str]

_DRAFT = re.compile(r"⟦BẢN NHÁP (\w+)⟧\n(.*)\n⟦HẾT BẢN NHÁP \1⟧", re.DOTALL)
_SOURCE = re.compile(r"^(S\d+) \(([^\n]*?)\): (.*)$", re.MULTILINE)


@dataclass
class ScriptedChat:
    """Says what a function makes of the prompt, in small pieces; notes every prompt."""

    reply: Reply
    fault: Fault | None = None
    size: int = 7
    prompts: list[Prompt] = field(default_factory=list)

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        self.prompts.append(prompt)
        words = self.reply(prompt)
        for start in range(0, len(words), self.size):
            yield Text(words[start : start + self.size])
        if self.fault:
            yield Failed(self.fault)
        else:
            yield Usage(len(prompt.user) // 3, len(words) // 3)


@dataclass
class QueuedChat:
    """Gives the scripted pieces of each call in turn."""

    replies: list[Sequence[Piece]]
    calls: int = 0

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        self.calls += 1
        yield from self.replies.pop(0)


@dataclass
class Hands:
    """The hands of a clock that only pauses move."""

    now: float = 100.0
    pauses: list[float] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def draft_lines(prompt: Prompt) -> list[str]:
    """The lines of the draft that a prompt shows, without list marks."""
    match = _DRAFT.search(prompt.user)
    return [line.removeprefix("- ") for line in match[2].split("\n")] if match else []


def sources_of(prompt: Prompt) -> dict[str, str]:
    """The sources that a prompt shows, by label."""
    return {match[1]: match[3] for match in _SOURCE.finditer(prompt.user)}


def echo(prompt: Prompt) -> str:
    """A model without ideas of its own: the draft line by line."""
    return "\n".join(draft_lines(prompt))


def says(*lines: str) -> Reply:
    """A model that says the same whatever it is asked."""
    return lambda _: "\n".join(lines)


def model_of(tools: Tools, chat: object, timeout: float = 5.0) -> Model:
    """A model over these tools whose pauses take no time."""
    line = Line(chat, sleep=lambda _: None)  # type: ignore[arg-type]
    return Model(
        "test:model",
        line,
        verifier=tools.verifier,
        screen=tools.screen,
        agencies=tools.agencies,
        timeout=timeout,
    )
