"""From the settings to the way people get in, with what the person who starts the service must know."""

from __future__ import annotations

from collections.abc import Callable

from assistant.accounts.desk import Desk
from assistant.accounts.lockout import Lockout
from assistant.accounts.signing import Signer, secret_of
from assistant.accounts.store import Accounts
from assistant.office.audit import Audit
from assistant.office.opening import OfficeDatabase
from assistant.web.access import wording as access_wording
from assistant.web.access.who import Access, AccessSettings, is_here, networks_in
from assistant.web.compatible.keys import keys_in
from knowledge.config import Settings
from knowledge.errors import ConfigError


def open_access(
    settings: Settings, database: OfficeDatabase, host: str, tell: Callable[[str], None]
) -> Access:
    """How people get in, as `settings` say; `tell` gets a warning where that is unsafe at `host`.

    Raises:
        ConfigError: a setting cannot work.
    """
    if settings.access == "header" and not settings.auth_header.strip():
        raise ConfigError(access_wording.NO_HEADER)
    chosen = AccessSettings(
        mode=settings.access,
        header=settings.auth_header.strip(),
        proxies=networks_in(settings.auth_proxies),
        api_keys=keys_in(settings.api_keys.get_secret_value()),
        public_url=settings.public_url,
    )
    secret = secret_of(settings.secret_key.get_secret_value(), settings.data_dir.expanduser())
    audit = Audit(database)
    accounts = Accounts(database, audit)
    _warn(chosen, accounts, host, tell)
    return Access(
        chosen, Signer(secret, settings.session_hours * 3600), Desk(accounts, Lockout(database), audit)
    )


def _warn(chosen: AccessSettings, accounts: Accounts, host: str, tell: Callable[[str], None]) -> None:
    if chosen.mode == "off" and not is_here(host):
        tell(access_wording.OPEN_TO_ALL.format(host=host))
    if chosen.mode == "accounts" and not is_here(host) and not chosen.public_url.startswith("https:"):
        tell(access_wording.NOT_SECRET)
    if chosen.mode == "accounts" and not accounts.all():
        tell(access_wording.NOBODY_YET)
