"""Command line of measuring: `python -m ingest.train QUESTIONS [--model NAME] [--sample N]`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.train.judged import read_ranked, sample
from ingest.train.measure import Anew, measure
from knowledge.embed import load_embedder, ranking_of
from knowledge.errors import AssistantError


def main(
    questions: Annotated[Path, typer.Argument(help="Thư mục bộ câu hỏi (corpus.jsonl… hoặc law.json…)")],
    model: Annotated[str, typer.Option(help="Mô hình nhúng; để trống là mô hình đi kèm")] = "",
    most: Annotated[int, typer.Option("--sample", help="Số câu hỏi lấy ra, cố định theo nội dung")] = 500,
    unseen: Annotated[bool, typer.Option(help="Chỉ lấy những câu mà lúc huấn luyện đã để riêng")] = False,
) -> None:
    """Đo mô hình nhúng trên một bộ câu hỏi: riêng, so với BM25, và kết hợp; có dấu và không dấu."""
    try:
        texts, articles, judged = read_ranked(questions)
        embedder = load_embedder(model)
        ranking = ranking_of(embedder.name)
        anew = Anew(ranking, articles) if ranking else None
    except AssistantError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    chosen = sample([item for item in judged if item.kept_apart or not unseen], most)
    typer.echo(f"{len(chosen)} câu hỏi, {len(texts)} điều, mô hình {embedder.name}")
    for figures in measure(embedder, texts, chosen, anew):
        typer.echo(str(figures))


if __name__ == "__main__":
    typer.run(main)
