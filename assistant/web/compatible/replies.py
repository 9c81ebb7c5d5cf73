"""The JSON of the OpenAI API: models, a completion, the chunks of a streamed one."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Answer
from assistant.web.compatible.content import Content
from assistant.web.compatible.request import MODEL

CREATED = 1678147200
"""2023-03-07 in seconds since 1970, the day of the plan: clients want a number and none of them uses it."""


def model() -> dict[str, Any]:
    """The one model there is."""
    return {"id": MODEL, "object": "model", "created": CREATED, "owned_by": MODEL}


def beside(content: Content, answer: Answer | None) -> dict[str, Any]:
    """What stands beside the text of a message: annotations, and fields of our own."""
    if answer is None:
        return {"annotations": []}
    return {
        "annotations": content.annotations,
        "citations": content.citations,
        "status": answer.status,
        "suggestions": list(answer.suggestions),
    }


@dataclass(frozen=True, slots=True)
class Reply:
    """One completion. `asked` is the length of the request in words.

    Lengths in `usage` are words between spaces, which in Vietnamese are syllables; no model counts tokens.
    """

    asked: int
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, content: Content, answer: Answer | None) -> dict[str, Any]:
        """The completion in one piece."""
        message = {"role": "assistant", "content": content.text, "refusal": None, **beside(content, answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self.usage(content.text)}

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        """A piece of the completion."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._head("chat.completion.chunk"), "choices": [choice]}

    def last(self, text: str) -> dict[str, Any]:
        """The piece that tells the lengths."""
        return {**self._head("chat.completion.chunk"), "choices": [], "usage": self.usage(text)}

    def usage(self, text: str) -> dict[str, int]:
        """Lengths of question and answer."""
        told = len(text.split())
        return {
            "prompt_tokens": self.asked,
            "completion_tokens": told,
            "total_tokens": self.asked + told,
        }

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}
