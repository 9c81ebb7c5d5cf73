"""What calls took: tokens and cost of one answer, and of all since the process started."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from assistant.answer import ModelUse
from assistant.model.chat import Prompt, Usage

MILLION = 1_000_000
CHARS_PER_TOKEN = 3
"""Characters of Vietnamese that a token holds, about: for services that count nothing."""


@dataclass(slots=True)
class Meter:
    """What the calls for one answer took so far."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False

    def call(self) -> None:
        """A request is sent."""
        self.calls += 1

    def counted(self, usage: Usage) -> None:
        """The service told how many tokens it took."""
        self.input_tokens += usage.input_tokens
        self.output_tokens += usage.output_tokens

    def guessed(self, prompt: Prompt, said: int) -> None:
        """The service told nothing: tokens are guessed from the prompt and the characters `said`."""
        self.estimated = True
        self.input_tokens += (len(prompt.system) + len(prompt.user)) // CHARS_PER_TOKEN
        self.output_tokens += -(-said // CHARS_PER_TOKEN)


@dataclass(frozen=True, slots=True)
class Totals:
    """What all answers since the start took; `answers` counts those for which a model was asked."""

    answers: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    fallbacks: Mapping[str, int] = field(default_factory=dict)


class Ledger:
    """Adds up what answers took; safe for several threads."""

    def __init__(self, price: tuple[float, float] | None = None) -> None:
        self._price = price
        self._lock = Lock()
        self._sums: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._fallbacks: Counter[str] = Counter()

    def cost(self, input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost; nothing where no price is configured."""
        if self._price is None:
            return None
        return round((input_tokens * self._price[0] + output_tokens * self._price[1]) / MILLION, 8)

    def enter(self, use: ModelUse) -> None:
        """Add one answer."""
        with self._lock:
            self._sums.update(answers=1, calls=use.calls, given=use.input_tokens, told=use.output_tokens)
            self._outcomes[use.outcome] += 1
            if use.fallback:
                self._fallbacks[use.fallback] += 1

    def totals(self) -> Totals:
        """The sums so far."""
        with self._lock:
            given, told = self._sums["given"], self._sums["told"]
            return Totals(
                self._sums["answers"],
                self._sums["calls"],
                given,
                told,
                self.cost(given, told),
                dict(self._outcomes),
                dict(self._fallbacks),
            )
