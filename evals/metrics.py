"""The figures of a run: their names, and their values with 95 % intervals: all, by register, by kind.

Every figure but the latencies and `ece` is the mean of a per-case value over the cases it applies to. The
README of this package gives each formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.confidence import BINS, bin_of
from evals.grade import Result
from evals.vocabulary import UNLABELLED

RESAMPLES = 1000
"""Bootstrap resamples: the ends of a 95 % interval then rest on 25 draws each."""

SEED = 20230307
"""Intervals are the same on every machine."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure. `label` and `meaning` are Vietnamese; `lower_is_better` for counts of harm."""

    name: str
    label: str
    meaning: str
    lower_is_better: bool = False


METRICS: tuple[Metric, ...] = (
    Metric("passed", "Đạt", "câu đạt mọi yêu cầu của nó"),
    Metric("status_accuracy", "Đúng trạng thái", "kết thúc đúng như bộ câu hỏi cho phép"),
    Metric("fact_recall", "Đủ ý", "phần ý bắt buộc mà câu trả lời nói ra"),
    Metric("nothing_forbidden", "Không nói điều cấm", "câu không nói điều không được nói"),
    Metric("answer_precision", "Trả lời thì đúng", "câu đạt trong số câu có trả lời"),
    Metric(
        "false_answer",
        "Trả lời khi không nên",
        "câu lẽ ra không được trả lời mà vẫn trả lời",
        lower_is_better=True,
    ),
    Metric("abstention_precision", "Từ chối đúng", "câu đáng từ chối trong số câu đã từ chối"),
    Metric("abstention_recall", "Từ chối đủ", "câu đã từ chối trong số câu đáng từ chối"),
    Metric("evidence_any", "Có bằng chứng", "câu dẫn tới ít nhất một chỗ đúng"),
    Metric("evidence_all", "Đủ bằng chứng", "câu dẫn tới mọi chỗ cần dẫn"),
    Metric("quote_recall", "Đúng đoạn trích", "phần đoạn trích mẫu mà câu trả lời trích tới"),
    Metric("citation_verbatim", "Trích nguyên văn", "phần trích dẫn đúng từng chữ, đúng mục"),
    Metric("citation_precision", "Trích dẫn đúng chỗ", "phần trích dẫn nguyên văn và thuộc chỗ cần dẫn"),
    Metric("citation_recall", "Ý có dẫn chứng", "phần ý của câu trả lời được trích dẫn chứng minh"),
    Metric(
        "brier",
        "Điểm Brier",
        "bình phương khoảng cách giữa độ tin của trợ lý và việc bản nháp đúng (1) hay sai (0)",
        lower_is_better=True,
    ),
    Metric(
        "ece",
        "Sai lệch độ tin (ECE)",
        "khoảng cách giữa độ tin và tỷ lệ đúng, trung bình theo mười mức độ tin",
        lower_is_better=True,
    ),
    Metric("judged", "Mô hình chấm", "điểm trung bình của mô hình chấm (chỉ khi được bật)"),
    Metric("mrr@10", "MRR@10", "nghịch đảo thứ hạng của chỗ đúng đầu tiên"),
    Metric("ndcg@10", "nDCG@10", "chất lượng thứ tự mười đoạn đầu"),
    Metric("hit@1", "hit@1", "câu có chỗ đúng ở hạng 1"),
    Metric("hit@3", "hit@3", "câu có chỗ đúng trong 3 hạng đầu"),
    Metric("hit@5", "hit@5", "câu có chỗ đúng trong 5 hạng đầu"),
    Metric("hit@10", "hit@10", "câu có chỗ đúng trong 10 hạng đầu"),
    Metric("recall@1", "recall@1", "phần chỗ đúng ở hạng 1"),
    Metric("recall@5", "recall@5", "phần chỗ đúng trong 5 hạng đầu"),
    Metric("recall@10", "recall@10", "phần chỗ đúng trong 10 hạng đầu"),
)
"""The figures in the order in which they are always shown."""

PERCENTILES = {"latency_p50": 50.0, "latency_p95": 95.0}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `n` cases with the ends of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    n: int


Figures = dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run: for all cases, by register, by kind; how many cases ended in each status."""

    cases: int
    answered: int
    overall: Figures
    by_register: dict[str, Figures]
    by_kind: dict[str, Figures]
    statuses: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON-ready plain values."""
        return asdict(self)


def summarise(results: Sequence[Result]) -> Summary:
    """The figures of these results."""
    return Summary(
        cases=len(results),
        answered=sum(result.answer is not None for result in results),
        overall=figures(results),
        by_register=_grouped(results, lambda result: str(result.case.register or UNLABELLED)),
        by_kind=_grouped(results, lambda result: str(result.case.kind or UNLABELLED)),
        statuses=dict(Counter(result.status for result in results).most_common()),
    )


def _grouped(results: Sequence[Result], label: Callable[[Result], str]) -> dict[str, Figures]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(label(result), []).append(result)
    return {name: figures(members) for name, members in sorted(groups.items())}


def figures(results: Sequence[Result]) -> Figures:
    """Each figure that applies to any of these results; latencies in milliseconds."""
    names = [metric.name for metric in METRICS]
    values = score_matrix(results, names)
    known = ~np.isnan(values)
    weights = _resampled(len(results))
    totals = weights @ np.where(known, values, 0.0)
    counts = weights @ known.astype(float)
    found: Figures = {}
    for column, name in enumerate(names):
        applied = known[:, column]
        if applied.any():
            drawn = counts[:, column] > 0
            means = totals[drawn, column] / counts[drawn, column]
            found[name] = _estimate(float(values[applied, column].mean()), means, int(applied.sum()))
    return found | _calibration(results) | _latencies(results)


def score_matrix(results: Sequence[Result], names: Sequence[str]) -> NDArray[np.float64]:
    """The per-case values, one row a result and one column a figure; NaN where a figure does not apply."""
    rows = [[result.scores.get(name, np.nan) for name in names] for result in results]
    return np.array(rows, dtype=np.float64).reshape(len(results), len(names))


def _resampled(size: int) -> NDArray[np.float64]:
    """How often each case is drawn in each bootstrap resample: `RESAMPLES` rows of `size` counts."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(size, np.full(size, 1 / size), size=RESAMPLES).astype(np.float64)


def mean(values: Sequence[float]) -> Estimate:
    """The mean of per-case values (at least one) with its interval."""
    found = np.asarray(values, dtype=np.float64)
    return _estimate(float(found.mean()), _resampled(len(found)) @ found / len(found), len(found))


def _calibration(results: Sequence[Result]) -> Figures:
    """The expected calibration error: |confidence - share right| of each bin, weighted by its cases."""
    drafts = [r.draft for r in results if r.draft and r.draft.right is not None]
    if not drafts:
        return {}
    gaps = np.zeros((len(drafts), BINS))
    for row, draft in enumerate(drafts):
        gaps[row, bin_of(draft.confidence)] = draft.confidence - float(bool(draft.right))
    value = float(np.abs(gaps.sum(axis=0)).sum()) / len(drafts)
    resampled = np.abs(_resampled(len(drafts)) @ gaps).sum(axis=1) / len(drafts)
    return {"ece": _estimate(value, resampled, len(drafts))}


def _latencies(results: Sequence[Result]) -> Figures:
    timed = [r.answer.latency_ms for r in results if r.answer and r.answer.latency_ms is not None]
    if not timed:
        return {}
    values = np.array(timed)
    drawn = np.random.default_rng(SEED).integers(len(values), size=(RESAMPLES, len(values)))
    resampled = values[drawn]
    return {
        name: _estimate(float(np.percentile(values, at)), np.percentile(resampled, at, axis=1), len(timed))
        for name, at in PERCENTILES.items()
    }


def _estimate(value: float, resampled: NDArray[np.float64], n: int) -> Estimate:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(round(value, 6), round(float(low), 6), round(float(high), 6), n)
