from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evals.policies import (
    BASELINE,
    FOLDER,
    JUDGED_ON,
    Case,
    Comparison,
    Result,
    compare,
    main,
    read_baseline,
    read_cases,
    report,
    run,
)
from evals.policies_derived import derived_rows
from knowledge.errors import DataError
from knowledge.policies.engine import verdict_of
from knowledge.policies.load import PolicyBook, load_policies
from knowledge.policies.model import OUTCOMES, Condition, Policy

BOOK = load_policies()
CASES = read_cases(FOLDER, BOOK)
JUDGED = read_cases(FOLDER / "cases.jsonl", BOOK)
# Conditions on groups that a policy for cooperatives includes with others: they can never decide there.
IDLE = {("chi-phi-kiem-toan", f"dieu_18.khoan_2.diem_{point}") for point in "abc"}
ROW = {
    "id": "thu",
    "profile": {"kind": "group"},
    "day": "2026-11-23",
    "policy": "mien-le-phi-dang-ky-to-hop-tac",
    "outcome": "qualifies",
    "clause": "17/2023/QH15#dieu_22.khoan_2",
}


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_every_case_shipped_passes() -> None:
    results = run(CASES, BOOK)
    assert [(result.case.id, result.problem) for result in results if result.problem] == []


def test_judged_cases_are_many_and_cover_every_policy_and_outcome() -> None:
    assert len(JUDGED) >= 60
    assert {case.policy for case in JUDGED} == {policy.id for policy in BOOK.policies}
    counts = Counter(case.outcome for case in JUDGED)
    assert all(counts[outcome] >= 5 for outcome in OUTCOMES), counts


def test_no_condition_can_be_dropped_unnoticed() -> None:
    unnoticed = {
        (policy.id, condition.basis.anchor)
        for policy in BOOK.policies
        for condition in policy.conditions
        if not any(result.problem for result in without(condition, policy))
    }
    assert unnoticed == IDLE


def without(condition: Condition, policy: Policy) -> tuple[Result, ...]:
    """What the cases of a policy say of it without one of its conditions."""
    fewer = tuple(item for item in policy.conditions if item is not condition)
    mine: list[Case] = [case for case in CASES if case.policy == policy.id]
    return run(mine, PolicyBook((replace(policy, conditions=fewer),), BOOK.facts))


def test_derived_cases_fail_one_condition_each(tmp_path: Path) -> None:
    path = tmp_path / "derived.jsonl"
    path.write_text(derived_rows(BOOK, JUDGED_ON), "utf-8")
    cases = read_cases(path, BOOK)
    assert len(cases) == sum(len(policy.conditions) for policy in BOOK.policies) - len(IDLE)
    for result, case in zip(run(cases, BOOK), cases, strict=True):
        assert not result.problem
        policy = BOOK.get(case.policy)
        assert policy
        assert len(verdict_of(policy, case.profile, case.day).failed) == 1


def test_nothing_stored_was_lost() -> None:
    comparison = compare(run(CASES, BOOK), read_baseline(BASELINE))
    assert (comparison.losses, comparison.new, comparison.gone) == ((), (), ())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"outcome": "not"}, "chờ not, được qualifies"),
        ({"clause": "17/2023/QH15#dieu_1"}, "chờ căn cứ 17/2023/QH15#dieu_1"),
        ({"missing": ["members"]}, "chờ thiếu members, được không"),
        ({"profile": {}, "outcome": "cannot_tell", "missing": ["members"]}, "chờ thiếu members, được kind"),
    ],
)
def test_a_wrong_expectation_is_told(tmp_path: Path, change: dict[str, object], told: str) -> None:
    (result,) = run(read_cases(written(tmp_path, ROW | change), BOOK), BOOK)
    assert told in result.problem
    assert f"SAI   thu: {result.problem}" in report([result], Comparison((), (), (), ()))


def test_a_changed_rule_shows_as_a_loss(tmp_path: Path) -> None:
    cases = read_cases(written(tmp_path, ROW), BOOK)
    policy = BOOK.get(cases[0].policy)
    assert policy
    stricter = BOOK.get("to-hop-tac-len-hop-tac-xa")
    assert stricter
    changed = replace(policy, conditions=(*policy.conditions, *stricter.conditions))
    others = tuple(item for item in BOOK.policies if item.id != policy.id)
    after = run(cases, PolicyBook((*others, changed), BOOK.facts))
    comparison = compare(after, {"thu": True, "cu": True})
    assert comparison == Comparison(gains=(), losses=("thu",), new=(), gone=("cu",))
    assert "MẤT: thu" in report(after, comparison)
    gained = compare(run(cases, BOOK), {"thu": False})
    assert gained.gains == ("thu",)
    assert "được: thu" in report(run(cases, BOOK), gained)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([ROW | {"policy": "khong-co"}], "cases.jsonl:1: không có chính sách khong-co"),
        ([ROW, ROW], "cases.jsonl:2: mã thu đã có"),
        ([ROW | {"profile": {"kind": "guild"}}], "cases.jsonl:1: Mục “kind”"),
        ([ROW | {"outcome": "maybe"}], "cases.jsonl:1: hãy sửa outcome"),
        ([ROW | {"clause": "17/2023/QH15"}], "cases.jsonl:1: hãy sửa clause"),
    ],
)
def test_a_case_that_does_not_fit_is_told_with_its_line(
    tmp_path: Path, rows: list[dict[str, object]], told: str
) -> None:
    with pytest.raises(DataError, match=told):
        read_cases(written(tmp_path, *rows), BOOK)


def test_the_command_tells_stores_and_answers_by_its_status(tmp_path: Path) -> None:
    said: list[str] = []
    path, mark = written(tmp_path, ROW), tmp_path / "baseline.json"
    assert main(["--cases", str(path), "--baseline", str(mark), "--store"], said.append) == 0
    assert said[0].startswith("1/1 ca đúng")
    assert read_baseline(mark) == {"thu": True}
    written(tmp_path, ROW | {"outcome": "not"})
    assert main(["--cases", str(path), "--baseline", str(mark)], said.append) == 1
    assert "MẤT: thu" in said[-1]
    mark.write_text("[]", "utf-8")
    assert main(["--cases", str(path), "--baseline", str(mark)], said.append) == 2
    assert "không phải tệp mốc" in said[-1]
    assert main(["--cases", str(tmp_path / "khong-co.jsonl")], said.append) == 2
