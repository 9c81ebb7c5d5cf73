"""What `python -m assistant conversations` does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.conversations.export import Format, exported
from assistant.conversations.model import Summary, moment
from assistant.conversations.opening import open_store
from knowledge.config import load_settings
from knowledge.errors import ConfigError, StoreError

app = typer.Typer(no_args_is_help=True, help="Các cuộc trò chuyện được lưu: xem, xuất, xóa, dọn.")
Id = Annotated[
    str, typer.Argument(metavar="MÃ", help="Mã ở cột đầu của lệnh list, hay sau #c= của liên kết.")
]


@app.command(name="list")
def listed(limit: Annotated[int, typer.Option(help="Nhiều nhất bấy nhiêu dòng.", min=1)] = 50) -> None:
    """Liệt kê các cuộc trò chuyện, mới dùng nhất đứng đầu."""
    store = open_store(load_settings())
    for summary in store.listed(limit):
        typer.echo(_line(summary))
    store.close()


@app.command()
def export(
    id: Id,
    kind: Annotated[str, typer.Option("--format", metavar="md|json", help="Dạng tệp.")] = "md",
    output: Annotated[Path | None, typer.Option(help="Tệp để ghi; bỏ trống thì in ra màn hình.")] = None,
) -> None:
    """Xuất một cuộc trò chuyện."""
    store = open_store(load_settings())
    found = store.find(id)
    store.close()
    if found is None:
        raise _unknown(id)
    text = exported(found, _format(kind))
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise ConfigError(f"không ghi được {output} ({fault.strerror}); hãy chọn tệp khác") from None


@app.command()
def delete(id: Id) -> None:
    """Xóa hẳn một cuộc trò chuyện."""
    store = open_store(load_settings())
    deleted = store.delete(id)
    store.close()
    if not deleted:
        raise _unknown(id)
    typer.echo("Đã xóa.")


@app.command()
def sweep() -> None:
    """Xóa những gì quá hạn lưu; với ASSISTANT_RETENTION_DAYS=0 là xóa tất cả."""
    settings = load_settings()
    store = open_store(settings)
    count = store.sweep()
    store.close()
    typer.echo(f"Đã xóa {count} mục quá hạn {settings.retention_days} ngày.")


def _line(summary: Summary) -> str:
    return f"{summary.id}  {moment(summary.updated)}  {summary.turns:>4} câu  {summary.title}"


def _unknown(id: str) -> StoreError:
    return StoreError(
        f"không có cuộc trò chuyện {id[:40]}; xem các mã bằng lệnh: python -m assistant conversations list"
    )


def _format(kind: str) -> Format:
    try:
        return Format(kind)
    except ValueError:
        raise ConfigError(f"--format {kind}: không có dạng này; hãy chọn md hoặc json") from None
