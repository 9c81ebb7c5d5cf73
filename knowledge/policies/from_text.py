"""The profile a sentence tells: "htx em làm cà phê, 20 thành viên, muốn vay mua máy".

Rules over `data/policies/_phrases.yaml`, on text typed with or without diacritics. What was said and what was
only assumed are kept apart, so that a person can correct both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from knowledge.datafile import read_data
from knowledge.document import Span
from knowledge.errors import DataError
from knowledge.phrases import Found, Phrases, Word, longest, words_of
from knowledge.policies import words as sentences
from knowledge.policies.facts import Facts
from knowledge.policies.load import DATA
from knowledge.policies.predicates import Predicate
from knowledge.policies.profile import Profile, Value, known
from knowledge.policies.rules_file import RuleData, predicate_of, rule_problems
from knowledge.text import Folded

_ANY_DAY = date(2000, 1, 1)  # no rule of the file reads a fact that depends on the day
_BETWEEN = 3
"""Words allowed between "doanh thu" and its number: "doanh thu năm ngoái khoảng 2 tỷ"."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SaysData(_Data):
    fact: str
    value: StrictBool | str
    words: tuple[str, ...] = Field(min_length=1)
    weak: bool = False


class _CountData(_Data):
    fact: str
    units: tuple[str, ...] = Field(min_length=1)
    lead: tuple[str, ...] = ()
    times: StrictInt | StrictFloat = 1


class _ImpliesData(_Data):
    when: RuleData
    fact: str
    value: StrictBool | StrictInt | str
    why: str


class _File(_Data):
    ignores: tuple[str, ...]
    says: tuple[_SaysData, ...]
    counts: tuple[_CountData, ...]
    implies: tuple[_ImpliesData, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A fact a sentence tells, and where it was typed."""

    fact: str
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Assumed:
    """A fact nobody told that what was told makes likely; `why` completes "vì …"."""

    fact: str
    value: Value
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of a profile: the facts mentioned, those assumed, and both as a profile."""

    profile: Profile
    mentioned: tuple[Mentioned, ...]
    assumed: tuple[Assumed, ...]


_Says: TypeAlias = tuple[str, bool | str, bool]
_NOTHING: _Says = ("", "", False)
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class _Implies:
    when: Predicate
    fact: str
    value: bool | int | str
    why: str


class ProfileReader:
    """Reads sentences; compiled once."""

    def __init__(self, data: _File, facts: Facts) -> None:
        self._facts = facts
        says = [(phrase, (row.fact, row.value, row.weak)) for row in data.says for phrase in row.words]
        self._says: Phrases[_Says] = Phrases([*says, *((phrase, _NOTHING) for phrase in data.ignores)])
        self._shares = tuple(row for row in data.counts if _PERCENT in row.units)
        self._units: Phrases[_CountData] = Phrases((unit, row) for row in data.counts for unit in row.units)
        self._leads: Phrases[str] = Phrases((lead, row.fact) for row in data.counts for lead in row.lead)
        self._implies = tuple(
            _Implies(predicate_of(row.when), row.fact, row.value, row.why) for row in data.implies
        )

    @classmethod
    def load(cls, facts: Facts, path: Path = DATA / "_phrases.yaml") -> ProfileReader:
        """The reader of a YAML file. Raises `DataError` when it is malformed or names unknown facts."""
        data = read_data(path, _File)
        for problem in _problems(data, facts):
            raise DataError(f"{path.name}: {problem}")
        return cls(data, facts)

    def profile_from_text(self, text: str) -> Told:
        """What the text tells; an empty profile when it tells nothing."""
        folded = Folded.of(text)
        words = words_of(folded)
        said = longest(item for item in self._says.everywhere(words) if _clear(item))
        found = [*self._counted(folded, words), *_mentions(folded, words, said)]
        mentioned = tuple(sorted(_settled(found, self._facts), key=lambda item: item.span.start))
        profile = _filled(Profile(), mentioned)
        assumed = self.assumed(profile)
        return Told(_filled(profile, assumed), mentioned, assumed)

    def assumed(self, profile: Profile) -> tuple[Assumed, ...]:
        """What the facts of a profile make likely that it does not hold."""
        return tuple(self._assumed(profile))

    def _counted(self, folded: Folded, words: Sequence[Word]) -> Iterator[tuple[Mentioned, bool]]:
        for place, word in enumerate(words):
            number = _number(word.text)
            if number is None:
                continue
            if row := self._row(folded, words, place):
                end = max(row[1], word.end)
                yield Mentioned(row[0].fact, number * row[0].times, folded.span(word.start, end)), False

    def _row(self, folded: Folded, words: Sequence[Word], place: int) -> tuple[_CountData, int] | None:
        """What the number at `place` counts, and where its unit ends."""
        end = words[place].end
        if folded.text.startswith(_PERCENT, end):
            rows = [(row, end + 1) for row in self._shares]
        else:
            units = sorted(self._units.at(words, place + 1), key=lambda item: -item.last)
            rows = [(item.value, words[item.last - 1].end) for item in units]
        return next((pair for pair in rows if self._led(pair[0], words, place)), None)

    def _led(self, row: _CountData, words: Sequence[Word], place: int) -> bool:
        if not row.lead:
            return True
        starts = range(max(0, place - _BETWEEN - 2), place)
        leads = (item for first in starts for item in self._leads.at(words, first))
        return any(item.value == row.fact and item.last <= place for item in leads)

    def _assumed(self, profile: Profile) -> Iterator[Assumed]:
        for rule in self._implies:
            several = self._facts[rule.fact].answer == "choices"
            if getattr(profile, rule.fact) is not None and not several:
                continue
            value: Value = frozenset({str(rule.value)}) if several else rule.value
            already = getattr(profile, rule.fact) or frozenset()
            if several and isinstance(value, frozenset) and value <= already:
                continue
            if rule.when.truth(profile, _ANY_DAY):
                yield Assumed(rule.fact, value, rule.why)


def assumptions(told: Told, facts: Facts) -> tuple[str, ...]:
    """What was assumed, one sentence each."""
    return tuple(
        sentences.ASSUMED.format(
            label=facts[item.fact].label,
            value=sentences.value_of(facts[item.fact], item.value),
            why=item.why,
        )
        for item in told.assumed
    )


def merged(before: Profile, after: Profile) -> Profile:
    """Both profiles in one; where both know a fact, the later one wins."""
    return replace(before, **dict(known(after)))  # type: ignore[arg-type]


def _clear(item: Found[_Says]) -> bool:
    """Whether a phrase is long enough to mean one thing: "san" alone is no "sắn", it must be typed so."""
    return item.exact or item.last - item.first > 1


def _mentions(
    folded: Folded, words: Sequence[Word], said: Iterable[Found[_Says]]
) -> Iterator[tuple[Mentioned, bool]]:
    for item in said:
        fact, value, weak = item.value
        if not fact:
            continue
        span = folded.span(words[item.first].start, words[item.last - 1].end)
        yield Mentioned(fact, value, span), weak


def _settled(found: Sequence[tuple[Mentioned, bool]], facts: Facts) -> Iterator[Mentioned]:
    """All values of a fact that holds several; of any other the first, one said plainly before a weak one."""
    taken: set[str] = set()
    for item, _ in sorted(found, key=lambda pair: (pair[1], pair[0].span.start)):
        if facts[item.fact].answer == "choices":
            yield Mentioned(item.fact, frozenset({str(item.value)}), item.span)
        elif item.fact not in taken:
            taken.add(item.fact)
            yield item


def _filled(profile: Profile, found: Iterable[Mentioned | Assumed]) -> Profile:
    for item in found:
        value = item.value
        if isinstance(value, frozenset):
            value = (getattr(profile, item.fact) or frozenset()) | value
        profile = replace(profile, **{item.fact: value})  # type: ignore[arg-type]
    return profile


def _number(word: str) -> float | None:
    plain = word.replace(",", ".") if word.count(",") == 1 and "." not in word else word.replace(".", "")
    try:
        number = float(plain)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _problems(data: _File, facts: Facts) -> Iterator[str]:
    says = [(row.fact, row.value) for row in data.says] + [(row.fact, row.value) for row in data.implies]
    for name, value in says:
        fact = facts.get(name)
        if fact is None:
            yield f"no fact {name} in _facts.yaml"
        elif value not in {choice.value for choice in fact.choices}:
            yield f"{name} has no choice {value}"
    yield from (f"{row.fact} is no number" for row in data.counts if _answer(row.fact, facts) != "number")
    for rule in data.implies:
        yield from rule_problems(rule.when, facts)


def _answer(fact: str, facts: Facts) -> str:
    return facts[fact].answer if fact in facts else ""
