"""Two runs: gains, losses, significance, the gate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.compare import compare, read_baseline, scores_of, write_baseline
from evals.report import comparison_page
from evals.run import Run, read_run, write_run
from evals.score import score_files
from evals.significance import mcnemar, paired_bootstrap
from evals.sources import Documents
from knowledge.errors import DataError

Scores = dict[str, dict[str, float]]


def runs(passed: str) -> Scores:
    """One case a letter: "+" passed, "-" failed."""
    return {f"c{n:02}": {"passed": float(mark == "+")} for n, mark in enumerate(passed)}


def test_gains_and_losses_by_id() -> None:
    found = compare(runs("++--"), runs("+-+-"))
    assert (found.gains, found.losses, found.shared) == (("c02",), ("c01",), 4)
    assert found.p_value == 1.0


@pytest.mark.parametrize(
    ("gains", "losses", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (10, 2, 0.03857421875)],
)
def test_mcnemar_is_the_exact_binomial_test(gains: int, losses: int, p: float) -> None:
    assert mcnemar(gains, losses) == pytest.approx(p)
    assert mcnemar(losses, gains) == pytest.approx(p)


@pytest.mark.parametrize(
    ("before", "after", "failed"),
    [
        ("++++++++", "--------", ("Đạt",)),
        ("++++++++", "---+++++", ()),  # three losses may be chance
        ("--------", "++++++++", ()),
        ("+-+-+-+-", "+-+-+-+-", ()),
    ],
)
def test_only_a_significant_loss_fails_the_gate(before: str, after: str, failed: tuple[str, ...]) -> None:
    assert compare(runs(before), runs(after)).failed_gate == failed


def test_more_of_a_harm_is_a_loss() -> None:
    before = {f"c{n}": {"passed": 1.0, "false_answer": 0.0} for n in range(40)}
    after = {f"c{n}": {"passed": 1.0, "false_answer": float(n < 8)} for n in range(40)}
    assert compare(before, after).failed_gate == ("Trả lời khi không nên",)
    assert compare(after, before).failed_gate == ()


def test_a_figure_counts_only_where_both_runs_have_it() -> None:
    before = {"a": {"passed": 1.0, "fact_recall": 1.0}, "b": {"passed": 1.0}}
    after = {"a": {"passed": 1.0, "fact_recall": 0.5}, "b": {"passed": 1.0, "fact_recall": 0.0}}
    (fact,) = [change for change in compare(before, after).changes if change.metric.name == "fact_recall"]
    assert (fact.difference.n, fact.difference.change) == (1, -0.5)


def test_the_bootstrap_is_paired() -> None:
    # The same shift in every case is certain, however much the cases differ among themselves.
    difference = paired_bootstrap([0.0, 0.5, 0.9] * 10, [0.1, 0.6, 1.0] * 10)
    assert difference.low == pytest.approx(0.1)
    assert difference.high == pytest.approx(0.1)
    assert difference.significant


def test_runs_without_a_common_case_cannot_be_compared() -> None:
    with pytest.raises(DataError, match="không có câu nào chung"):
        compare(runs("+"), {"other": {"passed": 1.0}})


@pytest.fixture
def two(
    write: Callable[..., Path],
    tax: Callable[..., dict[str, Any]],
    reply: Callable[..., dict[str, Any]],
    sources: Documents,
    tmp_path: Path,
) -> tuple[Run, Run]:
    cases = write("c.jsonl", tax(), tax(id="c2"))
    made = []
    for name, answer in (("a", "thuế"), ("b", "<b>đất</b>")):
        answers = write(f"{name}.jsonl", reply(), reply(id="c2", answer=answer, claims=[]))
        write_run(tmp_path / name, score_files(cases, answers, sources), answers, {})
        made.append(read_run(tmp_path / name))
    return made[0], made[1]


def test_the_page_shows_both_answers_escaped(two: tuple[Run, Run]) -> None:
    before, after = two
    comparison = compare(scores_of(before), scores_of(after))
    page = comparison_page(comparison, before, after)
    assert comparison.losses == ("c2",)
    assert "&lt;b&gt;đất&lt;/b&gt;" in page
    assert "<b>đất" not in page
    assert "Thiếu ý: «chính sách thuế»" in page


def test_a_baseline_gives_back_the_scores(two: tuple[Run, Run], tmp_path: Path) -> None:
    write_baseline(two[0], tmp_path / "base.json")
    assert read_baseline(tmp_path / "base.json") == scores_of(two[0])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scores": {"a": {}}}', '{"scores": {"a": 1}}'])
def test_what_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "base.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"hãy (chạy|tạo)"):
        read_baseline(tmp_path / "base.json")


def test_a_run_with_damaged_files_is_told(two: tuple[Run, Run]) -> None:
    folder = two[0].folder
    (folder / "results.jsonl").write_text('{"id": "c1", "scores": []}\n', encoding="utf-8")
    with pytest.raises(DataError, match="điểm của các câu không đọc được"):
        scores_of(read_run(folder))
    (folder / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"config\.json: không phải một đối tượng JSON"):
        read_run(folder)
