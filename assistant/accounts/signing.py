"""Signed session cookies and the tokens of forms. The only file that knows `itsdangerous`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from knowledge.errors import ConfigError
from knowledge.once import write_once

SECRET_MIN = 32
"""Characters of ASSISTANT_SECRET_KEY."""

_TOO_SHORT = (
    f"ASSISTANT_SECRET_KEY quá ngắn: cần ít nhất {SECRET_MIN} ký tự ngẫu nhiên; để trống thì trợ lý tự tạo "
    "và giữ trong thư mục dữ liệu"
)


@dataclass(frozen=True, slots=True)
class Session:
    """What a cookie holds. `name` is empty for a visitor; `version` is that of the account at sign-in."""

    nonce: str
    name: str = ""
    version: int = 0


def new_session(name: str = "", version: int = 0) -> Session:
    """A session nobody had before."""
    return Session(secrets.token_urlsafe(16), name, version)


class Signer:
    """Makes and reads cookies and tokens; what was changed or is older than `seconds` is nothing."""

    def __init__(self, secret: str, seconds: int) -> None:
        self.seconds = seconds
        self._cookies = URLSafeTimedSerializer(secret, salt="session")
        self._tokens = URLSafeTimedSerializer(secret, salt="form")

    def cookie(self, session: Session) -> str:
        """The value of the cookie."""
        return self._cookies.dumps([session.nonce, session.name, session.version])

    def session(self, cookie: str) -> Session | None:
        """The session of a cookie."""
        found = _read(self._cookies, cookie, self.seconds)
        if not (isinstance(found, list) and [type(part) for part in found] == [str, str, int]):
            return None
        return Session(*found)

    def token(self, session: Session) -> str:
        """What a form or a script sends along to show that a page of ours made it."""
        return self._tokens.dumps([session.nonce, session.name])

    def knows(self, token: str, session: Session) -> bool:
        """Whether `token` was made for this very session."""
        return bool(_read(self._tokens, token, self.seconds) == [session.nonce, session.name])


def secret_of(setting: str, data_dir: Path) -> str:
    """The secret of the setting, else one that is made once and kept in `data_dir`, readable by us alone.

    Raises ConfigError for a short one, or where it cannot be kept.
    """
    if setting:
        if len(setting) < SECRET_MIN:
            raise ConfigError(_TOO_SHORT)
        return setting
    path = data_dir / "secret-key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        write_once(path, secrets.token_urlsafe(48).encode())
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError(
            f"không giữ được khóa ký ở {path} ({fault}); hãy đặt ASSISTANT_SECRET_KEY"
        ) from None
    if len(kept) < SECRET_MIN:
        raise ConfigError(f"{path} hỏng; hãy xóa tệp đó rồi chạy lại (mọi người phải đăng nhập lại)")
    return kept


def _read(serializer: URLSafeTimedSerializer, text: str, seconds: int) -> Any:
    try:
        return serializer.loads(text, max_age=seconds) if len(text) < 2000 else None
    except (BadData, ValueError, OverflowError):
        return None
