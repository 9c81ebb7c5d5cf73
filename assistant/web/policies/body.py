"""What comes in for the support policies, as JSON from programs and as a form from the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from assistant.policies import words
from assistant.policies.guide import Guide, Known
from assistant.policies.state import LONGEST_TEXT, ActionData, StateData, acted, plain, read_state
from assistant.policies.walk import Walk, corrected
from assistant.web import messages
from assistant.web.body import Refusal
from knowledge.errors import DataError
from knowledge.policies.model import Fact
from knowledge.policies.profile import Value
from knowledge.policies.profile_file import fact_value

Form: TypeAlias = Mapping[str, Sequence[str]]
_Body = TypeVar("_Body", bound=BaseModel)
_MOST_FIELDS = 400
_CHECK_EXAMPLE = {"profile": {"kind": "cooperative", "fields": ["crops"], "needs": ["credit"], "members": 20}}
_WALK_EXAMPLE = {"action": {"do": "tell", "text": "htx em làm cà phê, 20 thành viên, muốn vay mua máy"}}


class CheckBody(BaseModel):
    """A profile to be checked."""

    model_config = ConfigDict(extra="forbid")

    profile: dict[str, Any] = Field(description="Các mục của /api/policies: giá trị hoặc nhãn của lựa chọn")
    day: date | None = Field(default=None, description="Xét tại ngày này; nếu thiếu: hôm nay")
    skipped: list[str] = Field(default=[], description="Các mục không hỏi lại")
    only: list[str] = Field(default=[], description="Chỉ kể hết về các chính sách này (id)")
    full: bool = Field(default=False, description="Kể hết về mọi chính sách; rất dài")


class WalkBody(BaseModel):
    """One turn of the walk-through."""

    model_config = ConfigDict(extra="forbid")

    state: StateData = Field(default=StateData(), description="Phần state của lần trả lời trước")
    action: ActionData | None = Field(default=None, description="Việc vừa làm; nếu thiếu: chỉ xem lại")
    day: date | None = Field(default=None, description="Xét tại ngày này; nếu thiếu: hôm nay")


@dataclass(frozen=True, slots=True)
class Turn:
    """A walk to be shown as of a day (nothing: today)."""

    walk: Walk
    day: date | None


def read_json(raw: bytes, kind: type[_Body]) -> _Body | Refusal:
    """The body of a request, or what is wrong with it in one line."""
    try:
        return kind.model_validate_json(raw)
    except ValidationError as fault:
        error = fault.errors(include_url=False, include_context=False)[0]
        if error["type"] == "json_invalid":
            return Refusal(400, messages.NOT_JSON_BODY)
        place = ".".join(str(part) for part in error["loc"][:3])
        known = ", ".join(kind.model_fields)
        if not place:
            return Refusal(422, words.NOT_AN_OBJECT.format(known=known))
        return Refusal(422, messages.bad_field(place, known))


def schema_of(kind: type[CheckBody | WalkBody]) -> dict[str, Any]:
    """The OpenAPI description of a body, self-contained, with an example."""
    example = _CHECK_EXAMPLE if kind is CheckBody else _WALK_EXAMPLE
    schema = kind.model_json_schema(ref_template="#/$defs/{model}")
    defined = schema.pop("$defs", {})
    return {
        "required": True,
        "content": {"application/json": {"schema": _inlined(schema, defined), "example": example}},
    }


def read_form(raw: bytes, guide: Guide, today: date) -> Turn | Refusal:
    """What was done on the page: the walk after it."""
    try:
        form: Form = parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        day = _day_of(_last(form, "day"))
        return Turn(_walk_of(form, guide, day or today), day)
    except DataError as fault:
        return Refusal(422, str(fault))
    except ValueError:
        return Refusal(400, messages.BAD_FORM)


def _walk_of(form: Form, guide: Guide, day: date) -> Walk:
    """Raises DataError for what does not fit, ValueError for what is no JSON."""
    facts = guide.sources.book.facts
    kept = _last(form, "state")
    walk = read_state(from_json(kept), facts) if kept else Walk()
    do, name = _last(form, "do"), _last(form, "fact")
    if do == "fill":
        return filled(walk, form, guide.view(walk, day).known, [facts[item] for item in facts])
    if do == "tell":
        text = _last(form, "text")[:LONGEST_TEXT]
        return acted(walk, ActionData(do="tell", text=text), guide)
    if do == "answer" and name in facts:
        value = plain(_written(facts[name], form.get("value", ())))
        return acted(walk, ActionData.model_validate({"do": "answer", "fact": name, "value": value}), guide)
    do, _, taken = do.partition(":")
    if not do:
        return walk
    return acted(walk, ActionData.model_validate({"do": do, "fact": taken or name}), guide)


def filled(walk: Walk, form: Form, known: Sequence[Known], facts: Sequence[Fact]) -> Walk:
    """The walk after the form of facts: a correction for each fact that was changed. Raises DataError."""
    before = {item.fact.id: item.value for item in known}
    shown = set(form.get("shown", ()))
    for fact in facts:
        if fact.id not in shown:
            continue
        given = [item for item in form.get(f"f.{fact.id}", ()) if item.strip()]
        value = _written(fact, given) if given else None
        if value != before.get(fact.id) and (value is not None or before.get(fact.id)):
            walk = corrected(walk, fact.id, value)
    return walk


def _written(fact: Fact, given: Sequence[str]) -> Value:
    """The value of a fact as a form sends it. Raises DataError."""
    if fact.answer == "choices":
        return fact_value(fact, [item for item in given if item])
    last = given[-1].strip() if given else ""
    return fact_value(fact, _number(last) if fact.answer == "number" else last)


def _number(written: str) -> float | str:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return written
    return int(number) if number.is_integer() else number


def _day_of(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _last(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[-1] if values else ""


def _inlined(part: Any, defined: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(item, defined) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(defined[part["$ref"].rpartition("/")[2]], defined)
    return dict(_inlined_items(part, defined))


def _inlined_items(part: Mapping[str, Any], defined: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in part.items():
        yield name, _inlined(value, defined)
