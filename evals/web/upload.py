"""An uploaded file, read with distrust."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from evals.cases import CaseSet, QuestionSet, read_cases, read_questions
from evals.problems import Problem
from evals.rows import read_rows
from knowledge.errors import DataError

MAX_BYTES = 5 * 1024 * 1024
"""The largest file that is taken."""

MAX_ROWS = 5_000
"""The most questions that a file may hold."""

MAX_UNPACKED = 100 * 1024 * 1024
"""The most bytes an XLSX may unpack to."""

EXPECTATIONS = frozenset(
    {"gold", "gold_quotes", "must_include", "must_not_include", "answerable", "expected_status"}
)
"""Fields that say what a right answer is; a set without any is answered, not graded."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What an uploaded file asks. `cases` is nothing where the file does not say what a right answer is."""

    questions: QuestionSet
    cases: CaseSet | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The lines that were left out, and why."""
        return self.questions.problems


def read_upload(name: str, raw: bytes) -> Upload:
    """The questions in these bytes.

    Raises:
        DataError: too large, of another type or encoding, without the needed columns or any question.
    """
    if len(raw) > MAX_BYTES:
        raise DataError(too_large(name))
    if raw.startswith(b"PK"):
        _check_unpacked(name, raw)
    rows = read_rows(name, raw)
    if len(rows.rows) > MAX_ROWS:
        raise DataError(f"{name}: có {len(rows.rows)} dòng, tối đa là {MAX_ROWS}; hãy tách thành nhiều tệp")
    if not any(EXPECTATIONS & row.fields.keys() for row in rows.rows):
        return Upload(read_questions(name, raw), None)
    cases = read_cases(name, raw)
    asked = tuple(case.question for case in cases.cases)
    return Upload(QuestionSet(name, asked, cases.problems, (), cases.fingerprint), cases)


def too_large(name: str) -> str:
    """The refusal of a file that is too large."""
    return f"{name}: tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy tách thành nhiều tệp rồi tải từng tệp"


def _check_unpacked(name: str, raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return  # the reader of sheets says it better
    if unpacked > MAX_UNPACKED:
        raise DataError(f"{name}: bảng tính quá lớn khi mở ra; hãy bỏ hình ảnh, định dạng thừa rồi lưu lại")
