"""The lexical index: what it ranks first, with and without diacritics, saved and damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import LibraryCorrupt
from knowledge.lexical import LexicalIndex

TEXTS = [
    "Cục Thuế tỉnh chủ trì tập huấn các chính sách thuế",
    "Sở Tài chính cân đối kinh phí thuê đất",
    "Có khoảng 300 tổ hợp tác, 360 hợp tác xã, với 17.000 thành viên",
    "Quyết định số 167/QĐ-TTg ngày 03/02/2021",
    "Nghị định số 45/2021/NĐ-CP ngày 31/3/2021",
    "",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(TEXTS)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("tập huấn thuế", 0),
        ("tap huan thue", 0),
        ("thuê đất", 1),
        ("17.000 thành viên", 2),
        ("17000 thanh vien", 2),
        ("quyết định 167/QĐ-TTg", 3),
        ("quyet dinh 167", 3),
        ("45/2021", 4),
        ("NGHỊ ĐỊNH 45/2021/NĐ-CP", 4),
    ],
)
def test_the_right_text_is_first(index: LexicalIndex, question: str, first: int) -> None:
    assert index.search(question, 3)[0][0] == first


def test_diacritics_tell_words_apart_where_they_are_typed(index: LexicalIndex) -> None:
    scores = index.scores("thuê")
    assert scores[1] > scores[0]
    bare = index.scores("thue")
    assert bare[0] > bare[1], "two of it against one"


def test_only_texts_that_match_are_found(index: LexicalIndex) -> None:
    assert index.search("xyzzy", 5) == []
    assert index.search("", 5) == []
    assert index.search("?!", 5) == []
    assert [place for place, _ in index.search("cục", 5)] == [0]


def test_scores_have_one_place_for_each_text(index: LexicalIndex) -> None:
    scores = index.scores("hợp tác xã")
    assert scores.shape == (len(TEXTS),)
    assert scores[-1] == 0


def test_equal_scores_keep_the_order_of_the_texts() -> None:
    index = LexicalIndex.build(["chè xanh", "cà phê", "chè xanh", "chè xanh", "tiêu"])
    assert [place for place, _ in index.search("chè", 2)] == [0, 2]
    assert [place for place, _ in index.search("chè", 9)] == [0, 2, 3]


def test_saved_and_loaded_it_says_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, len(TEXTS))
    for question in ("thuế", "thue", "360 hợp tác xã", "xyzzy"):
        np.testing.assert_array_equal(loaded.scores(question), index.scores(question))


@pytest.mark.parametrize("texts", [[], [""], ["", "?!"]])
def test_a_corpus_without_words_answers_nothing(texts: list[str], tmp_path: Path) -> None:
    built = LexicalIndex.build(texts)
    built.save(tmp_path)
    for index in (built, LexicalIndex.load(tmp_path, len(texts))):
        assert index.scores("hợp tác xã").shape == (len(texts),)
        assert index.search("hợp tác xã", 3) == []


@pytest.mark.parametrize("name", ["data.csc.index.npy", "params.index.json", "keys.npy"])
@pytest.mark.parametrize("left", [None, b"", b"\x93rubbish\xff", 0.5])
def test_damaged_files_are_one_clear_fault(
    index: LexicalIndex, tmp_path: Path, name: str, left: bytes | float | None
) -> None:
    index.save(tmp_path)
    path = tmp_path / "bare" / name
    raw = path.read_bytes()
    if left is None:
        path.unlink()
    else:
        path.write_bytes(left if isinstance(left, bytes) else raw[: int(len(raw) * left)])
    with pytest.raises(LibraryCorrupt, match=r"hãy chạy: python -m ingest build --fresh$"):
        LexicalIndex.load(tmp_path, len(TEXTS))


def test_an_index_of_other_texts_is_refused(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    with pytest.raises(LibraryCorrupt, match="không đủ 7 đoạn"):
        LexicalIndex.load(tmp_path, 7)
