"""The data of the ranker: every sign weighed is one that clauses have."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Message
from assistant.desk import Desk
from assistant.law.ranking import candidates, ranked
from assistant.law.signs import load_model
from assistant.wiring import Assistant


@pytest.fixture
def desk(law_assistant: Assistant) -> Desk:
    laws = law_assistant.examine(Message("Chợ nổi cần ít nhất mấy ghe bầu?")).laws
    assert laws is not None
    return laws


def test_each_sign_has_a_weight_and_each_weight_a_sign(desk: Desk) -> None:
    assert set(load_model().weights) == set(candidates(desk, ())[0].signs)


def test_the_best_has_rank_one_and_the_rest_less(desk: Desk) -> None:
    ranks = [item.rank for item in ranked(desk, ())]
    assert ranks[0] == 1
    assert ranks == sorted(ranks, reverse=True)
    assert all(0 < rank <= 1 for rank in ranks)


def test_a_clause_that_lacks_whom_the_question_names_loses(tmp_path: Path) -> None:
    path = tmp_path / "ranking.yaml"
    path.write_text("weights: {lacks: -2}\nsubjects: [[trưởng bến, ông bến], [bạn hàng]]\n", encoding="utf-8")
    model = load_model(path)
    assert model.score({"lacks": 1.0}) < model.score({"lacks": 0.0})
    assert [bool(subject.search("ong ben nao")) for subject in model.subjects] == [True, False]
