"""The pages of a folder or an archive (.tar.xz, .tar.gz, .tar, .zip), one after the other."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from knowledge.errors import DocumentError

MAX_PAGE = 50 * 1024 * 1024
"""Bytes; the largest page of the codification has 6 MB."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it lies in its folder or archive: file name, ISO day of the file, bytes.

    A page over the size limit has no bytes and says why in `fault`.
    """

    name: str
    day: str
    raw: bytes
    fault: str = ""


def pages_of(path: Path, ending: str = ".html") -> Iterator[ArchivedPage]:
    """The files with this ending below `path`, a folder, an archive or one such file.

    Raises:
        DocumentError: there is no such path, or the archive is broken; pages before the break were given.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path, ending)
        elif path.suffix.lower() == ending:
            yield _file(path)
        elif path.is_file() and zipfile.is_zipfile(path):
            yield from _in_zip(path, ending)
        elif path.is_file():
            yield from _in_tar(path, ending)
        else:
            raise DocumentError(f"{path}: không có tệp hay thư mục này; hãy kiểm tra đường dẫn")
    except (tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError) as error:
        raise DocumentError(
            f"{path}: không đọc hết được như một tệp nén .tar.xz hay .zip ({type(error).__name__}); "
            "hãy tải lại tệp"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path}: không mở được ({error.strerror or error}); hãy kiểm tra đường dẫn và quyền đọc"
        ) from error


def _in_folder(folder: Path, ending: str) -> Iterator[ArchivedPage]:
    for path in sorted(found for found in folder.rglob(f"*{ending}") if found.is_file()):
        yield _file(path)


def _file(path: Path) -> ArchivedPage:
    found = path.stat()
    if found.st_size > MAX_PAGE:
        return _too_large(path.name, found.st_size)
    return ArchivedPage(path.name, date.fromtimestamp(found.st_mtime).isoformat(), path.read_bytes())


def _in_tar(path: Path, ending: str) -> Iterator[ArchivedPage]:
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile() or not member.name.endswith(ending):
                continue
            name = PurePosixPath(member.name).name
            if member.size > MAX_PAGE:
                yield _too_large(name, member.size)
            elif stream := archive.extractfile(member):
                day = datetime.fromtimestamp(member.mtime, UTC).date().isoformat()
                yield ArchivedPage(name, day, stream.read())
            archive.members = []  # type: ignore[attr-defined]  # what was read is not needed again


def _in_zip(path: Path, ending: str) -> Iterator[ArchivedPage]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or not member.filename.endswith(ending):
                continue
            name = PurePosixPath(member.filename).name
            if member.file_size > MAX_PAGE:
                yield _too_large(name, member.file_size)
                continue
            year, month, day = member.date_time[:3]
            with archive.open(member) as stream:
                yield ArchivedPage(name, f"{year:04}-{month:02}-{day:02}", stream.read(MAX_PAGE))


def _too_large(name: str, size: int) -> ArchivedPage:
    why = f"{name}: {size / 2**20:.0f} MB, quá giới hạn {MAX_PAGE // 2**20} MB"
    return ArchivedPage(name, "", b"", why)
