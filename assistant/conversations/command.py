"""What `python -m assistant conversations` does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.answer import Status
from assistant.conversations.blocks import WITHHELD
from assistant.conversations.export import Format, exported
from assistant.conversations.model import PAGE, Listed, Summary, Wanted, moment
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
def questions(
    status: Annotated[
        str, typer.Option(metavar="KẾT_THÚC", help="Chỉ câu kết thúc như thế, ví dụ not_in_sources.")
    ] = "",
    judged: Annotated[str, typer.Option(metavar="right|wrong", help="Chỉ câu được góp ý như thế.")] = "",
    limit: Annotated[int, typer.Option(help="Nhiều nhất bấy nhiêu câu.", min=1, max=PAGE)] = 50,
) -> None:
    """Liệt kê các câu hỏi, mới nhất đứng đầu, kèm góp ý; không cho biết của cuộc trò chuyện nào."""
    wanted = Wanted(statuses=_statuses(status), judged=_judged(judged), limit=limit)
    store = open_store(load_settings())
    for turn in store.turns(wanted).turns:
        typer.echo(_asked(turn))
    store.close()


@app.command()
def export(
    id: Id,
    kind: Annotated[str, typer.Option("--format", metavar="md|docx|json", help="Dạng tệp.")] = "md",
    output: Annotated[Path | None, typer.Option(help="Tệp để ghi; bỏ trống thì in ra màn hình.")] = None,
) -> None:
    """Xuất một cuộc trò chuyện."""
    form = _format(kind)
    if form is Format.DOCX and output is None:
        raise ConfigError("tệp docx không in ra màn hình được; hãy thêm --output TỆP.docx")
    store = open_store(load_settings())
    found = store.find(id)
    store.close()
    if found is None:
        raise _unknown(id)
    content = exported(found, form)
    if output is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        output.write_bytes(content)
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


def _asked(turn: Listed) -> str:
    words = WITHHELD if turn.withheld else " ".join(turn.question.split())
    line = f"{moment(turn.asked)}  {turn.status.value}  {words}"
    said = turn.feedback
    if said is None:
        return line
    parts = ["đúng" if said.right else "chưa đúng", said.reason.value if said.reason else "", said.comment]
    return f"{line}\n    Góp ý: {'; '.join(filter(None, parts))}"


def _statuses(status: str) -> tuple[Status, ...]:
    try:
        return (Status(status),) if status else ()
    except ValueError:
        raise ConfigError(f"--status {status}: không có; hãy chọn một trong {', '.join(Status)}") from None


def _judged(judged: str) -> bool | None:
    if judged not in ("", "right", "wrong"):
        raise ConfigError(f"--judged {judged}: không có; hãy chọn right hoặc wrong")
    return judged == "right" if judged else None


def _unknown(id: str) -> StoreError:
    return StoreError(
        f"không có cuộc trò chuyện {id[:40]}; xem các mã bằng lệnh: python -m assistant conversations list"
    )


def _format(kind: str) -> Format:
    try:
        return Format(kind)
    except ValueError:
        raise ConfigError(f"--format {kind}: không có dạng này; hãy chọn md, docx hoặc json") from None
