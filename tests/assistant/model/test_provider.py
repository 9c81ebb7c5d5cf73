"""A provider's library over real HTTP: each way in which a service can fail has a name of ours."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from pydantic import SecretStr

from assistant.model.chat import Failed, Fault, Piece, Prompt, Text, Usage
from assistant.model.ledger import Meter
from assistant.model.line import Line
from assistant.model.provider import NO_KEY, LangChainChat, _retry_after, open_chat
from assistant.model.settings import ModelSettings
from tests.assistant.model.standin import Act, Standin

PROMPT = Prompt("answer", "luật chơi", "câu hỏi")


def settings_for(standin: Standin, **options: object) -> ModelSettings:
    return ModelSettings("openai", "m", standin.url, timeout=5.0, options=options)


def said(standin: Standin, prompt: Prompt = PROMPT) -> list[Piece]:
    return list(open_chat(settings_for(standin)).stream(prompt))


def words(pieces: list[Piece]) -> str:
    return "".join(piece.words for piece in pieces if isinstance(piece, Text))


def fault(pieces: list[Piece]) -> Failed | None:
    assert not any(isinstance(piece, Failed) for piece in pieces[:-1])
    return pieces[-1] if pieces and isinstance(pieces[-1], Failed) else None


def test_a_whole_reply_comes_in_pieces_with_its_tokens() -> None:
    with Standin(Act(reply=lambda system, user: f"{system}: {user}, đủ dấu")) as standin:
        pieces = said(standin)
    assert words(pieces) == "luật chơi: câu hỏi, đủ dấu"
    assert sum(isinstance(piece, Text) for piece in pieces) > 1
    assert [piece for piece in pieces if isinstance(piece, Usage)] == [Usage(5, 8)]
    assert fault(pieces) is None


def test_what_is_sent() -> None:
    with Standin() as standin:
        settings = settings_for(standin, temperature=0)
        list(open_chat(replace(settings, key=SecretStr("sk-ours"))).stream(PROMPT))
        sent = standin.requests[0]
    assert [m["role"] for m in sent["messages"]] == ["system", "user"]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("m", 0, True)
    assert sent.get("max_tokens") or sent.get("max_completion_tokens")
    assert standin.keys == ["Bearer sk-ours"]


def test_a_key_of_the_environment_is_not_sent_to_a_server_of_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    with Standin() as standin:
        said(standin)
    assert standin.keys == [f"Bearer {NO_KEY}"]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act(status=401), Fault.DENIED),
        (Act(status=403), Fault.DENIED),
        (Act(status=404), Fault.INVALID),
        (Act(status=400), Fault.INVALID),
        (Act(status=408), Fault.TIMEOUT),
        (Act(status=429), Fault.RATE_LIMITED),
        (Act(status=500), Fault.UNAVAILABLE),
        (Act(status=503), Fault.UNAVAILABLE),
        (Act(status=529), Fault.UNAVAILABLE),
        (Act(garbage=b"data: {nonsense\n\n"), Fault.GARBLED),
        (Act(garbage=b"\xff\xfe\x00\n\n"), Fault.GARBLED),
        (Act(garbage=b"<html>proxy</html>"), Fault.BROKEN),
        (Act(garbage=b"data: [1, 2]\n\n"), Fault.BROKEN),
        (Act(finish="content_filter"), Fault.REFUSED),
        (Act(finish="length"), Fault.LENGTH),
        (Act(cut=0), Fault.BROKEN),
        (Act(cut=0, reset=True), Fault.UNREACHABLE),
    ],
)
def test_each_fault_has_its_name_and_tells_no_secret(act: Act, expected: Fault) -> None:
    with Standin(act) as standin:
        pieces = said(standin)
    failed = fault(pieces)
    assert failed is not None and failed.fault is expected
    assert "secret" not in repr(pieces)
    assert len(standin.requests) == 1, "the library itself asks once: retries are ours"


@pytest.mark.parametrize("reset", [False, True])
def test_half_a_stream_is_half_a_reply_and_a_fault(reset: bool) -> None:
    with Standin(Act(reply=lambda *_: "một hai ba bốn năm sáu", size=4, cut=12, reset=reset)) as standin:
        pieces = said(standin)
    assert words(pieces) == "một hai ba b"
    assert fault(pieces) == Failed(Fault.BROKEN)


@pytest.mark.parametrize("act", [Act(reply=lambda *_: ""), Act(refusal="không được")])
def test_an_empty_reply_is_whole_and_so_is_a_refusal_that_the_library_keeps_to_itself(act: Act) -> None:
    with Standin(act) as standin:
        pieces = said(standin)
    assert (words(pieces), fault(pieces)) == ("", None)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chat = open_chat(ModelSettings("openai", "m", f"http://127.0.0.1:{port}/v1", timeout=5.0))
    assert list(chat.stream(PROMPT)) == [Failed(Fault.UNREACHABLE)]


def test_silence_ends_with_the_time_out_of_the_library() -> None:
    with Standin(Act(before=5)) as standin:
        chat = open_chat(replace(settings_for(standin), timeout=0.2))
        assert list(chat.stream(PROMPT)) == [Failed(Fault.TIMEOUT)]


@pytest.mark.parametrize("status", [429, 503])
def test_how_long_to_wait_is_told(status: int) -> None:
    with Standin(Act(status=status, headers={"Retry-After": "3"})) as standin:
        failed = fault(said(standin))
    assert failed is not None and failed.retry_after == 3


@pytest.mark.parametrize(("told", "least", "most"), [("-5", 0, 0), ("bald", None, None), ("2.5", 2.5, 2.5)])
def test_odd_waits(told: str, least: float | None, most: float | None) -> None:
    assert _retry_after(_with_header(told)) in ({None} if least is None else {least, most})


def test_a_wait_given_as_a_day() -> None:
    found = _retry_after(_with_header(format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True)))
    assert found is not None and 5 < found <= 9


def _with_header(told: str) -> Exception:
    class Response:
        headers = {"retry-after": told}

    class Fault(Exception):
        response = Response()

    return Fault()


def test_a_drip_is_cut_off_at_the_deadline_and_the_server_is_left() -> None:
    with Standin(Act(reply=lambda *_: "một hai ba " * 400, size=4, pause=0.02)) as standin:
        line = Line(open_chat(settings_for(standin)))
        began = time.monotonic()
        pieces = list(line.say(PROMPT, Meter(), began + 0.4))
        assert time.monotonic() - began < 2
    assert pieces[-1] == Failed(Fault.TIMEOUT)
    assert len(pieces) > 1


def test_three_faults_and_then_the_reply() -> None:
    acts = [Act(status=503), Act(status=429, headers={"Retry-After": "0"}), Act()]
    with Standin(*acts) as standin:
        line, meter = Line(open_chat(settings_for(standin)), sleep=lambda _: None), Meter()
        pieces = list(line.say(PROMPT, meter, time.monotonic() + 10))
    assert words(list(pieces)) == "được"
    assert meter.calls == len(standin.requests) == 3


def test_any_chat_model_of_the_library_will_do() -> None:
    chat = LangChainChat(GenericFakeChatModel(messages=iter([AIMessage("Sở A chủ trì [S1]")])))
    pieces = list(chat.stream(PROMPT))
    assert words(pieces) == "Sở A chủ trì [S1]"
    assert fault(pieces) is None
