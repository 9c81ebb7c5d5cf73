"""What `python -m assistant users` does."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.accounts.model import Account, Role, checked_name, name_of, password_fault, role_of
from assistant.conversations.model import moment
from knowledge.config import load_settings
from knowledge.errors import ConfigError

if TYPE_CHECKING:
    from assistant.accounts.store import Accounts
    from assistant.office.audit import Actor

app = typer.Typer(no_args_is_help=True, help="Tài khoản đăng nhập: thêm, liệt kê, đổi vai trò, khóa.")
Name = Annotated[str, typer.Argument(metavar="TÊN", help="Tên đăng nhập, ví dụ lan.nguyen.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ dòng đầu của đầu vào thay cho gõ.")
]
_AT_KEYBOARD = "dòng lệnh"


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(metavar="reader|editor|admin", help="Vai trò.")] = "reader",
    full_name: Annotated[str, typer.Option(help="Họ tên, ghi dưới câu trả lời được duyệt.")] = "",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Không có mật khẩu: chỉ vào qua proxy xác thực.")
    ] = False,
    password_stdin: FromInput = False,
) -> None:
    """Thêm một tài khoản."""
    known, wanted = checked_name(name), role_of(role)
    password = "" if no_password else _password(known, password_stdin)
    accounts, by = _opened()
    account = Account(known, " ".join(full_name.split()) or known, wanted)
    if not accounts.add(account, password, by):
        raise ConfigError(f"đã có tài khoản {known}; đổi mật khẩu bằng: python -m assistant users passwd")
    typer.echo(f"Đã thêm {known} ({wanted.value}).")


@app.command(name="list")
def listed() -> None:
    """Liệt kê các tài khoản."""
    accounts, _ = _opened()
    for account in accounts.all():
        typer.echo(_line(account))


@app.command()
def disable(name: Name) -> None:
    """Khóa một tài khoản; người đó bị thoát ngay."""
    accounts, by = _opened()
    _known(accounts.set_disabled(name_of(name), True, by), name)
    typer.echo("Đã khóa.")


@app.command()
def enable(name: Name) -> None:
    """Mở lại một tài khoản."""
    accounts, by = _opened()
    _known(accounts.set_disabled(name_of(name), False, by), name)
    typer.echo("Đã mở.")


@app.command()
def role(
    name: Name, role: Annotated[str, typer.Argument(metavar="reader|editor|admin", help="Vai trò mới.")]
) -> None:
    """Đổi vai trò; có hiệu lực ngay."""
    wanted: Role = role_of(role)
    accounts, by = _opened()
    _known(accounts.set_role(name_of(name), wanted, by), name)
    typer.echo(f"Vai trò mới: {wanted.value}.")


@app.command()
def passwd(name: Name, password_stdin: FromInput = False) -> None:
    """Đặt mật khẩu mới; mọi phiên của người đó kết thúc."""
    known = name_of(name)
    accounts, by = _opened()
    _known(accounts.find(known) is not None, name)
    accounts.set_password(known, _password(known, password_stdin), by)
    typer.echo("Đã đổi mật khẩu.")


def _opened() -> tuple[Accounts, Actor]:
    from assistant.accounts.store import Accounts
    from assistant.office.audit import Actor, Audit
    from assistant.office.opening import office_database

    database = office_database(load_settings())
    who = f"{_AT_KEYBOARD}: {getpass.getuser()}"
    return Accounts(database, Audit(database)), Actor(who)


def _password(name: str, from_input: bool) -> str:
    """The hash of a password that was typed twice, or read from the input."""
    from assistant.accounts.passwords import hashed

    if from_input:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu")
    if fault := password_fault(password, name):
        raise ConfigError(fault)
    return hashed(password)


def _known(found: bool, name: str) -> None:
    if not found:
        raise ConfigError(f"không có tài khoản {name[:64]}; xem: python -m assistant users list")


def _line(account: Account) -> str:
    state = "khóa" if account.disabled else "mở"
    way = "mật khẩu" if account.has_password else "qua proxy"
    day = moment(account.created)[:10]
    return f"{account.name}  {account.role.value}  {state}  {way}  {day}  {account.full_name}"
