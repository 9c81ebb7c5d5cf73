"""Uploads from file to library: kept, previewed, published. One is worked on at a time, in a thread."""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.office import words
from assistant.office.audit import Act, Actor, Audit
from assistant.office.jobs import Run
from assistant.office.upload import WORKING, State, Upload, file_name, impact_of, read, shown_name, written

READING_S = 180.0
BUILDING_S = 3600.0
OUTLINE_CHARS = 60_000
_ID = re.compile(r"[0-9a-f]{16}")
log = logging.getLogger(__name__)


class Uploads:
    """The uploads below `folder`. `run` runs ingestion, `reload` loads the new index and gives a fault.

    What a stopped service left in the middle is told to have failed.
    """

    def __init__(self, folder: Path, run: Run, reload: Callable[[], str], audit: Audit) -> None:
        self._folder = folder / "uploads"
        self._published = folder / "documents"
        self._run = run
        self._reload = reload
        self._audit = audit
        self._busy = threading.Lock()
        for upload in self.all():
            if upload.state in WORKING:
                self._moved(upload, State.FAILED, words.INTERRUPTED)

    def all(self) -> list[Upload]:
        """Every upload, the latest first."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        found = [upload for folder in folders if (upload := read(folder))]
        return sorted(found, key=lambda one: -one.since)

    def find(self, id: str) -> Upload | None:
        """The upload with this id."""
        return read(self._folder / id) if _ID.fullmatch(id) else None

    def take(self, name: str, raw: bytes, by: Actor) -> Upload | None:
        """Keep a file and begin to read it; nothing while another one is worked on."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            upload = self._kept(name, raw, by)
        except BaseException:
            self._busy.release()
            raise
        self._work(lambda: self._preview(upload))
        return upload

    def publish(self, upload: Upload, by: Actor) -> bool:
        """Begin to put it into the library; false while another one is worked on."""
        if not self._busy.acquire(blocking=False):
            return False
        try:
            self._audit.note(by, Act.DOCUMENT_PUBLISHED, upload.name, upload.id)
            begun = self._moved(upload, State.BUILDING)
        except BaseException:
            self._busy.release()
            raise
        self._work(lambda: self._publish(begun))
        return True

    def discard(self, upload: Upload, by: Actor) -> bool:
        """Delete an upload; what was published stays in the library. False while one is worked on."""
        if not self._busy.acquire(blocking=False):
            return False
        try:
            self._audit.note(by, Act.DOCUMENT_DISCARDED, upload.name, upload.id)
            shutil.rmtree(self._folder / upload.id, ignore_errors=True)
        finally:
            self._busy.release()
        return True

    def _kept(self, name: str, raw: bytes, by: Actor) -> Upload:
        shown = shown_name(name)
        id = secrets.token_hex(8)
        upload = Upload(id, shown, file_name(shown), len(raw), by.name, State.READING, time.time())
        folder = self._folder / id
        folder.mkdir(parents=True)
        (folder / upload.file).write_bytes(raw)
        written(upload, folder)
        self._audit.note(by, Act.DOCUMENT_UPLOADED, shown, f"{id}, {len(raw)} byte")
        return upload

    def _work(self, work: Callable[[], object]) -> None:
        def worked() -> None:
            try:
                work()
            except Exception:
                log.exception("an upload could not be worked on")
            finally:
                self._busy.release()

        threading.Thread(target=worked, name="upload", daemon=True).start()

    def _preview(self, upload: Upload) -> None:
        path = str(self._folder / upload.id / upload.file)
        outline = self._run(["outline", "--", path], READING_S)
        if outline.code != 0:
            why = outline.fault if outline.code is not None else words.TOO_SLOW
            self._moved(upload, State.FAILED, words.UNREADABLE.format(why=why))
            return
        impact = self._run(["impact", "--json", "--", path], READING_S)
        found = impact_of(impact.out) if impact.code == 0 else {}
        told = replace(upload, outline=outline.out[:OUTLINE_CHARS], impact=found)
        self._moved(told, State.READY, "" if found else impact.fault)

    def _publish(self, upload: Upload) -> None:
        """Copy, build, load. A build that fails changes nothing, so the copy goes again."""
        self._published.mkdir(parents=True, exist_ok=True)
        target = self._published / f"{upload.id}-{upload.file}"
        shutil.copyfile(self._folder / upload.id / upload.file, target)
        built = self._run(["add", "files", "--quiet", "--", str(target)], BUILDING_S)
        if built.code != 0:
            with contextlib.suppress(OSError):
                target.unlink()
            why = built.fault if built.code is not None else words.TOO_SLOW
            self._moved(upload, State.FAILED, words.BUILD_FAILED.format(why=why))
            return
        loading = self._moved(upload, State.LOADING)
        fault = self._reload()
        told = words.NOT_RELOADED.format(why=fault) if fault else ""
        self._moved(loading, State.FAILED if fault else State.PUBLISHED, told)

    def _moved(self, upload: Upload, state: State, fault: str = "") -> Upload:
        moved = replace(upload, state=state, fault=fault, since=time.time())
        written(moved, self._folder / upload.id)
        return moved
