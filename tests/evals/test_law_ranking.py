"""Fitting the ranker of clauses on pools made by hand."""

from __future__ import annotations

import numpy as np

from evals.law_ranking import Pool, fit, hits, left_out, place_of


def pool(name: str, *rows: tuple[float, float], right: int) -> Pool:
    marks = np.array([place == right for place in range(len(rows))])
    return Pool(name, np.array(rows), marks, tuple(f"d#{place}" for place in range(len(rows))))


POOLS = [pool(f"q{n}", (0.2, 1.0), (0.9, 0.1 * n), (0.1, 0.5), right=1) for n in range(10)]


def test_the_sign_of_the_right_clause_gets_the_weight() -> None:
    weights = fit(POOLS)
    assert weights[0] > 0
    assert [place_of(item, weights) for item in POOLS] == [1] * 10


def test_the_same_pools_give_the_same_weights() -> None:
    assert np.array_equal(fit(POOLS), fit(POOLS))


def test_questions_left_out_are_ranked_by_what_the_others_taught() -> None:
    assert hits(left_out(POOLS)) == "hit@1 1.000 hit@3 1.000 hit@5 1.000"


def test_passages_of_one_clause_count_once() -> None:
    item = Pool("q", np.array([[3.0], [2.0], [1.0]]), np.array([False, False, True]), ("a", "a", "b"))
    assert place_of(item, np.array([1.0])) == 2


def test_nothing_right_has_no_place() -> None:
    item = Pool("q", np.array([[3.0], [2.0]]), np.array([False, False]), ("a", "b"))
    assert place_of(item, np.array([1.0])) == 0
    assert hits([0, 1]) == "hit@1 0.500 hit@3 0.500 hit@5 0.500"
