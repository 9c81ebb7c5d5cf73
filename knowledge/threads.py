"""How many threads a product of matrices takes."""

from __future__ import annotations

from threadpoolctl import threadpool_limits


def one_each() -> None:
    """Let every product of matrices of this process run in one thread.

    Those of a question are small: a second thread saves no time, and waits for the next one at full load.
    """
    threadpool_limits(limits=1, user_api="blas")
