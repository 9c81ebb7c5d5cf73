"""The vector store: nearest first, reopened, and clear about damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.errors import LibraryCorrupt, LibraryError
from knowledge.vectors import VectorStore, steady_files

PERSISTED = 1000
"""Rows from which Chroma saves its graph."""


def unit_vectors(size: int, dim: int = 8) -> NDArray[np.float32]:
    vectors = np.random.default_rng(3).normal(size=(size, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def store_in(folder: Path, size: int) -> NDArray[np.float32]:
    vectors = unit_vectors(size)
    store = VectorStore.create(folder)
    names = [f"127/KH-UBND#{n}" for n in range(size)]
    store.add(names, [f"digest {n}" for n in range(size)], vectors)
    store.close()
    return vectors


def test_the_nearest_come_first_with_their_cosine(tmp_path: Path) -> None:
    vectors = store_in(tmp_path / "v", 40)
    store = VectorStore.open(tmp_path / "v", 40)
    question = unit_vectors(1)[0]
    found = store.nearest(question, 5)
    cosines = vectors @ question
    best = np.argsort(-cosines)[:5]
    assert [name for name, _ in found] == [f"127/KH-UBND#{n}" for n in best]
    np.testing.assert_allclose([cosine for _, cosine in found], cosines[best], atol=1e-5)
    store.close()


def test_vectors_come_back_by_digest(tmp_path: Path) -> None:
    vectors = store_in(tmp_path / "v", 12)
    store = VectorStore.open(tmp_path / "v", 12)
    found = store.by_digest()
    assert found.keys() == {f"digest {n}" for n in range(12)}
    np.testing.assert_allclose(found["digest 7"], vectors[7], atol=1e-6)
    store.close()


def test_more_rows_than_one_call_takes(tmp_path: Path) -> None:
    store_in(tmp_path / "v", 5600)
    store = VectorStore.open(tmp_path / "v", 5600)
    assert len(store.nearest(unit_vectors(1)[0], 100)) == 100
    store.close()


def test_asking_for_more_than_there_is(tmp_path: Path) -> None:
    store_in(tmp_path / "v", 3)
    store = VectorStore.open(tmp_path / "v", 3)
    assert len(store.nearest(unit_vectors(1)[0], 100)) == 3
    store.close()


def test_a_vector_of_zeros_is_like_no_other(tmp_path: Path) -> None:
    store_in(tmp_path / "v", 3)
    store = VectorStore.open(tmp_path / "v", 3)
    assert [cosine for _, cosine in store.nearest(np.zeros(8, dtype=np.float32), 3)] == [0, 0, 0]
    store.close()


def test_an_empty_store_opens(tmp_path: Path) -> None:
    VectorStore.create(tmp_path / "v").close()
    store = VectorStore.open(tmp_path / "v", 0)
    assert store.by_digest() == {}
    store.close()


def test_another_number_of_rows_is_refused(tmp_path: Path) -> None:
    store_in(tmp_path / "v", 3)
    with pytest.raises(LibraryCorrupt, match="có 3 đoạn, cần 4"):
        VectorStore.open(tmp_path / "v", 4)


@pytest.mark.parametrize("left", [None, b"", b"rubbish" * 1000])
def test_a_damaged_database_is_refused(tmp_path: Path, left: bytes | None) -> None:
    store_in(tmp_path / "v", 3)
    path = tmp_path / "v" / "chroma.sqlite3"
    if left is None:
        path.unlink()
    else:
        path.write_bytes(left)
    with pytest.raises(LibraryCorrupt, match=r"kho vector bị hỏng.*--fresh$"):
        VectorStore.open(tmp_path / "v", 3)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryCorrupt, match="kho vector bị hỏng"):
        VectorStore.open(tmp_path / "v", 3)


def test_a_place_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "v").write_text("a file", encoding="utf-8")
    with pytest.raises(LibraryError, match="không ghi được kho vector"):
        VectorStore.create(tmp_path / "v")


def test_steady_files_are_the_saved_graph_and_stay_as_they_are(tmp_path: Path) -> None:
    store_in(tmp_path / "small", 30)
    assert steady_files(tmp_path / "small") == []
    store_in(tmp_path / "v", PERSISTED + 200)
    before = {path: path.read_bytes() for path in steady_files(tmp_path / "v")}
    assert {path.name for path in before} >= {"data_level0.bin", "index_metadata.pickle", "link_lists.bin"}
    for _ in range(2):
        store = VectorStore.open(tmp_path / "v", PERSISTED + 200)
        store.nearest(unit_vectors(1)[0], 10)
        store.close()
    assert {path: path.read_bytes() for path in steady_files(tmp_path / "v")} == before
