"""Whom a question set asks: the assistant in this process, or a running service."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from assistant.answer import Answer, Message, Status
from evals.cases import Question
from knowledge.errors import AssistantError, ConfigError

PATIENCE_S = 60.0
"""The longest that one question waits for a busy or starting service, in seconds."""

TIMEOUT_S = 120.0
"""How long a service may take for one answer, in seconds."""

_RECONNECT_S = 1.0
_GONE_S = 3.0


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A question that got no answer and may be asked again. `stopped`: the next would fare no better."""

    reason: str
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The JSON of an answer and how long it took, waiting for a turn not counted."""

    answer: Mapping[str, Any]
    latency_ms: float


Reply = Answered | NoAnswer


class Asker(Protocol):
    """Answers questions; called from several threads at once."""

    def ask(self, question: Question) -> Reply:
        """The answer, or why there is none."""


class Assistant(Protocol):
    """What this process needs of the assistant."""

    def ask(self, message: Message) -> Answer:
        """The answer to a message."""


class LocalAsker:
    """Asks the assistant in this process."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: Question) -> Answered:
        """The answer. A fault becomes an answer with status `error`: asking again would end the same way."""
        start = time.perf_counter()
        answer = self._answer(Message(question.text, question.history))
        return Answered(answer.to_dict(), _ms_since(start))

    def _answer(self, message: Message) -> Answer:
        try:
            return self._assistant.ask(message)
        except AssistantError as error:
            return _error_answer(str(error))
        except Exception as error:  # one question that breaks the pipeline must not cost the other thousand
            return _error_answer(f"{type(error).__name__}: {error}")


class ServiceAsker:
    """Asks a running service through `POST {url}/api/ask`."""

    def __init__(self, url: str, client: httpx.Client, sleep: Callable[[float], None] = time.sleep) -> None:
        if not url.startswith(("http://", "https://")):
            raise ConfigError(f"--url {url}: phải bắt đầu bằng http:// hoặc https://")
        self._url = f"{url.rstrip('/')}/api/ask"
        self._client = client
        self._sleep = sleep

    def ask(self, question: Question) -> Reply:
        """The answer; waits where the service asks to (429, 503 with Retry-After)."""
        body = {
            "question": question.text,
            "history": [{"role": turn.role, "text": turn.text} for turn in question.history],
        }
        waited = 0.0
        while True:
            start = time.perf_counter()
            response = self._post(body)
            if isinstance(response, NoAnswer):
                return response
            latency_ms = _ms_since(start)
            wait = _RECONNECT_S if response is None else _retry_after(response)
            if wait is None or waited + wait > (PATIENCE_S if response is not None else _GONE_S):
                return _reply(response, latency_ms, self._url)
            self._sleep(wait)
            waited += wait

    def _post(self, body: Mapping[str, Any]) -> httpx.Response | NoAnswer | None:
        """What the service said; nothing when it could not be reached."""
        try:
            return self._client.post(self._url, json=body, timeout=TIMEOUT_S)
        except httpx.ReadTimeout:
            return NoAnswer(f"quá {TIMEOUT_S:.0f} giây chưa trả lời")
        except (httpx.HTTPError, httpx.InvalidURL):
            return None


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def _retry_after(response: httpx.Response) -> float | None:
    if response.status_code not in (429, 503):
        return None
    try:
        return max(0.5, float(response.headers.get("Retry-After", "")))
    except ValueError:
        return None


def _reply(response: httpx.Response | None, latency_ms: float, url: str) -> Reply:
    if response is None:
        return NoAnswer(f"không nối được {url}", stopped=True)
    code = response.status_code
    if code == 200:
        answer = _object(response)
        if answer is None or answer.get("status") not in frozenset(Status):
            return NoAnswer("dịch vụ trả về thứ không phải câu trả lời")
        return Answered(answer, latency_ms)
    if code in (400, 413, 422):
        return Answered(_error_answer(_detail(response)).to_dict(), latency_ms)
    # Anything else of 3xx and 4xx is a wrong address or a missing right: the same for every question.
    stopped = 300 <= code < 500 and code != 429
    return NoAnswer(f"dịch vụ trả mã {code}: {_detail(response)}", stopped=stopped)


def _object(response: httpx.Response) -> dict[str, Any] | None:
    try:
        value = response.json()
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _detail(response: httpx.Response) -> str:
    detail = (_object(response) or {}).get("detail", "")
    return " ".join(str(detail).split())[:200] or response.reason_phrase


def _error_answer(reason: str) -> Answer:
    return Answer(Status.ERROR, " ".join(reason.split())[:500])
