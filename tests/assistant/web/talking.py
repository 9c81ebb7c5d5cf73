"""The official client of the OpenAI API, as the tests call it."""

from __future__ import annotations

from typing import Any

import httpx
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from tests.assistant.web.conftest import wait_until

MODEL = "tro-ly-htx"
DUTY = "Cục Thuế tỉnh phải làm gì?"


def talk(*said: tuple[str, str]) -> Any:
    """Messages; the client wants them typed by role, which says no more here."""
    return [{"role": role, "content": text} for role, text in said]


SAID = talk(("user", DUTY))


def client_of(site: str, key: str = "any") -> OpenAI:
    """A client of a site that has loaded."""
    wait_until(lambda: httpx.get(f"{site}/readyz").status_code == 200)
    return OpenAI(base_url=f"{site}/v1", api_key=key, max_retries=0)


def complete(ai: OpenAI, text: str, **more: Any) -> ChatCompletion:
    found = ai.chat.completions.create(model=MODEL, messages=talk(("user", text)), **more)
    assert isinstance(found, ChatCompletion)
    return found


def content_of(completion: ChatCompletion) -> str:
    content = completion.choices[0].message.content
    assert content is not None
    return content


def streamed(ai: OpenAI, text: str, **more: Any) -> list[ChatCompletionChunk]:
    return list(ai.chat.completions.create(model=MODEL, messages=talk(("user", text)), stream=True, **more))


def joined(chunks: list[ChatCompletionChunk]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
