"""Which model is configured, from the settings; nothing here imports a model's library."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant import messages
from knowledge.config import Settings
from knowledge.errors import ConfigError

PROVIDERS = ("openai", "google_genai", "anthropic", "ollama")
REPLAY = "replay"
"""Provider of replies recorded before: `replay:FILE`."""

_URL = re.compile(r"https?://[^\s/]+\S*$")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A model and how to reach it. `timeout` is in seconds for one question, all its calls together.

    `price` is what a million input and output tokens cost, in any currency.
    """

    provider: str
    model: str
    base_url: str = ""
    key: SecretStr = field(default_factory=lambda: SecretStr(""))
    timeout: float = 20.0
    price: tuple[float, float] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    record: Path | None = None
    cache: Path | None = None

    @property
    def name(self) -> str:
        """How the model is called in traces and on pages: no address, no key, of a recording the file."""
        return f"{self.provider}:{Path(self.model).name if self.provider == REPLAY else self.model}"


def configured(settings: Settings) -> bool:
    """Whether the settings name a model."""
    return bool(settings.llm.strip())


def display_name(settings: Settings) -> str | None:
    """How the configured model is called, or nothing. Raises `ConfigError`."""
    found = model_settings(settings)
    return found.name if found else None


def model_settings(settings: Settings) -> ModelSettings | None:
    """The configured model, or nothing.

    Raises:
        ConfigError: a setting cannot be used; the message names the variable, never a secret.
    """
    if not configured(settings):
        return None
    provider, model = _named(settings)
    if settings.llm_base_url and not _URL.match(settings.llm_base_url):
        raise ConfigError(messages.LLM_BAD_URL)
    return ModelSettings(
        provider=provider,
        model=model,
        base_url=settings.llm_base_url,
        key=settings.llm_api_key,
        timeout=settings.llm_timeout,
        price=_price(settings.llm_price),
        options=_options(settings.llm_options),
        record=Path(settings.llm_record).expanduser() if settings.llm_record else None,
        cache=_cache(settings),
    )


def _cache(settings: Settings) -> Path | None:
    """The file of rewritten questions; none while replies are recorded, where all must be asked for."""
    if not settings.llm_cache or settings.llm_record:
        return None
    return settings.data_dir.expanduser() / "model" / "rewrites.jsonl"


def _named(settings: Settings) -> tuple[str, str]:
    """Provider and model; a server of one's own speaks as OpenAI does where no provider is named."""
    provider, colon, model = settings.llm.strip().partition(":")
    if colon and model and provider in (*PROVIDERS, REPLAY):
        return provider, model
    if settings.llm_base_url and provider not in PROVIDERS:
        return "openai", settings.llm.strip()
    raise ConfigError(messages.LLM_BAD_NAME.format(name=settings.llm, providers=", ".join(PROVIDERS)))


def _price(text: str) -> tuple[float, float] | None:
    if not text.strip():
        return None
    try:
        given, told = (float(part) for part in text.split(","))
    except ValueError:
        raise ConfigError(messages.LLM_BAD_PRICE.format(price=text)) from None
    if not (0 <= given < float("inf") and 0 <= told < float("inf")):
        raise ConfigError(messages.LLM_BAD_PRICE.format(price=text))
    return given, told


def _options(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise ConfigError(messages.LLM_BAD_OPTIONS)
    return found
