"""One thread that works through the jobs, one after the other, and leaves room for the chat."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from assistant.web.pages import Host
from evals.asking import Asker, LocalAsker, NoAnswer, Reply
from evals.cases import Question
from evals.generate import generate
from evals.problems import Problem
from evals.rows import read_bytes
from evals.sources import Documents
from evals.web.results import ANSWERS, write_results
from evals.web.store import ENDED, Job, State, Store
from evals.web.upload import Upload, read_upload
from knowledge.errors import AssistantError

SHOWN_PROBLEMS = 50
MAX_REST_S = 0.25
READY_AGAIN_S = 0.2
FAULT = "Có lỗi bên trong hệ thống khi chạy bộ câu hỏi này; hãy báo người quản trị."
UNWRITABLE = (
    "Không ghi được kết quả vào thư mục dữ liệu; hãy báo người quản trị kiểm tra dung lượng và quyền ghi."
)
log = logging.getLogger(__name__)


class GentleAsker:
    """Rests after each question as long as it took, so that people who chat meanwhile are served."""

    def __init__(self, asker: Asker, halted: Callable[[], bool]) -> None:
        self._asker = asker
        self._halted = halted

    def ask(self, question: Question) -> Reply:
        """The answer; none once the work was halted."""
        if self._halted():
            return NoAnswer("đã dừng", stopped=True)
        start = time.perf_counter()
        reply = self._asker.ask(question)
        time.sleep(min(time.perf_counter() - start, MAX_REST_S))
        return reply


class Runner:
    """Works through the waiting jobs of a store."""

    def __init__(self, host: Host, store: Store) -> None:
        self._host = host
        self._store = store
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._cancelled: set[str] = set()
        self._thread = threading.Thread(target=self._work, name="evals", daemon=True)

    def start(self) -> None:
        """Begin, with the jobs that an earlier process left unfinished."""
        for job in reversed(self._store.jobs()):
            if job.state not in ENDED:
                self._waiting.put(job.id)
        self._thread.start()

    def stop(self) -> None:
        """End after the question under way; what is unfinished goes on when the service starts again."""
        self._stopping.set()
        self._waiting.put(None)
        self._thread.join(timeout=5)

    def submit(self, job: Job) -> None:
        """Queue a job of the store."""
        self._waiting.put(job.id)

    def cancel(self, job: Job) -> None:
        """Let a job end with the answers it has. Raises OSError."""
        self._cancelled.add(job.id)
        if job.state is State.WAITING:
            self._store.put(replace(job, state=State.CANCELLED))

    def _work(self) -> None:
        while (job_id := self._waiting.get()) is not None and self._ready():
            job = self._store.job(job_id)
            if job is not None and job.state not in ENDED:
                self._run(job)

    def _ready(self) -> bool:
        while not self._host.ready():
            if self._stopping.wait(READY_AGAIN_S):
                return False
        return not self._stopping.is_set()

    def _run(self, job: Job) -> None:
        try:
            self._ask_and_score(job)
        except AssistantError as fault:
            self._fail(job, str(fault))
        except OSError:
            log.exception("job %s: its folder cannot be used", job.id)
            self._fail(job, UNWRITABLE)
        except Exception:  # one broken job must not end the thread that runs the others
            log.exception("fault in job %s", job.id)
            self._fail(job, FAULT)

    def _fail(self, job: Job, message: str) -> None:
        try:
            self._store.put(replace(job, state=State.FAILED, message=message))
        except OSError:
            log.exception("job %s: its state cannot be written", job.id)

    def _ask_and_score(self, job: Job) -> None:
        upload = read_upload(job.name, read_bytes(self._store.upload(job)))
        self._store.put(replace(job, state=State.ASKING))
        answered = self._ask(job, upload)
        if self._stopping.is_set() and answered < job.total:
            return
        state = State.CANCELLED if answered < job.total else State.DONE
        job = replace(job, state=state, done=answered)
        if answered:
            self._store.put(replace(job, state=State.SCORING))
            job = self._scored(job, upload)
        self._store.put(job)

    def _scored(self, job: Job, upload: Upload) -> Job:
        outcome = write_results(self._store.folder(job), upload, Documents(self._host.documents()))
        return replace(
            job,
            results=True,
            passed=outcome.passed,
            problems=listed_problems(outcome.problems),
            problem_count=len(outcome.problems),
        )

    def _ask(self, job: Job, upload: Upload) -> int:
        """Ask what has no answer yet; gives how many have one then."""
        asker = GentleAsker(
            LocalAsker(self._host), lambda: self._stopping.is_set() or job.id in self._cancelled
        )
        came = generate(
            upload.questions,
            asker,
            self._store.folder(job) / ANSWERS,
            workers=1,
            origin={"created": job.created, "asked": "trang Đánh giá"},
            progress=lambda done: self._store.advance(job.id, done),
        )
        return came.asked + came.kept


def listed_problems(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """The first problems, as a page lists them."""
    return tuple(str(problem) for problem in problems[:SHOWN_PROBLEMS])
