"""What changed between two runs of the same cases, and whether it is a loss that must not pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.metrics import METRICS, Metric
from evals.run import Run, read_json
from evals.significance import Difference, mcnemar, paired_bootstrap
from knowledge.errors import DataError

SIGNIFICANT = 0.05
"""A p-value below this is no chance."""

GATED = ("passed", "status_accuracy", "fact_recall", "evidence_all", "false_answer")
"""Figures of which a significant loss fails the gate. Few, so that chance alone seldom fails it."""

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in both runs. `loss`: it is worse by more than chance."""

    metric: Metric
    difference: Difference
    loss: bool
    gain: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases that only the later run passes (`gains`) or only the earlier (`losses`), each figure's change.

    `p_value` is McNemar's for gains against losses; `only_before` and `only_after` are cases without a twin.
    """

    shared: int
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    p_value: float
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def failed_gate(self) -> tuple[str, ...]:
        """The Vietnamese names of the gated figures that were lost significantly."""
        lost = [change.metric.label for change in self.changes if change.metric.name in GATED and change.loss]
        return tuple(lost)


def compare(before: Scores, after: Scores) -> Comparison:
    """The comparison of two runs, each given as the scores of each case by id.

    Raises:
        DataError: the runs share no case.
    """
    shared = [name for name in before if name in after]
    if not shared:
        raise DataError(
            "hai lần chạy không có câu nào chung; hãy so sánh hai lần chạy của cùng một bộ câu hỏi"
        )
    gains = tuple(name for name in shared if after[name]["passed"] > before[name]["passed"])
    losses = tuple(name for name in shared if after[name]["passed"] < before[name]["passed"])
    p_value = mcnemar(len(gains), len(losses))
    pairs = [(before[name], after[name]) for name in shared]
    changes = [_change(metric, pairs, p_value) for metric in METRICS]
    return Comparison(
        len(shared),
        gains,
        losses,
        p_value,
        tuple(change for change in changes if change is not None),
        tuple(name for name in before if name not in after),
        tuple(name for name in after if name not in before),
    )


def _change(
    metric: Metric, pairs: list[tuple[Mapping[str, float], Mapping[str, float]]], p_value: float
) -> Change | None:
    """The change of one figure over the cases to which it applies in both runs."""
    name = metric.name
    both = [(first[name], second[name]) for first, second in pairs if name in first and name in second]
    if not both:
        return None
    difference = paired_bootstrap([first for first, _ in both], [second for _, second in both])
    # Passing is yes or no and gated first: there the exact test decides, not the resampled interval.
    certain = p_value < SIGNIFICANT if name == "passed" else difference.significant
    worse = difference.change > 0 if metric.lower_is_better else difference.change < 0
    return Change(metric, difference, loss=certain and worse, gain=certain and not worse)


def scores_of(run: Run) -> dict[str, dict[str, float]]:
    """The scores of each case of a run."""
    return {name: _checked(str(run.folder), result["scores"]) for name, result in run.results.items()}


def write_baseline(run: Run, path: Path) -> None:
    """Keep the scores of a run as the mark that later runs are held against."""
    value: dict[str, Any] = {
        "cases": run.config.get("cases", {}),
        "created": run.config.get("created", ""),
        "scores": scores_of(run),
    }
    text = json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":"))
    path.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def read_baseline(path: Path) -> dict[str, dict[str, float]]:
    """The scores of each case that a baseline holds.

    Raises:
        DataError: the file is no baseline.
    """
    scores = read_json(path).get("scores")
    if not isinstance(scores, dict) or not scores:
        raise DataError(f"{path}: không phải tệp mốc; hãy tạo bằng: python -m evals baseline THƯ_MỤC_KẾT_QUẢ")
    return {name: _checked(str(path), case) for name, case in scores.items()}


def _checked(where: str, scores: object) -> dict[str, float]:
    if not isinstance(scores, dict) or "passed" not in scores:
        raise DataError(f"{where}: điểm của các câu không đọc được; hãy chạy lại score hoặc run")
    return {str(name): float(value) for name, value in scores.items() if isinstance(value, int | float)}
