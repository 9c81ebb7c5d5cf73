"""A library whose vectors a Chroma server keeps: the same answers, clear words where the server is not."""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.build import build
from knowledge.builds import current_build
from knowledge.errors import ConfigError, LibraryError, LibraryMismatch
from knowledge.library import Library, open_library
from knowledge.vectors import VectorStore

# Chroma's client leaves its connection to the garbage collector, closed or not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

QUESTIONS = ("Cục Thuế tỉnh làm gì", "muc tieu 2030", "ai ky ke hoach", "hội chợ, quảng bá sản phẩm")


class Hashing:
    """Vectors that depend on nothing but the words."""

    name = "hashing"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for place, text in enumerate(texts):
            for word in text.lower().split():
                vectors[place, zlib.crc32(word.encode()) % 64] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    embed_queries = embed_passages


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server on this machine."""
    command = shutil.which("chroma", path=Path(sys.executable).parent)
    if command is None:
        pytest.skip("no chroma command beside this interpreter")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [command, "run", "--path", str(folder / "data"), "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/v2/heartbeat", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedded") / "library"
    build(folder, [], Hashing())
    return folder


@pytest.fixture(scope="module")
def served(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "library"
    build(folder, [], Hashing(), server=server)
    return folder


@pytest.fixture(autouse=True)
def connections_collected() -> Iterator[None]:
    yield
    gc.collect()


@contextmanager
def opened(folder: Path, server: str = "") -> Iterator[Library]:
    with closing(open_library(folder, Hashing.name, Hashing(), server)) as library:
        yield library


def test_a_server_finds_what_a_folder_finds(server: str, embedded: Path, served: Path) -> None:
    with opened(embedded) as here, opened(served, server) as there:
        for question in QUESTIONS:
            one, two = (library.plans.searcher.search(question) for library in (here, there))
            assert [hit.passage.id for hit in one] == [hit.passage.id for hit in two]
            assert [hit.score for hit in one] == pytest.approx([hit.score for hit in two], abs=1e-5)
            law, same = (library.laws.searcher.search(question) for library in (here, there))
            assert [hit.passage.id for hit in law] == [hit.passage.id for hit in same]


def test_no_vectors_stand_in_the_folder(served: Path) -> None:
    assert [path.name for path in (current_build(served) / "vectors").iterdir()] == ["server.txt"]


def test_an_index_on_a_server_asks_for_its_address(served: Path, server: str, embedded: Path) -> None:
    with pytest.raises(LibraryMismatch, match="ASSISTANT_CHROMA_URL"), opened(served):
        pass
    with pytest.raises(LibraryMismatch, match="python -m ingest build"), opened(embedded, server):
        pass


def test_moving_there_and_back_embeds_nothing_anew(server: str, embedded: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(embedded, tmp_path / "library"))
    moved = build(folder, [], Hashing(), server=server)
    assert (moved.unchanged, moved.embedded) == (False, 0)
    assert build(folder, [], Hashing(), server=server).unchanged
    assert not build(folder, [], Hashing()).unchanged
    with opened(folder) as library:
        assert library.plans.searcher.search(QUESTIONS[0])


def test_collections_of_swept_builds_go(server: str, tmp_path: Path) -> None:
    import chromadb

    folder, decree = tmp_path / "library", tmp_path / "nghi-dinh.md"
    build(folder, [], Hashing(), server=server)
    first = current_build(folder)
    for turn in range(3):
        decree.write_text(f"# NGHỊ ĐỊNH\n\nSố: {turn + 1}/2030/NĐ-CP\n\nĐiều 1. Phạm vi\nMột.\n")
        build(folder, [decree], Hashing(), server=server)
    host, _, port = server.removeprefix("http://").partition(":")
    with chromadb.HttpClient(host=host, port=int(port)) as client:
        names = {one.name for one in client.list_collections()}
    assert f"passages-{first.name}" not in names
    assert f"passages-{current_build(folder).name}" in names


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path, served: Path) -> None:
    for attempt in (
        lambda: build(tmp_path / "library", [], Hashing(), server="http://127.0.0.1:9"),
        lambda: open_library(served, Hashing.name, Hashing(), "http://127.0.0.1:9"),
    ):
        with pytest.raises(LibraryError, match=r"ở http://127\.0\.0\.1:9 không đáp ứng") as told:
            attempt()
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("address", ["chroma", "ftp://x", "http://", "http://x:nan", "http://x:99999"])
def test_what_is_no_address_is_said(address: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ASSISTANT_CHROMA_URL"):
        VectorStore.create(tmp_path / "vectors", address)
