"""What a person has said so far: a sentence to begin with, then answers, facts passed over, corrections.

Pure: every change gives a new walk. Which question comes next is the guide's business.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.policies.profile import Value

MOST_QUESTIONS = 5
"""Questions in one round, all told; after them the result stands, and the person may ask for more."""

OPENING = ("kind", "needs")
"""Who asks and for what: where the sentence does not tell it, asked first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the person did: answered a question (`asked`) or set a fact on their own.

    Without a value the fact was passed over (`asked`), or taken back: it is not so, and unknown again.
    """

    fact: str
    value: Value | None
    asked: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The state: the sentence, the steps, how many rounds of questions, whether to show the result now."""

    text: str = ""
    steps: tuple[Step, ...] = ()
    rounds: int = 1
    stopped: bool = False

    @property
    def counted(self) -> int:
        """How many questions were put."""
        return sum(step.asked for step in self.steps)

    @property
    def exhausted(self) -> bool:
        """Whether the questions of all rounds were put."""
        return self.counted >= MOST_QUESTIONS * self.rounds


def told(walk: Walk, text: str, mentioned: frozenset[str] = frozenset()) -> Walk:
    """The walk with another sentence; what was done to facts that it mentions is void."""
    kept = tuple(step for step in walk.steps if step.fact not in mentioned)
    return replace(walk, text=text.strip(), steps=kept, stopped=False)


def answered(walk: Walk, fact: str, value: Value) -> Walk:
    """The walk after the answer to a question."""
    return _stepped(walk, Step(fact, value, asked=True))


def passed_over(walk: Walk, fact: str) -> Walk:
    """The walk after "not sure": the fact is not asked for again."""
    return _stepped(walk, Step(fact, None, asked=True))


def corrected(walk: Walk, fact: str, value: Value | None) -> Walk:
    """The walk after a fact was set without being asked for, or taken back (no value)."""
    return _stepped(walk, Step(fact, value, asked=False))


def back(walk: Walk) -> Walk:
    """The walk before the last step; from the result first back to the questions."""
    if walk.stopped:
        return replace(walk, stopped=False)
    return replace(walk, steps=walk.steps[:-1])


def stopped(walk: Walk) -> Walk:
    """The walk with no more questions for now."""
    return replace(walk, stopped=True)


def resumed(walk: Walk) -> Walk:
    """The walk with questions again: another round where this one is exhausted."""
    return replace(walk, stopped=False, rounds=walk.rounds + walk.exhausted)


def _stepped(walk: Walk, step: Step) -> Walk:
    return replace(walk, steps=(*walk.steps, step))
