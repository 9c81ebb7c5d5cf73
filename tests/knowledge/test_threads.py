"""Products of matrices run in one thread."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from knowledge.threads import one_each


def test_products_of_matrices_take_one_thread() -> None:
    _ = np.ones((8, 8)) @ np.ones((8, 8))
    with threadpool_limits(limits=2, user_api="blas"):
        one_each()
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} <= {1}
