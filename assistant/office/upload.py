"""A file that somebody of the office sends: whether it may come in, its name, what is known of it."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.office import words

MAX_MB = 20
MAX_BYTES = MAX_MB * 1024 * 1024
UNPACKED = 200 * 1024 * 1024
"""Bytes that a DOCX may unpack to."""

KINDS = (".pdf", ".docx", ".html", ".htm", ".md", ".txt")
NAME_CHARS = 100
_SAFE = re.compile(r"[^\w .()-]", re.ASCII)


class State(StrEnum):
    """How far an upload is."""

    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    BUILDING = "building"
    LOADING = "loading"
    PUBLISHED = "published"


WORKING = (State.READING, State.BUILDING, State.LOADING)


@dataclass(frozen=True, slots=True)
class Upload:
    """What is known of an upload. `since` is when its state began, in seconds since 1970.

    `outline` is the tree of its units as text, `impact` what it changes, as ingestion tells it.
    """

    id: str
    name: str
    file: str
    size: int
    who: str
    state: State
    since: float
    fault: str = ""
    outline: str = ""
    impact: dict[str, Any] = field(default_factory=dict)


_UPLOAD = TypeAdapter(Upload)


def shown_name(written: str) -> str:
    """The name as it is shown: without folders and characters nobody sees."""
    last = unicodedata.normalize("NFC", written).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip()
    return visible[-NAME_CHARS:]


def file_name(shown: str) -> str:
    """A name for the disk: plain letters, digits and a few marks, never hidden, never an option."""
    plain = unicodedata.normalize("NFD", shown.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    stem, dot, ending = _SAFE.sub("_", bare).rpartition(".")
    return f"{stem.strip(' .-') or 'van-ban'}{dot}{ending.lower()}"


def fault_of(shown: str, raw: bytes) -> str:
    """Why a file is not taken, as one line; empty for one that is."""
    ending = Path(shown.lower()).suffix
    if ending not in KINDS:
        return words.BAD_FILE.format(kinds=", ".join(KINDS))
    if not raw.strip():
        return words.EMPTY_FILE
    looks = {".pdf": _is_pdf, ".docx": _is_docx}.get(ending, _is_text)
    return "" if looks(raw) else words.NOT_WHAT_IT_SAYS.format(kind=ending)


def written(upload: Upload, folder: Path) -> None:
    """Keep what is known beside the file, in one step."""
    draft = folder / ".upload.json"
    draft.write_bytes(_UPLOAD.dump_json(upload))
    draft.replace(folder / "upload.json")


def read(folder: Path) -> Upload | None:
    """What is known of the upload in a folder; nothing where that cannot be read."""
    try:
        return _UPLOAD.validate_json((folder / "upload.json").read_bytes())
    except (OSError, ValidationError):
        return None


def told(upload: Upload) -> dict[str, Any]:
    """The upload as JSON-ready plain values."""
    return asdict(upload)


def impact_of(out: str) -> dict[str, Any]:
    """What ingestion told of the impact; nothing where that is no JSON object."""
    try:
        found = json.loads(out)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_pdf(raw: bytes) -> bool:
    return b"%PDF-" in raw[:1024]


def _is_docx(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    names = {one.filename for one in inside}
    return "word/document.xml" in names and sum(one.file_size for one in inside) <= UNPACKED


def _is_text(raw: bytes) -> bool:
    return b"\0" not in raw or raw[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16 says so at its beginning
