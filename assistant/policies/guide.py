"""A walk over the policies: what is known and from where, what to ask next, what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from assistant.policies.walk import OPENING, Step, Walk, told
from knowledge.policies.from_text import Assumed, ProfileReader
from knowledge.policies.model import Ask, Fact
from knowledge.policies.profile import FACTS, Profile, Value
from knowledge.policies.result import Check, Sources, check
from knowledge.policies.words import picked_of, value_of

Origin: TypeAlias = Literal["said", "assumed", "answered"]
"""Typed in the sentence, made likely by what is known, given by the person in answer or correction."""


@dataclass(frozen=True, slots=True)
class Known:
    """One fact that is known. `words` are those typed (said), or completes "vì …" (assumed)."""

    fact: Fact
    value: Value
    origin: Origin
    words: str = ""

    @property
    def text(self) -> str:
        """The value in words; of a number answered or assumed the range of its button, where it has one."""
        worded = value_of if self.origin == "said" else picked_of
        return worded(self.fact, self.value)


@dataclass(frozen=True, slots=True)
class View:
    """A walk as it stands on a day.

    `ask` is the question that stands; `number` counts it from 1. `more` says that another round would have
    something to ask. `found` holds the verdicts.
    """

    walk: Walk
    day: date
    known: tuple[Known, ...]
    ask: Ask | None
    number: int
    more: bool
    found: Check


class Guide:
    """The walk-through over one set of policies. Pure once made; may be used from several threads."""

    def __init__(self, sources: Sources, reader: ProfileReader) -> None:
        self.sources = sources
        self._reader = reader

    @classmethod
    def load(cls, sources: Sources | None = None) -> Guide:
        """Over `sources`, or else the policies shipped. Raises `DataError` when a data file is malformed."""
        sources = sources or Sources.load()
        return cls(sources, ProfileReader.load(sources.book.facts))

    def tell(self, walk: Walk, text: str) -> Walk:
        """The walk with another sentence; answers to what it does not mention stay."""
        mentioned = self._reader.profile_from_text(text).mentioned
        return told(walk, text, frozenset(item.fact for item in mentioned))

    def view(self, walk: Walk, day: date) -> View:
        """The walk as it stands on `day`."""
        known = tuple(sorted(self._known(walk), key=lambda item: FACTS.index(item.fact.id)))
        profile = replace(Profile(), **{item.fact.id: item.value for item in known})  # type: ignore[arg-type]
        passed = _passed(walk)
        found = check(self.sources.book, profile, day, None, passed)
        ask = self._opening(profile, passed) or found.ask
        standing = None if walk.stopped or walk.exhausted else ask
        return View(walk, day, known, standing, walk.counted + 1, ask is not None, found)

    def _known(self, walk: Walk) -> Iterator[Known]:
        facts = self.sources.book.facts
        given = {step.fact: step.value for step in walk.steps}
        answers = {name: value for name, value in given.items() if value is not None}
        found = {item.fact.id: item for item in self._said(walk.text) if item.fact.id not in given}
        found |= {name: Known(facts[name], value, "answered") for name, value in answers.items()}
        sure = replace(Profile(), **{name: item.value for name, item in found.items()})  # type: ignore[arg-type]
        for item in self._reader.assumed(sure):
            if item.fact not in given:
                found[item.fact] = self._assumed(item, found.get(item.fact))
        yield from found.values()

    def _assumed(self, item: Assumed, before: Known | None) -> Known:
        """A fact made likely; where a person told some choices of it, those stay beside the one assumed."""
        value = item.value
        if before and isinstance(value, frozenset) and isinstance(before.value, frozenset):
            value |= before.value
        return Known(self.sources.book.facts[item.fact], value, "assumed", item.why)

    def _said(self, text: str) -> Iterator[Known]:
        """What the sentence tells, the places of a fact that it tells several values of in one."""
        found: dict[str, Known] = {}
        for item in self._reader.profile_from_text(text).mentioned:
            words, value, before = item.span.of(text), item.value, found.get(item.fact)
            if before and isinstance(value, frozenset) and isinstance(before.value, frozenset):
                words, value = _together(before.words, words), before.value | value
            found[item.fact] = Known(self.sources.book.facts[item.fact], value, "said", words)
        yield from found.values()

    def _opening(self, profile: Profile, passed: frozenset[str]) -> Ask | None:
        """Who asks and for what, while that is unknown."""
        for name in OPENING:
            if getattr(profile, name) is None and name not in passed:
                return Ask(
                    self.sources.book.facts[name], tuple(item.id for item in self.sources.book.policies)
                )
        return None


def _together(before: str, words: str) -> str:
    return before if words in before else f"{before}, {words}"


def _passed(walk: Walk) -> frozenset[str]:
    last: dict[str, Step] = {step.fact: step for step in walk.steps}
    return frozenset(name for name, step in last.items() if step.value is None and step.asked)
