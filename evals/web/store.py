"""Jobs and where they are kept: one folder each, with its file, its state and what came of it."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import threading
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

MAX_JOBS = 20
"""Of older jobs that have ended the folders are removed."""

log = logging.getLogger(__name__)


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    ASKING = "asking"
    SCORING = "scoring"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDED = frozenset({State.DONE, State.CANCELLED, State.FAILED})


@dataclass(frozen=True, slots=True)
class Job:
    """One uploaded set. `passed` is nothing for a set that cannot be graded; `results`: there is a table."""

    id: str
    name: str
    created: str
    state: State
    total: int
    done: int = 0
    graded: bool = False
    passed: int | None = None
    results: bool = False
    message: str = ""
    problems: tuple[str, ...] = ()
    problem_count: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The job as JSON."""
        return asdict(self)


def new_id() -> str:
    """A name for a job that sorts by time."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}"


class Store:
    """All jobs, by id. Safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._jobs = {job.id: job for job in _kept(root)}

    def folder(self, job: Job) -> Path:
        """The folder of a job."""
        return self._root / job.id

    def upload(self, job: Job) -> Path:
        """The file as it was uploaded."""
        return self.folder(job) / f"upload{Path(job.name).suffix.lower()}"

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: job.id, reverse=True)

    def job(self, job_id: str) -> Job | None:
        """The job with this id."""
        with self._lock:
            return self._jobs.get(job_id)

    def add(self, job: Job, raw: bytes) -> None:
        """Keep a new job and its file; the oldest that have ended make room. Raises OSError."""
        try:
            self.folder(job).mkdir(parents=True)
            self.upload(job).write_bytes(raw)
            self.put(job)
        except OSError:
            self.remove(job)
            raise
        for old in [other for other in self.jobs()[MAX_JOBS:] if other.state in ENDED]:
            self.remove(old)

    def put(self, job: Job) -> None:
        """Replace what is known of a job and write it down."""
        with self._lock:
            self._jobs[job.id] = job
        (self.folder(job) / "job.json").write_text(json.dumps(job.to_dict(), ensure_ascii=False), "utf-8")

    def advance(self, job_id: str, done: int) -> None:
        """Count answered questions, in memory alone: the answers file tells them after a restart."""
        with self._lock:
            self._jobs[job_id] = replace(self._jobs[job_id], done=done)

    def remove(self, job: Job) -> None:
        """Forget a job and delete its folder."""
        with self._lock:
            self._jobs.pop(job.id, None)
        shutil.rmtree(self.folder(job), ignore_errors=True)


def _kept(root: Path) -> list[Job]:
    """The jobs of an earlier process; one whose state cannot be read is left out."""
    jobs = []
    for path in sorted(root.glob("*/job.json")):
        try:
            jobs.append(_job(json.loads(path.read_text("utf-8"))))
        except (OSError, ValueError, TypeError, AttributeError):
            log.warning("job %s cannot be read and is left out", path.parent.name)
    return jobs


def _job(told: dict[str, Any]) -> Job:
    known = {field.name for field in fields(Job)}
    job = Job(**{name: value for name, value in told.items() if name in known})
    return replace(job, state=State(job.state), problems=tuple(job.problems))
