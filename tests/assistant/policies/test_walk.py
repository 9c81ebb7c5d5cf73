"""The state machine: every change is a new walk, and what was done can be undone."""

from __future__ import annotations

from assistant.policies.walk import (
    MOST_QUESTIONS,
    Step,
    Walk,
    answered,
    back,
    corrected,
    passed_over,
    resumed,
    stopped,
    told,
)


def test_back_undoes_the_last_step() -> None:
    walk = answered(Walk("htx"), "members", 20)
    for after in (
        answered(walk, "rural", True),
        passed_over(walk, "rural"),
        corrected(walk, "members", None),
    ):
        assert after.steps[:-1] == walk.steps
        assert back(after) == walk
    assert back(Walk()) == Walk()


def test_back_from_the_result_leads_to_the_question() -> None:
    walk = answered(Walk(), "members", 20)
    assert back(stopped(walk)) == walk


def test_every_question_counts_and_a_correction_is_none() -> None:
    walk = answered(answered(Walk(), "kind", "cooperative"), "needs", frozenset({"credit"}))
    assert corrected(walk, "members", 7).counted == 2
    assert passed_over(walk, "rural").counted == 3


def test_another_round_is_granted_only_when_one_is_used_up() -> None:
    walk = Walk()
    assert resumed(stopped(walk)) == walk
    for fact in ("rural", "farm", "poor", "age", "bad_debt"):
        assert not walk.exhausted
        walk = passed_over(walk, fact)
    assert walk.counted == MOST_QUESTIONS
    assert walk.exhausted
    assert resumed(walk).rounds == 2
    assert not resumed(walk).exhausted


def test_another_sentence_voids_only_what_it_tells() -> None:
    walk = stopped(answered(answered(Walk("htx"), "members", 20), "rural", True))
    after = told(walk, " tổ 8 thành viên ", frozenset({"members"}))
    assert after == Walk("tổ 8 thành viên", (Step("rural", True, asked=True),))
