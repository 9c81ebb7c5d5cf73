"""The report of a run and of a comparison: one self-contained HTML file each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evals import charts
from evals.confidence import FEW, Bin, binned
from evals.grade import Result
from evals.metrics import METRICS, Figures, Summary
from evals.vocabulary import ANSWERING, UNLABELLED, Kind, Register, name_of
from evals.wording import day, duration, interval, percent, points, prose, share_or_score

if TYPE_CHECKING:
    from jinja2 import Environment

    from evals.compare import Comparison
    from evals.run import Run
    from evals.score import Scored

CARDS = (
    "passed",
    "status_accuracy",
    "fact_recall",
    "evidence_all",
    "answer_precision",
    "false_answer",
    "abstention_precision",
    "abstention_recall",
)
"""The figures at the top of a report."""

CASE_FIGURES = tuple(
    metric for metric in METRICS if not metric.name.startswith(("hit", "recall", "ndcg", "brier"))
)
"""What is shown beside a single case: the order of its passages is told by MRR alone, how sure it was by the
confidence itself."""

GROUP_COLUMNS = ("passed", "status_accuracy", "fact_recall", "evidence_all", "citation_recall", "mrr@10")
"""The figures of the tables by register and by kind."""

FEWEST_DRAFTS = 20
"""With fewer drafts judged, a reliability diagram would show only chance."""

_ORDER = [*map(str, Register), *map(str, Kind), UNLABELLED]


def report_page(scored: Scored, config: Mapping[str, Any]) -> str:
    """The HTML of a run's report."""
    summary = scored.summary
    return (
        _environment()
        .get_template("report.html")
        .render(
            config=config,
            summary=summary,
            results=scored.results,
            problems=scored.problems,
            metrics=METRICS,
            case_figures=CASE_FIGURES,
            cards=[metric for metric in METRICS if metric.name in CARDS],
            columns=[metric for metric in METRICS if metric.name in GROUP_COLUMNS],
            registers=_sorted(summary.by_register),
            kinds=_sorted(summary.by_kind),
            charts=_charts(summary, scored.results),
            bins=binned(r.draft for r in scored.results if r.draft),
            few=FEW,
        )
    )


def comparison_page(comparison: Comparison, before: Run, after: Run) -> str:
    """The HTML of a comparison: each figure's change, then gains and losses with both answers."""
    page = _environment().get_template("compare.html")
    return page.render(comparison=comparison, before=before, after=after)


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=percent,
        points=points,
        figure=lambda value, name: share_or_score(name, value),
        interval=lambda estimate, name: interval(name, estimate.low, estimate.high),
        duration=duration,
        day=day,
        prose=prose,
        vn=name_of,
    )
    return environment


def _sorted(groups: Mapping[str, Figures]) -> dict[str, Figures]:
    return {name: groups[name] for name in sorted(groups, key=_ORDER.index)}


def _charts(summary: Summary, results: Sequence[Result]) -> dict[str, Markup]:
    latencies = [r.answer.latency_ms for r in results if r.answer and r.answer.latency_ms is not None]
    marks = [
        (label, summary.overall[name].value)
        for name, label in (("latency_p50", "p50"), ("latency_p95", "p95"))
        if name in summary.overall
    ]
    return {
        "register": charts.bars(_bars(summary.by_register, "register"), "Tỷ lệ đạt theo cách hỏi"),
        "kind": charts.bars(_bars(summary.by_kind, "kind"), "Tỷ lệ đạt theo loại câu hỏi"),
        "latency": charts.histogram(latencies, marks, "Phân bố độ trễ"),
        "statuses": charts.splits(_splits(results), "Mỗi cách kết thúc đúng bao nhiêu lần"),
        "reliability": _reliability(results),
    }


def _bars(groups: Mapping[str, Figures], group: str) -> list[charts.Bar]:
    passed = {name: figures["passed"] for name, figures in _sorted(groups).items()}
    return [charts.Bar(name_of(key), e.value, e.low, e.high, e.n, group, key) for key, e in passed.items()]


def _splits(results: Sequence[Result]) -> list[charts.Split]:
    """For each ending how often the case allowed it; the answering ones first, then by count."""
    counts: dict[str, list[int]] = {}
    for result in results:
        right = bool(result.scores["status_accuracy"])
        counts.setdefault(result.status, [0, 0])[0 if right else 1] += 1
    order = sorted(counts, key=lambda status: (status not in ANSWERING, -sum(counts[status])))
    return [charts.Split(name_of(status), counts[status][0], counts[status][1], status) for status in order]


def _reliability(results: Sequence[Result]) -> Markup:
    """How often drafts were right at each level of confidence; nothing where too few were judged."""
    drafts = [r.draft for r in results if r.draft and r.draft.right is not None]
    if len(drafts) < FEWEST_DRAFTS:
        return Markup("")
    return charts.reliability([_point(level) for level in binned(drafts)], "Độ tin so với tỷ lệ đúng")


def _point(level: Bin) -> charts.Point:
    return charts.Point(level.told, level.held, len(level.known), level.few)
