"""Collected texts: what was taken from an official source, one JSON file each in DATA_DIR/texts.

A text is kept as the units that its source gave, so that adding another part of it (an instrument may lie
in many topics of the codification) unites the two and loses nothing. A later build reads every file here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from ingest.parse import parse
from ingest.read import Source
from ingest.sources import Candidate, Listener, Progress, Skipped
from knowledge.document import Document, Link, Meta, NodeKind, Remark
from knowledge.errors import DocumentError, LibraryError
from knowledge.text import strip_accents

FORMAT: Literal["tro-ly-htx-text/1"] = "tro-ly-htx-text/1"
"""Written into each file; raised when its shape changes."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One article as its source gave it, or with an empty `label` a whole text.

    `above` are the headings over it, outermost first; `note` is what the source says about it.
    """

    label: str
    text: str
    above: tuple[str, ...] = ()
    note: str = ""
    effective: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """One instrument from one source; its `title` is empty where that does not say.

    `origin` is its page at the national database, as far as known.
    """

    number: str
    title: str
    meta: Meta
    units: tuple[Unit, ...]
    remarks: tuple[Remark, ...] = ()
    origin: str = ""
    format: Literal["tro-ly-htx-text/1"] = FORMAT

    @property
    def articles(self) -> int:
        """How many articles are here, as far as the source tells them apart."""
        return sum(bool(unit.label) for unit in self.units)

    def document(self) -> Document:
        """The text parsed, with what its source remarks on each article.

        The document's digest changes when, and only when, text, meta or remarks change.
        """
        digest = hashlib.sha256(_TEXT.dump_json(self)).hexdigest()
        source = Source(self.number, "\n".join(self._lines()), digest, self.title, self.meta)
        parsed = parse(source)
        remarks = (*self.remarks, *_remarks(parsed, self.units))
        title = self.title or (parsed.title if parsed.title != self.number else self._untitled())
        return replace(parsed, number=self.number, title=title, meta=self.meta, remarks=remarks)

    def _untitled(self) -> str:
        return f"{self.meta.kind} số {self.number}".strip()

    def _lines(self) -> Iterable[str]:
        open_headings: tuple[str, ...] = ()
        for unit in self.units:
            if unit.above != open_headings:
                pairs = zip(unit.above, open_headings, strict=False)
                yield from unit.above[sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) :]
                open_headings = unit.above
            yield unit.text


_TEXT = TypeAdapter(Collected)


def _remarks(document: Document, units: Iterable[Unit]) -> Iterable[Remark]:
    """The notes of the units, each at the anchor of the article that begins with the unit's first line."""
    anchors: dict[str, str] = {}
    for node in document.root.walk():
        if node.kind is NodeKind.ARTICLE:
            anchors.setdefault(node.head.of(document.text), node.anchor)
            anchors.setdefault(f"label {node.label}", node.anchor)
    for unit in units:
        if unit.note or unit.effective or unit.links:
            heading = unit.text.partition("\n")[0]
            anchor = anchors.get(heading) or anchors.get(f"label {unit.label}") or ""
            yield Remark(anchor, unit.note, unit.effective, unit.links)


def united(old: Collected, new: Collected) -> Collected:
    """One text with the units of both; where both hold a unit in other words, the one collected later stays.

    Of two collected on one day the longer stays. Uniting a text with a part of itself gives the text.
    """
    later, earlier = (new, old) if new.meta.collected > old.meta.collected else (old, new)
    units = {unit.label: unit for unit in earlier.units}
    for unit in later.units:
        held = units.get(unit.label)
        same_day = later.meta.collected == earlier.meta.collected
        units[unit.label] = _kept(held, unit, same_day) if held else unit
    meta = Meta(
        **{f.name: getattr(later.meta, f.name) or getattr(earlier.meta, f.name) for f in fields(Meta)}
    )
    return in_order(
        replace(
            later,
            title=later.title or earlier.title,
            meta=meta,
            units=tuple(units.values()),
            remarks=tuple(dict.fromkeys((*later.remarks, *earlier.remarks))),
            origin=later.origin or earlier.origin,
        )
    )


def _kept(earlier: Unit, later: Unit, same_day: bool) -> Unit:
    if same_day and len(earlier.text) > len(later.text):
        earlier, later = later, earlier
    links = tuple(dict.fromkeys((*later.links, *earlier.links)))
    return replace(
        later,
        above=later.above or earlier.above,
        note=later.note or earlier.note,
        effective=later.effective or earlier.effective,
        links=links,
    )


def in_order(text: Collected) -> Collected:
    """The text with its units by number and the day on which most of them took effect."""
    days = Counter(unit.effective for unit in text.units if unit.effective)
    effective = max(days, key=lambda day: (days[day], day)) if days else text.meta.effective
    units = tuple(sorted(text.units, key=_by_number))
    return replace(text, units=units, meta=replace(text.meta, effective=effective))


def _by_number(unit: Unit) -> tuple[bool, int, str]:
    match = re.match(r"(\d+)(.*)", unit.label)
    return (match is None, int(match[1]) if match else 0, match[2] if match else unit.label)


def file_of(folder: Path, number: str, source: str) -> Path:
    """Where the text of this number from this source lies, or would lie, in `folder`."""
    slug = re.sub(r"[^0-9A-Za-z-]+", "-", strip_accents(number)).strip("-")[:80] or "van-ban"
    path = folder / f"{slug}.{source}.json"
    if path.exists() and _number_in(path) not in (number, None):
        return folder / f"{slug}-{hashlib.sha256(number.encode()).hexdigest()[:8]}.{source}.json"
    return path


def _number_in(path: Path) -> str | None:
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
        return str(raw["number"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load(path: Path) -> Collected:
    """The text in the file at `path`.

    Raises:
        DocumentError: it cannot be read or is not one of ours.
    """
    try:
        return _TEXT.validate_json(path.read_bytes())
    except OSError as error:
        raise DocumentError(
            f"{path.name}: không mở được ({error.strerror}); hãy kiểm tra quyền đọc"
        ) from None
    except ValidationError:
        raise DocumentError(
            f"{path.name}: văn bản đã thu thập bị hỏng hoặc do phiên bản khác ghi; hãy thêm lại bằng "
            "python -m ingest add"
        ) from None


def save(folder: Path, text: Collected) -> bool:
    """Write `text` into `folder` in one step; false where the same stands there already.

    Raises:
        LibraryError: the folder cannot be written.
    """
    path = file_of(folder, text.number, text.meta.source)
    content = _TEXT.dump_json(text, indent=1)
    try:
        if path.exists() and path.read_bytes() == content:
            return False
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise LibraryError(
            f"không ghi được văn bản vào {folder} ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống"
        ) from error
    return True


def files_in(folder: Path) -> list[Path]:
    """The files of collected texts in `folder`, by name; none where there is no folder."""
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))


def read_collected(folder: Path | None, listen: Listener) -> Iterator[Candidate | Skipped]:
    """The collected texts in `folder` as documents, or the reason why a file gave none."""
    files = files_in(folder) if folder else []
    for done, path in enumerate(files):
        listen(Progress("đọc văn bản", done, len(files)))
        try:
            yield Candidate(load(path).document(), path)
        except DocumentError as error:
            yield Skipped(path, str(error))
    if files:
        listen(Progress("đọc văn bản", len(files), len(files)))


def remove(folder: Path, number: str) -> list[Path]:
    """Delete every collected text of this number from `folder`; the files that were there."""
    found = [path for path in files_in(folder) if _number_in(path) == number]
    for path in found:
        path.unlink(missing_ok=True)
    return found
