"""Whether two runs of the same cases differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics import RESAMPLES, SEED


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of a figure in both runs, and its change with a 95 % paired bootstrap interval."""

    before: float
    after: float
    low: float
    high: float
    n: int

    @property
    def change(self) -> float:
        """After minus before."""
        return self.after - self.before

    @property
    def significant(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(before: Sequence[float], after: Sequence[float]) -> Difference:
    """The difference of two series over the same cases (at least one), cases drawn with replacement."""
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    size = len(first)
    generator = np.random.default_rng(SEED)
    weights = generator.multinomial(size, np.full(size, 1 / size), size=RESAMPLES) / size
    low, high = np.percentile(weights @ (second - first), [2.5, 97.5])
    return Difference(float(first.mean()), float(second.mean()), float(low), float(high), size)


def mcnemar(gains: int, losses: int) -> float:
    """The two-sided p-value of the exact McNemar test: could so uneven a split of changes be chance?"""
    from scipy.stats import binomtest

    if gains + losses == 0:
        return 1.0
    return float(binomtest(min(gains, losses), gains + losses, 0.5).pvalue)
