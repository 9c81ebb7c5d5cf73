"""Command line of the assistant: `python -m assistant ask|serve`."""

from __future__ import annotations

import json
import logging
import socket
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from assistant.answer import Answer, Message
from knowledge.config import Settings, load_settings
from knowledge.errors import AssistantError, ConfigError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Trợ lý HTX: hỏi đáp theo kế hoạch, câu nào cũng kèm nguyên văn.",
)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, có dấu hay không dấu đều được.")],
    as_json: Annotated[bool, typer.Option("--json", help="In câu trả lời dạng JSON.")] = False,
) -> None:
    """Hỏi một câu và in câu trả lời kèm nguồn."""
    from assistant.screen import readable
    from assistant.wiring import open_assistant

    settings = load_settings()
    message = Message(readable(question, settings.max_question_chars))
    _check_library(settings)
    answer = open_assistant(settings).ask(message)
    if as_json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        _show(answer)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Địa chỉ, thay cho ASSISTANT_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Cổng, thay cho ASSISTANT_PORT.", min=1, max=65535)] = None,
) -> None:
    """Chạy dịch vụ web và trang hỏi đáp."""
    import uvicorn

    from assistant.web.pages import installed_pages
    from assistant.web.service import create_app
    from assistant.web.settings import WebSettings
    from assistant.wiring import open_assistant

    settings = load_settings()
    host, port = host or settings.host, port or settings.port
    _check_free(host, port)
    _check_library(settings)
    web = create_app(
        lambda: open_assistant(settings),
        WebSettings(
            rate_limit=settings.rate_limit,
            max_question_chars=settings.max_question_chars,
            data_dir=settings.data_dir.expanduser(),
        ),
        installed_pages(),
    )
    typer.echo(f"Trợ lý HTX: http://{host}:{port}")
    uvicorn.run(web, host=host, port=port, log_level="warning")


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                f"không mở được {host}:{port} ({error.strerror}); hãy tắt chương trình đang dùng cổng này "
                "hoặc chọn cổng khác bằng --port"
            ) from None


def _check_library(settings: Settings) -> None:
    """Say at once that there is no index, before anything slow is loaded."""
    from knowledge.library import current_build, read_manifest

    read_manifest(current_build(settings.library_dir))


def _show(answer: Answer) -> None:
    _out.print(Markdown(answer.answer))
    for note in answer.notes:
        _out.print(f"\n[dim]Lưu ý:[/dim] {escape(note.text)}", soft_wrap=True)
    for citation in (*answer.citations, *answer.closest):
        quote = " | ".join(citation.quote.split("\t"))
        _out.print(f"\n[{citation.id}] {citation.document}, {citation.locator}:", style="bold", markup=False)
        _out.print(f"    «{quote}»", markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; a fault is one line and exit code 1."""
    logging.disable(logging.INFO)
    try:
        app()
    except AssistantError as error:
        _err.print(f"[red]Lỗi:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
