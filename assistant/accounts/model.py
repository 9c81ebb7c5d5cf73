"""Accounts, roles, and which names and passwords are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import ConfigError
from knowledge.text import fold, strip_accents

PASSWORD_MIN, PASSWORD_MAX = 12, 200
DISTINCT = 5
"""A password has at least so many different characters."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")
_COMMON = ("password", "matkhau", "123456", "qwerty", "abcdef", "hoptacxa", "troly")
_SINGLE = re.compile(r"(.{1,4}?)\1{2,}")


class Role(StrEnum):
    """What a person may do; each may also do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def allows(self, wanted: Role) -> bool:
        """Whether this role is enough where `wanted` is asked for."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True)
class Account:
    """A person with a name to sign in by. `version` grows whenever sessions from before must end."""

    name: str
    full_name: str
    role: Role
    disabled: bool = False
    version: int = 1
    has_password: bool = True
    created: float = 0.0


def name_of(written: str) -> str:
    """The name as accounts have it: lower case, no spaces around it."""
    return fold(written.strip())


def checked_name(written: str) -> str:
    """The name of a new account. Raises ConfigError for one that cannot be."""
    name = name_of(written)
    if not _NAME.fullmatch(name):
        raise ConfigError(
            "tên đăng nhập dài 2 đến 64 ký tự, gồm chữ không dấu, số và . _ @ + -; ví dụ: lan.nguyen"
        )
    return name


def role_of(written: str) -> Role:
    """The role with this name. Raises ConfigError."""
    try:
        return Role(written.strip().lower())
    except ValueError:
        raise ConfigError(f"--role {written}: không có; hãy chọn reader, editor hoặc admin") from None


def password_fault(password: str, name: str) -> str:
    """Why a password is not taken, as one line; empty for a good one."""
    if len(password) < PASSWORD_MIN:
        return f"Mật khẩu cần ít nhất {PASSWORD_MIN} ký tự. Một câu dài dễ nhớ là tốt nhất."
    if len(password) > PASSWORD_MAX:
        return f"Mật khẩu dài nhất {PASSWORD_MAX} ký tự."
    plain = strip_accents(fold(password)).replace(" ", "")
    own = re.split(r"[._@+-]", name)[0] if name else ""
    if len(own) > 2 and own in plain:
        return "Mật khẩu không được chứa tên đăng nhập."
    if len(set(plain)) < DISTINCT or _SINGLE.fullmatch(plain):
        return "Mật khẩu lặp lại quá ít ký tự, dễ đoán. Hãy chọn câu khác."
    rest = plain
    for word in _COMMON:
        rest = rest.replace(word, "")
    if len(rest) < PASSWORD_MIN // 2:
        return "Mật khẩu gồm toàn những chữ ai cũng đoán được. Hãy chọn câu khác."
    return ""
