"""Names, passwords, accounts, signing in, lockout."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from assistant.accounts.desk import NOBODY, Desk
from assistant.accounts.lockout import OF_ACCOUNT, OF_ADDRESS, WINDOW_S, Lockout
from assistant.accounts.model import Account, Role, checked_name, password_fault
from assistant.accounts.passwords import fits, hashed
from assistant.accounts.signing import Session, Signer, new_session, secret_of
from assistant.accounts.store import Accounts
from assistant.office.audit import Act, Actor, Audit
from assistant.office.opening import OfficeDatabase
from knowledge.errors import ConfigError, StoreError
from tests.assistant.accounts.conftest import PASSWORD, Clock

HERE = "10.0.0.7"
CLI = Actor("dòng lệnh")
HASH = hashed(PASSWORD)  # slow on purpose, so made once


@pytest.fixture
def lan(accounts: Accounts) -> Account:
    account = Account("lan", "Nguyễn Thị Lan", Role.EDITOR)
    assert accounts.add(account, HASH, CLI)
    return account


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("ngắn quá", "12 ký tự"),
        ("lan là tên của tôi đây", "tên đăng nhập"),
        ("aaaaaaaaaaaaaaaa", "lặp lại"),
        ("xyzxyzxyzxyz", "lặp lại"),
        ("matkhau123456", "đoán"),
        ("Mật khẩu 123456", "đoán"),
        ("x" * 201, "200"),
    ],
)
def test_weak_passwords_are_refused(password: str, word: str) -> None:
    assert word in password_fault(password, "lan")


def test_a_sentence_is_a_good_password() -> None:
    assert password_fault(PASSWORD, "lan.nguyen") == ""


@pytest.mark.parametrize("name", ["", "a", "Lan Nguyễn", "<b>lan</b>", "../lan", "lan\nlan", "x" * 65])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(ConfigError, match="tên đăng nhập"):
        checked_name(name)


def test_roles_include_those_below() -> None:
    assert Role.ADMIN.allows(Role.READER)
    assert Role.EDITOR.allows(Role.EDITOR)
    assert not Role.READER.allows(Role.EDITOR)
    assert not Role.EDITOR.allows(Role.ADMIN)


def test_a_hash_knows_its_password_in_both_ways_of_writing_letters() -> None:
    assert HASH.startswith("$argon2id$")
    assert fits(HASH, PASSWORD)
    assert fits(HASH, "con trâu đi trước cái cày")
    assert not fits(HASH, PASSWORD.upper())
    assert not fits("", "nobody has this password")
    assert not fits("no hash", PASSWORD)


def test_who_signs_in_gets_a_session_until_something_changes(
    desk: Desk, accounts: Accounts, lan: Account, audit: Audit
) -> None:
    found = desk.sign_in(" LAN ", PASSWORD, HERE)
    assert found is not None
    account, session = found
    assert (account.full_name, account.role) == ("Nguyễn Thị Lan", Role.EDITOR)
    assert desk.holder(session) == account
    accounts.set_role("lan", Role.READER, CLI)
    holder = desk.holder(session)
    assert holder is not None and holder.role is Role.READER  # counts at once
    accounts.set_disabled("lan", True, CLI)
    assert desk.holder(session) is None
    assert desk.sign_in("lan", PASSWORD, HERE) is None
    accounts.set_disabled("lan", False, CLI)
    assert desk.holder(session) is None  # what ended does not begin again
    told = [(entry.act, entry.who) for entry in audit.entries()]
    assert told[-2:] == [("signed_in", "lan"), ("account_added", "dòng lệnh")]


def test_signing_out_and_a_new_password_end_every_session(desk: Desk, lan: Account) -> None:
    one, two = desk.sign_in("lan", PASSWORD, HERE), desk.sign_in("lan", PASSWORD, HERE)
    assert one and two
    desk.sign_out(one[0], HERE)
    assert desk.holder(one[1]) is None
    assert desk.holder(two[1]) is None
    again = desk.sign_in("lan", PASSWORD, HERE)
    assert again
    assert not desk.change_password(again[0], "không phải", "câu hoàn toàn khác", HERE)
    assert desk.change_password(again[0], PASSWORD, "câu hoàn toàn khác", HERE)
    assert desk.holder(again[1]) is None
    assert desk.sign_in("lan", PASSWORD, HERE) is None
    assert desk.sign_in("lan", "câu hoàn toàn khác", HERE)


def test_an_account_without_password_is_not_entered_with_one(desk: Desk, accounts: Accounts) -> None:
    accounts.add(Account("proxy", "Qua proxy", Role.ADMIN), "", CLI)
    assert desk.sign_in("proxy", "", HERE) is None
    assert desk.sign_in("proxy", "nobody has this password", HERE) is None


def test_a_name_is_taken_once(accounts: Accounts, lan: Account) -> None:
    assert not accounts.add(lan, "other", CLI)
    assert [account.name for account in accounts.all()] == ["lan"]
    assert not accounts.set_disabled("nobody", True, CLI)


def test_an_account_waits_after_failures_even_with_the_right_password(
    desk: Desk, lan: Account, clock: Clock, audit: Audit
) -> None:
    for _ in range(OF_ACCOUNT):
        assert desk.sign_in("lan", "sai rồi sai nữa", HERE) is None
    assert desk.sign_in("lan", PASSWORD, "10.9.9.9") is None  # from elsewhere too
    assert [entry.act for entry in audit.entries()].count(Act.LOCKED) == 1
    clock.now += WINDOW_S + 1
    assert desk.sign_in("lan", PASSWORD, HERE)


def test_an_address_waits_after_failures_over_many_accounts(lockout: Lockout) -> None:
    for number in range(OF_ADDRESS):
        assert lockout.admit(f"người {number}", "2001:db8::1")
    assert not lockout.admit("lan", "2001:db8::ffff")  # the same customer
    assert lockout.admit("lan", "2001:db8:0:1::1")
    assert lockout.admit("lan", "::ffff:10.0.0.7")


def test_owning_an_account_does_not_free_an_address_to_guess(lockout: Lockout) -> None:
    for number in range(OF_ADDRESS - 1):
        assert lockout.admit(f"người {number}", HERE)
        assert lockout.admit("của tôi", HERE) or number
        lockout.clear("của tôi", HERE)
    assert lockout.admit("người cuối", HERE)
    assert not lockout.admit("một người nữa", HERE)


def test_attempts_at_once_are_all_counted(lockout: Lockout) -> None:
    admitted: list[bool] = []
    tries = [threading.Thread(target=lambda: admitted.append(lockout.admit("lan", HERE))) for _ in range(12)]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert sum(admitted) == OF_ACCOUNT


def test_unknown_names_are_not_recorded(desk: Desk, audit: Audit) -> None:
    desk.sign_in("mật khẩu gõ nhầm ô tên", "x", HERE)
    entry = audit.entries()[0]
    assert (entry.act, entry.about, entry.address) == (Act.SIGN_IN_FAILED, NOBODY, HERE)


def test_the_record_cannot_be_changed_or_shortened(audit: Audit, tmp_path: Path) -> None:
    audit.note(Actor("lan", HERE), Act.MAINTENANCE_ON, "", "đang sửa")
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        for change in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)
    connection.close()
    assert [entry.to_dict()["detail"] for entry in audit.entries()] == ["đang sửa"]


def test_a_database_out_of_reach_is_told_and_tried_again() -> None:
    def opening() -> object:
        raise StoreError("hỏng")

    database = OfficeDatabase(opening)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="hỏng"):
        Audit(database).entries()


def test_cookies_and_tokens_stand_only_as_they_were_made() -> None:
    signer, other = Signer("s" * 40, 60), Signer("t" * 40, 60)
    session = new_session("lan", 3)
    cookie = signer.cookie(session)
    assert signer.session(cookie) == session
    assert other.session(cookie) is None
    content, _, signature = cookie.rpartition(".")
    assert signer.session(f"{content}.{signature.swapcase()}") is None
    assert signer.session(f"x{cookie[1:]}") is None
    assert signer.session(signer.token(session)) is None  # a token is no cookie
    assert signer.knows(signer.token(session), session)
    assert not signer.knows(signer.token(session), new_session("lan", 3))
    assert not signer.knows(signer.token(Session(session.nonce)), session)  # nor one of a visitor
    assert Signer("s" * 40, -1).session(cookie) is None  # too old


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    made = secret_of("", tmp_path / "new")
    assert len(made) > 40
    assert secret_of("", tmp_path / "new") == made
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0
    assert secret_of("k" * 32, tmp_path) == "k" * 32
    with pytest.raises(ConfigError, match="quá ngắn"):
        secret_of("ngắn", tmp_path)
