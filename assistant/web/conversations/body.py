"""What comes in about conversations, and how it is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.conversations.model import COMMENT_CHARS, TITLE_CHARS, Feedback, Reason
from assistant.web import messages
from assistant.web.body import Refusal


def _readable(text: str) -> str:
    """On one line, without characters that nobody types."""
    seen = "".join(" " if char in "\t\n\r" else char for char in text)
    return " ".join("".join(char for char in seen if unicodedata.category(char)[0] != "C").split())


_Line = Annotated[str, AfterValidator(_readable)]


class RenameBody(BaseModel):
    """A new title."""

    model_config = ConfigDict(strict=True, extra="forbid")

    title: _Line = Field(max_length=TITLE_CHARS, description="Tên mới; để trống: lấy lại câu hỏi đầu tiên")


class FeedbackBody(BaseModel):
    """What a person says of an answer."""

    model_config = ConfigDict(extra="forbid")

    right: bool = Field(strict=True, description="Câu trả lời đúng hay không")
    reason: Reason | None = Field(default=None, description="Vì sao không đúng")
    comment: _Line = Field(default="", max_length=COMMENT_CHARS, description="Lời góp ý")


def feedback_of(body: FeedbackBody, personal: Callable[[str], bool]) -> Feedback | Refusal:
    """What is to be kept of it, or the refusal of a comment that holds personal data."""
    if personal(body.comment):
        return Refusal(422, messages.COMMENT_PERSONAL)
    return Feedback(body.right, body.reason, body.comment)


def schema_of(kind: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of a body, self-contained, with an example."""
    schema = kind.model_json_schema()
    defined = schema.pop("$defs", {})
    if "reason" in schema["properties"]:
        schema["properties"]["reason"]["anyOf"][0] = defined["Reason"]
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}
