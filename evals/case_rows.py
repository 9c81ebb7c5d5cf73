"""The fields of a case as files write them, checked. Everything past this module is typed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from assistant.answer import Status
from evals.vocabulary import Kind, Register

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Id = Annotated[int, Field(strict=True)] | Annotated[str, Field(strict=True, min_length=1, max_length=200)]


class TurnRow(BaseModel):
    """One earlier utterance."""

    role: Literal["user", "assistant"]
    text: Annotated[str, StringConstraints(max_length=20_000)]


class PlaceRow(BaseModel):
    """A place that answers."""

    document: Text
    anchor: Annotated[str, StringConstraints(strip_whitespace=True)] = ""


def _listed(value: Any) -> Any:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _grouped(value: Any) -> Any:
    return [_listed(item) for item in _listed(value)]


def _flat(value: Any) -> Any:
    return [inner for item in _listed(value) for inner in _listed(item)]


def _turns(value: Any) -> Any:
    """Strings alternate, the user's first: the question itself follows the assistant's last word."""
    roles = ("user", "assistant")
    return [
        {"role": roles[place % 2], "text": turn} if isinstance(turn, str) else turn
        for place, turn in enumerate(_listed(value))
    ]


def _place(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    document, _, anchor = value.partition("#")
    return {"document": document, "anchor": anchor}


_Place = Annotated[PlaceRow, BeforeValidator(_place)]
_AnyOf = Annotated[list[_Place], Field(min_length=1)]
_Variants = Annotated[list[Text], Field(min_length=1)]


def _none_if_empty(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


class QuestionRow(BaseModel):
    """What `generate` reads of a line."""

    model_config = ConfigDict(extra="ignore")

    id: Id
    question: Text
    history: Annotated[list[TurnRow], BeforeValidator(_turns)] = []


class CaseRow(QuestionRow):
    """What `score` reads of a line."""

    register_: Annotated[Register | None, BeforeValidator(_none_if_empty)] = Field(None, alias="register")
    kind: Annotated[Kind | None, BeforeValidator(_none_if_empty)] = None
    gold: Annotated[list[_AnyOf], BeforeValidator(_grouped)] = []
    gold_quotes: Annotated[list[Text], BeforeValidator(_flat)] = []
    must_include: Annotated[list[_Variants], BeforeValidator(_grouped)] = []
    must_not_include: Annotated[list[Text], BeforeValidator(_flat)] = []
    answerable: bool | None = None
    expected_status: Annotated[list[Status], BeforeValidator(_flat)] = []


def known_fields(model: type[QuestionRow]) -> frozenset[str]:
    """The names a file may use for the fields of this model."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_WORDS = {
    "missing": "thiếu",
    "string_type": "phải là chữ",
    "string_too_short": "để trống",
    "string_too_long": "quá dài",
    "too_short": "danh sách rỗng",
    "list_type": "phải là danh sách",
    "model_type": "sai dạng",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "float_parsing": "phải là số",
    "float_type": "phải là số",
}


def complaint(error: ValueError) -> str:
    """What is wrong with a line, in one Vietnamese sentence: the field, the fault, the allowed words."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("int", "str"))
    if first["type"] in ("enum", "literal_error"):
        return f"{place}: «{first['input']}» không thuộc {first['ctx']['expected'].replace(' or ', ', ')}"
    return f"{place}: {_WORDS.get(first['type'], first['msg'])}"
