"""The examples of docs/integration.md, run as they stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from assistant.web.service import create_app
from assistant.web.settings import WebSettings
from assistant.wiring import Assistant
from knowledge.config import Settings
from tests.assistant.web.conftest import serving, wait_until
from tests.assistant.web.talking import MODEL

DOC = Path(__file__).parents[3] / "docs" / "integration.md"
WRITTEN_FOR = "http://127.0.0.1:8000"


def examples(language: str) -> list[str]:
    """The blocks of the document in one language, in order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", DOC.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.fixture(scope="module")
def site(plan_assistant: Assistant) -> Iterator[str]:
    with serving(create_app(lambda: plan_assistant, WebSettings(rate_limit="off"))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        yield address


def run(code: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What an example prints."""
    exec(compile(code, str(DOC), "exec"), {"__name__": "example"})
    return capsys.readouterr().out


def test_the_client_of_openai(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(code for code in examples("python") if "from openai import" in code)
    told = run(code.replace(WRITTEN_FOR, site), capsys)
    assert f"127/KH-UBND, Mục III.2.12 {site}/documents/127-KH-UBND#iii.2.12" in told
    assert "**Nguồn:**" in told and "2.12. Cục Thuế tỉnh chủ trì" in told


def test_langchain_as_a_model(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(code for code in examples("python") if "ChatOpenAI" in code)
    assert "15/12" in run(code.replace(WRITTEN_FOR, site), capsys)


def test_the_retriever(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(settings.data_dir))
    code = next(code for code in examples("python") if "PassageRetriever" in code)
    told = run(code, capsys)
    assert "[127/KH-UBND, Mục III.2.12]" in told and told.rstrip().endswith("cuc thue tinh phai lam gi")


def test_the_configurations_can_be_read() -> None:
    (chat,) = (yaml.safe_load(text)["endpoints"]["custom"][0] for text in examples("yaml"))
    assert chat["baseURL"] == f"{WRITTEN_FOR}/v1" and chat["models"]["default"] == [MODEL]
    (desktop,) = map(json.loads, examples("json"))
    assert desktop["mcpServers"][MODEL]["args"] == ["-m", "assistant", "mcp"]
