"""The commands that refit or take apart the assistant: `calibrate` and `ablate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals import console as shown
from evals.ablate import ABLATIONS, ablate, to_json, to_markdown
from evals.beir import read_asked
from evals.calibrate import SEED, Example, calibrate, from_cases, from_strangers, strangers, to_yaml
from evals.cases import CaseSet, load_cases
from evals.rows import write_text
from evals.run import versions
from evals.sources import known_documents
from knowledge.config import load_settings
from knowledge.errors import DataError

app = typer.Typer()
out = Console()
err = Console(stderr=True)


@app.command("calibrate")
def calibrate_command(
    cases: Annotated[list[Path], typer.Argument(metavar="CASES…", help="Các bộ câu hỏi để khớp")],
    negatives: Annotated[
        Path | None, typer.Option(help="Thư mục BEIR: câu hỏi mà văn bản không trả lời")
    ] = None,
    path: Annotated[Path | None, typer.Option("--out", help="Viết trọng số ra tệp .yaml này")] = None,
    cost: Annotated[float, typer.Option(min=0.01, help="Một câu sai đắt bằng mấy câu từ chối nhầm")] = 1.0,
    count: Annotated[int, typer.Option(min=1, help="Số câu lấy từ --negatives")] = 700,
    weight: Annotated[float, typer.Option(min=0.001, help="Sức nặng của mỗi câu ấy")] = 0.25,
    ridge: Annotated[float, typer.Option(min=0.000001, help="Sức giữ các trọng số nhỏ")] = 0.01,
) -> None:
    """Khớp lại mô hình từ chối; chỉ viết ra tệp khi có --out."""
    sets = [load_cases(file) for file in cases]
    examples, remarks = _examples(sets, negatives, count, weight)
    if len({one.right for one in examples}) < 2:
        raise DataError("cần cả câu nháp đúng lẫn câu nháp sai để khớp; hãy thêm bộ câu hỏi hoặc --negatives")
    found = calibrate(examples, cost, ridge)
    remarks.append(f"Threshold: a wrong draft given costs {cost:g} times a right one declined.")
    for part in shown.calibration(found):
        out.print(part)
    text = to_yaml(found.weights, remarks)
    out.print(text, markup=False, highlight=False, soft_wrap=True)
    if path:
        write_text(path, text)
        out.print(f"Trọng số: {path}", soft_wrap=True)


def _examples(
    sets: Sequence[CaseSet], negatives: Path | None, count: int, weight: float
) -> tuple[list[Example], list[str]]:
    """The examples of all sets and of the further questions, and what they are, in words."""
    from assistant.wiring import open_assistant

    assistant = open_assistant(load_settings())
    examples: list[Example] = []
    remarks: list[str] = []
    for case_set in sets:
        with shown.progress(len(case_set.cases), err) as progress:
            found = from_cases(assistant, case_set.cases, progress)
        examples += found
        remarks.append(f"{case_set.name}: {_told(found)} (SHA-256 {case_set.fingerprint[:16]}).")
    if negatives:
        held = [document.number for document in assistant.documents()]
        asked = strangers(read_asked(negatives), held, count)
        with shown.progress(len(asked), err) as progress:
            found = from_strangers(assistant, asked, weight, progress)
        examples += found
        drawn = f"{len(asked)} questions drawn with seed {SEED}, each weighing {weight:g}"
        remarks.append(f"{negatives.name}: {_told(found)}, of {drawn}.")
    return examples, remarks


def _told(found: Sequence[Example]) -> str:
    return f"{len(found)} drafts judged, {sum(one.right for one in found)} right"


@app.command("ablate")
def ablate_command(
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="Bộ câu hỏi: .jsonl, .csv hoặc .xlsx")],
    folder: Annotated[Path, typer.Option("--out", help="Thư mục kết quả")],
) -> None:
    """Hỏi bộ câu hỏi khi bỏ bớt từng phần của trợ lý, để biết mỗi phần đáng giá bao nhiêu."""
    from assistant.wiring import open_assistant

    settings, case_set = load_settings(), load_cases(cases)
    sources = known_documents(settings.library_dir)
    with shown.progress(len(ABLATIONS) * len(case_set.cases), err) as progress:
        found = ablate(case_set, lambda without: open_assistant(settings, without), sources, progress)
    told = to_json(case_set, found, {"versions": versions()})
    write_text(folder / "ablations.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / "ablations.md", to_markdown(case_set, found))
    out.print(shown.ablation_table(found))
    out.print(f"Bảng đầy đủ: {folder / 'ablations.md'}", soft_wrap=True)
