"""Shelves: plans and regulations are searched by themselves, whatever stands on the other shelf."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.build import build
from knowledge.builds import CATALOGUE
from knowledge.catalogue import Catalogue
from knowledge.lexical import LexicalIndex
from knowledge.library import Library, open_library
from knowledge.shelf import Beside, HeldVectors, Shelf
from knowledge.stacks import is_regulation
from knowledge.vectors import VectorStore

LAW = """
LUẬT SỐ 1/2030/QH15

Điều 1. Phạm vi điều chỉnh

1. Luật này quy định về tổ chức, hoạt động của hợp tác xã và chính sách thuế, chính sách tín dụng.

2. Hợp tác xã được vay vốn để chuyển đổi số.

Điều 2. Báo cáo

1. Hợp tác xã báo cáo trước ngày 15/12 hàng năm.
""".strip()

WORDS = (
    "hợp tác xã",
    "chính sách",
    "thuế",
    "vay vốn",
    "báo cáo",
    "15/12",
    "chuyển đổi số",
    "Điều 1",
    "đất đai",
)


class Hashing:
    """An embedder that can be computed by hand."""

    name = "hashing@1"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=16) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    embed_queries = embed_passages


def library(folder: Path, added: Sequence[Path]) -> Library:
    build(folder, list(added), Hashing())
    return open_library(folder, Hashing.name, Hashing())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The plan without any regulation."""
    return library(tmp_path_factory.mktemp("alone") / "library", [])


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The plan beside a regulation."""
    folder = tmp_path_factory.mktemp("beside")
    law = folder / "1-2030-QH15.md"
    law.write_text(LAW, encoding="utf-8")
    return library(folder / "library", [law])


def found(shelf: Shelf, question: str) -> list[tuple[str, float, float, int]]:
    return [
        (hit.passage.id, round(hit.lexical, 4), round(hit.dense, 4), hit.exact)
        for hit in shelf.searcher.search(question, 1000)
    ]


def test_each_document_stands_on_its_own_shelf(beside: Library) -> None:
    (law,) = {passage.document for passage in beside.laws.passages}
    assert {passage.document for passage in beside.plans.passages} == {"127/KH-UBND"}
    assert [document.number for document in beside.plan_documents] == ["127/KH-UBND"]
    assert {document.number: is_regulation(document) for document in beside.documents} == {
        "127/KH-UBND": False,
        law: True,
        CATALOGUE: True,
    }


def test_the_catalogue_is_looked_up_and_never_searched(alone: Library) -> None:
    assert alone.document(CATALOGUE) is not None
    assert CATALOGUE not in {passage.document for passage in alone.passages}
    assert len(alone.laws.passages) == 0
    assert alone.laws.searcher.search("Nghị định 45/2021/NĐ-CP") == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_what_a_plan_scores_does_not_depend_on_regulations(
    alone: Library, beside: Library, question: str
) -> None:
    assert len(beside.laws.passages) >= 3
    assert found(alone.plans, question) == found(beside.plans, question)


@pytest.mark.parametrize("term", ["hợp_tác", "~hop_tac", "thuế", "~thue", "báo", "không_từ_nào"])
def test_a_term_is_counted_on_each_shelf_by_itself(alone: Library, beside: Library, term: str) -> None:
    assert alone.plans.frequency(term) == beside.plans.frequency(term)
    assert beside.laws.frequency(term) <= len(beside.laws.passages)


def test_the_passages_with_a_term_are_counted_on_the_law_shelf(beside: Library) -> None:
    saying = [p for p in beside.laws.passages if "chuyển đổi số" in p.searched]
    assert beside.laws.frequency("đổi_số") == len(saying) == 1
    assert beside.laws.frequency("~kế_hoạch") == 0


def test_regulations_are_found_on_their_shelf(beside: Library) -> None:
    best = beside.laws.searcher.search("hợp tác xã vay vốn chuyển đổi số", 1)[0]
    assert best.passage.anchor == "dieu_1.khoan_2"


# Of two instruments that say the same, one took the place of the other.

OLD, NEW = "23-2012-QH13", "17-2023-QH15"
SAME = """
Điều 1. Phạm vi điều chỉnh

1. Luật này quy định về tổ chức, hoạt động của hợp tác xã.

2. Hợp tác xã được vay vốn để chuyển đổi số.

Điều 2. Báo cáo

1. Hợp tác xã báo cáo trước ngày 15/12 hàng năm.
""".strip()
ONLY = "\n\nĐiều 3. Xã viên\n\n1. Xã viên nuôi ong mật được miễn thủy lợi phí nội đồng."


class OwnWords(Hashing):
    """An embedder that looks at the last line: texts that say the same in two instruments are alike."""

    name = "own-words@1"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().embed_passages([text.rpartition("\n")[2] for text in texts])

    embed_queries = embed_passages


def laws_in(folder: Path, texts: Mapping[str, str], catalogue: Catalogue | None = None) -> Library:
    """The library of these texts by number, as files in their order."""
    paths = [folder / f"{number}.md" for number in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    build(folder / "library", paths, OwnWords())
    return open_library(folder / "library", OwnWords.name, OwnWords(), catalogue=catalogue)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The plan beside a law and the one that it replaced, which says one thing more."""
    return laws_in(tmp_path_factory.mktemp("both"), {OLD: SAME + ONLY, NEW: SAME})


def order(shelf: Shelf, question: str, as_of: date | None = None) -> list[str]:
    """The numbers of the first two passages found."""
    return [hit.passage.document for hit in shelf.searcher.search(question, 2, as_of=as_of)]


def test_the_old_one_stands_first_on_the_shelf(both: Library) -> None:
    assert list(dict.fromkeys(passage.document for passage in both.laws.passages)) == [OLD, NEW]


@pytest.mark.parametrize("question", ["hợp tác xã vay vốn chuyển đổi số", "hop tac xa vay von chuyen doi so"])
def test_what_was_replaced_ranks_below_what_holds(both: Library, question: str) -> None:
    assert order(both.laws, question) == [NEW, OLD]


@pytest.mark.parametrize(
    "question",
    [
        "Luật 23/2012/QH13: hợp tác xã vay vốn chuyển đổi số",
        "Luật Hợp tác xã 2012: hợp tác xã vay vốn chuyển đổi số",
        "luật cũ: hợp tác xã vay vốn chuyển đổi số",
        "trước đây hợp tác xã vay vốn chuyển đổi số",
    ],
)
def test_what_was_replaced_keeps_its_place_where_it_is_asked_for(both: Library, question: str) -> None:
    assert order(both.laws, question)[0] == OLD


def test_what_held_on_a_day_comes_first_for_that_day(both: Library) -> None:
    question = "hợp tác xã vay vốn chuyển đổi số"
    assert order(both.laws, question, date(2022, 1, 1)) == [OLD, NEW]
    assert order(both.laws, question, date(2026, 1, 1)) == [NEW, OLD]


def test_what_only_the_replaced_one_says_is_still_found_first(both: Library) -> None:
    hit = both.laws.searcher.search("xã viên nuôi ong mật được miễn thủy lợi phí nội đồng", 1)[0]
    assert (hit.passage.document, hit.passage.anchor) == (OLD, "dieu_3.khoan_1")


def test_a_catalogue_at_hand_tells_what_holds(tmp_path: Path) -> None:
    nothing = Catalogue((), {}, date(2026, 1, 1))
    library = laws_in(tmp_path, {OLD: SAME + ONLY, NEW: SAME}, nothing)
    assert order(library.laws, "hợp tác xã vay vốn chuyển đổi số")[0] == OLD


# The parts of a shelf, computed by hand.

TEXTS = ["thuế", "vay vốn", "thuế vay", "đất đai"]


@pytest.mark.parametrize(
    ("term", "count"), [("thuế", 2), ("~thue", 2), ("vay_vốn", 1), ("~vay_von", 1), ("thue", 0), ("~nợ", 0)]
)
def test_the_frequency_of_a_term_is_in_how_many_texts_it_stands(term: str, count: int) -> None:
    assert LexicalIndex.build(TEXTS).frequency(term) == count


def held() -> HeldVectors:
    matrix = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    return HeldVectors(["đông", "bắc", "đông bắc"], matrix)


def test_held_vectors_come_nearest_first() -> None:
    assert len(held()) == 3
    nearest = held().nearest(np.array([0, 1], dtype=np.float32), 2)
    assert [(name, round(cosine, 4)) for name, cosine in nearest] == [("bắc", 1.0), ("đông bắc", 0.8)]
    assert len(held().nearest(np.array([1, 0], dtype=np.float32), 10)) == 3


def test_no_held_vectors_are_near_nothing() -> None:
    assert HeldVectors([], np.zeros((0, 2), dtype=np.float32)).nearest(np.ones(2, dtype=np.float32), 5) == []


def test_held_vectors_are_those_of_the_store_and_the_rest_is_beside(tmp_path: Path) -> None:
    store = VectorStore.create(tmp_path / "vectors")
    store.add(["đông", "bắc"], ["1", "2"], np.array([[1, 0], [0, 1]], dtype=np.float32))
    east = np.array([1, 0], dtype=np.float32)
    assert HeldVectors.of(store, ["bắc"]).nearest(east, 5) == [("bắc", pytest.approx(0, abs=1e-6))]
    found_beside = Beside(store, others=1).nearest(east, 1)
    assert [name for name, _ in found_beside] == ["đông", "bắc"], "one more than asked: it may be another's"
    store.close()
