"""How sure the assistant was, held against what was right: bins, Brier score, calibration error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.answers import AnswerRow
from evals.cases import Case
from evals.confidence import Judged, binned, draft_of
from evals.grade import Result, grade
from evals.metrics import figures
from evals.score import score_files
from evals.sources import Documents

MakeCase = Callable[..., Case]
MakeAnswer = Callable[..., AnswerRow]
OUTSIDE = {"kind": "out_of_scope", "gold": [], "must_include": []}
PREMISE = {"kind": "false_premise"}


@pytest.mark.parametrize(
    ("case", "status", "passed", "expected"),
    [
        ({}, "answered", True, (True, True)),
        ({}, "answered", False, (True, False)),
        ({}, "not_in_sources", False, (False, None)),
        (OUTSIDE, "not_in_sources", True, (False, False)),
        (OUTSIDE, "answered", False, (True, False)),
        (PREMISE, "false_premise", True, (True, True)),
        (PREMISE, "not_in_sources", False, (False, None)),
    ],
)
def test_what_is_known_of_a_draft(
    make_case: MakeCase,
    make_answer: MakeAnswer,
    case: dict[str, Any],
    status: str,
    passed: bool,
    expected: tuple[bool, bool | None],
) -> None:
    found = draft_of(make_case(**case), make_answer(status=status, trace={"confidence": 0.4}), passed)
    assert found is not None
    assert (found.given, found.right) == expected


@pytest.mark.parametrize("trace", [None, {}, {"confidence": None}, {"confidence": 1.5}, {"score": 0.5}])
def test_an_answer_that_tells_no_confidence_is_scored_all_the_same(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents, trace: Any
) -> None:
    result = grade(make_case(), make_answer(trace=trace), sources)
    assert result.passed
    assert result.draft is None
    assert "brier" not in result.scores
    assert "ece" not in figures([result])


def test_a_confidence_of_one_stands_in_the_last_bin() -> None:
    low, high = binned([Judged(1.0, True, True), Judged(0.9, True, False), Judged(0.0, False, None)])
    assert (high.low, high.high, high.told, high.held) == (0.9, 1.0, pytest.approx(0.95), 0.5)
    assert (low.low, low.known, low.held) == (0.0, (), 0.0)
    assert high.count(given=True, right=False) == 1
    assert low.count(given=False, right=None) == 1


def results(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents, told: Sequence[tuple[float, bool]]
) -> list[Result]:
    return [
        grade(
            make_case(must_include=["thuế" if right else "đất đai"]),
            make_answer(trace={"confidence": confidence}),
            sources,
        )
        for confidence, right in told
    ]


def test_brier_score_and_calibration_error(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents
) -> None:
    told = [(0.95, True), (0.95, False), (0.25, False), (0.25, False)]
    found = figures(results(make_case, make_answer, sources, told))
    assert found["brier"].value == pytest.approx((0.05**2 + 0.95**2 + 2 * 0.25**2) / 4)
    assert found["ece"].value == pytest.approx((abs(0.95 - 0.5) * 2 + 0.25 * 2) / 4)
    assert found["ece"].n == 4


def test_who_tells_the_truth_has_no_calibration_error(
    make_case: MakeCase, make_answer: MakeAnswer, sources: Documents
) -> None:
    told = [(0.75, True)] * 3 + [(0.75, False)]
    assert figures(results(make_case, make_answer, sources, told))["ece"].value == 0


def test_drafts_of_which_nothing_is_known_count_nowhere(
    write: Callable[..., Path], tax: Callable[..., Any], reply: Callable[..., Any], sources: Documents
) -> None:
    cases = write("c.jsonl", tax(), tax(id="c2"))
    given = reply(trace={"confidence": 0.9})
    declined = reply(id="c2", status="not_in_sources", trace={"confidence": 0.2})
    scored = score_files(cases, write("a.jsonl", given, declined), sources)
    assert scored.summary.overall["brier"].n == 1
    assert scored.summary.overall["ece"].n == 1
    assert scored.results[1].draft == Judged(0.2, given=False, right=None)
