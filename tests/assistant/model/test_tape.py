"""Replies recorded once and played again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.model.chat import Failed, Fault, Prompt, Text, Usage
from assistant.model.tape import Recorder, Replayer
from knowledge.errors import ConfigError, DataError
from tests.assistant.model.fakes import QueuedChat

ONE = Prompt("answer", "luật", "⟦CÂU HỎI abc⟧ một", "abc")
SAME = Prompt("answer", "luật", "⟦CÂU HỎI xyz⟧ một", "xyz")
OTHER = Prompt("answer", "luật", "⟦CÂU HỎI xyz⟧ hai", "xyz")


def recorded(path: Path, *replies: list[Text | Usage | Failed]) -> None:
    recorder = Recorder(QueuedChat(list(replies)), path, "openai:m")
    for _ in replies:
        list(recorder.stream(ONE))


def test_what_was_said_is_said_again_whatever_the_boundary(tmp_path: Path) -> None:
    tape = tmp_path / "new" / "tape.jsonl"
    recorded(tape, [Text("xin "), Text("chào"), Usage(9, 2), Usage(0, 1)])
    assert list(Replayer(tape).stream(SAME)) == [Text("xin chào"), Usage(9, 3)]
    assert list(Replayer(tape).stream(OTHER)) == [Failed(Fault.UNRECORDED)]


def test_the_prompt_is_not_kept(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    recorded(tape, [Text("chào")])
    row = json.loads(tape.read_text("utf-8"))
    assert set(row) == {"key", "kind", "model", "reply", "input_tokens", "output_tokens"}
    assert row["model"] == "openai:m"


def test_half_a_reply_is_not_recorded_and_the_last_counts(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    recorded(tape, [Text("một")], [Text("nửa"), Failed(Fault.BROKEN)], [Text("hai")])
    assert list(Replayer(tape).stream(ONE)) == [Text("hai"), Usage(0, 0)]


def test_an_empty_reply_is_a_reply(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    recorded(tape, [Usage(5, 0)])
    assert list(Replayer(tape).stream(ONE)) == [Usage(5, 0)]


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ASSISTANT_LLM_RECORD"):
        Replayer(tmp_path / "none.jsonl")
    tape = tmp_path / "tape.jsonl"
    recorded(tape, [Text("một")])
    tape.write_text(f"{tape.read_text('utf-8')}\n{{\n", "utf-8")
    with pytest.raises(DataError, match="dòng 3"):
        Replayer(tape)
    with pytest.raises(ConfigError, match="không ghi được"):
        Recorder(QueuedChat([]), tape / "inside.jsonl", "m")
