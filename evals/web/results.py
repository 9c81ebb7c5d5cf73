"""What a job leaves for its page: a table, the details of each row, an XLSX file, the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.answers import AnswerRow, AnswerSet, CitedRow, load_answers
from evals.cases import CaseSet, Question
from evals.export import results_workbook
from evals.generate import read_meta
from evals.grade import Result
from evals.problems import Problem
from evals.run import write_run
from evals.score import score
from evals.sources import Sources
from evals.spreadsheet import workbook
from evals.vocabulary import name_of
from evals.web.upload import Upload

ANSWERS = "answers.jsonl"
TABLE = "table.json"
DETAILS = "details.jsonl"
WORKBOOK = "results.xlsx"
REPORT = "report.html"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cases passed (nothing for a set that cannot be graded) and what looked wrong."""

    passed: int | None
    problems: tuple[Problem, ...]


def write_results(folder: Path, upload: Upload, sources: Sources) -> Outcome:
    """Write the results of the questions that the answers file answers by now.

    Raises:
        DataError: a file cannot be read or written, or there is no answer.
        OSError: the folder cannot be written.
    """
    answers = load_answers(folder / ANSWERS)
    if upload.cases is None:
        return _write_ungraded(folder, upload, answers)
    return _write_graded(folder, upload.cases, answers, sources)


def _write_graded(folder: Path, cases: CaseSet, answers: AnswerSet, sources: Sources) -> Outcome:
    reached = tuple(case for case in cases.cases if case.id in answers.by_id)
    scored = score(replace(cases, cases=reached), answers, sources)
    path = folder / ANSWERS
    write_run(folder, scored, path, read_meta(path))
    (folder / WORKBOOK).write_bytes(results_workbook(scored.results))
    _write_table(folder, map(_graded_row, scored.results))
    return Outcome(sum(result.passed for result in scored.results), scored.problems)


def _write_ungraded(folder: Path, upload: Upload, answers: AnswerSet) -> Outcome:
    by_id = answers.by_id
    pairs = [
        (question, by_id[question.id]) for question in upload.questions.questions if question.id in by_id
    ]
    (folder / WORKBOOK).write_bytes(_answers_workbook(pairs))
    _write_table(folder, (_row(question, answer) for question, answer in pairs))
    return Outcome(None, (*upload.problems, *answers.problems))


def _answers_workbook(pairs: Iterable[tuple[Question, AnswerRow]]) -> bytes:
    columns = ("id", "câu hỏi", "kết thúc", "câu trả lời", "trích dẫn", "độ trễ (ms)")
    rows = [
        [q.json_id, q.text, name_of(a.status), a.answer, _quotes(a.citations), a.latency_ms] for q, a in pairs
    ]
    return workbook("Kết quả", columns, rows)


def _quotes(citations: Iterable[CitedRow]) -> str:
    return "\n".join(f"[{c.id}] {c.document}, {c.locator}: {c.quote}" for c in citations)


def _graded_row(result: Result) -> Json:
    case, answer = result.case, result.answer
    told = {
        "kind": name_of(case.kind or ""),
        "register": name_of(case.register or ""),
        "passed": result.passed,
        "reason": result.reason,
    }
    return _row(case.question, answer) | told if answer else {"id": case.id, **told}


def _row(question: Question, answer: AnswerRow) -> Json:
    return {
        "id": question.id,
        "question": question.text,
        "status": name_of(answer.status),
        "latency_ms": answer.latency_ms,
        "history": [{"role": turn.role, "text": turn.text} for turn in question.history],
        "answer": answer.answer,
        "citations": [_cited(cited) for cited in answer.citations],
        "closest": [_cited(cited) for cited in answer.closest],
        "notes": [note.text for note in answer.notes],
    }


def _cited(cited: CitedRow) -> Json:
    return {"id": cited.id, "document": cited.document, "locator": cited.locator, "quote": cited.quote}


_IN_TABLE = ("id", "question", "status", "kind", "register", "passed", "latency_ms")


def _write_table(folder: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    table = []
    with (folder / DETAILS).open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            table.append({name: row[name] for name in _IN_TABLE if name in row})
    (folder / TABLE).write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def detail(folder: Path, place: int) -> str | None:
    """The JSON of one row of the table, counted from 0; nothing where there is none."""
    try:
        with (folder / DETAILS).open(encoding="utf-8", newline="\n") as file:
            return next((line for number, line in enumerate(file) if number == place), None)
    except OSError:
        return None
