"""Tests of conditions as data files write them: `{fact: members, at_least: 5}`, `{any_of: [...]}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, model_validator

from knowledge.policies.facts import Facts
from knowledge.policies.predicates import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    HasAny,
    IsOneOf,
    Not,
    Predicate,
    Says,
)

Number: TypeAlias = StrictInt | StrictFloat

_KIND_OF_TEST = {
    "is_": "yes_no",
    "in_": "choice",
    "any": "choices",
    "at_least": "number",
    "at_most": "number",
}


class RuleData(BaseModel):
    """One test: a fact with one comparison, or one connective. `is`, `in`, `not` are the keys of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fact: str | None = None
    is_: StrictBool | None = Field(default=None, alias="is")
    in_: tuple[str, ...] | None = Field(default=None, alias="in")
    any: tuple[str, ...] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    any_of: tuple[RuleData, ...] | None = Field(default=None, min_length=2)
    all_of: tuple[RuleData, ...] | None = Field(default=None, min_length=2)
    not_: RuleData | None = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _one_form(self) -> RuleData:
        comparisons = [name for name in _KIND_OF_TEST if getattr(self, name) is not None]
        connectives = [name for name in ("any_of", "all_of", "not_") if getattr(self, name) is not None]
        if self.fact and len(comparisons) == 1 and not connectives:
            return self
        if not self.fact and not comparisons and len(connectives) == 1:
            return self
        raise ValueError("write a fact with one of is, in, any, at_least, at_most, or any_of, all_of, not")


def predicate_of(data: RuleData, when: RuleData | None = None) -> Predicate:
    """The predicate written; with `when`, it counts only where that holds."""
    made = _made(data)
    return AnyOf((Not(_made(when)), made)) if when else made


def rule_problems(data: RuleData, facts: Facts) -> Iterator[str]:
    """What in a test does not fit the facts, one sentence each."""
    inner = (*(data.any_of or ()), *(data.all_of or ()), *((data.not_,) if data.not_ else ()))
    for test in inner:
        yield from rule_problems(test, facts)
    if data.fact is None:
        return
    fact = facts.get(data.fact)
    if fact is None:
        yield f"no fact {data.fact} in _facts.yaml"
        return
    wanted = next(kind for name, kind in _KIND_OF_TEST.items() if getattr(data, name) is not None)
    if fact.answer != wanted:
        yield f"{data.fact} is answered by {fact.answer}, the test compares a {wanted}"
    values = {choice.value for choice in fact.choices}
    yield from (f"{data.fact} has no choice {value}" for value in _values(data) if value not in values)


def _values(data: RuleData) -> tuple[str, ...]:
    return (*(data.in_ or ()), *(data.any or ()))


def _made(data: RuleData) -> Predicate:
    if data.any_of is not None:
        return AnyOf(tuple(map(_made, data.any_of)))
    if data.all_of is not None:
        return AllOf(tuple(map(_made, data.all_of)))
    if data.not_ is not None:
        return Not(_made(data.not_))
    return _comparison(data.fact or "", data)


def _comparison(fact: str, data: RuleData) -> Predicate:
    if data.is_ is not None:
        return Says(fact, data.is_)
    if data.in_ is not None:
        return IsOneOf(fact, frozenset(data.in_))
    if data.any is not None:
        return HasAny(fact, frozenset(data.any))
    if data.at_least is not None:
        return AtLeast(fact, data.at_least)
    return AtMost(fact, data.at_most or 0)
