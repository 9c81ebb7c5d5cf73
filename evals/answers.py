"""Answers as files hold them: one JSON object a line, read with distrust, appended one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from assistant.answer import Status
from evals.case_rows import Id, complaint
from evals.problems import Problem
from evals.rows import decode, json_rows, read_bytes
from knowledge.errors import DataError


def _plain_list(value: Any) -> Any:
    return [] if value is None else value


def _plain_text(value: Any) -> Any:
    return "" if value is None else value


_Text = Annotated[str, BeforeValidator(_plain_text)]


class CitedRow(BaseModel):
    """A citation of an answer, or a passage that came close."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    document: str = ""
    title: _Text = ""
    locator: _Text = ""
    anchor: _Text = ""
    headings: Annotated[list[str], BeforeValidator(_plain_list)] = []
    quote: _Text = ""
    start: int | None = None
    end: int | None = None
    verbatim: bool = True


class ClaimRow(BaseModel):
    """A claim of an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = ""
    citations: Annotated[list[str], BeforeValidator(_plain_list)] = []


class NoteRow(BaseModel):
    """A remark beside an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: str = ""
    text: str = ""


class HitRow(BaseModel):
    """A passage the search found, where a trace tells."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    document: str
    anchor: str = ""


class TraceRow(BaseModel):
    """How an answer came about. `confidence`: how sure the assistant was of its draft, 0 to 1."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    composer: str | None = None
    model: str | None = None
    confidence: float | None = None
    hits: Annotated[list[HitRow], BeforeValidator(_plain_list)] = []


_Citations = Annotated[list[CitedRow], BeforeValidator(_plain_list)]


class AnswerRow(BaseModel):
    """One line of an answers file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Id
    status: Status
    answer: _Text = ""
    claims: Annotated[list[ClaimRow], BeforeValidator(_plain_list)] = []
    citations: _Citations = []
    closest: _Citations = []
    notes: Annotated[list[NoteRow], BeforeValidator(_plain_list)] = []
    trace: Annotated[TraceRow, BeforeValidator(lambda value: {} if value is None else value)] = TraceRow()
    latency_ms: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """The answers of a file by case id, and the problems of the lines left out."""

    name: str
    by_id: Mapping[str, AnswerRow]
    problems: tuple[Problem, ...]


def load_answers(path: Path) -> AnswerSet:
    """The answers of a JSONL file. Of two lines with one id the later holds.

    Raises:
        DataError: the file cannot be read.
    """
    rows, problems = json_rows(path.name, decode(path.name, read_bytes(path)))
    answers: dict[str, AnswerRow] = {}
    for row in rows:
        where = f"{path.name}:{row.line}"
        try:
            answer = AnswerRow.model_validate(row.fields)
        except ValidationError as error:
            problems.append(Problem(where, complaint(error)))
            continue
        if str(answer.id) in answers:
            problems.append(Problem(where, f"id «{answer.id}» có hai câu trả lời; lấy dòng sau"))
        answers[str(answer.id)] = answer
    return AnswerSet(path.name, answers, tuple(problems))


def answer_line(json_id: str | int, answer: Mapping[str, Any], latency_ms: float) -> str:
    """One line of an answers file, with its line end."""
    fields = {"id": json_id, **answer, "latency_ms": round(latency_ms, 2)}
    return json.dumps(fields, ensure_ascii=False) + "\n"


def finished_ids(path: Path) -> frozenset[str]:
    """The ids an answers file already holds; a last line that was cut off is removed from the file.

    Raises:
        DataError: the file cannot be read, or is no answers file: it is then left as it is.
    """
    if not path.exists():
        return frozenset()
    raw = read_bytes(path)
    rows, _ = json_rows(path.name, decode(path.name, raw[: raw.rfind(b"\n") + 1]))
    finished = frozenset(
        str(row.fields["id"]) for row in rows if "id" in row.fields and "status" in row.fields
    )
    if raw.strip() and not finished and not raw.startswith(b'{"id":'):
        raise DataError(f"{path}: không phải tệp câu trả lời; hãy chọn tên khác cho --out")
    _drop_torn_line(path, raw)
    return finished


def _drop_torn_line(path: Path, raw: bytes) -> None:
    kept = raw.rfind(b"\n") + 1
    if kept < len(raw):
        with path.open("r+b") as file:
            file.truncate(kept)
