"""Completions that are sent while they come about."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openai import OpenAI

from assistant.answer import (
    Answer,
    Claim,
    ClaimVerified,
    Event,
    Finished,
    Message,
    Status,
    StepStarted,
)
from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.fakes import FakeBackend, cite
from tests.assistant.web.talking import (
    DUTY,
    MODEL,
    SAID,
    client_of,
    complete,
    content_of,
    joined,
    streamed,
)


@dataclass(frozen=True, slots=True)
class Slow:
    """A pipeline that proves one claim and then waits to be let on."""

    plain: FakeBackend
    let_on: threading.Event
    ending: str = "Ý một. [1]\n\nÝ hai. [1]"

    def stream(self, message: Message) -> Iterator[Event]:
        citation = cite("1", "iii.2.12")
        yield StepStarted("verify")
        yield ClaimVerified(Claim("Ý một.", ("1",)), (citation,), "Ý một. [1]")
        self.let_on.wait()
        yield ClaimVerified(Claim("Ý hai.", ("1",)), (citation,), "\n\nÝ hai. [1]")
        yield Finished(Answer(Status.ANSWERED, self.ending, (), (citation,)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


def test_claims_are_sent_as_they_pass(backend: FakeBackend) -> None:
    let_on = threading.Event()
    with serving(create_app(lambda: Slow(backend, let_on), WebSettings(rate_limit="off"))) as site:
        ai = client_of(site)
        chunks = ai.chat.completions.create(model=MODEL, messages=SAID, stream=True)
        got = [next(chunks), next(chunks)]
        assert joined(got) == "Ý một. [1]"  # the second claim is not proven yet
        let_on.set()
        got += chunks
        assert joined(got) == content_of(complete(ai, DUTY))


def test_an_answer_that_contradicts_what_was_sent_is_sent_whole(backend: FakeBackend) -> None:
    let_on = threading.Event()
    let_on.set()
    slow = Slow(backend, let_on, ending="Câu khác. [1]")
    with serving(create_app(lambda: slow, WebSettings(rate_limit="off"))) as site:
        text = joined(streamed(client_of(site), DUTY))
    assert "\n\nCâu khác. [1]\n\n**Nguồn:**" in text and text.startswith("Ý một. [1]")


def test_a_caller_who_leaves_ends_the_pipeline(site: str, ai: OpenAI, backend: FakeBackend) -> None:
    let_on = threading.Event()
    backend.pause = lambda: let_on.wait(0.05)
    chunks = ai.chat.completions.create(model=MODEL, messages=SAID, stream=True)
    next(chunks)
    chunks.close()
    wait_until(lambda: backend.closed)
