"""Entries: passages in a small library, articles in a large one, and the way back to clauses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Span
from knowledge.entries import MOST_TOGETHER, Entered, Entries, EntryTexts, bounds_of, own_shares, together
from knowledge.exact import ExactIndex, exact_tokens
from knowledge.lexical import LexicalIndex
from knowledge.names import NameIndex
from knowledge.passage import Passage
from knowledge.search import Searcher

LAW = {
    "dieu_1.khoan_1": "Ong được nuôi ở vườn",
    "dieu_1.khoan_2": "Ong được vay vốn theo 45/2021/NĐ-CP",
    "dieu_2": "Trồng chè trên đồi",
    "pl_1.dong_1": "Bảng cây giống",
}


def passage(anchor: str, words: str, document: str = "1/2030/QH15") -> Passage:
    heading = f"{document} · {anchor.split('.')[0]}"
    return Passage(document, anchor, "", "clause", Span(0, 1), (heading,), f"{heading}\n{words}")


PASSAGES = [passage(anchor, words) for anchor, words in LAW.items()]


def test_a_small_library_is_searched_by_passages_and_a_large_one_by_articles() -> None:
    assert bounds_of(PASSAGES).tolist() == [0, 1, 2, 3, 4]
    assert bounds_of(PASSAGES, most=3).tolist() == [0, 2, 3, 4], "the rows of an annex stand alone"
    assert bounds_of([]).tolist() == [0]


def test_no_entry_is_endless_and_none_holds_two_documents() -> None:
    long = [passage(f"dieu_1.khoan_{n}", "a") for n in range(MOST_TOGETHER + 5)]
    other = [passage("dieu_1.khoan_1", "b", "2/2030/QH15")]
    assert bounds_of([*long, *other], most=0).tolist() == [0, MOST_TOGETHER, len(long), len(long) + 1]


def test_an_entry_says_each_heading_once_and_all_words() -> None:
    whole = together(PASSAGES[:2])
    assert whole.id == PASSAGES[0].id
    lines = whole.context.split("\n")
    assert lines == ["1/2030/QH15 · dieu_1", LAW["dieu_1.khoan_1"], LAW["dieu_1.khoan_2"]]
    bounds = bounds_of(PASSAGES, most=0)
    texts = EntryTexts(PASSAGES, bounds)
    assert texts[0:9] == [entry.searched for entry in Entered(PASSAGES, bounds)]
    assert texts[1] == PASSAGES[2].context


class Axes:
    """A store and an embedder to whom everything is alike."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 2), dtype=np.float32)

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        return []


def searcher(only: NDArray[np.bool_] | None = None) -> Searcher:
    bounds = bounds_of(PASSAGES, most=0)
    found = list(Entered(PASSAGES, bounds))
    lexical = LexicalIndex.build([entry.searched for entry in found])
    names = NameIndex.of((entry.id, place) for place, entry in enumerate(found))
    exact = ExactIndex.build(entry.context for entry in found)
    named = {one.id: place for place, one in enumerate(PASSAGES)}
    entries = Entries(PASSAGES, bounds, names.place, named.get, exact, lexical.frequency)
    return Searcher(PASSAGES, lexical, Axes(), Axes(), entries=entries, only=only)


def test_of_an_article_the_clause_that_says_it_comes_first() -> None:
    best, second, *rest = searcher().search("ong vay vốn")
    assert (best.passage.anchor, second.passage.anchor) == ("dieu_1.khoan_2", "dieu_1.khoan_1")
    assert best.score > second.score > max(hit.score for hit in rest)
    assert len(rest) == 2


def test_only_the_entries_that_count_are_found() -> None:
    only = np.array([False, True, True])
    assert {hit.passage.anchor for hit in searcher(only).search("ong")} == {"dieu_2", "pl_1.dong_1"}
    among = np.array([True, True, False])
    assert {hit.passage.anchor for hit in searcher(only).search("ong", among=among)} == {"dieu_2"}


def test_a_passages_own_share_is_of_its_last_line() -> None:
    shares = own_shares("vay vốn", PASSAGES[:3], lambda _: 1.0)
    assert shares.tolist() == [0.0, 1.0, 0.0]


def test_exact_numbers_are_found_in_every_form() -> None:
    assert exact_tokens("theo Nghị định 45/2021/NĐ-CP, năm 2021 có 17.000 hộ") >= {"45/2021/nd-cp", "45/2021"}
    assert "2021" not in exact_tokens("năm 2021")
    index = ExactIndex.build(["số 45/2021/NĐ-CP", "không có số", "ngày 15/12"])
    assert index.counts("45/2021").tolist() == [1, 0, 0]
    assert index.counts("ngày 15/12 và 45/2021").tolist() == [1, 0, 1]
    assert index.counts("9/9999").tolist() == [0, 0, 0]


def test_of_a_name_given_twice_the_first_place_counts() -> None:
    index = NameIndex.of([("a", 5), ("b", 2), ("a", 7)])
    assert (index.place("a"), index.place("b"), index.place("c"), len(index)) == (5, 2, None, 2)
