"""The policies of `data/policies/*.yaml`, checked against the facts and against each other.

Files whose names begin with an underscore are not policies: `_facts.yaml` is the vocabulary of facts,
`_shared.yaml` holds conditions that many policies include, `_phrases.yaml` what sentences say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from knowledge.datafile import read_data
from knowledge.errors import DataError
from knowledge.policies.facts import Facts, load_facts
from knowledge.policies.model import (
    Basis,
    Condition,
    Confidence,
    Doubt,
    End,
    Policy,
    Remark,
    Start,
    Strength,
)
from knowledge.policies.rules_file import RuleData, predicate_of, rule_problems

DATA = Path(__file__).parent.parent / "data" / "policies"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _basis(value: object) -> object:
    """A basis as data files write it: "45/2021/NĐ-CP#dieu_22.khoan_5"."""
    if not isinstance(value, str):
        return value
    instrument, _, anchor = value.partition("#")
    return {"instrument": instrument, "anchor": anchor}


class _BasisRow(_Data):
    instrument: str = Field(min_length=1)
    anchor: str = Field(min_length=1)

    def made(self) -> Basis:
        return Basis(self.instrument, self.anchor.replace("diem_đ", "diem_dd"))


_BasisData = Annotated[_BasisRow, BeforeValidator(_basis)]


class _ConditionData(_Data):
    test: RuleData
    when: RuleData | None = None
    text: str = Field(min_length=1)
    basis: _BasisData


class _RemarkData(_Data):
    text: str = Field(min_length=1)
    basis: _BasisData


class _StartData(_Data):
    day: date
    basis: _BasisData


class _EndData(_Data):
    day: date
    basis: _BasisData
    after: str = Field(min_length=1)
    replaced_by: tuple[str, ...] = ()


class _DoubtData(_Data):
    day: date
    text: str = Field(min_length=1)
    basis: _BasisData


class _PolicyData(_Data):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    needs: tuple[str, ...] = Field(min_length=1)
    gets: tuple[_RemarkData, ...] = Field(min_length=1)
    includes: tuple[str, ...] = ()
    conditions: tuple[_ConditionData, ...] = ()
    depends: tuple[_RemarkData, ...] = ()
    start: _StartData
    end: _EndData | None = None
    doubt: _DoubtData | None = None
    strength: Strength
    offices: tuple[str, ...] = ()
    asks: str = ""
    papers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    confidence: Confidence
    checked: date


class _File(_Data):
    policies: tuple[_PolicyData, ...] = Field(min_length=1)


class _SharedFile(_Data):
    shared: dict[str, tuple[_ConditionData, ...]]


_Shared = Mapping[str, tuple[_ConditionData, ...]]


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All policies, in the order of the files and in them, and the facts they read."""

    policies: tuple[Policy, ...]
    facts: Facts

    def get(self, id: str) -> Policy | None:
        """The policy with this id, or nothing."""
        return next((policy for policy in self.policies if policy.id == id), None)


def load_policies(folder: Path = DATA) -> PolicyBook:
    """The policies of a folder.

    Raises:
        DataError: a file is malformed, or something in it refers to nothing.
    """
    facts = load_facts(folder / "_facts.yaml")
    shared = read_data(folder / "_shared.yaml", _SharedFile).shared
    rows: list[tuple[str, _PolicyData]] = []
    for path in sorted(folder.glob("[!_]*.yaml")):
        rows += [(path.name, row) for row in read_data(path, _File).policies]
    for problem in _problems(rows, shared, facts):
        raise DataError(problem)
    return PolicyBook(tuple(_policy(row, shared) for _, row in rows), facts)


def _problems(rows: list[tuple[str, _PolicyData]], shared: _Shared, facts: Facts) -> Iterator[str]:
    ids = [row.id for _, row in rows]
    needs = {choice.value for choice in facts["needs"].choices}
    yield from (f"policy {id} stands twice; rename one" for id in ids if ids.count(id) > 1)
    for name, conditions in shared.items():
        yield from (f"_shared.yaml: {name}: {item}" for item in _condition_problems(conditions, facts))
    for file, row in rows:
        place = f"{file}: {row.id}"
        yield from (f"{place}: no shared conditions {name}" for name in row.includes if name not in shared)
        yield from (f"{place}: no need {need} in _facts.yaml" for need in row.needs if need not in needs)
        yield from (f"{place}: {item}" for item in _condition_problems(row.conditions, facts))
        yield from (f"{place}: {item}" for item in _period_problems(row, ids))
        everyone = [item for item in _rows_of(row, shared) if item.when is None]
        if not everyone:
            yield f"{place}: a policy needs a condition for everybody, as every verdict has a basis"
        if not row.offices and not row.asks:
            yield f"{place}: say whom to ask, in offices or asks"


def _condition_problems(conditions: tuple[_ConditionData, ...], facts: Facts) -> Iterator[str]:
    for item in conditions:
        for test in (item.test, item.when):
            if test:
                yield from rule_problems(test, facts)


def _period_problems(row: _PolicyData, ids: list[str]) -> Iterator[str]:
    if row.end and row.end.day < row.start.day:
        yield "ends before it starts; correct the days"
    for id in row.end.replaced_by if row.end else ():
        if id not in ids or id == row.id:
            yield f"replaced by {id}, which is no other policy"


def _rows_of(row: _PolicyData, shared: _Shared) -> list[_ConditionData]:
    included = [item for name in row.includes for item in shared.get(name, ())]
    return [*included, *row.conditions]


def _policy(row: _PolicyData, shared: _Shared) -> Policy:
    rows = _rows_of(row, shared)
    return Policy(
        id=row.id,
        name=row.name,
        needs=row.needs,
        gets=_remarks(row.gets),
        conditions=tuple(
            Condition(
                predicate_of(item.test, item.when),
                item.text,
                item.basis.made(),
                predicate_of(item.when) if item.when else None,
            )
            for item in rows
        ),
        depends=_remarks(row.depends),
        start=Start(row.start.day, row.start.basis.made()),
        end=_end(row.end),
        doubt=Doubt(row.doubt.day, row.doubt.text, row.doubt.basis.made()) if row.doubt else None,
        strength=row.strength,
        offices=row.offices,
        asks=row.asks,
        papers=row.papers,
        steps=row.steps,
        confidence=row.confidence,
        checked=row.checked,
    )


def _end(row: _EndData | None) -> End | None:
    return End(row.day, row.basis.made(), row.after, row.replaced_by) if row else None


def _remarks(rows: tuple[_RemarkData, ...]) -> tuple[Remark, ...]:
    return tuple(Remark(row.text, row.basis.made()) for row in rows)
