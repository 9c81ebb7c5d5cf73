"""Models reached through LangChain: the one file that knows it, imported only where a model is configured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import closing
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

from assistant.model.chat import Failed, Fault, Piece, Prompt, Text, Usage
from assistant.model.settings import ModelSettings

MAX_TOKENS = 1200
"""Tokens of a reply at most: a long answer has some 600."""

EXTRAS = {"openai": "openai", "google_genai": "google", "anthropic": "anthropic", "ollama": "ollama"}
"""The extra of this project that installs what a provider needs."""

PACKAGES = {
    "openai": "langchain_openai",
    "google_genai": "langchain_google_genai",
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
}

NO_KEY = "not-needed"
"""Sent where a server of one's own asks for no key, so that no key of the environment is sent to it."""

_BY_NAME = {
    "ModelAuthenticationError": Fault.DENIED,
    "ModelPermissionDeniedError": Fault.DENIED,
    "ModelRateLimitError": Fault.RATE_LIMITED,
    "ModelTimeoutError": Fault.TIMEOUT,
    "TimeoutException": Fault.TIMEOUT,
    "ModelConnectionError": Fault.UNREACHABLE,
    "ConnectError": Fault.UNREACHABLE,
    "TransportError": Fault.BROKEN,
    "ModelAPIError": Fault.UNAVAILABLE,
    "ModelNotFoundError": Fault.INVALID,
    "ModelInvalidRequestError": Fault.INVALID,
    "ContextOverflowError": Fault.INVALID,
    "ConnectionError": Fault.BROKEN,
}
"""Faults by the name of an exception or of what it derives from: providers share them, packages differ."""

_TOO_LONG = frozenset({"length", "max_tokens", "max_output_tokens"})
_FILTERED = frozenset({"content_filter", "safety", "refusal", "prohibited_content", "recitation"})


class LangChainChat:
    """A chat model of LangChain, or anything with its `stream`."""

    def __init__(self, model: Any, *, tells_end: bool = False) -> None:
        """`tells_end`: the service says why a reply ends, so that one without a reason was cut off."""
        self._model = model
        self._tells_end = tells_end

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        """The reply in pieces; a fault of any kind is the last piece, after the tokens that were counted."""
        spoken, reasons = False, set[str]()
        try:
            with closing(self._model.stream([("system", prompt.system), ("human", prompt.user)])) as chunks:
                for chunk in chunks:
                    reasons |= _reasons(chunk)
                    for piece in _pieces(chunk):
                        spoken = spoken or isinstance(piece, Text)
                        yield piece
            if fault := self._ending(reasons):
                yield Failed(fault)
        except Exception as error:  # what providers raise has no common root
            yield _failed(error, spoken=spoken)

    def _ending(self, reasons: Set[str]) -> Fault | None:
        """What is wrong with a reply that ended for these reasons."""
        if reasons & _FILTERED:
            return Fault.REFUSED
        if reasons & _TOO_LONG:
            return Fault.LENGTH
        return Fault.BROKEN if self._tells_end and not reasons else None


def open_chat(settings: ModelSettings) -> LangChainChat:
    """The configured model.

    Raises:
        ImportError: the provider's package is not installed.
        Exception: whatever a provider raises for a missing key or a wrong option.
    """
    from langchain.chat_models import init_chat_model

    model = init_chat_model(settings.model, model_provider=settings.provider, **_options(settings))
    return LangChainChat(model, tells_end=True)


def _options(settings: ModelSettings) -> dict[str, Any]:
    """How each provider is told the time-out, the length of a reply, the key and the address.

    Models of one's own that think aloud are told not to: it takes the time of the answer.
    """
    key, url = settings.key.get_secret_value(), settings.base_url
    if settings.provider == "ollama":
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        client = {"timeout": settings.timeout, "headers": headers}
        own: dict[str, Any] = {"num_predict": MAX_TOKENS, "reasoning": False, "client_kwargs": client}
    else:
        own = {"timeout": settings.timeout, "max_retries": 0, "max_tokens": MAX_TOKENS}
        if key or url:
            own["api_key"] = key or NO_KEY
    if settings.provider == "openai":
        own["stream_usage"] = True
    if url:
        own["base_url"] = url
    return {**own, **settings.options}


def _pieces(chunk: Any) -> Iterator[Piece]:
    if words := str(chunk.text):
        yield Text(words)
    if usage := chunk.usage_metadata:
        yield Usage(int(usage.get("input_tokens", 0)), int(usage.get("output_tokens", 0)))


def _reasons(chunk: Any) -> set[str]:
    """Why the reply ends, as far as this chunk tells."""
    told = (chunk.response_metadata.get(name) for name in _REASONS)
    return {str(reason).lower() for reason in told if reason}


_REASONS = ("finish_reason", "stop_reason", "done_reason")


def _failed(error: Exception, *, spoken: bool) -> Failed:
    fault = _fault_of(error)
    if spoken and fault in (Fault.UNREACHABLE, Fault.GARBLED, Fault.UNAVAILABLE):
        fault = Fault.BROKEN
    return Failed(fault, _retry_after(error))


def _fault_of(error: BaseException) -> Fault:
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if isinstance(status, int) and status >= 400:
        return _of_status(status)
    names = [kind.__name__ for each in _chain(error) for kind in type(each).__mro__]
    told = next((_BY_NAME[name] for name in names if name in _BY_NAME), None)
    if told:
        return told
    garbled = any(isinstance(each, json.JSONDecodeError | UnicodeDecodeError) for each in _chain(error))
    return Fault.GARBLED if garbled else Fault.BROKEN


def _of_status(status: int) -> Fault:
    if status in (401, 403):
        return Fault.DENIED
    if status == 429:
        return Fault.RATE_LIMITED
    if status == 408:
        return Fault.TIMEOUT
    return Fault.UNAVAILABLE if status >= 500 else Fault.INVALID


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _retry_after(error: BaseException) -> float | None:
    """Seconds that the service asks us to wait, as a number or a day."""
    headers: Mapping[str, str] | None = getattr(getattr(error, "response", None), "headers", None)
    told = headers.get("retry-after") if headers is not None else None
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time())
    except ValueError:
        return None
