"""The library: opened, missing, damaged, foreign, of another model; and the lines that a person sees then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.__main__ import main
from ingest.build import build
from knowledge.builds import (
    CATALOGUE,
    FORMAT,
    Manifest,
    current_build,
    publish,
    read_content,
    read_manifest,
    remembered_sources,
    verify,
    write_build,
)
from knowledge.errors import LibraryCorrupt, LibraryError, LibraryMismatch, LibraryMissing
from knowledge.exact import ExactIndex
from knowledge.indexes import Indexes
from knowledge.lexical import LexicalIndex
from knowledge.library import Library, open_library
from knowledge.names import NameIndex
from knowledge.stacks import StackWriter, write_passages
from knowledge.vectors import VectorStore
from tests import commands

ROOT = Path(__file__).parent.parent.parent
FILES = [
    "documents.json",
    "facts.json",
    "passages.rows",
    "passages.offsets.npy",
    "texts.rows",
    "trees.rows",
    "entries.npy",
    "exact/places.npy",
    "names/keys.npy",
    "views/keys.npy",
    "lexical/accented/data.csc.index.npy",
    "lexical/accented/params.index.json",
    "lexical/bare/indptr.csc.index.npy",
    "lexical/bare/vocab.index.json",
]


class Hashing:
    """An embedder that can be computed by hand."""

    name = "hashing@1"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=16) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    embed_queries = embed_passages


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "library"
    build(folder, [], Hashing())
    return folder


@pytest.fixture
def folder(built_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_once, tmp_path / "library"))


def opened(folder: Path, model: str = Hashing.name) -> Library:
    return open_library(folder, model, Hashing())


def fault(folder: Path, kind: type[LibraryError], model: str = Hashing.name) -> str:
    """The one line that opening says; what to run stands at its end."""
    with pytest.raises(kind) as caught:
        opened(folder, model)
    assert caught.type is kind
    message = str(caught.value)
    assert "\n" not in message
    assert "hãy chạy: python -m ingest build" in message
    return message


def test_an_open_library_has_documents_facts_and_passages(folder: Path) -> None:
    library = opened(folder)
    plan = library.document("127/KH-UBND")
    assert plan is not None
    assert library.document("127-KH-UBND") is plan
    catalogue = library.document(CATALOGUE)
    assert catalogue is not None
    assert library.documents == (plan, catalogue)
    assert library.plan_documents == (plan,)
    assert len(library.facts(plan.number).tasks) == 57
    assert {passage.document for passage in library.passages} == {plan.number}
    assert library.manifest.model == Hashing.name
    assert library.manifest.documents == {plan.number: plan.digest, CATALOGUE: catalogue.digest}


def test_what_is_not_there_is_nothing(folder: Path) -> None:
    library = opened(folder)
    assert library.document("1/2099/NĐ-CP") is None
    assert library.facts("1/2099/NĐ-CP").tasks == ()


def test_what_was_written_is_what_is_read(folder: Path) -> None:
    build_folder = current_build(folder)
    manifest, content = read_manifest(build_folder), read_content(build_folder)
    verify(build_folder, manifest)
    assert FILES[0] in manifest.files
    sizes = {document.number: len(list(document.root.walk())) for document in content.documents}
    assert sizes["127/KH-UBND"] == 160
    for document in content.documents:
        nodes = list(document.root.walk())
        assert all(
            document.text[node.start : node.end].startswith(node.head.of(document.text)) for node in nodes
        )


def test_nothing_built_is_missing(tmp_path: Path) -> None:
    assert str(tmp_path) in fault(tmp_path / "library", LibraryMissing)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["deleted", "empty", "truncated", "changed"])
def test_a_damaged_file_is_corrupt_and_named(folder: Path, name: str, how: str) -> None:
    path = current_build(folder) / name
    raw = path.read_bytes()
    if how == "deleted":
        path.unlink()
    else:
        left = {"empty": b"", "truncated": raw[: len(raw) // 2], "changed": raw[:-3] + b"xyz"}
        path.write_bytes(left[how])
    assert name in fault(folder, LibraryCorrupt)


def test_truncated_json_is_corrupt_where_no_digest_tells(folder: Path) -> None:
    path = current_build(folder) / "facts.json"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(LibraryCorrupt, match="--fresh"):
        read_content(current_build(folder))


@pytest.mark.parametrize("how", ["deleted", "no folder", "rubbish", "empty"])
def test_a_damaged_vector_store_is_corrupt(folder: Path, how: str) -> None:
    vectors = current_build(folder) / "vectors"
    database = vectors / "chroma.sqlite3"
    if how == "deleted":
        database.unlink()
    elif how == "no folder":
        shutil.rmtree(vectors)
    else:
        database.write_bytes(b"rubbish" * 500 if how == "rubbish" else b"")
    assert "vector" in fault(folder, LibraryCorrupt)


@pytest.mark.parametrize("name", ["data_level0.bin", "link_lists.bin", "header.bin", "index_metadata.pickle"])
def test_a_damaged_graph_is_found_before_it_answers_wrongly(tmp_path: Path, name: str) -> None:
    long = tmp_path / "dai.md"
    long.write_text("\n".join(f"Đoạn {n}." for n in range(1000)), encoding="utf-8")
    build(tmp_path / "library", [long], Hashing())
    (path,) = (current_build(tmp_path / "library") / "vectors").glob(f"*/{name}")
    path.write_bytes(os.urandom(path.stat().st_size))
    assert name in fault(tmp_path / "library", LibraryCorrupt)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        "null",
        '{"format": "tro-ly-htx/5"}',
        "\udcff",
        '{"format": "tro-ly-htx/5", "model": 3}',
    ],
)
def test_a_manifest_that_is_none_is_corrupt_or_foreign(folder: Path, text: str) -> None:
    raw = text.encode("utf-8", "surrogateescape")
    (current_build(folder) / "manifest.json").write_bytes(raw)
    fault(folder, LibraryCorrupt)
    assert remembered_sources(folder) == ()


def test_a_missing_manifest_is_corrupt(folder: Path) -> None:
    (current_build(folder) / "manifest.json").unlink()
    fault(folder, LibraryCorrupt)


@pytest.mark.parametrize("written", ["tro-ly-htx/1", "other/9", None])
def test_another_format_is_a_mismatch(folder: Path, written: str | None) -> None:
    path = current_build(folder) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"format": written}), encoding="utf-8")
    assert "phiên bản khác" in fault(folder, LibraryMismatch)


def test_another_model_is_a_mismatch(folder: Path) -> None:
    message = fault(folder, LibraryMismatch, "BAAI/bge-m3@abc")
    assert "«hashing@1»" in message
    assert "«BAAI/bge-m3@abc»" in message


@pytest.mark.parametrize("current", ["", "  \n", "build-khong-co", "..", "/etc", "a/b", "x" * 300, "\x00"])
def test_a_pointer_to_nowhere_is_corrupt(folder: Path, current: str) -> None:
    (folder / "current").write_text(current, encoding="utf-8")
    fault(folder, LibraryCorrupt)


def test_a_pointer_that_is_no_text_is_corrupt(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\xfe")
    fault(folder, LibraryCorrupt)
    (folder / "current").unlink()
    (folder / "current").mkdir()
    fault(folder, LibraryCorrupt)


def test_parts_of_two_builds_do_not_make_one(folder: Path) -> None:
    found = current_build(folder)
    bounds = np.arange(2, dtype=np.int32)
    fewer = Indexes(LexicalIndex.build(["a"]), ExactIndex.build(["a"]), NameIndex.of([]), bounds)
    write_build(found, read_manifest(found), (), {}, fewer)
    assert "thiếu đoạn văn" in fault(folder, LibraryCorrupt)


def test_publishing_changes_the_build_in_use_at_once(folder: Path) -> None:
    before = current_build(folder)
    after = Path(shutil.copytree(before, folder / "build-after"))
    publish(folder, after)
    assert current_build(folder) == after
    assert {path.name for path in folder.iterdir()} == {"current", before.name, after.name}


def test_an_empty_library_answers_nothing(tmp_path: Path) -> None:
    target = tmp_path / "build-empty"
    target.mkdir()
    VectorStore.create(target / "vectors").close()
    StackWriter(target).close()
    write_passages(target, ())
    bounds = np.zeros(1, dtype=np.int32)
    indexes = Indexes(LexicalIndex.build([]), ExactIndex.build([]), NameIndex.of([]), bounds)
    write_build(target, Manifest(FORMAT, Hashing.name, "0", {}, 0, 0), (), {}, indexes)
    publish(tmp_path, target)
    library = opened(tmp_path)
    assert library.documents == ()
    assert library.searcher.search("Cục Thuế tỉnh phải làm gì?") == ()


# What a person sees.


QUESTION = ("ask", "Cục Thuế tỉnh phải làm gì?")


def started(data: Path) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "ASSISTANT_DATA_DIR": str(data)}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *QUESTION],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=data,
        env=os.environ | path,
    )


def ask(data: Path, *, called: bool = False) -> str:
    """The one line of `assistant ask` over a library that cannot answer, `called` in this process or not."""
    environment = {"ASSISTANT_DATA_DIR": str(data)}
    done = commands.called(main, QUESTION, data, environment) if called else started(data)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("Lỗi: ")
    return line


def test_the_command_line_says_in_one_line_what_to_run(folder: Path) -> None:
    data = folder.parent
    assert "hãy chạy: python -m ingest build" in ask(data), "built with another model"
    (current_build(folder) / "manifest.json").write_text("{", encoding="utf-8")
    assert "hãy chạy: python -m ingest build --fresh" in ask(data, called=True)
    shutil.rmtree(folder)
    assert ask(data, called=True).endswith("hãy chạy: python -m ingest build")
