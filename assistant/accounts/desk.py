"""Signing in and out: the one place where a password is looked at."""

from __future__ import annotations

import threading

from assistant.accounts.lockout import Lockout
from assistant.accounts.model import PASSWORD_MAX, Account, name_of
from assistant.accounts.passwords import fits, hashed, outdated
from assistant.accounts.signing import Session, new_session
from assistant.accounts.store import Accounts
from assistant.office.audit import Act, Actor, Audit

AT_ONCE = 2
"""Passwords that are looked at at once: each takes 64 MiB."""

NOBODY = "(không có tài khoản này)"


class Desk:
    """Lets people in. Every method may raise StoreError."""

    def __init__(self, accounts: Accounts, lockout: Lockout, audit: Audit) -> None:
        self.accounts = accounts
        self._lockout = lockout
        self._audit = audit
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def sign_in(self, written: str, password: str, address: str) -> tuple[Account, Session] | None:
        """The account and its new session; nothing for a wrong name or password, or after too many."""
        name = name_of(written)[:64]
        if not self._lockout.admit(name, address):
            return None
        account = self.accounts.find(name)
        right = self._fits(name, password)
        if not (account and right and not account.disabled):
            self._failed(name if account else NOBODY, name, address)
            return None
        self._lockout.clear(name, address)
        self._audit.note(Actor(name, address), Act.SIGNED_IN, name)
        return account, new_session(name, account.version)

    def change_password(self, account: Account, before: str, after: str, address: str) -> bool:
        """Change one's own password; false where the one before is wrong. Every session ends."""
        if not self._lockout.admit(account.name, address) or not self._fits(account.name, before):
            return False
        self._lockout.clear(account.name, address)
        return self.accounts.set_password(account.name, hashed(after), Actor(account.name, address))

    def sign_out(self, account: Account, address: str) -> None:
        """End every session of an account: a cookie that was copied is worth nothing any more."""
        self.accounts.end_sessions(account.name)
        self._audit.note(Actor(account.name, address), Act.SIGNED_OUT, account.name)

    def holder(self, session: Session) -> Account | None:
        """Whose session it is; nothing where it ended meanwhile."""
        account = self.accounts.find(session.name) if session.name else None
        valid = account and not account.disabled and account.version == session.version
        return account if valid else None

    def _fits(self, name: str, password: str) -> bool:
        with self._turns:
            kept = self.accounts.password_of(name)
            right = fits(kept, password[: PASSWORD_MAX + 1])
            if right and outdated(kept):
                self.accounts.rehash(name, hashed(password))
        return right

    def _failed(self, told: str, name: str, address: str) -> None:
        actor = Actor("", address)
        self._audit.note(actor, Act.SIGN_IN_FAILED, told)
        if self._lockout.locked(name, address):
            self._audit.note(actor, Act.LOCKED, told)
