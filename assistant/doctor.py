"""Whether everything that the assistant needs is at hand, and what to do about what is not."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from assistant import messages
from assistant.model.chat import Failed, Fault
from assistant.model.ledger import Ledger, Meter
from assistant.model.line import Line
from assistant.model.opening import open_chat
from assistant.model.prompts import ping
from assistant.model.settings import REPLAY, ModelSettings, model_settings
from knowledge.config import Settings
from knowledge.errors import AssistantError

PYTHON = (3, 11)

ONE_CALL = 15.0
"""Seconds for the one call that tries the model."""

PARTS = {
    "telegram": ("telegram", "bots"),
    "evals": ("openpyxl", "evals"),
    "mcp": ("mcp", "mcp"),
    "postgres": ("psycopg", "postgres"),
}
"""Parts that need packages of their own: the package looked for and the extra that installs it."""

FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial.ttf")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/Library/Fonts")
MOST_FILES = 5000
"""Files looked at when a font is sought."""

ROOM = 500
"""Megabytes of disk that building an index anew may take, with the old one kept beside it."""


class State(StrEnum):
    """How a check ended: `missing` is a part one can do without, `broken` one that is needed."""

    OK = "ok"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, how it stands, and what to do where it does not."""

    name: str
    state: State
    told: str


def examined(settings: Settings) -> Iterator[Check]:
    """Each check as it is made."""
    yield _python()
    yield _guarded("data_dir", _data_dir, settings)
    yield _guarded("data", _data, settings)
    yield _guarded("embedding", _embedding, settings)
    yield _guarded("library", _library, settings)
    yield _guarded("conversations", _conversations, settings)
    yield _guarded("model", _model, settings)
    yield from _parts()
    yield _tool("tesseract", messages.DOCTOR_NO_TESSERACT)
    yield _fonts()


def healthy(checks: Sequence[Check]) -> bool:
    """Whether nothing that is needed is broken."""
    return all(check.state is not State.BROKEN for check in checks)


def lines(checks: Sequence[Check]) -> Iterator[str]:
    """The findings for a person, one a line, the verdict last."""
    for check in checks:
        name = messages.DOCTOR_NAMES[check.name]
        yield f"{name}: {messages.DOCTOR_STATES[check.state]} – {check.told}"
    broken = sum(check.state is State.BROKEN for check in checks)
    yield messages.DOCTOR_NOT_FINE.format(count=broken) if broken else messages.DOCTOR_FINE


def _guarded(name: str, check: Callable[[Settings], Check], settings: Settings) -> Check:
    """A check whose fault is its finding: the message of a fault says what to do."""
    try:
        return check(settings)
    except AssistantError as error:
        return Check(name, State.BROKEN, str(error))


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= PYTHON:
        return Check("python", State.OK, f"Python {found}")
    return Check("python", State.BROKEN, messages.DOCTOR_PYTHON.format(found=found))


def _data_dir(settings: Settings) -> Check:
    folder = settings.data_dir.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        told = messages.DOCTOR_DATA_DIR.format(folder=folder, why=error.strerror)
        return Check("data_dir", State.BROKEN, told)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < ROOM:
        told = messages.DOCTOR_DISK.format(folder=folder, free=free, room=ROOM)
        return Check("data_dir", State.BROKEN, told)
    return Check("data_dir", State.OK, messages.DOCTOR_DATA_DIR_OK.format(folder=folder, free=free))


def _data(_: Settings) -> Check:
    """The data files that people edit."""
    from assistant.screen import Screen
    from knowledge.agencies import Agencies
    from knowledge.catalogue import Catalogue
    from knowledge.lexicon import OF_LAW, Lexicon

    Screen.load()
    Agencies.load()
    Lexicon.load(beside=OF_LAW)
    listed = sum(1 for _ in Catalogue.load().all())
    return Check("data", State.OK, messages.DOCTOR_DATA_OK.format(count=listed))


def _embedding(settings: Settings) -> Check:
    from knowledge.embed import load_embedder

    started = time.perf_counter()
    embedder = load_embedder(settings.embedding_model)
    embedder.embed_queries(["hợp tác xã"])
    told = messages.DOCTOR_EMBEDDING_OK.format(name=embedder.name, ms=_ms(started))
    return Check("embedding", State.OK, told)


def _library(settings: Settings) -> Check:
    from knowledge.embed import load_embedder
    from knowledge.library import open_library

    started = time.perf_counter()
    embedder = load_embedder(settings.embedding_model)
    library = open_library(settings.library_dir, embedder.name, embedder, settings.chroma_url)
    found = sum(len(shelf.searcher.search("hợp tác xã", k=1)) for shelf in (library.plans, library.laws))
    if not found:
        return Check("library", State.BROKEN, messages.DOCTOR_LIBRARY_EMPTY)
    count = len(library.documents)
    return Check("library", State.OK, messages.DOCTOR_LIBRARY_OK.format(count=count, ms=_ms(started)))


def _conversations(settings: Settings) -> Check:
    """Whether the database of conversations opens; a file of ours that is not there yet is left so."""
    from assistant.conversations.database import address_of
    from assistant.conversations.opening import open_store

    if settings.retention_days == 0:
        return Check("conversations", State.OK, messages.DOCTOR_NOT_KEPT)
    url = address_of(settings.database_url.get_secret_value(), settings.data_dir)
    own = url.get_backend_name() == "sqlite"
    if own and not Path(str(url.database)).expanduser().exists():
        return Check("conversations", State.OK, messages.DOCTOR_KEPT_LATER.format(path=url.database))
    with closing(open_store(settings)) as store:
        store.listed(1)
    where = url.database if own else f"{url.host}/{url.database}"
    return Check("conversations", State.OK, messages.DOCTOR_KEPT.format(where=where))


def _model(settings: Settings) -> Check:
    found = model_settings(settings)
    if found is None:
        return Check("model", State.MISSING, messages.DOCTOR_NO_MODEL)
    chat = open_chat(found)
    if found.provider == REPLAY:
        return Check("model", State.OK, messages.DOCTOR_REPLAY.format(name=found.name))
    return _called(found, Line(chat))


def _called(settings: ModelSettings, line: Line) -> Check:
    """One tiny call."""
    meter, started = Meter(), time.perf_counter()
    deadline = time.monotonic() + min(settings.timeout, ONE_CALL)
    pieces = list(line.say(ping(), meter, deadline))
    failed = next((piece for piece in pieces if isinstance(piece, Failed)), None)
    if failed and failed.fault is not Fault.LENGTH:
        why = messages.DOCTOR_FAULTS.get(failed.fault.value, failed.fault.value)
        told = messages.DOCTOR_MODEL_FAILS.format(name=settings.name, why=why)
        return Check("model", State.BROKEN, told)
    if not pieces:
        return Check("model", State.BROKEN, messages.DOCTOR_MODEL_SILENT.format(name=settings.name))
    cost = Ledger(settings.price).cost(meter.input_tokens, meter.output_tokens)
    told = messages.DOCTOR_MODEL_OK.format(
        name=settings.name, ms=_ms(started), given=meter.input_tokens, told=meter.output_tokens
    )
    return Check("model", State.OK, told if cost is None else f"{told}, {cost:g}")


def _parts() -> Iterator[Check]:
    for name, (package, extra) in PARTS.items():
        if find_spec(package) is None:
            yield Check(name, State.MISSING, messages.DOCTOR_NO_PART.format(extra=extra))
        else:
            yield Check(name, State.OK, _version(package))


def _version(package: str) -> str:
    names = {"telegram": "python-telegram-bot"}
    try:
        return f"{names.get(package, package)} {version(names.get(package, package))}"
    except PackageNotFoundError:
        return package


def _tool(name: str, missing: str) -> Check:
    found = shutil.which(name)
    return Check(name, State.OK, found) if found else Check(name, State.MISSING, missing)


def _fonts() -> Check:
    found = next(_font_files(), None)
    if found:
        return Check("fonts", State.OK, str(found))
    return Check("fonts", State.MISSING, messages.DOCTOR_NO_FONT)


def _font_files() -> Iterator[Path]:
    """Fonts known to have every Vietnamese mark."""
    seen = 0
    for folder in map(os.path.expanduser, FONT_FOLDERS):
        for path in Path(folder).rglob("*.ttf"):
            seen += 1
            if path.name in FONTS:
                yield path
            if seen > MOST_FILES:
                return


def _ms(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
