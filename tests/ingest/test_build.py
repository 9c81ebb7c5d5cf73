"""The build: incremental, atomic, and not stopped by a bad file."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.build import LONGEST_BUILD, BuildReport, build
from ingest.collected import Collected, Unit, remove, save
from ingest.digests import load_digests
from ingest.embedding import BATCH
from ingest.rules import rules_digest
from ingest.sources import Progress
from knowledge.builds import current_build, remembered_sources
from knowledge.document import Meta, Remark
from knowledge.errors import LibraryError
from knowledge.library import Library, open_library

DECREE = """NGHỊ ĐỊNH
Về việc thử

Số: 99/2099/NĐ-CP

Điều 1. Đối tượng
1. Hợp tác xã trồng chè.
2. Tổ hợp tác nuôi ong.
Điều 2. Hiệu lực
1. Từ ngày mai.
"""


class Hashing:
    """An embedder that can be computed by hand, and remembers what it was given."""

    def __init__(self, name: str = "hashing@1", fail_after: int | None = None) -> None:
        self.name = name
        self.seen: list[str] = []
        self._fail_after = fail_after

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._fail_after is not None and len(self.seen) >= self._fail_after:
            raise RuntimeError("out of memory")
        self.seen += texts
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=16) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("built") / "library"


@pytest.fixture(scope="module")
def first(built_once: Path) -> BuildReport:
    """What the build in `built_once` reported: the shipped documents and nothing else."""
    return build(built_once, [], Hashing())


@pytest.fixture
def library(built_once: Path, first: BuildReport, tmp_path: Path) -> Path:
    """A library of what is shipped, built with `Hashing`."""
    return Path(shutil.copytree(built_once, tmp_path / "library"))


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    path = tmp_path / "nghi-dinh.md"
    path.write_text(DECREE, encoding="utf-8")
    return path


def opened(folder: Path) -> Library:
    embedder = Hashing()
    return open_library(folder, embedder.name, embedder)


def with_more(first: BuildReport, *numbers: str) -> tuple[str, ...]:
    """The numbers of a build with these documents beside the shipped ones, in its order."""
    return (first.documents[0], *numbers, *first.documents[1:])


def numbers(folder: Path) -> list[str]:
    return [document.number for document in opened(folder).documents]


def answers(folder: Path) -> list[tuple[str, float]]:
    hits = opened(folder).searcher.search("Cục Thuế tỉnh phải làm gì?")
    return [(hit.passage.id, round(hit.score, 5)) for hit in hits]


# Incremental.


def test_a_first_build_embeds_every_passage(built_once: Path, first: BuildReport) -> None:
    library = opened(built_once)
    assert [document.number for document in library.documents] == list(first.documents)
    assert first.documents[0] == "127/KH-UBND"
    assert len(library.passages) == first.passages
    assert first.embedded >= first.passages > 100
    assert len(library.facts("127/KH-UBND").tasks) == 57


def test_an_unchanged_rebuild_embeds_nothing(library: Path, first: BuildReport) -> None:
    embedder = Hashing()
    before = sorted(library.iterdir())
    report = build(library, [], embedder)
    assert report == BuildReport(first.documents, (), (), first.passages, 0, unchanged=True)
    assert embedder.seen == []
    assert sorted(library.iterdir()) == before


def test_a_new_document_embeds_only_its_own(library: Path, decree: Path, first: BuildReport) -> None:
    embedder = Hashing()
    report = build(library, [decree], embedder)
    assert report.documents == with_more(first, "99/2099/NĐ-CP")
    assert not report.unchanged
    own = [p.context for p in opened(library).passages if p.document == "99/2099/NĐ-CP"]
    assert embedder.seen == own
    assert report.embedded == len(own) == 5


def test_a_changed_line_embeds_only_itself(library: Path, decree: Path) -> None:
    build(library, [decree], Hashing())
    decree.write_text(DECREE.replace("trồng chè", "trồng tiêu"), encoding="utf-8")
    embedder = Hashing()
    report = build(library, [], embedder)
    assert report.embedded == 1
    assert [text.rsplit("\n", 1)[-1] for text in embedder.seen] == ["1. Hợp tác xã trồng tiêu."]
    (hit, *_) = opened(library).searcher.search("hợp tác xã trồng tiêu")
    assert hit.passage.id == "99/2099/NĐ-CP#dieu_1.khoan_1"


def test_vectors_taken_over_are_those_of_a_fresh_build(library: Path, decree: Path, tmp_path: Path) -> None:
    build(library, [decree], Hashing())
    build(tmp_path / "other", [decree], Hashing())
    assert answers(library) == answers(tmp_path / "other")


def test_another_model_embeds_everything_anew(library: Path, first: BuildReport) -> None:
    report = build(library, [], Hashing("hashing@2"))
    assert report.embedded == first.embedded


def test_fresh_embeds_everything_and_keeps_the_paths(library: Path, decree: Path, first: BuildReport) -> None:
    build(library, [decree], Hashing())
    report = build(library, [], Hashing(), fresh=True)
    assert report.embedded > first.embedded
    assert report.documents == with_more(first, "99/2099/NĐ-CP")


def test_progress_runs_to_the_end_of_each_step(tmp_path: Path) -> None:
    shown: list[Progress] = []
    build(tmp_path / "library", [], Hashing(), shown.append)
    steps = list(dict.fromkeys(progress.step for progress in shown))
    assert steps == ["đọc", "nhúng", "chỉ mục từ khóa"]
    for step in steps:
        mine = [progress for progress in shown if progress.step == step]
        assert [p.done for p in mine] == sorted(p.done for p in mine)
        assert mine[-1].done == mine[-1].total


def test_the_digest_of_the_rules_is_stable() -> None:
    assert rules_digest() == rules_digest()
    assert len(rules_digest()) == 16


# Atomic.


def many(tmp_path: Path) -> Path:
    """A document with more passages than one batch."""
    path = tmp_path / "dai.md"
    path.write_text("\n".join(f"Đoạn {n} nói về việc {n}." for n in range(BATCH + 50)), encoding="utf-8")
    return path


def test_an_embedder_that_raises_leaves_the_previous_build(
    library: Path, tmp_path: Path, first: BuildReport
) -> None:
    before, found = answers(library), sorted(library.iterdir())
    with pytest.raises(RuntimeError, match="out of memory"):
        build(library, [many(tmp_path)], Hashing(fail_after=BATCH))
    assert answers(library) == before
    assert sorted(library.iterdir()) == found
    report = build(library, [many(tmp_path)], Hashing())
    assert report.passages == first.passages + BATCH + 50


KILLED = """
import os, signal, sys, zlib
from pathlib import Path
import numpy as np
from ingest.build import build

class Hashing:
    name = "hashing@1"
    def embed_passages(self, texts):
        return np.ones((len(texts), 16), dtype=np.float32) / 4

def listen(progress):
    if (progress.step, progress.done) == (sys.argv[3], int(sys.argv[4])):
        os.kill(os.getpid(), signal.SIGKILL)

build(Path(sys.argv[1]), [Path(sys.argv[2])], Hashing(), listen)
"""


@pytest.mark.parametrize(
    ("step", "done"), [("đọc", 1), ("nhúng", BATCH), ("chỉ mục từ khóa", 0), ("chỉ mục từ khóa", 1)]
)
def test_a_killed_build_leaves_the_previous_one_answering(
    library: Path,
    tmp_path: Path,
    step: str,
    done: int,
    first: BuildReport,
) -> None:
    before = answers(library)
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(KILLED),
        str(library),
        str(many(tmp_path)),
        step,
        str(done),
    ]
    killed = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert answers(library) == before
    report = build(library, [many(tmp_path)], Hashing())
    assert report.passages == first.passages + BATCH + 50
    assert len(opened(library).passages) == report.passages


def test_builds_that_nobody_names_are_swept(library: Path, decree: Path, first: BuildReport) -> None:
    first = current_build(library)
    build(library, [decree], Hashing())
    second = current_build(library)
    assert {first, second} <= set(library.iterdir()), "readers of the first go on reading"
    abandoned, at_work = library / "build-killed", library / "build-other"
    abandoned.mkdir()
    at_work.mkdir()
    old = time.time() - LONGEST_BUILD - 60
    os.utime(abandoned, (old, old))
    build(library, [], Hashing(), fresh=True)
    assert {path.name for path in library.iterdir()} == {
        "current",
        second.name,
        current_build(library).name,
        at_work.name,
    }


# Bad input.


def test_bad_files_are_named_and_the_rest_is_indexed(
    library: Path, tmp_path: Path, first: BuildReport
) -> None:
    folder = tmp_path / "van-ban"
    (folder / "sau").mkdir(parents=True)
    (folder / "a-rong.md").write_bytes(b"")
    (folder / "b-cut.html").write_text("<html><body><p>Điều 1. Nửa", encoding="utf-8")
    (folder / "c-nhi-phan.md").write_bytes(b"a\x00b")
    (folder / "d-scan.pdf").write_bytes(b"%PDF")
    (folder / "e-mau.DOCX").write_bytes(b"PK")
    with (folder / "f-lon.md").open("wb") as file:
        file.truncate(60 * 2**20)
    (folder / "g-treo.md").symlink_to(folder / "khong-co")
    (folder / "h-vong.md").symlink_to(folder / "h-vong.md")
    (folder / "anh.png").write_bytes(b"\x89PNG")
    (folder / "sau" / "tot.md").write_text(DECREE, encoding="utf-8")
    missing = tmp_path / "mat.md"
    endless = tmp_path / ("x" * 300)
    report = build(library, [folder, missing, endless], Hashing())
    assert report.documents == with_more(first, "99/2099/NĐ-CP")
    said = {skipped.path.name: skipped.why for skipped in report.skipped}
    reasons = {
        "a-rong.md": "rỗng",
        "b-cut.html": "cắt giữa chừng",
        "c-nhi-phan.md": "nhị phân",
        "d-scan.pdf": "không phải PDF",
        "e-mau.DOCX": "e-mau.DOCX",
        "f-lon.md": "quá giới hạn",
        "g-treo.md": "không mở được",
        "h-vong.md": "không mở được",
        "mat.md": "không mở được",
        endless.name: "loại tệp này",
    }
    assert said.keys() == reasons.keys()
    for name, why in said.items():
        assert reasons[name] in why
        assert "\n" not in why
        assert name[:40] in why


def test_two_files_with_one_number_are_named_and_the_first_stays(library: Path, decree: Path) -> None:
    rival = decree.with_name("ban-khac.md")
    rival.write_text(DECREE.replace("trồng chè", "trồng tiêu"), encoding="utf-8")
    copy = decree.with_name("ban-sao.md")
    shutil.copy(decree, copy)
    report = build(library, [decree, rival, copy], Hashing())
    (skipped,) = report.skipped
    assert skipped.path == rival
    assert "số 99/2099/NĐ-CP" in skipped.why
    assert str(decree) in skipped.why
    assert "trồng chè" in opened(library).documents[1].text


def test_nobody_takes_the_number_of_the_shipped_plan(library: Path, tmp_path: Path) -> None:
    false = tmp_path / "gia.md"
    false.write_text("Số: 127/KH-UBND\nKhông phải kế hoạch.", encoding="utf-8")
    report = build(library, [false], Hashing())
    assert [skipped.path for skipped in report.skipped] == [false]
    assert len(opened(library).documents[0].text) > 10_000


def test_a_document_without_passages_is_no_fault(library: Path, tmp_path: Path, first: BuildReport) -> None:
    empty = tmp_path / "tieu-de.md"
    empty.write_text("## I. MỤC ĐÍCH", encoding="utf-8")
    report = build(library, [empty], Hashing())
    assert report.documents == with_more(first, "tieu-de")
    assert report.passages == first.passages


def test_a_name_that_is_not_utf8_is_read_but_not_remembered(
    library: Path, tmp_path: Path, first: BuildReport
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xe1.md"))
    path.write_text("Một đoạn.", encoding="utf-8")
    assert build(library, [path], Hashing()).documents == with_more(first, "k?")
    assert remembered_sources(library) == ()


# Paths are remembered.


def test_paths_given_once_are_read_again(library: Path, decree: Path, first: BuildReport) -> None:
    build(library, [decree], Hashing())
    assert build(library, [], Hashing()).unchanged
    assert tuple(numbers(library)) == with_more(first, "99/2099/NĐ-CP")
    report = build(library, [], Hashing(), forget=True)
    assert report.documents == first.documents
    assert report.embedded == 0
    assert build(library, [], Hashing()).unchanged


def test_forgetting_and_adding_at_once(library: Path, decree: Path, first: BuildReport) -> None:
    build(library, [many(decree.parent)], Hashing())
    report = build(library, [decree], Hashing(), forget=True)
    assert report.documents == with_more(first, "99/2099/NĐ-CP")
    assert remembered_sources(library) == (str(decree),)


def test_a_relative_path_is_remembered_from_anywhere(
    library: Path, decree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(decree.parent)
    build(library, [Path(decree.name)], Hashing())
    monkeypatch.chdir("/")
    assert build(library, [], Hashing()).unchanged


def test_a_removed_file_leaves_the_index(library: Path, decree: Path, first: BuildReport) -> None:
    build(library, [decree], Hashing())
    decree.unlink()
    report = build(library, [], Hashing())
    assert report.documents == first.documents
    assert [skipped.path for skipped in report.skipped] == [decree]


# Repair.


@pytest.mark.parametrize("name", ["facts.json", "lexical/bare/data.csc.index.npy", "passages.rows"])
def test_a_damaged_build_is_replaced_and_its_paths_stay(
    library: Path, decree: Path, name: str, first: BuildReport
) -> None:
    build(library, [decree], Hashing())
    before = answers(library)
    damaged = current_build(library) / name
    damaged.write_bytes(damaged.read_bytes()[:-20])
    report = build(library, [], Hashing())
    assert not report.unchanged
    assert report.embedded > first.embedded
    assert answers(library) == before


def test_a_damaged_vector_store_is_no_source_of_vectors(
    library: Path, decree: Path, first: BuildReport
) -> None:
    (current_build(library) / "vectors" / "chroma.sqlite3").write_bytes(b"rubbish" * 100)
    report = build(library, [decree], Hashing())
    assert report.embedded > first.embedded
    assert len(opened(library).passages) == report.passages > first.passages


def test_an_index_of_another_version_is_replaced_and_its_paths_stay(
    library: Path, decree: Path, first: BuildReport
) -> None:
    build(library, [decree], Hashing())
    path = current_build(library) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": "tro-ly-htx/0"}), encoding="utf-8")
    assert build(library, [], Hashing()).documents == with_more(first, "99/2099/NĐ-CP")


@pytest.mark.parametrize("current", ["", "build-khong-co", "../..", "x" * 300, "\x00"])
def test_a_pointer_to_nowhere_is_no_obstacle(library: Path, current: str, first: BuildReport) -> None:
    (library / "current").write_text(current, encoding="utf-8")
    assert build(library, [], Hashing()).embedded == first.embedded
    assert len(answers(library)) == 10


def test_a_folder_that_cannot_be_made_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"không ghi được chỉ mục.*ASSISTANT_DATA_DIR"):
        build(tmp_path / "data" / "library", [], Hashing())


# Texts from several providers.


def collected(
    words: str = "Điều 1. Tên\nĐiều 2. Hiệu lực", source: Literal["phapdien", "vbpl"] = "phapdien"
) -> Collected:
    units = tuple(Unit(line[5], line) for line in words.split("\n"))
    return Collected("99/2099/NĐ-CP", "Nghị định về thử", Meta(kind="Nghị định", source=source), units)


def test_collected_texts_are_in_the_library_until_they_are_removed(
    library: Path, tmp_path: Path, first: BuildReport
) -> None:
    texts = tmp_path / "texts"
    save(texts, collected())
    report = build(library, [], Hashing(), texts=texts)
    assert report.documents == with_more(first, "99/2099/NĐ-CP")
    assert build(library, [], Hashing(), texts=texts).unchanged
    save(texts, replace(collected(), remarks=(Remark("", "Hết hiệu lực"),)))
    assert not build(library, [], Hashing(), texts=texts).unchanged, "remarks are part of what is built"
    remove(texts, "99/2099/NĐ-CP")
    assert build(library, [], Hashing(), texts=texts).documents == first.documents


def test_of_a_file_and_a_collected_text_the_one_with_more_articles_stays(
    library: Path, decree: Path, tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    save(texts, collected("Điều 1. A\nĐiều 2. B\nĐiều 3. C"))
    report = build(library, [decree], Hashing(), texts=texts)
    assert [skipped.path for skipped in report.skipped] == [decree]
    assert "Điều 3. C" in opened(library).documents[1].text


def test_a_damaged_collected_text_is_named_and_the_index_is_whole(
    library: Path, tmp_path: Path, first: BuildReport
) -> None:
    texts = tmp_path / "texts"
    save(texts, collected())
    (texts / "hong.vbpl.json").write_text("{", encoding="utf-8")
    report = build(library, [], Hashing(), texts=texts)
    assert report.documents == with_more(first, "99/2099/NĐ-CP")
    assert ["bị hỏng" in skipped.why for skipped in report.skipped] == [True]


def test_a_digest_gives_way_to_the_text_of_its_number(library: Path, tmp_path: Path) -> None:
    digest, *_ = load_digests()
    number = digest.document.number
    build(library, [], Hashing(), digests=[digest])
    found = opened(library).document(number)
    assert found is not None
    assert not found.meta.verbatim
    texts = tmp_path / "texts"
    save(texts, replace(collected("Điều 1. A"), number=number))
    report = build(library, [], Hashing(), texts=texts, digests=[digest])
    assert report.skipped == ()
    found = opened(library).document(number)
    assert found is not None
    assert found.meta.verbatim


# Vectors of a killed build.


def test_what_a_killed_build_embedded_is_not_embedded_again(library: Path, tmp_path: Path) -> None:
    embedder = Hashing(fail_after=BATCH)
    with pytest.raises(RuntimeError):
        build(library, [many(tmp_path)], embedder)
    assert (tmp_path / "vectors-cache").is_dir()
    again = Hashing()
    build(library, [many(tmp_path)], again)
    assert not set(embedder.seen) & set(again.seen)
    assert len(again.seen) == 50
    assert not (tmp_path / "vectors-cache").exists(), "swept once the build is published"
    build(tmp_path / "other" / "library", [many(tmp_path)], Hashing())
    assert answers(library) == answers(tmp_path / "other" / "library")


def test_kept_vectors_of_another_model_or_damaged_are_no_help(library: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        build(library, [many(tmp_path)], Hashing(fail_after=BATCH))
    for path in (tmp_path / "vectors-cache").rglob("*.npz"):
        path.write_bytes(path.read_bytes()[:100])
    again = Hashing()
    build(library, [many(tmp_path)], again)
    assert len(again.seen) == BATCH + 50
