"""Questions asked of a plan without what answers them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.wiring import Assistant, open_assistant
from evals.cases import Case
from evals.left_out import from_left_out, places_of, without
from knowledge.config import Settings
from knowledge.document import below
from knowledge.embed import Embedder, load_embedder
from tests.shared import plan_data

MakeCase = Callable[..., Case]
PLAN = "127/KH-UBND"
LAND = {"document": PLAN, "anchor": "iii.2.7.gach_1"}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return open_assistant(Settings(data_dir=plan_data(tmp_path_factory)))


def asked(make_case: MakeCase, question: str) -> Case:
    return make_case(id="land", question=question, gold=[LAND], gold_quotes=[], must_include=[])


def test_what_says_the_same_in_the_annex_answers_too(assistant: Assistant, make_case: MakeCase) -> None:
    case = asked(make_case, "Ai xây dựng chính sách tích tụ đất đai?")
    assert places_of(assistant.library, case) == [(PLAN, "iii.2.7.gach_1"), (PLAN, "pl.ii.9")]


def test_what_is_left_out_is_neither_found_nor_known(assistant: Assistant) -> None:
    left = without(assistant.library, frozenset({(PLAN, "iii.2.7.gach_1"), (PLAN, "pl.ii.9")}))
    anchors = {passage.anchor for passage in left.plans.passages}
    assert "iii.2.7.gach_2" in anchors
    assert not {"iii.2.7.gach_1", "pl.ii.9"} & anchors
    tasks = {task.anchor: task for task in left.facts(PLAN).tasks}
    assert "pl.ii.9" not in tasks
    assert [action.anchor for action in tasks["iii.2.7"].actions] == ["iii.2.7.gach_2"]
    assert any(task.anchor == "pl.ii.9" for task in assistant.library.facts(PLAN).tasks)


def test_a_unit_left_out_takes_what_stands_in_it(assistant: Assistant) -> None:
    left = without(assistant.library, frozenset({(PLAN, "iii.2.7")}))
    assert not any(below(task.anchor, "iii.2.7") for task in left.facts(PLAN).tasks)
    assert not any(below(passage.anchor, "iii.2.7") for passage in left.plans.passages)


def test_a_question_without_its_answer_is_an_example_of_what_to_decline(
    assistant: Assistant, embedder: Embedder, make_case: MakeCase
) -> None:
    case = asked(make_case, "Sở nào xây dựng chính sách khuyến khích tích tụ đất đai cho hợp tác xã?")
    no_place = make_case(id="none", gold=[], answerable=False, expected_status="not_in_sources")
    done: list[int] = []
    found = from_left_out(assistant.tools, embedder, [case, no_place], done.append)
    (example,) = found["plan"]
    assert (example.id, example.right) == ("land", False)
    assert found["law"] == []
    assert done == [1, 2]
