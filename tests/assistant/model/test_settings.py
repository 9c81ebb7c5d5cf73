"""What the environment may say about a model, and what is said where it cannot work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.model.opening import open_chat
from assistant.model.provider import MAX_TOKENS, NO_KEY, _options
from assistant.model.settings import PROVIDERS, ModelSettings, model_settings
from knowledge.config import Settings
from knowledge.errors import ConfigError

SECRET = "sk-nobody-may-read-this"


def settings(**values: object) -> Settings:
    return Settings.model_validate({"llm_api_key": SECRET, **values})


def found(**values: object) -> ModelSettings:
    configured = model_settings(settings(**values))
    assert configured is not None
    return configured


@pytest.mark.parametrize("name", ["", "  "])
def test_nothing_configured_is_nothing(name: str) -> None:
    assert model_settings(settings(llm=name)) is None


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_by_its_name(provider: str) -> None:
    configured = found(llm=f"{provider}:m-1:latest")
    assert (configured.provider, configured.model) == (provider, "m-1:latest")
    assert configured.name == f"{provider}:m-1:latest"


def test_a_server_of_ones_own_needs_no_provider() -> None:
    configured = found(llm="qwen3:8b", llm_base_url="http://may:8080/v1")
    assert (configured.provider, configured.model) == ("openai", "qwen3:8b")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"llm": "gpt"}, "ASSISTANT_LLM='gpt'"),
        ({"llm": "openai:"}, "ASSISTANT_LLM='openai:'"),
        ({"llm": "bing:m"}, "openai, google_genai, anthropic, ollama"),
        ({"llm": "openai", "llm_base_url": "http://may/v1"}, "ASSISTANT_LLM='openai'"),
        ({"llm": "openai:m", "llm_base_url": "may:8080"}, "ASSISTANT_LLM_BASE_URL"),
        ({"llm": "openai:m", "llm_price": "rẻ"}, "ASSISTANT_LLM_PRICE"),
        ({"llm": "openai:m", "llm_price": "1"}, "ASSISTANT_LLM_PRICE"),
        ({"llm": "openai:m", "llm_price": "-1,2"}, "ASSISTANT_LLM_PRICE"),
        ({"llm": "openai:m", "llm_price": "nan,2"}, "ASSISTANT_LLM_PRICE"),
        ({"llm": "openai:m", "llm_options": "[1]"}, "ASSISTANT_LLM_OPTIONS"),
        ({"llm": "openai:m", "llm_options": "nóng"}, "ASSISTANT_LLM_OPTIONS"),
    ],
)
def test_what_cannot_work_is_named(values: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigError) as fault:
        model_settings(settings(**values))
    assert named in str(fault.value)
    assert "\n" not in str(fault.value) and SECRET not in str(fault.value)


def test_a_key_is_never_shown() -> None:
    configured = settings(llm="openai:m")
    assert SECRET not in repr(configured) + repr(model_settings(configured))


def test_a_price_is_of_a_million_tokens() -> None:
    assert found(llm="openai:m", llm_price=" 0.15, 0.6 ").price == (0.15, 0.6)


def test_while_replies_are_recorded_no_file_keeps_rewrites(tmp_path: Path) -> None:
    kept = {"llm": "openai:m", "llm_cache": True, "data_dir": tmp_path}
    assert found(**kept).cache == tmp_path / "model" / "rewrites.jsonl"
    assert found(**kept, llm_record=str(tmp_path / "tape.jsonl")).cache is None
    assert found(llm="openai:m").cache is None


@pytest.mark.parametrize(
    ("provider", "extra"), [("google_genai", "google"), ("anthropic", "anthropic"), ("ollama", "ollama")]
)
def test_a_missing_package_names_its_extra(
    provider: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.model.provider import PACKAGES

    monkeypatch.setitem(sys.modules, PACKAGES[provider], None)
    with pytest.raises(ConfigError, match=rf"tro-ly-htx\[{extra}\]"):
        open_chat(found(llm=f"{provider}:m"))


def test_a_missing_key_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigError, match="ASSISTANT_LLM_API_KEY") as fault:
        open_chat(found(llm="openai:m", llm_api_key=""))
    assert "\n" not in str(fault.value)


def test_an_option_that_no_model_knows_is_one_line() -> None:
    with pytest.raises(ConfigError, match="ASSISTANT_LLM_OPTIONS"):
        open_chat(found(llm="openai:m", llm_options='{"temperature": "nóng"}'))


def test_each_provider_is_told_in_its_own_words() -> None:
    openai = _options(ModelSettings("openai", "m", key=SecretStr("k"), timeout=7, options={"temperature": 0}))
    assert openai == {
        "timeout": 7,
        "max_retries": 0,
        "max_tokens": MAX_TOKENS,
        "api_key": "k",
        "stream_usage": True,
        "temperature": 0,
    }
    own = _options(ModelSettings("openai", "m", "http://may/v1", options={"max_tokens": 9}))
    assert (own["api_key"], own["base_url"], own["max_tokens"]) == (NO_KEY, "http://may/v1", 9)
    assert "api_key" not in _options(ModelSettings("anthropic", "m"))
    local = _options(ModelSettings("ollama", "m", "http://may:11434", key=SecretStr("k"), timeout=7))
    assert local["client_kwargs"] == {"timeout": 7, "headers": {"Authorization": "Bearer k"}}
    assert local["num_predict"] == MAX_TOKENS
