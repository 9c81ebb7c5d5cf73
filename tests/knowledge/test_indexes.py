"""The indexes of a build: readings where articles are ranked, and what is said where they are missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge.document import Span
from knowledge.entries import bounds_of
from knowledge.errors import LibraryMismatch
from knowledge.indexes import Indexes
from knowledge.passage import Passage
from knowledge.ranking import Found

BUNDLED, OTHER = "bundled@0123456789ab", "BAAI/bge-m3@abc"
WORDS = {"dieu_1.khoan_1": "nuôi ong", "dieu_1.khoan_2": "bán mật", "dieu_2": "trồng chè"}
PASSAGES = [
    Passage("1/2030/QH15", anchor, "", "clause", Span(0, 1), ("Điều 1. Ong",), f"Luật\n{words}")
    for anchor, words in WORDS.items()
]
ARTICLES = bounds_of(PASSAGES, most=0)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    Indexes.of(PASSAGES, ARTICLES, BUNDLED).save(tmp_path)
    return tmp_path


def test_articles_are_ranked_by_what_was_written(build: Path) -> None:
    ranker = Indexes.load(build).ranker(BUNDLED)
    assert ranker is not None
    both = Found(np.array([1, 0]), np.ones(2, np.float32), np.ones(2, np.float32))
    tea, bees = ranker.scores("nuôi ong lấy mật", both, lambda _: 1.0)
    assert bees > tea


@pytest.mark.parametrize("bounds", [bounds_of(PASSAGES), ARTICLES])
@pytest.mark.parametrize("model", [BUNDLED, OTHER])
def test_passages_are_not_ranked_nor_is_anything_beside_another_model(
    tmp_path: Path, bounds: np.ndarray, model: str
) -> None:
    made = Indexes.of(PASSAGES, bounds, model)
    made.save(tmp_path)
    ranked = bounds is ARTICLES and model == BUNDLED
    assert (tmp_path / "readings").exists() is ranked
    assert (made.readings is not None) is ranked
    assert (Indexes.load(tmp_path).ranker(model) is not None) is ranked


def test_an_index_of_before_is_named(build: Path) -> None:
    shutil.rmtree(build / "readings")
    with pytest.raises(LibraryMismatch, match="hãy chạy: python -m ingest build"):
        Indexes.load(build).ranker(BUNDLED)
    assert Indexes.load(build).ranker(OTHER) is None


def test_readings_that_are_not_whole_are_refused(build: Path) -> None:
    (build / "readings" / "tokens.npy").write_bytes(b"")
    with pytest.raises((ValueError, EOFError)):
        Indexes.load(build)
