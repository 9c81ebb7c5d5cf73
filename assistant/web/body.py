"""From the bytes of a request to a `Message`, or to the reason why not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from assistant.answer import Message, Turn
from assistant.as_of import day_named
from assistant.web import messages
from assistant.web.settings import WebSettings

ALLOWED_CONTROLS = frozenset("\t\n\r")
EXAMPLES = {
    "duty": {"summary": "Nhiệm vụ của một cơ quan", "value": {"question": "Cục Thuế tỉnh phải làm gì?"}},
    "as_written": {
        "summary": "Xét hiệu lực như khi ban hành kế hoạch",
        "value": {"question": "Thông tư 83/2015/TT-BTC còn hiệu lực không?", "as_of": "plan"},
    },
    "follow_up": {
        "summary": "Hỏi tiếp, có các lượt trước và ngày cần xét hiệu lực",
        "value": {
            "question": "Sản phẩm là gì?",
            "history": [
                {"role": "user", "text": "Ai chủ trì nhiệm vụ chuyển đổi số?"},
                {"role": "assistant", "text": "Sở Kế hoạch và Đầu tư chủ trì [1]."},
            ],
            "as_of": "2024-06-30",
        },
    },
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not worked on: an HTTP status, one line for the user, headers that go with it."""

    status: int
    detail: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it arrived, and the id of the conversation it belongs to, where one is named."""

    message: Message
    conversation: str | None = None


def _day(written: object) -> object:
    """The day that a text names. Anything else is left to the type."""
    if not isinstance(written, str):
        return written
    day = day_named(written)
    if day is None:
        raise ValueError("no day")
    return day


AsOf = Annotated[date | None, BeforeValidator(_day, json_schema_input_type=date | Literal["plan"] | None)]
"""A day in a body: "plan", a date, or nothing for today."""


class TurnBody(BaseModel):
    """An earlier utterance."""

    model_config = ConfigDict(strict=True, extra="forbid")

    role: Literal["user", "assistant"]
    text: str


class AskBody(BaseModel):
    """A question as it comes over HTTP."""

    model_config = ConfigDict(strict=True, extra="forbid")

    question: str = Field(description="Câu hỏi, tối đa 2.000 ký tự theo cài đặt mặc định")
    history: list[TurnBody] = Field(default=[], description="Các lượt trước, cũ nhất đứng đầu")
    as_of: AsOf = Field(
        default=None,
        description='Xét hiệu lực tại ngày này, hoặc "plan": ngày ban hành kế hoạch; nếu thiếu: hôm nay',
    )
    conversation: str | None = Field(
        default=None,
        description="Mã của /api/conversations: các lượt trước lấy từ nơi lưu, lượt này được lưu thêm vào",
    )


def read_message(raw: bytes, settings: WebSettings) -> Message | Refusal:
    """The message in the body of a request, or the refusal of it."""
    asking = read_asking(raw, settings)
    return asking if isinstance(asking, Refusal) else asking.message


def read_asking(raw: bytes, settings: WebSettings) -> Asking | Refusal:
    """The message in the body of a request and its conversation, or the refusal of it."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return Refusal(400, messages.NOT_UTF8)
    try:
        body = AskBody.model_validate_json(raw)
    except ValidationError as fault:
        return _refusal(fault.errors(include_url=False, include_context=False)[0])
    return _unfit(body.question, settings) or Asking(_message(body, settings), body.conversation)


def request_schema() -> dict[str, Any]:
    """The OpenAPI description of the body, self-contained, with examples."""
    schema = AskBody.model_json_schema()
    schema["properties"]["history"]["items"] = schema.pop("$defs")["TurnBody"]
    return {"required": True, "content": {"application/json": {"schema": schema, "examples": EXAMPLES}}}


def _message(body: AskBody, settings: WebSettings) -> Message:
    first = max(0, len(body.history) - settings.max_history_turns)
    history = tuple(Turn(turn.role, turn.text) for turn in body.history[first:])
    return Message(body.question.strip(), history, body.as_of)


def _unfit(question: str, settings: WebSettings) -> Refusal | None:
    text = question.strip()
    if not text:
        return Refusal(422, messages.QUESTION_EMPTY)
    if len(text) > settings.max_question_chars:
        return Refusal(422, messages.question_too_long(len(text), settings.max_question_chars))
    if any(unicodedata.category(char) == "Cc" and char not in ALLOWED_CONTROLS for char in text):
        return Refusal(422, messages.QUESTION_CONTROL)
    return None


def _refusal(error: ErrorDetails) -> Refusal:
    """What to tell about the first thing pydantic found."""
    if error["type"] == "json_invalid":
        return Refusal(400, messages.NOT_JSON)
    if not error["loc"]:
        return Refusal(422, messages.NOT_OBJECT)
    field = str(error["loc"][0])
    if field == "question":
        missing = error["type"] == "missing"
        return Refusal(422, messages.QUESTION_MISSING if missing else messages.QUESTION_NOT_TEXT)
    known = {
        "history": messages.HISTORY_INVALID,
        "as_of": messages.AS_OF_INVALID,
        "conversation": messages.CONVERSATION_INVALID,
    }
    return Refusal(422, known.get(field) or messages.unknown_field(field))
