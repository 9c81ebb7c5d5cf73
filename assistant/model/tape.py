"""Replies recorded to a file and played again: the same evaluation, once with a key, then with none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import messages
from assistant.model.chat import Chat, Failed, Fault, Piece, Prompt, Text, Usage
from knowledge.errors import ConfigError, DataError


class TapeRow(BaseModel):
    """One reply. `key` is the digest of its prompt, `model` who gave it; the prompt itself is not kept."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    key: str
    kind: str = ""
    model: str = ""
    reply: str
    input_tokens: int = 0
    output_tokens: int = 0


class Recorder:
    """A model whose whole replies are written to a JSONL file, one a line."""

    def __init__(self, chat: Chat, path: Path, model: str) -> None:
        """Raises `ConfigError` where the file cannot be written."""
        self._chat = chat
        self._path = path
        self._model = model
        self._lock = Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("a", encoding="utf-8").close()
        except OSError:
            raise ConfigError(messages.LLM_NO_RECORD.format(path=path)) from None

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        """The pieces of the model; a reply that is not whole is not recorded."""
        words, given, told = "", 0, 0
        for piece in self._chat.stream(prompt):
            yield piece
            if isinstance(piece, Failed):
                return
            if isinstance(piece, Usage):
                given, told = given + piece.input_tokens, told + piece.output_tokens
            else:
                words += piece.words
        row = TapeRow(
            key=prompt.key,
            kind=prompt.kind,
            model=self._model,
            reply=words,
            input_tokens=given,
            output_tokens=told,
        )
        self._write(row)

    def _write(self, row: TapeRow) -> None:
        line = json.dumps(row.model_dump(), ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


class Replayer:
    """A model that says what was recorded; of several replies to one prompt the last."""

    def __init__(self, path: Path) -> None:
        """Raises `ConfigError` where there is no such file, `DataError` for a malformed line."""
        self._rows = {row.key: row for row in _rows(path)}

    def stream(self, prompt: Prompt) -> Iterator[Piece]:
        """The recorded reply, or the fault that there is none."""
        row = self._rows.get(prompt.key)
        if row is None:
            yield Failed(Fault.UNRECORDED)
            return
        if row.reply:
            yield Text(row.reply)
        yield Usage(row.input_tokens, row.output_tokens)


def _rows(path: Path) -> Iterator[TapeRow]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(messages.LLM_NO_TAPE.format(path=path)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield TapeRow.model_validate_json(line)
        except ValidationError:
            raise DataError(messages.LLM_BAD_TAPE.format(path=path, line=number)) from None
