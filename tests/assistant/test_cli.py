"""The command line as a person runs it: in a real process, or called in this one if that proves the same."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from knowledge.config import Settings
from tests import commands

ROOT = Path(__file__).parents[2]


def run(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m assistant …`, started elsewhere, so that no `.env` of this folder counts."""
    path = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=data.parent,
        env={**os.environ, **path, "ASSISTANT_DATA_DIR": str(data), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def called(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As `run` does, without a process."""
    return commands.called(main, arguments, data.parent, {"ASSISTANT_DATA_DIR": str(data), **environment})


def assert_one_line_of_fault(done: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Lỗi: ")
    assert all(word in lines[0] for word in words), lines[0]


def test_ask_prints_the_answer_with_its_quotes(settings: Settings) -> None:
    done = run(settings.data_dir, "ask", "Cục Thuế tỉnh phải làm gì?")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Cục Thuế tỉnh" in done.stdout
    assert "[1] 127/KH-UBND, Mục III.2.12:" in done.stdout
    assert "[2] 127/KH-UBND, Phụ lục, phần II, mục 13:" in done.stdout
    assert "«2.12. Cục Thuế tỉnh chủ trì" in done.stdout
    assert "| Cục Thuế tỉnh | Sở Tài chính, UBND các huyện, thành phố |" in done.stdout
    assert "**" not in done.stdout


def test_ask_prints_json(settings: Settings) -> None:
    done = run(settings.data_dir, "ask", "--json", "Ai ký kế hoạch?")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert "Lê Trọng Yên" in answer["answer"]
    assert [citation["anchor"] for citation in answer["citations"]] == ["chu_ky"]


def test_a_question_that_cannot_be_read_is_one_line_before_anything_is_opened(empty_data: Path) -> None:
    assert_one_line_of_fault(run(empty_data, "ask", " "), "Câu hỏi đang trống")
    assert_one_line_of_fault(called(empty_data, "ask", "thuế " * 1000), "quá giới hạn 2000")
    assert_one_line_of_fault(called(empty_data, "ask", "thuế \x1b[0m"), "không đọc được")


def test_ask_judges_validity_on_the_day_named(settings: Settings) -> None:
    question = "Luật Hợp tác xã 23/2012/QH13 còn hiệu lực không?"
    then = run(settings.data_dir, "ask", "--as-of", "plan", question)
    assert then.returncode == 0, then.stderr
    assert "vào ngày 07/3/2023" in then.stdout
    later = json.loads(called(settings.data_dir, "ask", question, "--as-of", "2024-07-01", "--json").stdout)
    assert "17/2023/QH15" in later["answer"]
    before = json.loads(called(settings.data_dir, "ask", question, "--as-of", "2024-06-30", "--json").stdout)
    assert before["answer"] != later["answer"]


@pytest.mark.parametrize("day", ["hôm qua", "2024-06-31", "20240630", "30/06/2024", "2024-6-3", "٢٠٢٤-٠٦-٠٣"])
def test_a_day_that_is_none_is_one_line_before_anything_is_opened(empty_data: Path, day: str) -> None:
    told = called(empty_data, "ask", "Ai ký?", "--as-of", day)
    assert_one_line_of_fault(told, f"--as-of {day}", "2024-06-30")


def test_a_citation_of_a_regulation_tells_how_it_stands(law_settings: Settings) -> None:
    question = "Điều 17 Luật Hợp tác xã 17/2023/QH15 nói gì?"
    done = run(law_settings.data_dir, "ask", question, "--as-of", "2026-11-23")
    assert done.returncode == 0, done.stderr
    assert "] 17/2023/QH15, " in done.stdout
    assert "    Hiệu lực: Luật Hợp tác xã số 17/2023/QH15 " in done.stdout


@pytest.mark.parametrize(
    "command", [("ask", "Ai ký kế hoạch?"), ("serve", "--port", "0")], ids=["ask", "serve"]
)
def test_a_missing_index_is_one_line(empty_data: Path, command: tuple[str, ...]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    arguments = [port if argument == "0" else argument for argument in command]
    assert_one_line_of_fault(called(empty_data, *arguments), "chưa có chỉ mục", "python -m ingest build")


def test_a_port_in_use_is_one_line(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_one_line_of_fault(run(settings.data_dir, "serve", "--port", port), port, "--port")
        assert_one_line_of_fault(called(settings.data_dir, "serve", ASSISTANT_PORT=port), port, "--port")


def test_a_setting_that_cannot_work_is_one_line(settings: Settings) -> None:
    assert_one_line_of_fault(
        called(settings.data_dir, "ask", "Ai ký?", ASSISTANT_PORT="chín nghìn"), "ASSISTANT_PORT"
    )


def test_without_a_command_there_is_help(empty_data: Path) -> None:
    shown = run(empty_data, "--help")
    assert shown.returncode == 0
    assert "ask" in shown.stdout and "serve" in shown.stdout
    asking = run(empty_data, "ask", "--help").stdout
    assert "--as-of" in asking and "Xét hiệu lực tại ngày này" in asking
