"""What the addresses of the OpenAI API do not serve, and how a client is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from assistant.answer import (
    Event,
    Message,
    StepStarted,
)
from assistant.web.compatible.keys import keys_in
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from knowledge.errors import QuestionError
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.talking import (
    DUTY,
    MODEL,
    SAID,
    client_of,
    complete,
    content_of,
    streamed,
    talk,
)


def refused(reply: httpx.Response) -> dict[str, Any]:
    error: dict[str, Any] = reply.json()["error"]
    assert set(error) == {"message", "type", "param", "code"} and error["message"]
    return error


IMAGE = [{"type": "text", "text": "Đây là gì?"}, {"type": "image_url", "image_url": {"url": "data:,"}}]


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({"messages": [{"role": "user", "content": IMAGE}]}, 400, "messages[0].content"),
        ({"messages": SAID, "n": 2}, 400, "n"),
        ({"messages": SAID, "model": "gpt-5"}, 404, "model"),
        ({"messages": SAID, "as_of": "hôm qua"}, 400, "as_of"),
        ({"messages": SAID, "metadata": {"as_of": "2024-02-30"}}, 400, "metadata.as_of"),
        ({"messages": SAID, "response_format": {"type": "json_object"}}, 400, "response_format"),
        ({"messages": SAID, "stream": "có"}, 400, "stream"),
        ({"messages": []}, 400, "messages"),
        ({}, 400, "messages"),
        ({"messages": talk(("system", "x"))}, 400, "messages"),
        ({"messages": [{"role": "ai", "content": "x"}]}, 400, "messages"),
        ({"messages": talk(("user", "   "))}, 422, "messages"),
        ({"messages": talk(("user", "a" * 2001))}, 422, "messages"),
        ({"messages": talk(("user", "Ai\x00 ký?"))}, 422, "messages"),
    ],
)
def test_what_cannot_be_served_is_refused_by_name(
    site: str, ai: OpenAI, body: dict[str, Any], status: int, param: str
) -> None:
    for stream in (False, True):
        asked = {"stream": stream, **body}
        reply = httpx.post(f"{site}/v1/chat/completions", json=asked)
        assert (reply.status_code, refused(reply)["param"]) == (status, param)


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[]", b'{"messages": "\\ud800"}', b""])
def test_what_is_no_json_object_is_refused(site: str, ai: OpenAI, raw: bytes) -> None:
    reply = httpx.post(f"{site}/v1/chat/completions", content=raw)
    assert reply.status_code == 400
    assert refused(reply)["type"] == "invalid_request_error"


def test_the_client_knows_the_refusals(ai: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="tro-ly-htx") as unknown:
        ai.chat.completions.create(model="gpt-5", messages=SAID)
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        ai.models.retrieve("a/b")
    with pytest.raises(openai.BadRequestError, match="một câu trả lời"):
        complete(ai, DUTY, n=3)
    with pytest.raises(openai.UnprocessableEntityError, match="2\\.001 ký tự"):
        complete(ai, "a" * 2001)
    with pytest.raises(openai.NotFoundError, match="Không có địa chỉ này"):
        ai.embeddings.create(model=MODEL, input="x")


def test_wrong_addresses_and_methods_are_refused_in_the_same_shape(site: str, ai: OpenAI) -> None:
    assert refused(httpx.get(f"{site}/v1/nothing"))["type"] == "invalid_request_error"
    reply = httpx.get(f"{site}/v1/chat/completions")
    assert reply.status_code == 405 and refused(reply) and reply.headers["allow"] == "POST"


def test_a_body_that_is_too_large_is_refused(site: str, ai: OpenAI) -> None:
    reply = httpx.post(f"{site}/v1/chat/completions", content=b" " * (WebSettings().max_body_bytes + 1))
    assert reply.status_code == 413 and refused(reply)["code"] == "request_too_large"


def test_who_asks_too_often_is_told_when_to_come_back(backend: FakeBackend) -> None:
    with serving(create_app(lambda: backend, WebSettings(rate_limit="2/minute"))) as site:
        ai = client_of(site)
        complete(ai, DUTY)
        complete(ai, DUTY)
        with pytest.raises(openai.RateLimitError) as refusal:
            complete(ai, DUTY)
        assert 0 < int(refusal.value.response.headers["retry-after"]) <= 60
        assert refusal.value.code == "rate_limit_exceeded"
        assert ai.models.list().data  # the list of models is free


def test_while_loading_the_client_waits_and_asks_again(backend: FakeBackend) -> None:
    loaded = threading.Event()

    def load() -> FakeBackend:
        loaded.wait()
        return backend

    with serving(create_app(load, WebSettings(rate_limit="off"))) as site:
        reply = httpx.post(f"{site}/v1/chat/completions", json={"messages": SAID})
        assert reply.status_code == 503 and reply.headers["retry-after"] == "2"
        assert refused(reply)["code"] == "service_unavailable"
        loaded.set()
        patient = OpenAI(base_url=f"{site}/v1", api_key="any", max_retries=2)
        assert content_of(complete(patient, DUTY))


def test_faults_are_told_without_their_details(site: str, ai: OpenAI, backend: FakeBackend) -> None:
    backend.faults = 2
    with pytest.raises(openai.InternalServerError, match="Có lỗi bên trong") as fault:
        complete(ai, "lỗi")
    assert "secret" not in str(fault.value)
    with pytest.raises(openai.InternalServerError) as damaged:
        complete(ai, "hỏng")
    assert damaged.value.status_code == 503
    with pytest.raises(openai.InternalServerError):
        complete(ai, "im lặng")
    with pytest.raises(openai.APIError, match="Có lỗi bên trong"):
        streamed(ai, "lỗi")
    wait_until(lambda: backend.closed)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A pipeline that cannot read any question."""

    plain: FakeBackend

    def stream(self, message: Message) -> Iterator[Event]:
        raise QuestionError("Câu hỏi không đọc được.")
        yield StepStarted("screen")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_the_pipeline_cannot_read_is_refused_by_status(backend: FakeBackend, stream: bool) -> None:
    with serving(create_app(lambda: Unreadable(backend), WebSettings(rate_limit="off"))) as site:
        ai = client_of(site)
        with pytest.raises(openai.UnprocessableEntityError, match="không đọc được"):
            ai.chat.completions.create(model=MODEL, messages=SAID, stream=stream)


@pytest.fixture
def guarded(backend: FakeBackend) -> Iterator[str]:
    settings = WebSettings(rate_limit="off", api_keys=("khoa-mot", "khoa-hai"))
    with serving(create_app(lambda: backend, settings)) as site:
        yield site


def test_where_there_are_keys_one_must_be_named(guarded: str, backend: FakeBackend) -> None:
    for key in ("khoa-mot", "khoa-hai"):
        assert content_of(complete(client_of(guarded, key), DUTY))
    backend.asked.clear()
    wrong = client_of(guarded, "khoa-ba")
    for call in (wrong.models.list, lambda: wrong.models.retrieve(MODEL), lambda: complete(wrong, DUTY)):
        with pytest.raises(openai.AuthenticationError, match="khóa không đúng") as refusal:
            call()
        assert refusal.value.code == "invalid_api_key"
    assert backend.asked == []


@pytest.mark.parametrize("sent", [None, "", "khoa-mot", "Basic khoa-mot", "Bearer", "Bearer khoa-mot,khoa"])
def test_a_key_is_a_bearer_token(guarded: str, sent: str | None) -> None:
    client_of(guarded)
    headers = {"Authorization": sent} if sent is not None else {}
    reply = httpx.get(f"{guarded}/v1/models", headers=headers)
    assert reply.status_code == 401 and refused(reply)["type"] == "authentication_error"
    assert reply.headers["www-authenticate"] == "Bearer"


def test_keys_are_listed_with_commas_and_never_shown() -> None:
    assert keys_in(" a, b ,,") == ("a", "b") and keys_in("") == ()
    assert "khoa" not in repr(WebSettings(api_keys=("khoa",)))
