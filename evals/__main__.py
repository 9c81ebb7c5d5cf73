"""`python -m evals`: ask and score question sets, compare runs, measure the search, refit, take apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from evals import console as shown
from evals.asking import Asker, LocalAsker, ServiceAsker
from evals.beir import convert_alqac, read_benchmark
from evals.cases import load_cases, load_questions
from evals.compare import Comparison, compare, read_baseline, scores_of, write_baseline
from evals.experiments import app as experiments
from evals.export import results_workbook
from evals.generate import Generated, generate, read_meta
from evals.judge import RUNS, ModelJudge
from evals.problems import Problem, shortened
from evals.report import comparison_page
from evals.retrieval import SYSTEMS, TYPINGS, Measured, head_line, measure, system_line, to_dict
from evals.rows import write_text
from evals.run import Run, new_folder, read_run, versions, write_run
from evals.score import Scored, score_files
from evals.searchers import build_systems
from evals.sources import check_cases, known_documents
from knowledge.config import Settings, load_settings
from knowledge.errors import AssistantError, ConfigError, LibraryError

app = typer.Typer(
    help="Chạy bộ câu hỏi đánh giá, xem vì sao từng câu đạt hay không, so sánh hai phiên bản.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console()
err = Console(stderr=True)

Cases = Annotated[Path, typer.Argument(metavar="CASES", help="Bộ câu hỏi: .jsonl, .csv hoặc .xlsx")]
Url = Annotated[
    str, typer.Option(help="Hỏi dịch vụ đang chạy ở địa chỉ này thay vì hỏi trong tiến trình này")
]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Số câu hỏi cùng lúc")]
Folder = Annotated[Path | None, typer.Option("--out", help="Thư mục kết quả; mặc định runs/<tên>-<giờ>")]
JudgeUrl = Annotated[str, typer.Option(help="Địa chỉ mô hình chấm thêm (…/v1); mặc định không dùng")]
JudgeModel = Annotated[str, typer.Option(help="Tên mô hình chấm")]
JudgeKey = Annotated[str, typer.Option(envvar="ASSISTANT_JUDGE_KEY", help="Khóa của mô hình chấm")]
JudgeRuns = Annotated[int, typer.Option(min=1, max=20, help="Số lần chấm mỗi câu, lấy trung bình")]


@app.command("generate")
def generate_command(
    cases: Cases,
    answers: Annotated[Path, typer.Option("--out", help="Tệp câu trả lời .jsonl; chạy lại thì hỏi tiếp")],
    url: Url = "",
    workers: Workers = 1,
) -> None:
    """Hỏi trợ lý từng câu và ghi câu trả lời; chỉ đọc id, question và history."""
    _finish(_generate(cases, answers, url, workers), answers)


@app.command("score")
def score_command(
    cases: Cases,
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="Tệp câu trả lời .jsonl")],
    folder: Folder = None,
    judge_url: JudgeUrl = "",
    judge_model: JudgeModel = "",
    judge_key: JudgeKey = "",
    judge_runs: JudgeRuns = RUNS,
) -> None:
    """Chấm các câu trả lời, không cần trợ lý, và viết báo cáo."""
    judge = None
    if judge_url:
        judge = ModelJudge(judge_url, judge_model, judge_key, httpx.Client())
    sources = known_documents(load_settings().library_dir)
    scored = score_files(cases, answers, sources, judge, judge_runs)
    _leave(scored, folder or new_folder(cases), answers)


@app.command("run")
def run_command(
    cases: Cases,
    folder: Folder = None,
    against: Annotated[Path | None, typer.Option(help="Tệp mốc: sụt đáng kể thì thoát với mã 1")] = None,
    url: Url = "",
    workers: Workers = 1,
) -> None:
    """Hỏi, chấm, viết báo cáo; so với mốc nếu có."""
    mark = read_baseline(against) if against else None
    load_cases(cases)  # a set that cannot be scored should fail before an hour of asking
    home = folder or new_folder(cases)
    answers = home / "answers.jsonl"
    generated = _generate(cases, answers, url, workers)
    if generated.stopped:
        _finish(generated, answers)
    scored = score_files(cases, answers, known_documents(load_settings().library_dir))
    _leave(scored, home, answers)
    if mark is not None:
        _gate(compare(mark, {result.case.id: result.scores for result in scored.results}))
    _finish(generated, answers)


@app.command("compare")
def compare_command(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="Thư mục kết quả trước")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="Thư mục kết quả sau")],
    page: Annotated[Path | None, typer.Option("--out", help="Viết trang so sánh .html")] = None,
) -> None:
    """So hai lần chạy: câu được, câu mất, hai câu trả lời cạnh nhau, thay đổi có đáng kể không."""
    first, second = read_run(before), read_run(after)
    comparison = compare(scores_of(first), scores_of(second))
    _tell_sets(first, second)
    out.print(shown.changes_table(comparison))
    for title, ids in (("Câu bị mất", comparison.losses), ("Câu được thêm", comparison.gains)):
        if ids:
            out.print(shown.changed_cases(title, ids, first, second))
    out.print(
        f"McNemar: {len(comparison.gains)} được, {len(comparison.losses)} mất, p = {comparison.p_value:.3f}"
    )
    if page:
        write_text(page, comparison_page(comparison, first, second))
        out.print(f"Trang so sánh: {page}", soft_wrap=True)


@app.command("check")
def check_command(cases: Cases) -> None:
    """Kiểm tra bộ câu hỏi: dòng hỏng, mục không có, đoạn mẫu không có trong nguồn."""
    case_set = load_cases(cases)
    sources = known_documents(load_settings().library_dir)
    problems = [*case_set.problems, *check_cases(case_set.cases, sources)]
    for problem in problems:
        out.print(str(problem), markup=False, soft_wrap=True)
    out.print(
        f"{len(case_set.cases)} câu đọc được, {len(problems)} điều cần sửa; SHA-256 {case_set.fingerprint}"
    )
    if problems:
        raise typer.Exit(1)


@app.command("baseline")
def baseline_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Thư mục kết quả")],
    path: Annotated[Path, typer.Option("--out", help="Tệp mốc")] = Path("evals/baseline.json"),
) -> None:
    """Giữ điểm của một lần chạy làm mốc cho run --against."""
    write_baseline(read_run(run), path)
    out.print(f"Mốc: {path}", soft_wrap=True)


@app.command("retrieval")
def retrieval_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Thư mục BEIR")],
    path: Annotated[Path | None, typer.Option("--out", help="Viết mọi số ra tệp .json")] = None,
    system: Annotated[list[str] | None, typer.Option(help="Chỉ đo hệ này; lặp lại được")] = None,
    typing: Annotated[list[str] | None, typer.Option(help="Chỉ đo cách gõ này; lặp lại được")] = None,
    model: Annotated[str | None, typer.Option(help="Mô hình nhúng; mặc định theo cài đặt")] = None,
) -> None:
    """Đo việc tìm đoạn trên một bộ công khai: một dòng cho mỗi hệ lexical, dense, fused."""
    systems, typings = _chosen("--system", system, SYSTEMS), _chosen("--typing", typing, TYPINGS)
    benchmark = read_benchmark(folder)
    name = load_settings().embedding_model if model is None else model
    measured: dict[str, dict[str, Measured]] = {}
    print(head_line())
    for system_name, searcher in build_systems(systems, lambda: _embedder(name)).items():
        searcher.index(benchmark.ids, benchmark.texts)
        measured[system_name] = {how: measure(searcher, benchmark, how) for how in typings}
        print(system_line(system_name, measured[system_name]), flush=True)
    if path:
        write_text(path, json.dumps(to_dict(benchmark, measured), ensure_ascii=False, indent=1) + "\n")


@app.command("convert-alqac")
def convert_command(
    laws: Annotated[Path, typer.Argument(metavar="LAW_JSON")],
    questions: Annotated[Path, typer.Argument(metavar="QUESTION_JSON")],
    folder: Annotated[Path, typer.Argument(metavar="OUT")],
) -> None:
    """Chuyển law.json và question.json của ALQAC thành thư mục BEIR."""
    articles, asked = convert_alqac(laws, questions, folder)
    out.print(f"{folder}: {articles} điều luật, {asked} câu hỏi", soft_wrap=True)


def _generate(cases: Path, answers: Path, url: str, workers: int) -> Generated:
    questions = load_questions(cases)
    _tell(questions.problems)
    if questions.ignored:
        err.print(f"Bỏ qua các trường không dùng: {shortened(questions.ignored, 10)}", markup=False)
    asker, origin = _asker(url)
    with shown.progress(len(questions.questions), err) as progress:
        return generate(questions, asker, answers, workers=workers, origin=origin, progress=progress)


def _asker(url: str) -> tuple[Asker, dict[str, Any]]:
    origin: dict[str, Any] = {"created": datetime.now(UTC).isoformat(timespec="seconds")}
    if url:
        return ServiceAsker(url, httpx.Client()), origin | {"asked": url}
    from assistant.wiring import open_assistant

    settings = load_settings()
    asker = LocalAsker(open_assistant(settings))
    told = {"asked": "trong tiến trình", "versions": versions(), "settings": settings.model_dump(mode="json")}
    return asker, origin | told | {"index": _index(settings)}


def _index(settings: Settings) -> dict[str, str]:
    """What the library was built from, in short; nothing where there is none."""
    from knowledge.builds import current_build, read_manifest

    try:
        manifest = read_manifest(current_build(settings.library_dir))
    except LibraryError:
        return {}
    return {"model": manifest.model, "rules": manifest.rules, "passages": str(manifest.passages)}


def _embedder(name: str) -> Any:
    from knowledge.embed import load_embedder

    return load_embedder(name)


def _finish(generated: Generated, answers: Path) -> None:
    """Say what came of asking; exit 1 where questions are left."""
    have = generated.asked + generated.kept
    err.print(f"{answers}: {have} câu trả lời ({generated.kept} có từ trước)", soft_wrap=True)
    if not generated.unanswered:
        return
    _tell(generated.unanswered[:5])
    why = f"Dừng sau {have} câu: {generated.stopped}" if generated.stopped else "Một số câu chưa có trả lời"
    told = f"{why}. Các câu đã trả lời được giữ lại; chạy lại lệnh này để hỏi tiếp."
    err.print(told, markup=False, soft_wrap=True)
    raise typer.Exit(1)


def _leave(scored: Scored, folder: Path, answers: Path) -> None:
    report = write_run(folder, scored, answers, read_meta(answers))
    (folder / "results.xlsx").write_bytes(results_workbook(scored.results))
    _tell(scored.problems[:10])
    if len(scored.problems) > 10:
        err.print(
            f"… và {len(scored.problems) - 10} điều nữa trong {folder / 'problems.jsonl'}", soft_wrap=True
        )
    out.print(shown.summary_table(scored.summary))
    out.print(f"Báo cáo: {report}", soft_wrap=True)


def _gate(comparison: Comparison) -> None:
    out.print(shown.changes_table(comparison))
    for title, ids in (("Câu bị mất", comparison.losses), ("Câu được thêm", comparison.gains)):
        if ids:
            out.print(f"{title}: {shortened(ids, 20)}", markup=False)
    if comparison.failed_gate:
        err.print(f"Sụt đáng kể so với mốc: {', '.join(comparison.failed_gate)}")
        raise typer.Exit(1)
    out.print("Không sụt đáng kể so với mốc.")


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems:
        err.print(str(problem), markup=False, soft_wrap=True)


def _tell_sets(before: Run, after: Run) -> None:
    first, second = before.config.get("cases", {}), after.config.get("cases", {})
    if first.get("fingerprint") != second.get("fingerprint"):
        err.print("Hai lần chạy dùng hai bản khác nhau của bộ câu hỏi; chỉ so các câu chung.")


def _chosen(option: str, wanted: list[str] | None, known: tuple[str, ...]) -> list[str]:
    if unknown := [name for name in wanted or () if name not in known]:
        raise ConfigError(f"{option} {unknown[0]}: không có; hãy chọn trong {', '.join(known)}")
    return [name for name in known if not wanted or name in wanted]


app.add_typer(experiments)


def main() -> None:
    """Run a command; a fault is one line and exit code 2."""
    try:
        app()
    except AssistantError as error:
        err.print(str(error), markup=False, soft_wrap=True, style="red")
        sys.exit(2)


if __name__ == "__main__":
    main()
