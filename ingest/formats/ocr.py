"""From scanned pages to placed lines, through the programs `tesseract` and `pdftoppm` where installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median

from ingest.formats.pages import Line, Page
from knowledge.errors import DocumentError

ADVICE = (
    "hãy cài tesseract có tiếng Việt và poppler (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie "
    "poppler-utils) rồi chạy lại, hoặc dùng bản .docx"
)
MAX_PAGES = 500
"""Scanned pages of one file; at 1 to 10 seconds a page more would take hours."""

PAGE_SECONDS = 120
LONG_SIDE = 3508
"""Pixels of an A4 page's long side at 300 dpi, what tesseract was trained on; also bounds the image."""

UNSURE = 0.4
"""A line recognised with less confidence is a stamp, a signature or dirt."""

COLUMN = 2.5
"""A gap of so many heights of letters between words parts columns."""

_STAMPED = re.compile(r"Người ký\s*:|Thời gian ký\s*:|Ký bởi\s*:|Email\s*:|^Cơ quan\s*:")
_ARTICLE = re.compile(r"^(?:Đi[êềểếễ]u|Di[êềểế]u)\s+(\d{1,3}[a-zđ]?)\s*[.,:]\s*")
_CHAPTER = re.compile(r"^(Chương|CHƯƠNG)\s+([IVXlH1\]|]{1,5})$")
_ROMAN = str.maketrans({"l": "I", "1": "I", "]": "I", "|": "I", "H": "II"})
_NUMBER = re.compile(r"^(\d{1,2}),\s+(?=[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page and how sure the recognition is of its words, 0 to 1."""

    page: Page
    certainty: float


def installed() -> bool:
    """Whether scans can be read here: both programs, and Vietnamese for tesseract."""
    if not shutil.which("tesseract") or not shutil.which("pdftoppm"):
        return False
    try:
        said = _run(["tesseract", "--list-langs"])
    except (OSError, subprocess.SubprocessError):
        return False
    return "vie" in said.decode(errors="replace").split()


def recognise(raw: bytes, numbers: Sequence[int], name: str) -> list[Recognised]:
    """The pages with these numbers (from 1) of the PDF `raw`, recognised, in their order.

    Raises:
        DocumentError: too many pages, or a page that the programs cannot read.
    """
    if len(numbers) > MAX_PAGES:
        raise DocumentError(f"{name}: {len(numbers)} trang quét, quá giới hạn {MAX_PAGES}; hãy tách nhỏ tệp")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(raw)
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return list(pool.map(lambda number: _page(path, number, name), numbers))


def _page(path: Path, number: int, name: str) -> Recognised:
    try:
        image = _run(
            [
                "pdftoppm",
                "-f",
                f"{number}",
                "-l",
                f"{number}",
                "-gray",
                "-scale-to",
                f"{LONG_SIDE}",
                f"{path}",
            ]
        )
        table = _run(["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "tsv"], image)
    except (OSError, subprocess.SubprocessError) as error:
        raise DocumentError(
            f"{name}: không nhận dạng được trang {number} ({type(error).__name__}); hãy quét lại trang này"
        ) from None
    return page_of(table.decode(errors="replace"))


def _run(command: list[str], given: bytes | None = None) -> bytes:
    """What a program writes; each works on one core, pages run side by side."""
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(
        command, input=given, capture_output=True, timeout=PAGE_SECONDS, check=True, env=alone
    )
    return done.stdout


def page_of(table: str) -> Recognised:
    """The page that a table of tesseract (TSV: a row for each word) describes."""
    words: dict[tuple[str, ...], list[list[str]]] = {}
    height = 0.0
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "1":
            height = float(cells[9])
        elif len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            words.setdefault(tuple(cells[2:5]), []).append(cells)
    kept = [found for found in words.values() if _is_read(found)]
    sure = [float(word[10]) / 100 for found in kept for word in found]
    lines = tuple(_line(piece) for found in kept for piece in _columns(found))
    return Recognised(Page(lines, height), fmean(sure) if sure else 0.0)


def _is_read(words: list[list[str]]) -> bool:
    text = " ".join(word[11] for word in words)
    sure = fmean(float(word[10]) for word in words) / 100
    return sure >= UNSURE and any(map(str.isalnum, text)) and not _STAMPED.search(text)


def _columns(words: list[list[str]]) -> list[list[list[str]]]:
    """The words of a printed line, apart where a gap parts columns."""
    size = median(float(word[9]) for word in words)
    pieces = [[words[0]]]
    for before, word in pairwise(words):
        if float(word[6]) - float(before[6]) - float(before[8]) > COLUMN * size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _line(words: list[list[str]]) -> Line:
    text = " ".join(word[11].strip() for word in words)
    lefts = [float(word[6]) for word in words]
    rights = [float(word[6]) + float(word[8]) for word in words]
    size = median(float(word[9]) for word in words)
    return Line(_mended(text), min(lefts), max(rights), min(float(word[7]) for word in words), size)


def _mended(text: str) -> str:
    """The line with its number set right: what is misread there is always the same."""
    text = _NUMBER.sub(r"\1. ", _ARTICLE.sub(r"Điều \1. ", text))
    return _CHAPTER.sub(lambda match: f"{match[1]} {match[2].translate(_ROMAN)}", text)
