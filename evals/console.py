"""What the commands show in a terminal: progress, figures, changes. Built here, printed by `__main__`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.ablate import EVERY, FIGURES, WHOLE, Ablated
from evals.calibrate import Calibration
from evals.compare import Comparison
from evals.metrics import METRICS, Summary
from evals.run import Run
from evals.vocabulary import name_of
from evals.wording import interval, percent, points, share_or_score

SHOWN = 20
"""Changed cases shown in a terminal; the HTML file holds all."""

_LONGEST = 400


@contextmanager
def progress(total: int, console: Console) -> Iterator[Callable[[int], None]]:
    """A progress bar; the function given takes how many questions have an answer."""
    columns = (TextColumn("Hỏi"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)


def summary_table(summary: Summary) -> Table:
    """The figures of a run with their intervals."""
    table = Table("chỉ số", "giá trị", "khoảng 95 %", "số câu", title=f"{summary.cases} câu")
    rows = [(metric.name, metric.label) for metric in METRICS]
    for name, label in (*rows, ("latency_p50", "độ trễ p50 (ms)"), ("latency_p95", "độ trễ p95 (ms)")):
        if estimate := summary.overall.get(name):
            value = (
                f"{estimate.value:.0f}"
                if name.startswith("latency")
                else share_or_score(name, estimate.value)
            )
            table.add_row(label, value, interval(name, estimate.low, estimate.high), str(estimate.n))
    return table


def calibration(shelf: str, found: Calibration) -> Iterator[Table | str]:
    """What a fit came to: the thresholds tried, what the chosen one gets wrong, and how often it is right."""
    table = Table(
        "ngưỡng", "trả lời sai", "từ chối nhầm", "đúng", "giá", title=f"{shelf}: ngưỡng (kiểm tra chéo)"
    )
    for outcome in found.outcomes:
        chosen = outcome.threshold == found.weights.threshold
        cells = (f"{outcome.wrong:.1f}", f"{outcome.refused:.1f}", percent(outcome.accuracy))
        style = "bold" if chosen else None
        table.add_row(f"{outcome.threshold:.2f}", *cells, f"{outcome.cost:.3f}", style=style)
    yield table
    misjudged = found.misjudged()
    wrong = Table("câu", "nháp", "xác suất", title=f"{shelf}: ngưỡng đã chọn xét sai {len(misjudged)} câu")
    for example, probability in misjudged[:SHOWN]:
        wrong.add_row(escape(example.id), "đúng" if example.right else "sai", f"{probability:.2f}")
    yield wrong
    told = f"{len(found.examples)} câu, {sum(one.right for one in found.examples)} nháp đúng"
    yield f"{shelf}: {told}; kiểm tra chéo: đúng {percent(found.chosen.accuracy)}, Brier {found.brier:.3f}"


def ablation_table(ablated: Sequence[Ablated]) -> Table:
    """The figures of each ablation over all cases, and the change of what passes, in points."""
    table = Table("bỏ bớt", "đạt", "đủ ý", "bằng chứng", "từ chối", "đạt: thay đổi")
    for one in ablated:
        found, change = one.figures[EVERY], one.change
        cells = [percent(found[name].value) if name in found else "" for name in FIGURES]
        told = f"{points(change.change)} [{points(change.low)} … {points(change.high)}]"
        table.add_row(one.name, *cells, "" if one.name == WHOLE else escape(told))
    return table


def changes_table(comparison: Comparison) -> Table:
    """Each figure before and after."""
    table = Table(
        "chỉ số", "trước", "sau", "thay đổi", "khoảng 95 %", "", title=f"{comparison.shared} câu chung"
    )
    for change in comparison.changes:
        name, difference = change.metric.name, change.difference
        table.add_row(
            change.metric.label,
            share_or_score(name, difference.before),
            share_or_score(name, difference.after),
            points(difference.change),
            f"{points(difference.low)} … {points(difference.high)}",
            "kém đi" if change.loss else "khá hơn" if change.gain else "",
        )
    return table


def changed_cases(title: str, ids: Sequence[str], before: Run, after: Run) -> Table:
    """Cases whose outcome changed, with both answers side by side."""
    table = Table("câu", "trước", "sau", title=f"{title}: {len(ids)}", show_lines=True)
    for name in ids[:SHOWN]:
        question = str(after.results[name].get("question", ""))
        table.add_row(f"{escape(name)}\n{escape(question)}", _told(before, name), _told(after, name))
    return table


def _told(run: Run, name: str) -> str:
    result = run.results[name]
    answer: dict[str, Any] = run.answers.get(name, {})
    text = " ".join(str(answer.get("answer") or "(không có)").split())
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    failed = "" if result["passed"] else f"\n→ {result.get('reason', '')}"
    return escape(f"[{name_of(str(result.get('status', '')))}] {short}{failed}")
