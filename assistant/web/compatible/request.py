"""From the bytes of a chat completion request to what the assistant is asked, or to the reason why not.

Taken: the messages of user and assistant, `stream`, `stream_options`, `as_of`. What steers a language model
(temperature, seed, tools, stop, max_tokens, ...) has no meaning here and is passed over, as are messages of
system, developer and tools: the assistant's rules are its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from assistant.answer import Message
from assistant.web import messages
from assistant.web.body import AsOf, Refusal, read_message
from assistant.web.compatible import wording
from assistant.web.compatible.chores import Chore, chore_in, question_in
from assistant.web.compatible.content import without_tail
from assistant.web.compatible.faults import Fault
from assistant.web.settings import WebSettings

MODEL = "tro-ly-htx"

_KINDS = {"image_url": "ảnh", "input_audio": "âm thanh", "file": "tệp"}
"""What people call the parts of a message that are no text."""

_DAY = TypeAdapter[date | None](AsOf)


class Part(BaseModel):
    """A part of a message."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: str
    text: str | None = None


class Said(BaseModel):
    """A message of a conversation."""

    model_config = ConfigDict(strict=True, extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class StreamOptions(BaseModel):
    """How to stream."""

    model_config = ConfigDict(strict=True, extra="ignore")

    include_usage: bool | None = None


class Format(BaseModel):
    """The form of the reply."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: str


class ChatBody(BaseModel):
    """A chat completion request: the fields that mean something here."""

    model_config = ConfigDict(strict=True, extra="ignore")

    model: str = MODEL
    messages: list[Said]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    response_format: Format | None = None
    as_of: AsOf = None
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a question of a person, or a chore of the program. `words` is the length of it all."""

    what: Message | Chore
    stream: bool
    with_usage: bool
    words: int
    in_json: bool = False


def read_request(raw: bytes, settings: WebSettings) -> Asked | Fault:
    """What the body of a request asks, or why it is refused."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return Fault(400, messages.NOT_UTF8)
    try:
        body = ChatBody.model_validate_json(raw)
    except ValidationError as error:
        return _malformed(error.errors(include_url=False, include_context=False)[0])
    return _unservable(body) or _read(body, settings)


def _read(body: ChatBody, settings: WebSettings) -> Asked | Fault:
    day = _day(body)
    if isinstance(day, Fault):
        return day
    turns = [(said.role, _text(said)) for said in body.messages if said.role in ("user", "assistant")]
    last = max((place for place, (role, _) in enumerate(turns) if role == "user"), default=None)
    if last is None:
        return Fault(400, wording.NO_QUESTION, "messages")
    text = question_in(turns[last][1])
    words = sum(len(_text(said).split()) for said in body.messages)
    options = body.stream_options
    with_usage = bool(options and options.include_usage)
    chore = chore_in(text)
    if chore:
        in_json = bool(body.response_format and body.response_format.type != "text")
        return Asked(chore, bool(body.stream), with_usage, words, in_json)
    if body.response_format and body.response_format.type != "text":
        return Fault(400, wording.ONLY_PROSE, "response_format")
    message = question(text, turns[:last], day, settings)
    return message if isinstance(message, Fault) else Asked(message, bool(body.stream), with_usage, words)


def question(
    text: str, before: Sequence[tuple[str, str]], day: date | None, settings: WebSettings
) -> Message | Fault:
    """The question with the turns before it, within the limits that hold for `/api/ask`."""
    history = [
        {"role": role, "text": question_in(said) if role == "user" else without_tail(said)}
        for role, said in before
        if said.strip()
    ]
    asked = {"question": text, "history": history, "as_of": str(day) if day else None}
    message = read_message(json.dumps(asked).encode(), settings)
    return Fault.of(message, "messages") if isinstance(message, Refusal) else message


def _unservable(body: ChatBody) -> Fault | None:
    """Why a request that can be read is not served."""
    if body.model != MODEL:
        return unknown_model(body.model, "model")
    if body.n not in (None, 1):
        return Fault(400, wording.ONE_CHOICE, "n", "unsupported_value")
    if not body.messages:
        return Fault(400, wording.NO_MESSAGES, "messages")
    return _unreadable_question(body.messages)


def _unreadable_question(conversation: Sequence[Said]) -> Fault | None:
    """The refusal of a question with a picture or a sound. Those of earlier turns are passed over: they come
    with every later request, and a conversation must not end with the first of them.
    """
    last = max((place for place, said in enumerate(conversation) if said.role == "user"), default=None)
    kind = _unreadable(conversation[last]) if last is not None else ""
    if not kind:
        return None
    told = wording.ONLY_TEXT.format(kind=_KINDS.get(kind, kind[:40]))
    return Fault(400, told, f"messages[{last}].content", "unsupported_content")


def unknown_model(name: str, param: str | None = None) -> Fault:
    """The refusal of a model that is not ours."""
    message = wording.MODEL_UNKNOWN.format(name=name[:80], known=MODEL)
    return Fault(404, message, param, "model_not_found")


def _unreadable(said: Said) -> str:
    """The kind of the first part of a message that is no text; empty where all are."""
    if not isinstance(said.content, list):
        return ""
    return next((part.type for part in said.content if part.type != "text"), "")


def _text(said: Said) -> str:
    if isinstance(said.content, list):
        return "\n".join(part.text for part in said.content if part.type == "text" and part.text)
    return said.content or ""


def _day(body: ChatBody) -> date | Fault | None:
    """The day to judge validity at: `as_of`, else that of `metadata`; nothing for today."""
    if body.as_of:
        return body.as_of
    try:
        return _DAY.validate_python((body.metadata or {}).get("as_of"))
    except ValidationError:
        return Fault(400, messages.AS_OF_INVALID, "metadata.as_of")


def _malformed(error: ErrorDetails) -> Fault:
    """What to tell about the first thing pydantic found."""
    if error["type"] == "json_invalid" or not error["loc"]:
        return Fault(400, wording.NOT_JSON)
    name = str(error["loc"][0])
    if name == "as_of":
        return Fault(400, messages.AS_OF_INVALID, name)
    if error["loc"] == ("messages",):
        return Fault(400, wording.NO_MESSAGES, name)
    return Fault(400, wording.BAD_FIELD.format(name=name), name)
