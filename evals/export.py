"""The results of a run as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.grade import Result
from evals.metrics import METRICS
from evals.spreadsheet import workbook
from evals.vocabulary import name_of

COLUMNS = (
    "id",
    "câu hỏi",
    "cách hỏi",
    "loại",
    "kết quả",
    "lý do",
    "kết thúc",
    "câu trả lời",
    "trích dẫn",
    "độ trễ (ms)",
)
"""The columns before the figures."""


def results_workbook(results: Sequence[Result]) -> bytes:
    """An XLSX file with one row a case: outcome, reason, answer, citations with quotes, each figure."""
    used = [metric for metric in METRICS if any(metric.name in result.scores for result in results)]
    rows = [[*_told(result), *(result.scores.get(metric.name) for metric in used)] for result in results]
    return workbook("Kết quả", [*COLUMNS, *(metric.label for metric in used)], rows)


def _told(result: Result) -> list[Any]:
    case, answer = result.case, result.answer
    citations = answer.citations if answer else []
    return [
        case.id,
        case.question.text,
        name_of(case.register or ""),
        name_of(case.kind or ""),
        "đạt" if result.passed else "không đạt",
        result.reason,
        name_of(result.status),
        answer.answer if answer else "",
        "\n".join(f"[{c.id}] {c.document}, {c.locator}: {c.quote}" for c in citations),
        answer.latency_ms if answer else None,
    ]
