"""The vocabulary of facts: how each is called, asked for and answered. Read from `_facts.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt

from knowledge.datafile import read_data
from knowledge.errors import DataError
from knowledge.policies.model import Choice, Fact
from knowledge.policies.profile import FACTS

Facts: TypeAlias = dict[str, Fact]
"""Facts by id, in the order of the profile."""

_YES_NO = (Choice(True, "Có"), Choice(False, "Không"))
_LONGEST_LABEL = 60


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ChoiceData(_Data):
    value: StrictInt | StrictFloat | str
    label: str = Field(min_length=1, max_length=_LONGEST_LABEL)


class _FactData(_Data):
    id: str
    label: str
    question: str
    answer: Literal["yes_no", "choice", "choices", "number", "date"]
    unit: str = ""
    choices: tuple[_ChoiceData, ...] = ()


class _File(_Data):
    facts: tuple[_FactData, ...]


def load_facts(path: Path) -> Facts:
    """The facts of a file.

    Raises:
        DataError: the file is malformed, or its facts are not those of a profile.
    """
    data = read_data(path, _File)
    for problem in _problems(data):
        raise DataError(f"{path.name}: {problem}")
    found = {item.id: _fact(item) for item in data.facts}
    return {name: found[name] for name in FACTS}


def _fact(item: _FactData) -> Fact:
    choices = tuple(Choice(choice.value, choice.label) for choice in item.choices)
    shown = _YES_NO if item.answer == "yes_no" else choices
    return Fact(item.id, item.label, item.question, item.answer, item.unit, shown)


def _problems(data: _File) -> Iterator[str]:
    ids = [item.id for item in data.facts]
    yield from (f"fact {id} stands twice; drop one" for id in ids if ids.count(id) > 1)
    yield from (f"{id} is no fact of a profile; add the field or drop it" for id in ids if id not in FACTS)
    yield from (f"the fact {name} is not described; add it" for name in FACTS if name not in ids)
    for item in data.facts:
        if item.answer in ("choice", "choices") and not item.choices:
            yield f"{item.id}: name its choices"
