"""Passwords as Argon2id hashes. The only file that knows `argon2`."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # RFC 9106, the profile with 64 MiB


@cache
def _of_nobody() -> str:
    return hashed("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(_bytes(password))


def fits(kept: str, password: str) -> bool:
    """Whether `password` is the one that `kept` was made of.

    Nothing kept takes as long as something: the time does not tell which accounts there are.
    """
    try:
        return _hasher().verify(kept or _of_nobody(), _bytes(password)) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether the hash is weaker than those made today."""
    try:
        return bool(kept) and _hasher().check_needs_rehash(kept)
    except InvalidHashError:
        return False


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
