"""The commands that refit or take apart the assistant: `calibrate` and `ablate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.abstain import Weights, load_weights
from assistant.parts import Part
from assistant.wiring import Assistant, open_assistant
from evals import console as shown
from evals.ablate import ABLATIONS, ablate, to_json, to_markdown
from evals.beir import read_asked
from evals.calibrate import (
    SEED,
    SHELVES,
    Example,
    Examples,
    calibrate,
    from_cases,
    from_strangers,
    strangers,
    to_yaml,
)
from evals.cases import load_cases
from evals.diacritics import given_back
from evals.left_out import from_left_out
from evals.rows import write_text
from evals.run import versions
from evals.sources import known_documents
from knowledge.config import load_settings

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
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Hỏi thêm mỗi câu khi kế hoạch đã bỏ những chỗ trả lời nó")
    ] = False,
    elsewhere: Annotated[
        float, typer.Option(min=0.001, help="Sức nặng của nháp sai khi kệ kia có nháp đúng")
    ] = 0.25,
    ridge: Annotated[float, typer.Option(min=0.000001, help="Sức giữ các trọng số nhỏ")] = 0.01,
) -> None:
    """Khớp lại mô hình từ chối của từng kệ; chỉ viết ra tệp khi có --out."""
    assistant = open_assistant(load_settings())
    drawn = [_of_set(assistant, file, elsewhere) for file in cases]
    drawn += [_of_left_out(assistant, file) for file in cases if left_out]
    if negatives:
        drawn.append(_of_strangers(assistant, negatives, count, weight))
    weights: dict[str, Weights] = {}
    remarks = [
        f"A wrong draft given costs {cost:g} times a right one declined; where the other shelf's draft was",
        f"right, a wrong one weighs {elsewhere:g}. Drafts judged (right):",
    ]
    remarks += [f"  {source}: {_told(found)}" for source, found in drawn]
    for shelf in SHELVES:
        examples = [one for _, found in drawn for one in found[shelf]]
        weights[shelf], told = _fitted(shelf, examples, cost, ridge)
        remarks.append(f"  {told}")
    text = to_yaml(weights, remarks)
    out.print(text, markup=False, highlight=False, soft_wrap=True)
    if path:
        write_text(path, text)
        out.print(f"Trọng số: {path}", soft_wrap=True)


def _fitted(shelf: str, examples: Sequence[Example], cost: float, ridge: float) -> tuple[Weights, str]:
    """The weights of a shelf and how they do; those in use where nothing tells right from wrong."""
    if len({one.right for one in examples}) < 2:
        return load_weights(shelf), f"{shelf}: kept as it was, for want of drafts both right and wrong"
    fitted = calibrate(examples, cost, ridge)
    for part in shown.calibration(shelf, fitted):
        out.print(part)
    held = f"{100 * fitted.chosen.accuracy:.1f} % right, Brier score {fitted.brier:.3f}"
    return fitted.weights, f"{shelf}: cross-validated, {held}"


def _of_set(assistant: Assistant, path: Path, elsewhere: float) -> tuple[str, Examples]:
    """The examples of a question set, and its name."""
    cases = load_cases(path)
    with shown.progress(len(cases.cases), err) as progress:
        found = from_cases(assistant, cases.cases, elsewhere, progress)
    told = f"{len(cases.cases)} questions, SHA-256 {cases.fingerprint[:16]}"
    return f"{path.parent.name}/{path.name} ({told})", found


def _of_strangers(assistant: Assistant, folder: Path, count: int, weight: float) -> tuple[str, Examples]:
    """The examples of questions that nothing at hand answers, and where they come from."""
    held = [document.number for document in assistant.documents()]
    asked = strangers(read_asked(folder), held, count)
    with shown.progress(len(asked), err) as progress:
        found = from_strangers(assistant, asked, weight, progress)
    return f"{folder.name} ({len(asked)} questions drawn with seed {SEED}, each weighing {weight:g})", found


def _of_left_out(assistant: Assistant, path: Path) -> tuple[str, Examples]:
    """The examples of a question set, each question asked of a plan without what answers it."""
    from knowledge.embed import load_embedder

    cases, embedder = load_cases(path).cases, load_embedder(load_settings().embedding_model)
    with shown.progress(len(cases), err) as progress:
        found = from_left_out(assistant.tools, embedder, cases, progress)
    return f"{path.parent.name}/{path.name}, answers left out", found


def _told(found: Examples) -> str:
    return ", ".join(f"{shelf} {len(own)} ({sum(o.right for o in own)})" for shelf, own in found.items())


@app.command("ablate")
def ablate_command(
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="Bộ câu hỏi: .jsonl, .csv hoặc .xlsx")],
    folder: Annotated[Path, typer.Option("--out", help="Thư mục kết quả")],
) -> None:
    """Hỏi bộ câu hỏi khi bỏ bớt từng phần của trợ lý, để biết mỗi phần đáng giá bao nhiêu."""
    settings, case_set = load_settings(), load_cases(cases)
    whole, sources = open_assistant(settings), known_documents(settings.library_dir)

    def opened(without: frozenset[Part]) -> Assistant:
        return open_assistant(settings, without) if without else whole

    with shown.progress(len(ABLATIONS) * len(case_set.cases), err) as progress:
        found = ablate(case_set, opened, sources, progress)
    told = to_json(case_set, found, {"versions": versions()})
    write_text(folder / "ablations.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / "ablations.md", to_markdown(case_set, found))
    out.print(shown.ablation_table(found))
    out.print(f"Bảng đầy đủ: {folder / 'ablations.md'}", soft_wrap=True)


@app.command("diacritics")
def diacritics_command(
    cases: Annotated[list[Path], typer.Argument(metavar="CASES…", help="Các bộ câu hỏi")],
) -> None:
    """Bỏ dấu các câu hỏi có dấu rồi xem trợ lý đoán lại đúng bao nhiêu âm tiết, bao nhiêu câu."""
    restore = open_assistant(load_settings()).tools.understander.restored
    for path in cases:
        found = given_back((case.question.text for case in load_cases(path).cases), restore)
        share = 100 * found.right / max(1, found.syllables)
        out.print(
            f"{path.parent.name}/{path.stem}: {found.questions} câu, {share:.1f} % âm tiết đúng, "
            f"{100 * found.whole / max(1, found.questions):.0f} % câu đúng trọn"
        )
