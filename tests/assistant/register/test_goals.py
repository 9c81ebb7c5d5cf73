"""Targets of the shipped plan: figures, senses, and which years stand side by side."""

from __future__ import annotations

import pytest

from assistant.register.goals import Goal, side_by_side, years_of
from tests.assistant.register.plan import plan, register


def pairs() -> list[tuple[str, ...]]:
    return [
        tuple(f"{goal.year}: {goal.printed}" for goal in row.goals) for row in side_by_side(register().goals)
    ]


def test_years_and_values() -> None:
    goals = register().goals
    assert years_of(goals) == (2030, 2045)
    assert [goal.printed for goal in goals if goal.year == 2030] == [
        "khoảng 300",
        "trên 4.200",
        "360",
        "17.000",
        "05",
        "25-30",
        "trên 60%",
        "ít nhất 50%",
        "trên 70",
        "",
    ]
    assert [goal.printed for goal in goals if goal.year == 2045] == [
        "tối thiểu 20%",
        "trên 90%",
        "ít nhất 75%",
        "ít nhất 30%",
        "",
    ]


@pytest.mark.parametrize(
    ("printed", "low", "high", "bound"),
    [
        ("khoảng 300", 300, 300, "about"),
        ("trên 4.200", 4200, 4200, "least"),
        ("17.000", 17000, 17000, "exact"),
        ("25-30", 25, 30, "exact"),
        ("tối thiểu 20%", 20, 20, "least"),
        ("trên 60%", 60, 60, "least"),
        ("", None, None, "exact"),
    ],
)
def test_figures_and_their_sense(printed: str, low: float | None, high: float | None, bound: str) -> None:
    goal = next(goal for goal in register().goals if goal.printed == printed)
    assert (goal.low, goal.high, goal.bound) == (low, high, bound)


def test_every_goal_stands_in_one_row() -> None:
    rows = side_by_side(register().goals)
    shown = [id(goal) for row in rows for goal in row.goals]
    assert sorted(shown) == sorted(map(id, register().goals))
    assert all(len({goal.year for goal in row.goals}) == len(row.goals) for row in rows)


def test_two_years_stand_side_by_side_where_they_measure_nearly_the_same() -> None:
    assert [pair for pair in pairs() if len(pair) > 1] == [
        ("2030: trên 60%", "2045: trên 90%"),
        ("2030: ít nhất 50%", "2045: ít nhất 75%"),
    ]
    assert not any(row.alike for row in side_by_side(register().goals) if len(row.goals) > 1)


def test_another_unit_or_sense_stands_alone() -> None:
    one = Goal("d", "a", "p", 2030, "hợp tác xã đạt loại tốt", "trên", "60", "%", "", "")
    same = Goal("d", "b", "p", 2045, "hợp tác xã đạt loại tốt", "trên", "90", "%", "", "")
    other_unit = Goal("d", "c", "p", 2045, "hợp tác xã đạt loại tốt", "trên", "90", "", "", "")
    other_sense = Goal("d", "d", "p", 2045, "hợp tác xã đạt loại tốt", "dưới", "90", "%", "", "")
    assert side_by_side((one, same))[0].alike
    assert len(side_by_side((one, other_unit))) == 2
    assert len(side_by_side((one, other_sense))) == 2


def test_every_sentence_stands_in_the_plan_and_holds_its_clause() -> None:
    text = " ".join(plan().text.split())
    for goal in register().goals:
        assert goal.sentence in text and goal.clause in goal.sentence
        assert goal.value in goal.clause
