"""Entries: passages in a small library, articles in a large one, and the way back to clauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.document import Span
from knowledge.entries import (
    MOST_LOOKED_AT,
    MOST_TOGETHER,
    Entered,
    Entries,
    EntryTexts,
    articles_of,
    bounds_of,
    own_shares,
    ranked_as,
    together,
)
from knowledge.exact import ExactIndex, exact_tokens
from knowledge.lexical import LexicalIndex
from knowledge.names import NameIndex
from knowledge.passage import Passage
from knowledge.ranking import FEATURES, Ranker, Ranking
from knowledge.ranking_words import Article
from knowledge.readings import Readings
from knowledge.search import ENDED_LOSS, READ_TOGETHER, Ended, Hit, Searcher
from knowledge.static_model import StaticModel

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


def searcher(
    only: NDArray[np.bool_] | None = None,
    ended: Ended | None = None,
    ranking: Ranker | None = None,
    passages: Sequence[Passage] = PASSAGES,
) -> Searcher:
    bounds = bounds_of(passages, most=0)
    found = list(Entered(passages, bounds))
    lexical = LexicalIndex.build([entry.searched for entry in found])
    names = NameIndex.of((entry.id, place) for place, entry in enumerate(found))
    exact = ExactIndex.build(entry.context for entry in found)
    named = {one.id: place for place, one in enumerate(passages)}
    entries = Entries(passages, bounds, names.place, named.get, exact, lexical.frequency)
    return Searcher(
        passages, lexical, Axes(), Axes(), entries=entries, only=only, ended=ended, ranking=ranking
    )


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


def test_an_article_that_does_not_hold_loses_a_part_of_its_score() -> None:
    asked: list[tuple[str, date | None]] = []

    def ended(question: str, day: date | None) -> NDArray[np.bool_]:
        asked.append((question, day))
        return np.array([True, False, False])

    usual = searcher().search("ong trồng chè")
    lower = searcher(ended=ended).search("ong trồng chè", as_of=date(2030, 1, 1))
    assert asked == [("ong trồng chè", date(2030, 1, 1))]
    scores = {hit.passage.anchor: hit.score for hit in lower}
    assert scores["dieu_2"] == usual[0].score == max(hit.score for hit in usual)
    (best,) = (hit for hit in usual if hit.passage.anchor == "dieu_1.khoan_1")
    assert scores["dieu_1.khoan_1"] == pytest.approx((1 - ENDED_LOSS) * best.score)


class Counting(list[Passage]):
    """Passages of which it is known how many were read by their place."""

    read = 0

    def __getitem__(self, place: Any) -> Any:
        self.read += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("wanted", [1, 3, 10, 40])
def test_no_more_is_read_than_can_hold_the_best(wanted: int) -> None:
    law = Counting(
        passage(f"dieu_{number}.khoan_{clause}", "ong " * clause + "chè " * (number % 7))
        for number in range(1, 51)
        for clause in (1, 2)
    )
    search = searcher(passages=law).search
    law.read = 0
    best = search("ong chè", wanted)
    assert best == search("ong chè", len(law))[:wanted]
    assert len(best) == wanted
    law.read = 0
    search("ong chè", wanted)
    assert wanted <= law.read <= 2 * (wanted + READ_TOGETHER)


def weighing(**weights: float) -> Ranker:
    """A ranking by some features alone, with a model that knows no word of theirs."""
    model = StaticModel.of(["?"], np.ones((1, 2), dtype=np.float32))
    ranking = Ranking(np.array([weights.get(name, 0) for name in FEATURES], dtype=np.float32), model)
    return ranking.over(Readings.of(articles_of(PASSAGES, bounds_of(PASSAGES, most=0))))


def anchors(hits: Sequence[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.passage.anchor.split(".")[0] for hit in hits if hit.score > 0))


def test_the_articles_ranked_first_get_the_best_scores() -> None:
    question = "ong ong ong trồng chè đồi"
    usual = searcher().search(question)
    assert anchors(usual) == ["dieu_2", "dieu_1"]
    turned = searcher(ranking=weighing(windows=-1, near_title=-1, body_pairs=-1)).search(question)
    assert anchors(turned) == ["dieu_1", "dieu_2"]
    assert turned[0].score == usual[0].score, "a score means what it meant"


@pytest.mark.parametrize("weight", [-1, 1])
def test_ranking_puts_nothing_before_what_is_exact_or_what_holds(weight: float) -> None:
    ranking = weighing(near_words=weight)
    exact = "trồng chè trên đồi theo 45/2021/NĐ-CP"
    assert searcher(ranking=ranking).search(exact) == searcher().search(exact)

    def ended(_: str, __: date | None) -> NDArray[np.bool_]:
        return np.array([False, True, False])

    usual = searcher(ended=ended).search("ong trồng chè")
    assert searcher(ended=ended, ranking=ranking).search("ong trồng chè") == usual


def opens(heading: str) -> bool:
    """Whether an article under this heading is taken for the one that says what its instrument is about."""
    clause = Passage("1/2030/QH15", "dieu_1", "", "clause", Span(0, 1), (heading,), "")
    return ranked_as([clause]).opens


def test_an_entry_is_ranked_by_title_and_lines() -> None:
    headings = ("Chương I QUY ĐỊNH CHUNG", "Điều 9a. Nuôi ong", "Hộ nuôi ong được:")
    clauses = [
        Passage("1/2030/QH15", f"dieu_9a.khoan_{n}", "", "clause", Span(0, 1), headings, f"Luật\n{line}")
        for n, line in enumerate(("1. vay vốn", "2. học nghề"), 1)
    ]
    found = ranked_as(clauses)
    assert (found.instrument, found.title) == ("1/2030/QH15", "Nuôi ong")
    assert found.lines == ("Hộ nuôi ong được:", "1. vay vốn", "2. học nghề")
    assert [opens(f"Điều {number} Phạm vi") for number in ("1.", "1", "10.", "1a.", "2.")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    alone = Passage("1/2030/QH15", "doan_1", "", "clause", Span(0, 1), (), "Một dòng")
    assert ranked_as([alone]) == Article("1/2030/QH15", "", ("Một dòng",))


def test_every_entry_is_ranked_and_of_a_long_one_its_first_passages() -> None:
    bounds = bounds_of(PASSAGES, most=0)
    assert [one.lines for one in articles_of(PASSAGES, bounds)] == [
        (LAW["dieu_1.khoan_1"], LAW["dieu_1.khoan_2"]),
        (LAW["dieu_2"],),
        (LAW["pl_1.dong_1"],),
    ]
    long = [passage(f"dieu_1.khoan_{n}", f"khoản {n}") for n in range(MOST_LOOKED_AT + 1)]
    (only,) = articles_of(long, bounds_of(long, most=0))
    assert len(only.lines) == MOST_LOOKED_AT


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
