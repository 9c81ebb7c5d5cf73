"""Command line of ingestion: `python -m ingest build|outline|train`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ingest import build as building
from ingest.parse import outline as outline_of
from ingest.parse import parse
from ingest.read import read
from ingest.sources import Progress as Step
from knowledge.config import load_settings
from knowledge.errors import AssistantError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Từ tệp văn bản đến chỉ mục của Trợ lý HTX.",
)
_err = Console(stderr=True, highlight=False)


@app.command("build")
def build_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Tệp hoặc thư mục cần thêm; được nhớ cho những lần sau.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Làm lại từ đầu, không dùng lại gì của lần trước.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Bỏ các tệp đã thêm ở những lần trước.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ in dòng kết quả.")] = False,
) -> None:
    """Tạo hoặc cập nhật chỉ mục: kế hoạch đi kèm và các tệp bạn thêm."""
    from knowledge.embed import load_embedder

    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    with _Bar(quiet) as bar:
        report = building.build(
            settings.library_dir, paths or [], embedder, bar.show, fresh=fresh, forget=forget
        )
    for skipped in report.skipped:
        _err.print(f"[yellow]Bỏ qua[/yellow] {escape(skipped.why)}", soft_wrap=True)
    words = "không có gì thay đổi" if report.unchanged else f"nhúng mới {report.embedded} đoạn"
    typer.echo(f"Chỉ mục sẵn sàng: {len(report.documents)} văn bản, {report.passages} đoạn ({words}).")


@app.command("outline")
def outline_command(file: Annotated[Path, typer.Argument(help="Tệp .md hoặc .txt")]) -> None:
    """In cây cấu trúc của một văn bản: nơi chốn, loại, những chữ đầu."""
    document = parse(read(file))
    typer.echo(f"{document.number} — {document.title}")
    typer.echo(outline_of(document))


@app.command("train")
def train_command(
    corpus: Annotated[
        Path, typer.Argument(help="Bộ pháp điển điện tử: tệp .tar.xz hoặc thư mục đã giải nén")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục ghi mô hình; mặc định là chỗ của mô hình đi kèm")
    ] = None,
) -> None:
    """Huấn luyện lại mô hình nhúng đi kèm từ Bộ pháp điển."""
    from ingest.train import train
    from knowledge.embed import BUNDLED

    report = train(corpus, out or BUNDLED, lambda line: _err.print(escape(line), soft_wrap=True))
    typer.echo(
        f"Đã ghi mô hình vào {report.folder}: {report.tokens} từ, {report.dim} chiều, "
        f"học từ {report.articles} điều trong {report.seconds:.0f} giây."
    )


class _Bar:
    """A progress bar fed by the build's progress; silent when asked to be."""

    def __init__(self, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=_err,
            disable=quiet,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._progress.stop()

    def show(self, progress: Step) -> None:
        if progress.step not in self._tasks:
            self._tasks[progress.step] = self._progress.add_task(progress.step, total=progress.total)
        self._progress.update(self._tasks[progress.step], completed=progress.done, total=progress.total)


def main() -> None:
    """Run the command line; a fault is one line and exit code 1."""
    logging.disable(logging.WARNING)
    try:
        app()
    except AssistantError as error:
        _err.print(f"[red]Lỗi:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
