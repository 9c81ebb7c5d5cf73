"""The bots over the real assistant and the shipped documents, and their command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.wiring import Assistant, open_assistant
from bots.__main__ import app
from bots.settings import BotSettings
from bots.wiring import House, open_house
from knowledge.config import Settings
from tests.bots.drivers import TelegramDriver, TerminalDriver, bot, message
from tests.bots.load import QUESTIONS, latencies
from tests.bots.standin import TOKEN, StandIn


@pytest.fixture(scope="module")
def real_assistant(data_dir: Path) -> Assistant:
    return open_assistant(Settings(data_dir=data_dir))


@pytest.fixture(scope="module")
def real(real_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    library = real_assistant.library
    content = [(document, library.facts(document.number)) for document in library.documents]
    folder = tmp_path_factory.mktemp("bots")
    opened = open_house(real_assistant, content, folder, BotSettings(_env_file=None, bots_rate_limit="off"))
    yield opened
    opened.close()


def test_a_member_asks_on_the_phone(real: House, server: StandIn) -> None:
    with bot(real, server) as running_bot:
        person = TelegramDriver(running_bot)
        seen = person.say("cuc thue tinh phai lam gi")
        assert "Cục Thuế tỉnh" in seen[0].text.split("\n")[0]
        quote = person.press("📖 1")[0].text
        assert "127/KH-UBND" in quote and "«" in quote
        assert person.press("Đúng rồi")
        assert "«" not in person.say("số cccd của tôi 067090001234")[0].text
        assert all(call.status == 200 for call in server.calls)


def test_a_reply_takes_no_more_work_than_the_target_allows(real_assistant: Assistant) -> None:
    begun = time.process_time()
    latencies(len(QUESTIONS), real_assistant)
    work = (time.process_time() - begun) / len(QUESTIONS)
    assert work < 0.15, "seconds of processor time; `python -m tests.bots.load` tells those of the clock"


def test_a_question_that_is_too_long_is_told_so(real: House) -> None:
    seen = TerminalDriver(real).say("vay vốn thế nào " * 200)
    assert "2000" in seen[0].text


def test_every_office_task_and_document_fits_a_message(real: House) -> None:
    person = TerminalDriver(real)
    for command in (
        "/start",
        "/nhiemvu",
        "/vanban",
        "/nhiemvu liên minh hợp tác xã",
        "/vanban luật hợp tác xã",
    ):
        assert all(len(item.text) < 4096 for item in person.say(command))


def run(arguments: list[str], data_dir: Path, **environment: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bots", *arguments],
        env={**clean, "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONWARNINGS": "error", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_demo_answers_in_the_terminal(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(data_dir))
    monkeypatch.setenv("BOTS_RATE_LIMIT", "1/hour")
    result = CliRunner().invoke(app, ["demo"], input="ai ký kế hoạch\n#1\n#99\n")
    assert result.exit_code == 0, result.output
    assert "Trợ lý HTX" in result.output and "Nguyên văn:" in result.output
    assert "Không có nút số 99" in result.output
    assert "Xin chờ" not in result.output, "who tries it out is not held up"


def test_no_token_is_one_line(data_dir: Path) -> None:
    process = run(["telegram"], data_dir)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "TELEGRAM_BOT_TOKEN" in err and "Traceback" not in err


def test_sigterm_ends_the_program_after_its_work(data_dir: Path, server: StandIn) -> None:
    process = run(["telegram"], data_dir, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=server.base_url)
    pushed = server.push({"message": message("ai ký kế hoạch")})
    server.until(lambda: bool(server.texts(7)) or process.poll() is not None, 60)
    server.until(lambda: server.offset > pushed, 5)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert time.monotonic() - begun < 10
    assert len(server.texts(7)) == 1
