"""All that the office keeps, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.conversations.archive import Archive
from assistant.office.audit import Audit
from assistant.office.front import Standing
from assistant.office.jobs import Run, ingestion
from assistant.office.opening import OfficeDatabase
from assistant.office.standard import StandardAnswers
from assistant.office.switch import Switch


@dataclass(frozen=True, slots=True)
class Office:
    """The parts. Without an archive no questions are kept, so that there is nothing to list.

    `folder` is where uploads lie; `personal` tells whether a text holds personal data; `ingest` runs
    ingestion.
    """

    database: OfficeDatabase
    audit: Audit
    switch: Switch
    answers: StandardAnswers
    standing: Standing
    archive: Archive | None
    folder: Path
    personal: Callable[[str], bool]
    ingest: Run


def office_in(
    database: OfficeDatabase,
    data_dir: Path,
    archive: Archive | None,
    personal: Callable[[str], bool],
    ingest: Run | None = None,
) -> Office:
    """The office over a database and below a data folder; `ingest` is the program unless told otherwise."""
    audit = Audit(database)
    switch, answers = Switch(database, audit), StandardAnswers(database, audit)
    standing = Standing(switch, answers)
    folder, run = data_dir / "office", ingest or ingestion(data_dir)
    return Office(database, audit, switch, answers, standing, archive, folder, personal, run)
