"""Command line of ingestion: `python -m ingest build|add|fetch|list|remove|impact|outline|train`."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from ingest import add as adding
from ingest import collected, fetch
from ingest.console import Bar, impact_lines, say
from ingest.digests import load_digests
from ingest.download import Downloader, client
from ingest.impact import Holdings, content_in, impact_of, new_text
from ingest.parse import outline as outline_of
from ingest.parse import parse
from ingest.phapdien import Selection
from ingest.read import READABLE, read
from ingest.relying import SETS, cases_in, policies_in
from ingest.shelf import shelf
from ingest.sources import Skipped
from ingest.whole import build_whole
from knowledge.catalogue import Catalogue
from knowledge.config import Settings, load_settings
from knowledge.console import ERR, run
from knowledge.errors import ConfigError, DocumentError
from knowledge.text import nfc

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Từ tệp văn bản đến chỉ mục của Trợ lý HTX.",
)
add_app = typer.Typer(no_args_is_help=True, help="Thêm văn bản từ nguồn chính thức hoặc từ tệp của bạn.")
app.add_typer(add_app, name="add")

Quiet = Annotated[bool, typer.Option("--quiet", help="Chỉ in dòng kết quả.")]
NoBuild = Annotated[bool, typer.Option("--no-build", help="Chỉ thêm văn bản, chưa lập chỉ mục.")]


@app.command("build")
def build_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Tệp hoặc thư mục cần thêm; được nhớ cho những lần sau.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Làm lại từ đầu, không dùng lại gì của lần trước.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Bỏ các tệp đã thêm ở những lần trước.")] = False,
    quiet: Quiet = False,
) -> None:
    """Tạo hoặc cập nhật chỉ mục: kế hoạch đi kèm, văn bản đã thêm và các tệp bạn chỉ ra."""
    _build(load_settings(), paths or [], quiet=quiet, fresh=fresh, forget=forget)


def _build(
    settings: Settings, paths: list[Path], *, quiet: bool, fresh: bool = False, forget: bool = False
) -> None:
    from knowledge.embed import load_embedder

    embedder = load_embedder(settings.embedding_model)
    with Bar(quiet) as bar:
        report = build_whole(settings, paths, embedder, bar.show, fresh=fresh, forget=forget)
    _name_skipped(report.skipped)
    for one in report.noted:
        ERR.print(
            f"[cyan]Lưu ý[/cyan] {escape(one.path.name)}: {escape(' '.join(one.notes))}", soft_wrap=True
        )
    words = "không có gì thay đổi" if report.unchanged else f"nhúng mới {report.embedded} đoạn"
    typer.echo(f"Chỉ mục sẵn sàng: {len(report.documents)} văn bản, {report.passages} đoạn ({words}).")


def _name_skipped(skipped: tuple[Skipped, ...]) -> None:
    for one in skipped:
        ERR.print(f"[yellow]Bỏ qua[/yellow] {escape(one.why)}", soft_wrap=True)


@add_app.command("phapdien")
def add_codification(
    path: Annotated[Path, typer.Argument(help="Bộ pháp điển điện tử: tệp .tar.xz, .zip hoặc thư mục demuc")],
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Đề mục, như 12.4; có thể lặp lại.")
    ] = None,
    instrument: Annotated[
        list[str] | None, typer.Option("--instrument", help="Số hiệu, như 45/2021/NĐ-CP; có thể lặp lại.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Thêm tất cả các đề mục.")] = False,
    no_build: NoBuild = False,
    quiet: Quiet = False,
) -> None:
    """Thêm văn bản từ Bộ pháp điển điện tử, theo đề mục, theo số hiệu, hoặc tất cả."""
    if everything == bool(topic or instrument):
        raise ConfigError("hãy chọn phần cần thêm: --topic 12.4, --instrument 45/2021/NĐ-CP, hoặc --all")
    settings = load_settings()
    wanted = Selection(frozenset(topic or ()), frozenset(map(nfc, instrument or ())))
    with Bar(quiet) as bar:
        report = adding.add_codification(path, wanted, adding.Places.of(settings), bar.show)
    _finish(report, settings, no_build=no_build, quiet=quiet)


@add_app.command("vbpl")
def add_database(
    paths: Annotated[list[Path], typer.Argument(help="Trang đã lưu từ vbpl.vn, hoặc thư mục các trang ấy")],
    no_build: NoBuild = False,
    quiet: Quiet = False,
) -> None:
    """Thêm văn bản từ các trang của Cơ sở dữ liệu quốc gia: toàn văn, thuộc tính, lịch sử, liên quan."""
    settings = load_settings()
    with Bar(quiet) as bar:
        report = adding.add_database(paths, adding.Places.of(settings), bar.show)
    _finish(report, settings, no_build=no_build, quiet=quiet)


@add_app.command("files")
def add_files(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục; được nhớ cho những lần sau.")],
    quiet: Quiet = False,
) -> None:
    """Thêm các tệp của bạn và lập chỉ mục, như `build`."""
    _build(load_settings(), paths, quiet=quiet)


def _finish(report: adding.AddReport, settings: Settings, *, no_build: bool, quiet: bool) -> None:
    _name_skipped(report.skipped)
    for name in report.unknown:
        ERR.print(f"[yellow]Không có[/yellow] {escape(name)} trong nguồn này", soft_wrap=True)
    if not (report.changed or report.same):
        raise DocumentError("không thêm được văn bản nào; hãy kiểm tra nguồn, số đề mục và số hiệu")
    read = f", đã đọc {report.articles} điều" if report.articles else ""
    typer.echo(
        f"Đã thêm hoặc cập nhật {len(report.changed)} văn bản, {len(report.same)} văn bản không đổi{read}."
    )
    if not no_build:
        _build(settings, [], quiet=quiet)


@app.command("fetch")
def fetch_command(
    numbers: Annotated[list[str], typer.Argument(help="Số hiệu, như 45/2021/NĐ-CP; hoặc chữ phapdien")],
    item: Annotated[str, typer.Option("--item", help="ItemID của văn bản ở vbpl.vn, nếu biết.")] = "",
    base_url: Annotated[str, typer.Option("--base-url", help="Địa chỉ cổng.")] = fetch.VBPL,
    archive_url: Annotated[
        str, typer.Option("--archive-url", help="Địa chỉ tệp Bộ pháp điển.")
    ] = fetch.ARCHIVE,
    delay: Annotated[float, typer.Option("--delay", min=0.0, help="Số giây nghỉ giữa hai trang.")] = 1.0,
    no_build: NoBuild = False,
    quiet: Quiet = False,
) -> None:
    """Tải văn bản từ vbpl.vn (hoặc tải tệp Bộ pháp điển) rồi thêm vào.

    Tải chậm, theo robots.txt, giữ phần đã tải. Địa chỉ trang văn bản lấy từ các trang đã lưu năm 2025; trang
    tìm kiếm và tệp Bộ pháp điển chưa được kiểm chứng, cổng có thể đã đổi: khi đó hãy lưu trang bằng trình
    duyệt và dùng `add vbpl`.
    """
    settings = load_settings()
    places, folder = adding.Places.of(settings), settings.data_dir.expanduser() / "downloads"
    pages: list[Path] = []
    with client() as http:
        loader = Downloader(http, delay)
        for number in map(nfc, numbers):
            if number == "phapdien":
                path, sent = fetch.fetch_codification(folder, loader, archive_url)
                done = "Đã tải" if sent else "Không đổi:"
                typer.echo(f"{done} {path}. Tiếp theo: python -m ingest add phapdien {path} --topic 12.4")
                continue
            pages += fetch.fetch_instrument(
                number,
                folder / "vbpl",
                loader,
                texts=places.texts,
                base=base_url,
                item=item,
                listen=say(quiet),
            ).pages
    if pages:
        _finish(adding.add_database(pages, places), settings, no_build=no_build, quiet=quiet)


@app.command("list")
def list_command() -> None:
    """Liệt kê những văn bản đang có: số hiệu, tên, nguồn, số điều, ngày thu thập."""
    settings = load_settings()
    for held in shelf(settings.library_dir, adding.Places.of(settings).texts):
        waiting = "" if held.indexed else "\tchưa lập chỉ mục"
        typer.echo(
            f"{held.number}\t{held.title}\t{held.source}\t{held.articles} điều\t{held.day or '-'}{waiting}"
        )


@app.command("remove")
def remove_command(
    number: Annotated[str, typer.Argument(help="Số hiệu của văn bản đã thêm bằng add hoặc fetch")],
    no_build: NoBuild = False,
    quiet: Quiet = False,
) -> None:
    """Bỏ một văn bản đã thêm khỏi thư viện."""
    settings = load_settings()
    removed = collected.remove(adding.Places.of(settings).texts, nfc(number))
    if not removed:
        raise DocumentError(
            f"{number}: không có trong số văn bản đã thêm (xem: python -m ingest list); "
            "tệp đã nhớ thì bỏ bằng python -m ingest build --forget"
        )
    typer.echo(f"Đã bỏ {number}.")
    if not no_build:
        _build(settings, [], quiet=quiet)


@app.command("impact")
def impact_command(
    file: Annotated[Path, typer.Argument(help="Văn bản mới: tệp đọc được, hoặc văn bản đã thu thập (.json)")],
    as_json: Annotated[bool, typer.Option("--json", help="In tất cả dạng JSON.")] = False,
    every: Annotated[bool, typer.Option("--all", help="In mọi dòng, không rút gọn.")] = False,
    sets: Annotated[Path, typer.Option("--sets", help="Thư mục các bộ câu hỏi đánh giá.")] = SETS,
) -> None:
    """Xem một văn bản mới sửa, thay, bỏ những gì và chạm tới đâu, trước khi thêm.

    Không thêm và không đổi gì. Chỗ nào chưa chắc thì nói rõ.
    """
    document = new_text(file)
    content = content_in(load_settings().library_dir)
    found = impact_of(
        document, Holdings(content, load_digests(), Catalogue.load(), cases_in(sets), policies_in())
    )
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    out = Console(highlight=False)
    for line in impact_lines(found, every=every):
        out.print(line, soft_wrap=isinstance(line, str))


@app.command("outline")
def outline_command(file: Annotated[Path, typer.Argument(help=f"Tệp {', '.join(READABLE)}")]) -> None:
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
    questions: Annotated[
        Path | None, typer.Option(help="Thư mục câu hỏi có đáp án; một phần tư được để riêng để đo")
    ] = None,
) -> None:
    """Huấn luyện lại mô hình nhúng đi kèm từ Bộ pháp điển."""
    from ingest.train import train
    from knowledge.embed import BUNDLED

    report = train(
        corpus, out or BUNDLED, lambda line: ERR.print(escape(line), soft_wrap=True), questions=questions
    )
    typer.echo(
        f"Đã ghi mô hình vào {report.folder}: {report.tokens} từ, {report.dim} chiều, "
        f"học từ {report.articles} điều trong {report.seconds:.0f} giây."
    )


def main() -> None:
    """Run the command line; a fault is one line and exit code 1."""
    run(app, quiet=logging.WARNING)


if __name__ == "__main__":
    main()
