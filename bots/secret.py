"""The secret of an installation, and what is made with it: names that tell nothing, sealed addresses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import ConfigError
from knowledge.once import write_once

_NONCE = 16
_BLOCK = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Secret:
    """A random key of 32 bytes."""

    key: bytes = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> Secret:
        """The secret of a file, made at the first use and readable by its owner alone.

        Raises ConfigError where the file can be neither read nor made.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_once(path, secrets.token_bytes(32))
            key = path.read_bytes()
        except OSError as fault:
            raise ConfigError(
                f"không đọc hay ghi được {path} ({fault.strerror}); hãy kiểm tra quyền"
            ) from None
        if len(key) != 32:
            raise ConfigError(
                f"{path} không còn nguyên vẹn; xóa tệp này thì khóa mới được tạo, dữ liệu cũ mất liên hệ"
            )
        return cls(key)

    def name(self, kind: str, text: str) -> str:
        """The keyed hash of a text: 24 characters for addresses and buttons."""
        digest = hmac.digest(self.key, f"{kind}\0{text}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:18]).decode()

    def seal(self, text: str) -> bytes:
        """The text unreadable without the key, by a key stream that a fresh nonce starts."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._crossed(nonce, text.encode())

    def unseal(self, sealed: bytes) -> str:
        """What was sealed."""
        return self._crossed(sealed[:_NONCE], sealed[_NONCE:]).decode()

    def _crossed(self, nonce: bytes, data: bytes) -> bytes:
        blocks = range(-(-len(data) // _BLOCK))
        stream = b"".join(hmac.digest(self.key, b"seal\0" + nonce + bytes([n]), "sha256") for n in blocks)
        return bytes(a ^ b for a, b in zip(data, stream, strict=False))
