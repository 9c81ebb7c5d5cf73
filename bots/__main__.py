"""Command line of the bots: `python -m bots telegram|zalo|demo`."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from bots import messages
from bots.settings import BotSettings, load_bot_settings
from bots.wiring import House, open_house, open_telegram, webhook_of
from knowledge.config import load_settings
from knowledge.errors import AssistantError

if TYPE_CHECKING:
    from bots.telegram import Telegram

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Trợ lý HTX trên điện thoại.",
)
_err = Console(stderr=True, highlight=False)


@app.command()
def telegram(
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Nhận tin qua webhook ở TELEGRAM_WEBHOOK_URL.")
    ] = False,
    host: Annotated[str, typer.Option(help="Địa chỉ nhận webhook.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng nhận webhook.", min=1, max=65535)] = 8010,
) -> None:
    """Chạy bot Telegram. Cần TELEGRAM_BOT_TOKEN."""
    settings = load_bot_settings()
    bot = open_telegram(settings)
    house = _house(settings)
    if webhook:
        _serve(house, bot, host, port)
        return
    typer.echo("Bot Telegram đang chạy; Ctrl+C để dừng.")
    asyncio.run(_poll(house, bot))


@app.command()
def zalo(
    host: Annotated[str, typer.Option(help="Địa chỉ nhận webhook.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng nhận webhook.", min=1, max=65535)] = 8011,
) -> None:
    """Chạy bot trên Zalo Official Account, qua webhook. CHƯA THỬ với dịch vụ thật của Zalo.

    Cần ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_SECRET, ZALO_REFRESH_TOKEN; xem docs/zalo.md. Bot theo tài liệu
    công khai và chỉ mới chạy với máy chủ giả lập.
    """
    import uvicorn

    from bots.hook import Hook, application
    from bots.zalo_webhook import check, open_door

    settings = load_bot_settings()
    check(settings)
    door = open_door(_house(settings))
    typer.echo(f"Nhận tin của Zalo ở http://{host}:{port}; khai địa chỉ công khai ở developers.zalo.me")
    uvicorn.run(application(Hook(lambda: door)), host=host, port=port, log_level="warning")


@app.command()
def demo() -> None:
    """Trò chuyện với bot ngay trong cửa sổ lệnh."""
    from bots.terminal import Terminal

    with suppress(ImportError):
        import readline  # noqa: F401 - arrow keys and earlier lines at the prompt
    house = _house(load_bot_settings().model_copy(update={"bots_rate_limit": "off"}))
    terminal = Terminal(house.dialogue, lambda text: typer.echo(f"{text}\n"))
    typer.echo(messages.DEMO_BEGIN)
    terminal.line("/start")
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            if line := input(messages.DEMO_PROMPT).strip():
                terminal.line(line)
    typer.echo("")
    house.close()


async def _poll(house: House, bot: Telegram) -> None:
    from bots.run import at_work
    from bots.telegram_read import CHANNEL

    stop, main_task = asyncio.Event(), asyncio.current_task()
    at_desk = False

    def end() -> None:
        stop.set()
        if main_task and not at_desk:
            main_task.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, end)
    with suppress(asyncio.CancelledError):
        async with at_work(house, bot, CHANNEL) as desk:
            at_desk = True
            await bot.poll(desk.receive, stop)
    house.close()


def _serve(house: House, bot: Telegram, host: str, port: int) -> None:
    import uvicorn

    from bots.webhook import create_hook

    typer.echo(f"Nhận tin ở http://{host}:{port}, Telegram gửi tới {webhook_of(house).url}")
    uvicorn.run(create_hook(lambda: (house, bot)), host=host, port=port, log_level="warning")


def _house(settings: BotSettings) -> House:
    from assistant.web.admin.opening import ordered
    from assistant.wiring import open_assistant

    shared = load_settings()
    assistant = open_assistant(shared)
    library = assistant.library
    content = [(document, library.facts(document.number)) for document in library.documents]
    answering = ordered(assistant, shared)
    return open_house(answering, content, shared.data_dir.expanduser() / "bots", settings)


def main() -> None:
    """Run the command line; a fault is one line and exit code 1."""
    logging.disable(logging.INFO)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        app()
    except AssistantError as error:
        _err.print(f"[red]Lỗi:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
