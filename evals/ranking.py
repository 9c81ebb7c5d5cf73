"""Figures of ranked retrieval. The only file that knows the `ir_measures` library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MEASURES: dict[str, str] = {
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
    "hit@1": "Success@1",
    "hit@3": "Success@3",
    "hit@5": "Success@5",
    "hit@10": "Success@10",
    "hit@100": "Success@100",
    "recall@1": "R@1",
    "recall@3": "R@3",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "recall@100": "R@100",
}
"""Our names of the figures and the library's."""

Relevant = Mapping[str, Mapping[str, int]]
Run = Mapping[str, Mapping[str, float]]


def per_query(relevant: Relevant, run: Run, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Each figure for each question of `relevant`, 0 to 1. A question that found nothing scores 0.

    `relevant` holds the grade of each right item, `run` the score of each item found, both by question.
    """
    import ir_measures

    measures = {ir_measures.parse_measure(MEASURES[name]): name for name in names}
    figures: dict[str, dict[str, float]] = {query: dict.fromkeys(names, 0.0) for query in relevant}
    found = {query: dict(items) for query, items in run.items() if items and query in relevant}
    if found:
        grades = {query: dict(items) for query, items in relevant.items()}
        for metric in ir_measures.iter_calc(list(measures), grades, found):
            figures[metric.query_id][measures[metric.measure]] = float(metric.value)
    return figures


def average(figures: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> dict[str, float]:
    """The mean of each figure over all questions."""
    return {name: sum(row[name] for row in figures.values()) / max(1, len(figures)) for name in names}
