"""What comes in to the pages of the office."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from assistant.office.switch import MESSAGE_CHARS

_STRICT = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)


class MaintenanceBody(BaseModel):
    """Whether the service is under maintenance, and what people are told; empty for the usual words."""

    model_config = _STRICT

    on: bool
    message: str = Field(default="", max_length=MESSAGE_CHARS)


class SourceBody(BaseModel):
    """A unit of a document; without a quote all of it is quoted, or its first line where it is long."""

    model_config = _STRICT

    document: str = Field(min_length=1, max_length=200)
    anchor: str = Field(min_length=1, max_length=200)
    quote: str = Field(default="", max_length=8000)


class StandardBody(BaseModel):
    """An answer to be approved. `[1]` in the text is the first source."""

    model_config = _STRICT

    question: str = Field(min_length=5, max_length=2000)
    text: str = Field(min_length=5, max_length=6000)
    sources: list[SourceBody] = Field(max_length=30)
