"""From questions to answers: asks, appends each answer as it comes, picks up where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any, TextIO

from evals.answers import answer_line, finished_ids
from evals.asking import Answered, Asker, Reply
from evals.cases import Question, QuestionSet
from evals.problems import Problem, shortened
from knowledge.errors import DataError

GIVE_UP_AFTER = 5
"""Questions in a row without an answer after which the service counts as stopped."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What came of asking: counts, the questions without an answer, and why it stopped early, if it did."""

    asked: int
    kept: int
    unanswered: tuple[Problem, ...] = ()
    stopped: str = ""


def generate(
    questions: QuestionSet,
    asker: Asker,
    out: Path,
    *,
    workers: int = 1,
    origin: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Generated:
    """Ask every question that `out` does not answer yet and append its answer.

    `progress` hears how many questions have an answer. Beside `out` a `.meta.json` remembers the questions
    and the `origin` (versions, settings), so that answers to other questions are never mixed in.

    Raises:
        DataError: `out` holds something else, or answers to other questions.
    """
    done = finished_ids(out)
    _claim(out, questions, origin or {}, done)
    todo = [question for question in questions.questions if question.id not in done]
    kept = len(questions.questions) - len(todo)
    progress(kept)
    halt = Event()
    tally = _Tally(halt)
    with out.open("a", encoding="utf-8", newline="\n") as file:
        for question, reply in _asked(todo, asker, workers, halt):
            if isinstance(reply, Answered):
                _append(file, question, reply)
            tally.add(question, reply)
            progress(kept + tally.asked)
    return Generated(tally.asked, kept, tuple(tally.unanswered), tally.stopped)


@dataclass(slots=True)
class _Tally:
    """Counts replies and calls a halt when the service has stopped."""

    halt: Event
    asked: int = 0
    in_a_row: int = 0
    stopped: str = ""
    unanswered: list[Problem] = field(default_factory=list)

    def add(self, question: Question, reply: Reply) -> None:
        if isinstance(reply, Answered):
            self.asked += 1
            self.in_a_row = 0
            return
        self.in_a_row += 1
        self.unanswered.append(Problem(question.id, reply.reason))
        if reply.stopped or self.in_a_row >= GIVE_UP_AFTER:
            self.stopped = self.stopped or reply.reason
            self.halt.set()


def _append(file: TextIO, question: Question, reply: Answered) -> None:
    file.write(answer_line(question.json_id, reply.answer, reply.latency_ms))
    file.flush()


def _asked(
    questions: Sequence[Question], asker: Asker, workers: int, halt: Event
) -> Iterator[tuple[Question, Reply]]:
    """Replies as they come, `workers` under way at most. After a halt only those under way still come."""
    waiting = iter(questions)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        running: dict[Future[Reply], Question] = {}
        while True:
            for question in islice(waiting, 0 if halt.is_set() else workers - len(running)):
                running[pool.submit(asker.ask, question)] = question
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()


def meta_path(answers: Path) -> Path:
    """Where the origin of an answers file is remembered."""
    return answers.with_name(f"{answers.stem}.meta.json")


def read_meta(answers: Path) -> dict[str, Any]:
    """What is remembered of an answers file; empty when nothing is, or it cannot be read."""
    try:
        value = json.loads(meta_path(answers).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def digest(question: Question) -> str:
    """Sixteen hexadecimal digits that stand for a question and its history."""
    whole = [question.text, *(f"{turn.role}: {turn.text}" for turn in question.history)]
    return hashlib.sha256("\n\x1f".join(whole).encode()).hexdigest()[:16]


def foreign_ids(answers: Path, questions: Sequence[Question]) -> frozenset[str]:
    """The ids under which this answers file holds the answer to another question, as far as it remembers."""
    remembered = read_meta(answers).get("questions")
    known: dict[str, Any] = remembered if isinstance(remembered, dict) else {}
    return frozenset(
        question.id
        for question in questions
        if question.id in known and known[question.id] != digest(question)
    )


def _claim(out: Path, questions: QuestionSet, origin: Mapping[str, Any], done: frozenset[str]) -> None:
    """Remember what `out` answers, or refuse when it answers other questions."""
    ids = {question.id for question in questions.questions}
    if done and not done & ids:
        raise DataError(f"{out}: là câu trả lời của bộ câu hỏi khác; hãy chọn tên khác cho --out")
    if changed := sorted(foreign_ids(out, questions.questions) & done):
        raise DataError(
            f"{out}: đã có câu trả lời cho câu hỏi khác cùng id ({shortened(changed)}); "
            "hãy chọn tên khác cho --out"
        )
    meta = {
        "cases": questions.name,
        "fingerprint": questions.fingerprint,
        **origin,
        "questions": {question.id: digest(question) for question in questions.questions},
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    meta_path(out).write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
