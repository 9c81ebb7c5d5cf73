"""Who is asking, in each of the three ways of access: nobody signs in, accounts, an authenticating proxy."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.accounts.desk import Desk
from assistant.accounts.model import Account, Role, checked_name, name_of
from assistant.accounts.signing import Session, Signer
from assistant.web.access import wording as access_wording
from assistant.web.compatible.keys import refusal_of
from knowledge.errors import ConfigError

Mode = Literal["off", "accounts", "header"]
Way = Literal["local", "account", "proxy", "key"]
Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"
COOKIE = "htx"
SECURE_COOKIE = "__Host-htx"
LOCAL = "(máy này)"
DAY_S = 24 * 3600

_HERE = ("localhost", "127.0.0.1", "::1", "[::1]")
_FORWARDING = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Who:
    """A person or a program that is let in, and how it was recognised."""

    name: str
    full_name: str
    role: Role
    way: Way


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """How people get in.

    `header` is what an authenticating proxy at one of `proxies` sends; `api_keys` let programs in as readers.
    """

    mode: Mode = "off"
    header: str = ""
    proxies: tuple[Network, ...] = ()
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    public_url: str = ""


def networks_in(listed: str) -> tuple[Network, ...]:
    """The addresses and ranges of a list with commas between them. Raises ConfigError."""
    try:
        parts = [part.strip() for part in listed.split(",") if part.strip()]
        return tuple(ipaddress.ip_network(part, strict=False) for part in parts)
    except ValueError:
        raise ConfigError(access_wording.BAD_PROXY.format(given=listed[:80])) from None


def is_here(address: str) -> bool:
    """Whether an address is that of this very machine."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Access:
    """Tells who asks. `desk` knows the accounts; without one nobody has any."""

    def __init__(self, settings: AccessSettings, signer: Signer, desk: Desk | None = None) -> None:
        self.settings = settings
        self.signer = signer
        self.desk = desk

    def who(self, scope: Scope) -> Who | None:
        """Who sent a request; nothing for a stranger. Raises StoreError."""
        headers = Headers(scope=scope)
        mode = self.settings.mode
        if mode == "off":
            return _local(scope, headers, self.settings.public_url)
        if self._has_key(headers):
            return Who("(khóa API)", "(khóa API)", Role.READER, "key")
        return self._proxied(scope, headers) if mode == "header" else self._signed_in(scope)

    def session(self, scope: Scope) -> Session | None:
        """The session of the cookie that came along, a visitor's included."""
        values = _cookies(Headers(scope=scope), self.cookie_name(scope))
        return next((found for value in values if (found := self.signer.session(value))), None)

    def cookie_name(self, scope: Scope) -> str:
        """The name of our cookie: by HTTPS one that no other site and no plain connection can set."""
        return SECURE_COOKIE if self.is_secure(scope) else COOKIE

    def is_secure(self, scope: Scope) -> bool:
        """Whether the browser reaches the service by HTTPS, so that cookies may be kept to it."""
        return scope.get("scheme") == "https" or self.settings.public_url.startswith("https:")

    def peer(self, scope: Scope) -> str:
        """The address of who asks: behind our proxy the one it names, else the other end of the line."""
        direct = client_of(scope)
        if self.settings.mode != "header" or not self._is_proxy(direct):
            return direct
        named = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        strangers = [part.strip() for part in named if part.strip() and not self._is_proxy(part.strip())]
        return strangers[-1] if strangers else direct

    def _has_key(self, headers: Headers) -> bool:
        keys = self.settings.api_keys
        return bool(keys) and refusal_of(headers.get("authorization", ""), keys) is None

    def _signed_in(self, scope: Scope) -> Who | None:
        session = self.session(scope)
        account = self.desk.holder(session) if session and self.desk else None
        return _who(account, "account") if account else None

    def _proxied(self, scope: Scope, headers: Headers) -> Who | None:
        """Who the proxy says it is; the accounts say what that person may, everybody else may read."""
        given = headers.getlist(self.settings.header)
        if len(given) != 1 or not self._is_proxy(client_of(scope)):
            return None
        try:
            name = checked_name(name_of(given[0]))
        except ConfigError:
            return None
        account = self.desk.accounts.find(name) if self.desk else None
        if account is None:
            return Who(name, name, Role.READER, "proxy")
        return None if account.disabled else _who(account, "proxy")

    def _is_proxy(self, address: str) -> bool:
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(known in network for network in self.settings.proxies)


def nobody_signs_in() -> Access:
    """Access that is off: everybody may ask, the person at this machine may do all."""
    return Access(AccessSettings(), Signer(secrets.token_urlsafe(48), DAY_S))


def client_of(scope: Scope) -> str:
    """The other end of the line."""
    return str(scope["client"][0]) if scope.get("client") else ""


def _who(account: Account, way: Way) -> Who:
    return Who(account.name, account.full_name, account.role, way)


def _local(scope: Scope, headers: Headers, public_url: str) -> Who | None:
    """The person at this machine.

    A name of this machine must have been called, or a page elsewhere could have a browser here call it under
    a name of its own. What passed through a proxy is not from here, whatever it says.
    """
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    passed = any(name in headers for name in _FORWARDING)
    if public_url or passed or host not in _HERE or not is_here(client_of(scope)):
        return None
    return Who(LOCAL, "Người dùng tại máy", Role.ADMIN, "local")


def _cookies(headers: Headers, wanted: str) -> Sequence[str]:
    """The values of the cookies with this name."""
    pairs = [part.strip().partition("=") for line in headers.getlist("cookie") for part in line.split(";")]
    return [value for name, _, value in pairs if name == wanted]
