"""Small tests over a profile with three answers: true, false, nothing while a fact is unknown.

The connectives follow Kleene's strong logic, so that more facts only ever turn nothing into an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from knowledge.policies.profile import Profile, read_fact

Truth: TypeAlias = bool | None


class Predicate(Protocol):
    """A test of a profile on a day."""

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether it holds, nothing while that is unknown."""

    def facts(self) -> tuple[str, ...]:
        """The facts it reads, in order, each once."""

    def missing(self, profile: Profile, day: date) -> tuple[str, ...]:
        """The unknown facts that could still settle it; none when it is settled."""


@dataclass(frozen=True, slots=True)
class _OfOneFact:
    fact: str

    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    def missing(self, profile: Profile, day: date) -> tuple[str, ...]:
        """The fact, while it is unknown."""
        return (self.fact,) if read_fact(profile, self.fact, day) is None else ()


@dataclass(frozen=True, slots=True)
class Says(_OfOneFact):
    """A yes-or-no fact is `value`."""

    value: bool

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether the fact is `value`."""
        found = read_fact(profile, self.fact, day)
        return None if found is None else found is self.value


@dataclass(frozen=True, slots=True)
class IsOneOf(_OfOneFact):
    """A choice is one of `values`."""

    values: frozenset[str]

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether the choice made is among `values`."""
        found = read_fact(profile, self.fact, day)
        return None if found is None else found in self.values


@dataclass(frozen=True, slots=True)
class HasAny(_OfOneFact):
    """At least one of several choices is among `values`."""

    values: frozenset[str]

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether the choices made and `values` meet."""
        found = read_fact(profile, self.fact, day)
        return not self.values.isdisjoint(found) if isinstance(found, frozenset) else None


@dataclass(frozen=True, slots=True)
class AtLeast(_OfOneFact):
    """A number is `number` or more."""

    number: float

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether the number reaches `number`."""
        found = read_fact(profile, self.fact, day)
        return found >= self.number if isinstance(found, (int, float)) else None


@dataclass(frozen=True, slots=True)
class AtMost(_OfOneFact):
    """A number is `number` or less."""

    number: float

    def truth(self, profile: Profile, day: date) -> Truth:
        """Whether the number stays within `number`."""
        found = read_fact(profile, self.fact, day)
        return found <= self.number if isinstance(found, (int, float)) else None


@dataclass(frozen=True, slots=True)
class _OfTests:
    tests: tuple[Predicate, ...]

    def facts(self) -> tuple[str, ...]:
        """The facts of all tests."""
        return _each(fact for test in self.tests for fact in test.facts())

    def _open(self, profile: Profile, day: date) -> tuple[str, ...]:
        return _each(fact for test in self.tests for fact in test.missing(profile, day))


@dataclass(frozen=True, slots=True)
class AnyOf(_OfTests):
    """One of several tests holds."""

    def truth(self, profile: Profile, day: date) -> Truth:
        """True when one holds, false when none does, nothing otherwise."""
        found = [test.truth(profile, day) for test in self.tests]
        return True if True in found else None if None in found else False

    def missing(self, profile: Profile, day: date) -> tuple[str, ...]:
        """The unknown facts of its tests, while none holds."""
        return self._open(profile, day) if self.truth(profile, day) is None else ()


@dataclass(frozen=True, slots=True)
class AllOf(_OfTests):
    """Several tests hold together."""

    def truth(self, profile: Profile, day: date) -> Truth:
        """False when one fails, true when all hold, nothing otherwise."""
        found = [test.truth(profile, day) for test in self.tests]
        return False if False in found else None if None in found else True

    def missing(self, profile: Profile, day: date) -> tuple[str, ...]:
        """The unknown facts of its tests, while none fails."""
        return self._open(profile, day) if self.truth(profile, day) is None else ()


@dataclass(frozen=True, slots=True)
class Not:
    """A test does not hold."""

    test: Predicate

    def truth(self, profile: Profile, day: date) -> Truth:
        """The contrary of the test, nothing while that is unknown."""
        found = self.test.truth(profile, day)
        return None if found is None else not found

    def facts(self) -> tuple[str, ...]:
        """The facts of the test."""
        return self.test.facts()

    def missing(self, profile: Profile, day: date) -> tuple[str, ...]:
        """What the test misses."""
        return self.test.missing(profile, day)


def thresholds(test: Predicate, fact: str) -> tuple[float, ...]:
    """The numbers a test compares a fact with, in ascending order."""
    match test:
        case AtLeast(fact=name, number=number) | AtMost(fact=name, number=number) if name == fact:
            return (number,)
        case AnyOf(tests=tests) | AllOf(tests=tests):
            return tuple(sorted({number for inner in tests for number in thresholds(inner, fact)}))
        case Not(test=inner):
            return thresholds(inner, fact)
    return ()


def _each(facts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts))
