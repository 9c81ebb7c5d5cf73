"""A walk and what is done to it as JSON: what a page or a bot keeps between two turns, and what it sends.

Whatever comes in is untrusted; what does not fit is told in one Vietnamese line.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
)

from assistant.policies import words
from assistant.policies.guide import Guide
from assistant.policies.walk import Step, Walk, answered, back, corrected, passed_over, resumed, stopped
from knowledge.errors import DataError
from knowledge.policies.facts import Facts
from knowledge.policies.model import Fact
from knowledge.policies.profile import Value
from knowledge.policies.profile_file import fact_value

LONGEST_TEXT = 1000
MOST_STEPS = 200
MOST_ROUNDS = 20

_Number: TypeAlias = StrictInt | StrictFloat
_Value: TypeAlias = StrictBool | _Number | Annotated[StrictStr, Field(max_length=60)] | tuple[StrictStr, ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StepData(_Data):
    """One step of a state."""

    fact: StrictStr
    value: _Value | None = None
    asked: StrictBool = False


class StateData(_Data):
    """A walk as it is kept."""

    text: StrictStr = Field(default="", max_length=LONGEST_TEXT)
    steps: tuple[StepData, ...] = Field(default=(), max_length=MOST_STEPS)
    rounds: StrictInt = Field(default=1, ge=1, le=MOST_ROUNDS)
    stopped: StrictBool = False


class ActionData(_Data):
    """What a person does: `tell` needs `text`; `answer` `fact` and `value`; `skip` and `forget` `fact`.

    `correct` sets a fact that was not asked for. `back`, `stop` and `resume` need nothing.
    """

    do: Literal["tell", "answer", "skip", "correct", "forget", "back", "stop", "resume"]
    text: StrictStr = Field(default="", max_length=LONGEST_TEXT)
    fact: StrictStr = ""
    value: _Value | None = None


def read_state(written: object, facts: Facts) -> Walk:
    """The walk that was kept as `state_json`.

    Raises:
        DataError: it is no such state.
    """
    try:
        return walk_of(StateData.model_validate(written), facts)
    except ValidationError:
        raise DataError(words.BAD_STATE) from None


def walk_of(data: StateData, facts: Facts) -> Walk:
    """The walk of a state whose form was checked. Raises `DataError` for facts and values that do not fit."""
    steps = tuple(_step(item, facts) for item in data.steps)
    return Walk(data.text, steps, data.rounds, data.stopped)


def state_json(walk: Walk) -> dict[str, Any]:
    """The walk as JSON-ready data."""
    return {
        "text": walk.text,
        "steps": [
            {"fact": step.fact, "value": plain(step.value), "asked": step.asked} for step in walk.steps
        ],
        "rounds": walk.rounds,
        "stopped": walk.stopped,
    }


def acted(walk: Walk, action: ActionData, guide: Guide) -> Walk:
    """The walk after an action.

    Raises:
        DataError: the action names a fact or a value that does not fit.
    """
    match action.do:
        case "tell":
            return guide.tell(walk, action.text)
        case "back":
            return back(walk)
        case "stop":
            return stopped(walk)
        case "resume":
            return resumed(walk)
    return _of_fact(walk, action, _fact(action.fact, guide.sources.book.facts))


def _of_fact(walk: Walk, action: ActionData, fact: Fact) -> Walk:
    match action.do:
        case "skip":
            return passed_over(walk, fact.id)
        case "forget":
            return corrected(walk, fact.id, None)
    if action.value is None:
        raise DataError(words.NO_VALUE.format(fact=fact.id, label=fact.label))
    value = fact_value(fact, action.value)
    return answered(walk, fact.id, value) if action.do == "answer" else corrected(walk, fact.id, value)


def plain(value: Value | None) -> object:
    """A value as JSON-ready data."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _step(item: StepData, facts: Facts) -> Step:
    fact = _fact(item.fact, facts)
    return Step(fact.id, None if item.value is None else fact_value(fact, item.value), item.asked)


def _fact(name: str, facts: Facts) -> Fact:
    if name not in facts:
        raise DataError(words.NO_FACT.format(name=name[:60]))
    return facts[name]
