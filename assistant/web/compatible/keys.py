"""Who may call: the one place where API keys are checked."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from assistant.web.compatible import wording
from assistant.web.compatible.faults import Fault

_CHALLENGE = (("WWW-Authenticate", "Bearer"),)


def keys_in(listed: str) -> tuple[str, ...]:
    """The keys of a list with commas between them."""
    return tuple(key for item in listed.split(",") if (key := item.strip()))


def refusal_of(authorization: str, keys: Sequence[str]) -> Fault | None:
    """Why the caller with this `Authorization` header may not ask; nothing when it may.

    Where there are no keys, everybody may; clients that insist on sending one may send any.
    """
    if not keys:
        return None
    scheme, _, given = authorization.partition(" ")
    named = given.strip().encode()
    known = [hmac.compare_digest(named, key.encode()) for key in keys]  # all: the time must tell nothing
    if scheme.lower() == "bearer" and any(known):
        return None
    return Fault(401, wording.WRONG_KEY, code="invalid_api_key", headers=_CHALLENGE)
