"""Command line of the assistant: `python -m assistant ask|serve|policies|conversations|users|mcp|doctor`."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from assistant.accounts.command import app as users
from assistant.answer import Answer, Citation, Message
from assistant.as_of import PLAN_DAY, day_named
from assistant.conversations.command import app as conversations
from knowledge.config import Settings, load_settings
from knowledge.console import ERR, run
from knowledge.errors import ConfigError
from knowledge.standing_words import written

if TYPE_CHECKING:
    from starlette.types import ASGIApp

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Trợ lý HTX: hỏi đáp theo kế hoạch và quy định, câu nào cũng kèm nguyên văn.",
)
app.add_typer(conversations, name="conversations")
app.add_typer(users, name="users")
PROMPT = "> "
_out = Console(highlight=False, emoji=False)

AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="plan|NĂM-THÁNG-NGÀY",
        help=f"Xét hiệu lực tại ngày này; plan là {written(PLAN_DAY)}, ngày ban hành kế hoạch; thiếu là nay.",
    ),
]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, có dấu hay không dấu đều được.")],
    as_of: AsOf = "",
    as_json: Annotated[bool, typer.Option("--json", help="In câu trả lời dạng JSON.")] = False,
) -> None:
    """Hỏi một câu và in câu trả lời kèm nguồn."""
    from assistant.screen import readable
    from assistant.wiring import open_assistant

    settings = load_settings()
    message = Message(readable(question, settings.max_question_chars), as_of=_day(as_of))
    _check_library(settings)
    answer = open_assistant(settings).ask(message)
    if as_json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        _show(answer)


def _day(as_of: str, option: str = "--as-of") -> date | None:
    """The day that an option names; nothing for today."""
    found = day_named(as_of)
    if found or not as_of:
        return found
    raise ConfigError(
        f"{option} {as_of}: không phải một ngày; hãy ghi plan (ngày ban hành kế hoạch) hoặc một ngày có thật "
        "dạng năm-tháng-ngày, ví dụ 2024-06-30"
    )


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Địa chỉ, thay cho ASSISTANT_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Cổng, thay cho ASSISTANT_PORT.", min=1, max=65535)] = None,
) -> None:
    """Chạy dịch vụ web và trang hỏi đáp."""
    import uvicorn

    settings = load_settings()
    host, port = host or settings.host, port or settings.port
    _check_free(host, port)
    _check_library(settings)
    web = _web_app(settings, host)
    typer.echo(f"Trợ lý HTX: http://{host}:{port}")
    by_proxy = settings.access == "header"  # then who is at the other end of the line must not be covered up
    uvicorn.run(web, host=host, port=port, log_level="warning", proxy_headers=not by_proxy)


def _web_app(settings: Settings, host: str) -> ASGIApp:
    """The web service with all that these settings ask for; `host` is where it will listen."""
    from assistant.conversations.opening import archive_of
    from assistant.conversations.private import Discretion
    from assistant.office.desk import office_in
    from assistant.office.opening import office_database
    from assistant.warming import open_warmed
    from assistant.web.access.opening import open_access
    from assistant.web.compatible.keys import keys_in
    from assistant.web.pages import installed_pages
    from assistant.web.service import create_app
    from assistant.web.settings import WebSettings

    folder = settings.data_dir.expanduser()
    archive = archive_of(settings)
    database = office_database(settings)
    limits = WebSettings(
        rate_limit=settings.rate_limit,
        max_question_chars=settings.max_question_chars,
        data_dir=folder,
        api_keys=keys_in(settings.api_keys.get_secret_value()),
        public_url=settings.public_url,
    )
    access = open_access(
        settings, database, host, lambda line: ERR.print(line, style="yellow", soft_wrap=True)
    )
    office = office_in(database, folder, archive, Discretion.load().personal)
    return create_app(lambda: open_warmed(settings), limits, installed_pages(), archive, access, office)


@app.command()
def policies(
    profile: Annotated[
        Path | None, typer.Option(help="Tệp JSON hoặc YAML về đơn vị; bỏ trống thì trả lời vài câu hỏi.")
    ] = None,
    day: Annotated[
        str, typer.Option(metavar="plan|NĂM-THÁNG-NGÀY", help="Xét tại ngày này; bỏ trống: hôm nay.")
    ] = "",
    need: Annotated[str, typer.Option(help="Chỉ xét việc đang cần này, ví dụ credit.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Xem đơn vị có thể hưởng chính sách hỗ trợ nào, kèm căn cứ từng điều kiện."""
    from assistant.policies.command import result_of_file, result_of_talk

    on = _day(day, "--day") or date.today()
    if profile:
        found = result_of_file(profile, on, need, as_json)
    else:
        found = result_of_talk(on, need, as_json, _typed, ERR.out)
    if as_json:
        typer.echo(found)
    else:
        _out.print(Markdown(found))


@app.command()
def mcp(
    http: Annotated[
        int | None,
        typer.Option(help="Phục vụ qua HTTP ở cổng này thay cho stdin/stdout.", min=1, max=65535),
    ] = None,
) -> None:
    """Cho chương trình khác tra cứu qua giao thức MCP: search, read, ask."""
    try:
        from assistant.mcp_service.server import opening, server_of
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise ConfigError("thiếu thư viện mcp; hãy chạy: pip install 'tro-ly-htx[mcp]'") from None
    from assistant.wiring import open_assistant

    settings = load_settings()
    _check_library(settings)
    if http:
        _check_free(settings.host, http, "--http")
    server = server_of(opening(lambda: open_assistant(settings)), settings.max_question_chars)
    if http:
        typer.echo(f"Trợ lý HTX, MCP: http://{settings.host}:{http}/mcp")
        server.run("streamable-http", host=settings.host, port=http)
    else:
        server.run()


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra mọi thứ cần để chạy và nói cách sửa; mã thoát 1 khi có phần cần thiết bị hỏng."""
    from assistant.doctor import examined, healthy, lines

    checks = list(examined(load_settings()))
    fine = healthy(checks)
    if as_json:
        found = {"ok": fine, "checks": [asdict(check) for check in checks]}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in lines(checks):
            _out.print(line, markup=False, soft_wrap=True)
    if not fine:
        raise typer.Exit(1)


def _typed() -> str:
    """One line typed by a person; the end of the input is the wish for the result."""
    try:
        return input(PROMPT)
    except EOFError:
        return "q"


def _check_free(host: str, port: int, option: str = "--port") -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                f"không mở được {host}:{port} ({error.strerror}); hãy tắt chương trình đang dùng cổng này "
                f"hoặc chọn cổng khác bằng {option}"
            ) from None


def _check_library(settings: Settings) -> None:
    """Say at once that there is no index, before anything slow is loaded."""
    from knowledge.builds import current_build, read_manifest

    read_manifest(current_build(settings.library_dir))


def _show(answer: Answer) -> None:
    _out.print(Markdown(answer.answer))
    for note in answer.notes:
        _out.print(f"\n[dim]Lưu ý:[/dim] {escape(note.text)}", soft_wrap=True)
    for citation in (*answer.citations, *answer.closest):
        _show_citation(citation)


def _show_citation(citation: Citation) -> None:
    quote = " | ".join(citation.quote.split("\t"))
    _out.print(f"\n[{citation.id}] {citation.document}, {citation.locator}:", style="bold", markup=False)
    _out.print(f"    «{quote}»", markup=False, soft_wrap=True)
    if citation.validity and citation.validity.note:
        _out.print(f"    Hiệu lực: {citation.validity.note}", markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; a fault is one line and exit code 1."""
    run(app)


if __name__ == "__main__":
    main()
