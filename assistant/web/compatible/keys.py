"""Who may call: the one place where API keys are checked."""

from __future__ import annotations

from assistant.web.compatible.faults import Fault


def refusal_of(authorization: str) -> Fault | None:  # noqa: ARG001 - nothing is checked yet
    """Why the caller with this `Authorization` header may not ask; nothing when it may.

    The assistant gives out no keys yet and listens on this machine alone unless told otherwise: clients that
    insist on sending a key may send any. A check of keys belongs here and answers with status 401.
    """
    return None
