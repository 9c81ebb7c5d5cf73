"""A profile from JSON or YAML that a person or a program wrote; what does not fit is told in Vietnamese."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, StrictFloat, StrictInt, TypeAdapter, ValidationError

from knowledge.errors import DataError
from knowledge.policies import words
from knowledge.policies.facts import Facts
from knowledge.policies.model import Fact
from knowledge.policies.profile import Profile, Value
from knowledge.text import fold, strip_accents

_TRUE = {"co", "roi", "dung", "phai", "yes", "true", "1"}
_FALSE = {"khong", "chua", "sai", "no", "false", "0"}
_NUMBER: TypeAdapter[float] = TypeAdapter(
    Annotated[StrictInt | StrictFloat, Field(ge=0, le=10**9, allow_inf_nan=False)]
)
_DATE: TypeAdapter[date] = TypeAdapter(date)


def read_profile(path: Path, facts: Facts) -> Profile:
    """The profile of a JSON or YAML file.

    Raises:
        DataError: the file cannot be read or something in it does not fit; the message says what to write.
    """
    try:
        written = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise DataError(words.UNREADABLE.format(name=path.name, why=_why(error))) from error
    except UnicodeDecodeError as error:
        raise DataError(words.NOT_UTF8.format(name=path.name)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DataError(words.BAD_SYNTAX.format(name=path.name, line=_line(error))) from error
    return profile_of(written, facts)


def profile_of(written: object, facts: Facts) -> Profile:
    """The profile of a mapping of facts; what is empty stays unknown.

    Choices may be given by value ("cooperative") or by label ("Hợp tác xã", with or without diacritics).

    Raises:
        DataError: a fact is unknown or its value does not fit.
    """
    if not isinstance(written, Mapping):
        raise DataError(words.NOT_A_MAPPING)
    values = {}
    for name, given in written.items():
        fact = facts.get(name) if isinstance(name, str) else None
        if fact is None:
            raise DataError(_unknown(str(name), facts))
        if given is not None:
            values[fact.id] = fact_value(fact, given)
    return Profile(**values)  # type: ignore[arg-type]  # `fact_value` gives what each fact holds


def fact_value(fact: Fact, given: Any) -> Value:
    """The value of one fact as it was given.

    Raises:
        DataError: it does not fit.
    """
    match fact.answer:
        case "yes_no":
            return _yes_no(fact, given)
        case "number":
            return _number(fact, given)
        case "date":
            return _day(fact, given)
        case "choice":
            return _choice(fact, given)
    if isinstance(given, str) or not isinstance(given, (list, tuple, set, frozenset)):
        raise _misfit(words.NOT_LIST, fact)
    return frozenset(_choice(fact, item) for item in given)


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return words.NO_FILE
        case IsADirectoryError():
            return words.A_FOLDER
        case PermissionError():
            return words.NOT_ALLOWED
    return str(error.strerror)


def _line(error: Exception) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return words.AT_LINE.format(line=mark.line + 1) if mark else ""


def _yes_no(fact: Fact, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    said = _plain(given)
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    raise _misfit(words.NOT_YES_NO, fact)


def _number(fact: Fact, given: Any) -> float:
    try:
        return _NUMBER.validate_python(given)
    except ValidationError:
        raise _misfit(words.NOT_NUMBER, fact) from None


def _day(fact: Fact, given: Any) -> date:
    try:
        return _DATE.validate_python(given)
    except ValidationError:
        raise _misfit(words.NOT_DATE, fact) from None


def _choice(fact: Fact, given: Any) -> str:
    said = _plain(given)
    for choice in fact.choices:
        if said in (_plain(choice.value), _plain(choice.label)):
            return str(choice.value)
    raise _misfit(words.NOT_CHOICE, fact, _shown(given))


def _misfit(sentence: str, fact: Fact, given: str = "") -> DataError:
    choices = "; ".join(f"{choice.value} ({choice.label})" for choice in fact.choices)
    unit = f", tính bằng {fact.unit}" if fact.unit else ""
    return DataError(
        sentence.format(fact=fact.id, label=fact.label, given=given[:60], choices=choices, unit=unit)
    )


def _unknown(name: str, facts: Facts) -> str:
    """What is said of an unknown fact; one named by its label in Vietnamese is told by its name."""
    by_label = {_plain(fact.label): id for id, fact in facts.items()}
    near = difflib.get_close_matches(name, facts, n=1)
    if found := by_label.get(_plain(name)):
        near = [found]
    hint = words.NEAR.format(name=near[0]) if near else ""
    return words.UNKNOWN_FACT.format(name=name[:60], near=hint, facts=", ".join(facts))


def _plain(given: object) -> str:
    return strip_accents(fold(_shown(given))).strip()


def _shown(given: object) -> str:
    """A single value as text; what is none stays unwritten: a short file can hold a list of a billion."""
    return str(given) if isinstance(given, (str, int, float)) else words.NOT_ONE_VALUE
