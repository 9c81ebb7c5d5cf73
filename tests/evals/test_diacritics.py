"""Tests of `evals.diacritics`."""

from __future__ import annotations

from evals.diacritics import Given, given_back

ASKED = ["ai lo vậy", "em muốn vay vốn", "htx ko vay"]


def test_what_comes_back_is_counted_over_questions_typed_with_diacritics() -> None:
    known = {"ai lo vay": "ai lo vay", "em muon vay von": "em muốn vay vốn"}
    assert given_back([*ASKED[1:], "đại lý đó ở đâu"], lambda text: known.get(text, text)) == Given(
        2, 1, 9, 4
    )


def test_a_reading_of_other_length_is_left_out() -> None:
    assert given_back(["một trăm đồng"], lambda _: "100") == Given(0, 0, 0, 0)
