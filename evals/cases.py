"""The cases of a question set: what is asked, and what a right answer must hold.

`Question` is what the assistant may see; `Case` adds what only the scorer reads. The README of this package
documents every field.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.answer import Status, Turn
from evals.case_rows import CaseRow, QuestionRow, complaint, known_fields
from evals.cells import unfold
from evals.problems import Problem
from evals.rows import Row, Rows, read_bytes, read_rows
from evals.vocabulary import ANSWERING, Kind, Register
from knowledge.errors import DataError

RowModel = TypeVar("RowModel", bound=QuestionRow)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a document that answers. An empty anchor is the whole document."""

    document: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.document}#{self.anchor}" if self.anchor else self.document


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `json_id` is the id as the file wrote it (a number stays a number)."""

    id: str
    json_id: str | int
    text: str
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right answer must hold.

    `gold` are groups that are all needed; within a group any place will do. So are `must_include`.
    """

    question: Question
    register: Register | None
    kind: Kind | None
    gold: tuple[tuple[Place, ...], ...]
    gold_quotes: tuple[str, ...]
    must_include: tuple[tuple[str, ...], ...]
    must_not_include: tuple[str, ...]
    answerable: bool
    expected_status: tuple[Status, ...]
    where: str = ""

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.question.id


@dataclass(frozen=True, slots=True)
class CaseSet:
    """The cases of a file that could be read, the problems of the rest, the SHA-256 of the file."""

    name: str
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a file that could be read, the problems of the rest, fields nobody here reads."""

    name: str
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    fingerprint: str


def load_cases(path: Path) -> CaseSet:
    """The cases of a JSONL, CSV or XLSX file.

    Raises:
        DataError: the file cannot be read or holds no readable case.
    """
    return read_cases(path.name, read_bytes(path))


def read_cases(name: str, raw: bytes) -> CaseSet:
    """The cases in the bytes of a file with this name (an upload's, for instance).

    Raises:
        DataError: the file cannot be read or holds no readable case.
    """
    rows = read_rows(name, raw)
    parsed, problems = _parsed(rows, CaseRow)
    cases = tuple(_case(row, f"{name}:{line}") for line, row in parsed)
    return CaseSet(name, cases, tuple(problems), rows.fingerprint)


def load_questions(path: Path) -> QuestionSet:
    """The questions of a JSONL, CSV or XLSX file. Only `id`, `question` and `history` are looked at.

    Raises:
        DataError: the file cannot be read or holds no readable question.
    """
    return read_questions(path.name, read_bytes(path))


def read_questions(name: str, raw: bytes) -> QuestionSet:
    """The questions in the bytes of a file with this name (an upload's, for instance).

    Raises:
        DataError: the file cannot be read or holds no readable question.
    """
    rows = read_rows(name, raw)
    parsed, problems = _parsed(rows, QuestionRow)
    known = known_fields(CaseRow)
    ignored = dict.fromkeys(field for row in rows.rows for field in row.fields if field not in known)
    questions = tuple(_question(row) for _, row in parsed)
    return QuestionSet(name, questions, tuple(problems), tuple(ignored), rows.fingerprint)


def _parsed(rows: Rows, model: type[RowModel]) -> tuple[list[tuple[int, RowModel]], list[Problem]]:
    problems = list(rows.problems)
    parsed: dict[str, tuple[int, RowModel]] = {}
    for row in rows.rows:
        read = _row(row, model, rows.tabular)
        if isinstance(read, str):
            problems.append(Problem(f"{rows.name}:{row.line}", read))
        elif first := parsed.get(str(read.id)):
            problems.append(
                Problem(
                    f"{rows.name}:{row.line}", f"id «{read.id}» đã có ở dòng {first[0]}; dòng này bị bỏ qua"
                )
            )
        else:
            parsed[str(read.id)] = (row.line, read)
    if not parsed:
        first_problem = f"; lỗi đầu tiên: {problems[0]}" if problems else ""
        raise DataError(f"{rows.name}: không có câu hỏi nào đọc được{first_problem}")
    return list(parsed.values()), problems


def _row(row: Row, model: type[RowModel], tabular: bool) -> RowModel | str:
    read_fields = known_fields(model)
    fields = {name: value for name, value in row.fields.items() if name in read_fields}
    try:
        return model.model_validate(unfold(fields) if tabular else fields)
    except ValueError as error:
        return complaint(error)


def _question(row: QuestionRow) -> Question:
    history = tuple(Turn(turn.role, turn.text) for turn in row.history)
    return Question(str(row.id), row.id, row.question, history)


def _case(row: CaseRow, where: str) -> Case:
    kind = Kind(row.kind) if row.kind else None
    expected = tuple(Status(status) for status in row.expected_status)
    answerable = row.answerable if row.answerable is not None else _answerable(kind, expected)
    return Case(
        question=_question(row),
        register=Register(row.register_) if row.register_ else None,
        kind=kind,
        gold=tuple(tuple(Place(place.document, place.anchor) for place in group) for group in row.gold),
        gold_quotes=tuple(row.gold_quotes),
        must_include=tuple(tuple(group) for group in row.must_include),
        must_not_include=tuple(row.must_not_include),
        answerable=answerable,
        expected_status=expected or _expected(kind, answerable),
        where=where,
    )


_ENDINGS_OF: dict[Kind | None, tuple[Status, ...]] = {
    Kind.OUT_OF_SCOPE: (Status.OUT_OF_SCOPE, Status.NOT_IN_SOURCES),
    Kind.FALSE_PREMISE: (Status.FALSE_PREMISE,),
    Kind.INJECTION: (Status.BLOCKED_INJECTION,),
    Kind.CHITCHAT: (Status.GREETING,),
}
"""How kinds that have no answer should end, where a case does not say."""


def _answerable(kind: Kind | None, expected: tuple[Status, ...]) -> bool:
    return any(status in ANSWERING for status in expected) if expected else kind not in _ENDINGS_OF


def _expected(kind: Kind | None, answerable: bool) -> tuple[Status, ...]:
    if answerable:
        return (Status.ANSWERED, Status.PARTIAL)
    return _ENDINGS_OF.get(kind, (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE))
