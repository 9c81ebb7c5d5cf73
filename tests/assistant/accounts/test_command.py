"""`python -m assistant users`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.accounts.command import app
from assistant.accounts.model import Role
from assistant.accounts.passwords import fits
from assistant.accounts.store import Accounts
from assistant.office.audit import Audit
from knowledge.errors import ConfigError
from tests.assistant.accounts.conftest import PASSWORD, database_in


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ASSISTANT_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


def accounts_in(folder: Path) -> Accounts:
    database = database_in(folder)
    return Accounts(database, Audit(database))


def test_an_account_from_its_beginning_to_its_end(data: Path) -> None:
    added = run("add", "Lan", "--role", "editor", "--full-name", "Nguyễn Thị Lan", typed=f"{PASSWORD}\n" * 2)
    assert added.exit_code == 0
    assert "Đã thêm lan (editor)." in added.output
    assert PASSWORD not in added.output
    assert fits(accounts_in(data).password_of("lan"), PASSWORD)
    assert "lan  editor  mở  mật khẩu" in run("list").output
    assert run("role", "lan", "admin").exit_code == 0
    assert run("disable", "lan").exit_code == 0
    found = accounts_in(data).find("lan")
    assert found and (found.role, found.disabled, found.full_name) == (Role.ADMIN, True, "Nguyễn Thị Lan")
    assert run("enable", "lan").exit_code == 0
    assert run("passwd", "lan", "--password-stdin", typed="một câu hoàn toàn khác\n").exit_code == 0
    assert fits(accounts_in(data).password_of("lan"), "một câu hoàn toàn khác")
    acts = [entry.act for entry in Audit(database_in(data)).entries()]
    assert acts == ["password_changed", *["account_changed"] * 3, "account_added"]


def test_an_account_for_a_proxy_has_no_password(data: Path) -> None:
    assert run("add", "hoa@tinh.gov.vn", "--no-password").exit_code == 0
    assert "qua proxy" in run("list").output
    assert accounts_in(data).password_of("hoa@tinh.gov.vn") == ""


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["add", "Lan Nguyễn"], "", "tên đăng nhập"),
        (["add", "lan", "--role", "boss"], "", "reader, editor hoặc admin"),
        (["add", "lan", "--password-stdin"], "ngắn\n", "12 ký tự"),
        (["disable", "nobody"], "", "không có tài khoản nobody"),
        (["passwd", "nobody", "--password-stdin"], f"{PASSWORD}\n", "không có tài khoản nobody"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: list[str], typed: str, words: str) -> None:
    fault = run(*arguments, typed=typed).exception
    assert isinstance(fault, ConfigError)
    assert words in str(fault)


def test_a_name_is_taken_once() -> None:
    run("add", "lan", "--no-password")
    assert isinstance(run("add", "LAN", "--no-password").exception, ConfigError)
